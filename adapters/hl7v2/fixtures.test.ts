import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readHl7 } from '../formats/hl7v2/read.js';
import { messageTypes } from './message-types.js';
import { senderOf } from './sender.js';
import { contextOf } from './testing.js';
import { translateHl7v2 } from './translate.js';

const folder = join(dirname(fileURLToPath(import.meta.url)), 'fixtures');
const cases = readdirSync(folder).filter((name) => name.endsWith('.hl7'));

/** Local codes of the trust, so that the fixtures show them beside a standard one. */
const codes = { admissionMethod: { A: '21' }, observation: { ABO: 'http://snomed.info/sct|365637002' } };

function translationOf(name: string) {
  const message = readHl7(readFileSync(join(folder, name)), { charset: 'utf-8' });
  // MSH-4 of a fixture is the partner that sends it.
  const partner = senderOf(message).split('|')[1];
  const { translation, refused } = translateHl7v2(message, contextOf({ codes }, partner));
  // `mapped` is every leaf that is not unmapped: the corpora test checks that.
  const { mapped: _, ...shown } = translation;
  return { ...shown, refused };
}

/** The bytes of a file as they read in an expectation. */
function filesAsText(name: string, value: unknown): unknown {
  return name === 'bytes' ? Buffer.from((value as { readonly data: readonly number[] }).data).toString('latin1') : value;
}

describe('each fixture is translated as the file beside it says', () => {
  it.each(cases)('%s', (name) => {
    const expected = join(folder, `${basename(name, '.hl7')}.json`);
    const translation = JSON.parse(JSON.stringify(translationOf(name), filesAsText)) as unknown;
    if (process.env['WRITE_FIXTURES'] === '1') writeFileSync(expected, `${JSON.stringify(translation, null, 2)}\n`);
    expect(translation).toEqual(JSON.parse(readFileSync(expected, 'utf8')));
  });

  it('and the main message types each have one', () => {
    const seen = new Set(cases.map((name) => translationOf(name).messageType));
    const promised = [
      'A01',
      'A02',
      'A03',
      'A04',
      'A05',
      'A08',
      'A11',
      'A12',
      'A13',
      'A24',
      'A28',
      'A29',
      'A31',
      'A34',
      'A37',
      'A38',
      'A40',
      'A42',
      'A45',
      'A47',
      'A60',
    ].map((event) => `ADT^${event}`);
    const others = [
      'SIU^S12',
      'SIU^S13',
      'SIU^S14',
      'SIU^S15',
      'SIU^S16',
      'SIU^S20',
      'SIU^S26',
      'ORU^R01',
      'OUL^R22',
      'REF^I12',
      'RRI^I12',
      'RDE^O11',
      'RDS^O13',
      'VXU^V04',
      'MDM^T02',
      'MDM^T03',
      'MDM^T10',
      'MDM^T11',
      'OML^O21',
      'ORL^O22',
      'PPR^PC1',
      'PPR^PC2',
    ];
    expect([...promised, ...others].filter((type) => !seen.has(type))).toEqual([]);
    expect([...seen].filter((type) => !Object.hasOwn(messageTypes, type))).toEqual([]);
  });
});
