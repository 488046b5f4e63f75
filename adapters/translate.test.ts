import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadProfile, type Profile } from '../schema/profile.js';
import { projectPath } from '../schema/project-path.js';
import { translateBytes, type Incoming, type TranslatedUnit } from './translate.js';

const profile = loadProfile('cambridgeshire-peterborough');
const receivedAt = '2026-04-01T09:00:00+00:00' as never;

const hl7 = (sender: string, family = 'Testperson', control = 'M1') =>
  [
    `MSH|^~\\&|${sender}|SCR|SCR|20260302113000||ADT^A31^ADT_A05|${control}|P|2.4`,
    'EVN||20260302112900',
    `PID|1||9990000018^^^NHS^NH||${family}^Ada||19410217|2`,
  ].join('\r');

function unitsOf(bytes: string | Uint8Array, incoming: Partial<Incoming> = {}): TranslatedUnit[] {
  return [...translateBytes(Buffer.from(bytes as Uint8Array), { profile, receivedAt, ...incoming })];
}
const summary = (units: readonly TranslatedUnit[]) =>
  units.map(({ message, refusal }) => `${message.feed} ${refusal?.code ?? 'translated'}`);
const fixture = (name: string) => readFileSync(projectPath(`adapters/${name}`));

describe('the feed of a message', () => {
  test.each([
    ['the sender exactly', hl7('PAS|RGT'), 'rgt-pas'],
    ['another application of the same trust', hl7('LIMS|RGT'), 'rgt-lab'],
    ['any application of a trust with a wildcard', hl7('ANYTHING|RGN'), 'rgn-pas'],
  ])('is found by %s', (_, message, feed) => {
    expect(summary(unitsOf(message))).toEqual([`${feed} translated`]);
  });

  test('is the one that was named, whoever the sender says it is', () => {
    expect(summary(unitsOf(hl7('X|NOBODY'), { feed: 'rgn-pas' }))).toEqual(['rgn-pas translated']);
  });

  test('that fits none, or carries another format, is a refusal with the place', () => {
    expect(unitsOf(hl7('X|NOBODY'))).toMatchObject([
      { message: { feed: 'unknown' }, refusal: { code: 'FEED_UNKNOWN', location: 'MSH-3, MSH-4' } },
    ]);
    expect(unitsOf(hl7('PAS|RGT'), { feed: 'rgt-documents' })).toMatchObject([
      { message: { feed: 'rgt-documents' }, refusal: { code: 'FORMAT_UNKNOWN' } },
    ]);
    expect(unitsOf(hl7('PAS|RGT'), { feed: 'no-such' })).toMatchObject([{ refusal: { code: 'FEED_UNKNOWN' } }]);
  });

  test('of a council is found by its code in the file; adults and children are not confused', () => {
    const council: Profile = {
      ...profile,
      feeds: profile.feeds.filter(({ name }) => name === 'cambridgeshire-adults').map((feed) => ({ ...feed, senders: [] })),
    };
    const file = fixture('csv/fixtures/cld-release-2.csv');
    expect(new Set(summary(unitsOf(file, { profile: council })).map((line) => line.split(' ')[0]))).toEqual(
      new Set(['cambridgeshire-adults']),
    );
    const both: Profile = { ...profile, feeds: profile.feeds.map((feed) => ({ ...feed, senders: [] })) };
    expect(summary(unitsOf(file, { profile: both }))).toEqual(['unknown FEED_UNKNOWN']);
  });

  test('says which character set a message without one is in', () => {
    const other: Profile = { ...profile, feeds: profile.feeds.map((feed) => ({ ...feed, charset: 'iso-8859-5' })) };
    const bytes = Buffer.from(hl7('PAS|RGT', 'N\xfame'), 'latin1');
    const [unit] = unitsOf(bytes, { profile: other });
    expect(JSON.stringify(unit!.translation?.statements)).toContain('Nњme');
  });
});

describe('what came in', () => {
  test('is split, and one bad message does not stop the next', () => {
    const file = [hl7('PAS|RGT', 'One', 'M1'), 'MSH|^~\\&|PAS|RGT\rnot a segment', hl7('PAS|RGT', 'Two', 'M2')].join('\r');
    const units = unitsOf(file);
    expect(units.map(({ refusal }) => refusal?.code)).toEqual([undefined, 'MESSAGE_UNREADABLE', undefined]);
    expect(units.map(({ message }) => Buffer.from(message.bytes).toString()).join('')).toContain('not a segment');
  });

  test('as a document goes to the feed of its custodian', () => {
    const units = unitsOf(fixture('cda/fixtures/summary-every-section.xml'));
    expect(summary(units)).toEqual(['y99901-summary translated']);
    expect(units[0]!.message).toMatchObject({ partner: 'Y99901', format: 'cda' });
  });

  test('as a table becomes a unit for each row, which keeps header and row as its bytes', () => {
    const file = fixture('csv/fixtures/cld-release-2.csv');
    const units = unitsOf(file, { fileName: 'return.csv' });
    const lines = file.toString().trim().split(/\r?\n/);
    expect(units).toHaveLength(lines.length - 1);
    expect(Buffer.from(units[0]!.message.bytes).toString()).toBe(`${lines[0]}\r\n${lines[1]}\r\n`);
    expect(units[0]!.translation?.messageIdentifier).toBe('return.csv:2');
    // A unit's bytes can be taken in by themselves: what was quarantined can be replayed.
    expect(summary(unitsOf(units[0]!.message.bytes))).toEqual(['cambridgeshire-adults translated']);
  });

  test('as episodes is another unit when another row of the file changes what it means', () => {
    const file = fixture('csv/fixtures/ssda903-episodes.csv').toString();
    const options = { feed: 'cambridgeshire-children', fileName: 'episodes.csv' };
    const of = (text: string) => unitsOf(text, options)[0]!.translation?.messageIdentifier;
    expect(of(file)).toBe(of(file));
    expect(of(`${file.trimEnd()}\n${file.trimEnd().split('\n').at(-1)!}\n`)).not.toBe(of(file));
  });

  test.each([
    ['nothing', '', 'FORMAT_UNKNOWN'],
    ['prose', 'Dear colleague, thank you.', 'FORMAT_UNKNOWN'],
    [
      'a DOCTYPE',
      '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><ClinicalDocument xmlns="urn:hl7-org:v3">&e;</ClinicalDocument>',
      'XML_FORBIDDEN',
    ],
    ['broken XML', '<ClinicalDocument xmlns="urn:hl7-org:v3"><a></ClinicalDocument>', 'MESSAGE_UNREADABLE'],
    ['an envelope without a document', '<itk:DistributionEnvelope xmlns:itk="urn:nhs-itk:ns:201005"/>', 'STRUCTURE_INVALID'],
    ['a table nobody knows', 'Animal,Legs\nCat,4\n', 'FEED_UNKNOWN'],
  ])('as %s is refused with a code', (_, text, code) => {
    expect(unitsOf(text).map(({ refusal }) => refusal?.code)).toEqual([code]);
  });
});

const corpora = process.env['SCR_CORPORA'] ?? projectPath('../shared/corpora');
test.skipIf(!existsSync(corpora))(
  'every file of the corpora is translated or refused with a code, on every feed format (skipped without the corpora)',
  () => {
    const feeds = { hl7v2: 'rgt-pas', cda: 'rgt-documents', csv: 'cambridgeshire-adults', hostile: undefined };
    const faults: string[] = [];
    for (const [folder, feed] of Object.entries(feeds)) {
      for (const entry of readdirSync(join(corpora, folder), { recursive: true, withFileTypes: true })) {
        if (!entry.isFile()) continue;
        const units = unitsOf(readFileSync(join(entry.parentPath, entry.name)), feed === undefined ? {} : { feed });
        if (units.length === 0 && !entry.name.endsWith('.csv')) faults.push(`${entry.name}: nothing became of it`);
        // A fault of our own is told as such, and there may be none.
        for (const { refusal } of units)
          if (refusal?.detail?.startsWith('unexpected')) faults.push(`${entry.name}: ${refusal.detail}`);
      }
    }
    expect(faults).toEqual([]);
  },
  120_000,
);
