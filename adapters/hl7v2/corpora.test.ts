import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { errorCodes, RecordError } from '../../schema/errors.js';
import { projectPath } from '../../schema/project-path.js';
import { leavesOf, readHl7 } from '../formats/hl7v2/read.js';
import { splitMessages } from '../formats/hl7v2/split.js';
import { contextOf } from './testing.js';
import { translateHl7v2 } from './translate.js';

const corpora = process.env['SCR_CORPORA'] ?? projectPath('../shared/corpora');

/** Files of public messages, text form only. */
function messageFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /(?:\.hl7|\.out|example\.txt)$/i.test(name))
    .map((name) => join(folder, name))
    .filter((name) => statSync(name).isFile());
}

interface Outcome {
  translated: number;
  readonly refused: Map<string, number>;
}

/** Translates every message, with the NHS number authority that the simulated hospital uses. */
function outcomeOf(folder: string, prepare = (bytes: Uint8Array) => bytes): Outcome {
  const outcome: Outcome = { translated: 0, refused: new Map() };
  for (const file of messageFiles(folder)) {
    for (const bytes of splitMessages(readFileSync(file))) {
      try {
        const message = readHl7(prepare(bytes), { charset: 'windows-1252' });
        const { translation } = translateHl7v2(message, contextOf({ nhsNumberAuthorities: ['NHSNBR'] }));
        expect(translation.mapped.length + translation.unmapped.length).toBe(leavesOf(message).length);
        outcome.translated += 1;
      } catch (error) {
        if (!(error instanceof RecordError)) throw error;
        expect(Object.keys(errorCodes)).toContain(error.code);
        outcome.refused.set(error.code, (outcome.refused.get(error.code) ?? 0) + 1);
      }
    }
  }
  return outcome;
}

describe.skipIf(!existsSync(corpora))('public HL7 v2 messages (skipped where the corpora folder is missing)', () => {
  it('of the simulated hospital are all translated', () => {
    const { translated, refused } = outcomeOf(join(corpora, 'hl7v2/simhospital/docs'));
    expect(translated).toBeGreaterThan(1000);
    expect([...refused.keys()]).toEqual([]);
  });

  it('of the NHS ITK are refused for their placeholder NHS number, and for nothing else', () => {
    const { refused } = outcomeOf(join(corpora, 'hl7v2/nhs-itk-adt-examples'));
    expect([...refused.keys()]).toEqual(['IDENTIFIER_MISSING']);
  });

  it('of the NHS ITK are all translated once they carry a valid number', () => {
    const valid = (bytes: Uint8Array) =>
      Buffer.from(Buffer.from(bytes).toString('latin1').replaceAll('3333333333', '9990000018'), 'latin1');
    const { translated, refused } = outcomeOf(join(corpora, 'hl7v2/nhs-itk-adt-examples'), valid);
    expect([...refused.keys()]).toEqual([]);
    expect(translated).toBe(30);
  });

  it('of a converter for every kind of message are translated or refused with a code', () => {
    const { translated } = outcomeOf(join(corpora, 'hl7v2/ms-fhir-converter'));
    expect(translated).toBeGreaterThan(40);
  });
});
