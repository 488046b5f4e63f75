import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadProfile } from './profile.js';
import { loadSensitive, sensitiveLabeller } from './sensitive.js';
import { readMembers, sensitiveCounts, sensitiveSet, type SensitiveSet } from './sensitive-sets.js';

const folder = mkdtempSync(join(tmpdir(), 'sensitive-sets-'));
const fileOf = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const header = 'id\teffectiveTime\tactive\tmoduleId\trefsetId\treferencedComponentId';
const labelled = (about: Partial<SensitiveSet>) => sensitiveLabeller([sensitiveSet({ category: 'a', ...about })]);
const profile = loadProfile('cambridgeshire-peterborough');

describe('files of members', () => {
  test('hold one code a line, with remarks', () => {
    expect(readMembers(fileOf('list.txt', '\uFEFF# remark\r\n12345678 # one\r\n\r\n999001\r\n'))).toEqual(['12345678', '999001']);
  });

  test('are RF2 reference sets, of which the active members count', () => {
    const row = (active: number, code: string) => `u\t20260101\t${active}\t1\t2\t${code}`;
    expect(readMembers(fileOf('refset.txt', [header, row(1, '12345678'), row(0, '87654321'), ''].join('\n')))).toEqual([
      '12345678',
    ]);
  });

  test.each([
    ['none.txt', '', 'holds no code'],
    ['remarks.txt', '# nothing yet\n', 'holds no code'],
    ['inactive.txt', `${header}\nu\t20260101\t0\t1\t2\t12345678\n`, 'holds no code'],
    ['other.txt', 'a\tb\n1\t2\n', 'columns'],
    ['words.txt', 'two words\n', ':1'],
    ['broken.txt', `${header}\nu\t20260101\t1\t1\t2\n`, ':2'],
  ])('that have nothing in them, or something else, stop the start: %s', (name, text, detail) => {
    fileOf(name, text);
    const set = fileOf(`${name}.yaml`, `- category: a\n  codes: ['1']\n  codeFiles: [${name}]\n`);
    expect(() => loadSensitive({ sensitiveSets: [set] })).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
    expect(() => readMembers(join(folder, name))).toThrow(
      expect.objectContaining({ detail: expect.stringContaining(detail) as string }),
    );
  });

  test('that are missing, and sets without anything in them, stop the start', () => {
    for (const text of ['- category: a\n  codeFiles: [nowhere.txt]\n', '- category: a\n', '[]\n']) {
      expect(() => loadSensitive({ sensitiveSets: [fileOf('set.yaml', text)] })).toThrow(
        expect.objectContaining({ code: 'CONFIG_INVALID' }),
      );
    }
  });

  test('are counted for whoever checks a profile, and are part of the hash', () => {
    expect(sensitiveCounts(profile)).toContainEqual({
      category: 'gender-reassignment',
      codes: 3,
      files: 1,
      markers: expect.any(Number),
    });
    const yaml = fileOf('hash.yaml', '- category: a\n  codeFiles: [hash.txt]\n');
    fileOf('hash.txt', '12345678\n');
    const { hash } = loadSensitive({ sensitiveSets: [yaml] });
    fileOf('hash.txt', '12345678\n12345679\n');
    expect(loadSensitive({ sensitiveSets: [yaml] }).hash).not.toBe(hash);
  });

  test('of the synthetic sets mark, but for what is inactive', () => {
    const { isSensitive } = loadSensitive(profile);
    const of = (code: string) =>
      isSensitive('problemList', { problem: { coding: [{ code, system: 'http://snomed.info/sct' }] } });
    expect(['999000000000110', '999000000000310', '999000000000311'].map(of)).toEqual([true, true, false]);
  });
});

test('an OPCS-4 category marks everything below it, where the system says OPCS-4', () => {
  const { isSensitive } = labelled({ opcs4: ['Q14.1', 'Q38'] });
  const of = (code: string, system: string) =>
    isSensitive('proceduresAndTherapies', { procedure: { coding: [{ code, system }] } });
  expect(of('Q14.1', 'https://fhir.hl7.org.uk/CodeSystem/OPCS-4')).toBe(true);
  expect(of('Q382', 'OPCS4')).toBe(true);
  expect(of('Q14.3', 'OPCS4')).toBe(false);
  expect(of('Q38', 'http://hl7.org/fhir/sid/icd-10')).toBe(false);
});

test('a clinic marks under the name its own partner gives it, where a place or service is named', () => {
  const { isSensitive } = labelled({ clinics: { RGT: ['CL7'] } });
  const visit = { locationOfContact: { coding: [{ code: 'cl7' }], text: 'Clinic' } };
  expect(isSensitive('contactsWithProfessionals', visit, [], 'RGT')).toBe(true);
  expect(isSensitive('contactsWithProfessionals', visit, [], 'RGN')).toBe(false);
  expect(isSensitive('involvement', { codes: ['CL7'] }, [], 'RGT')).toBe(true);
  expect(isSensitive('problemList', { comment: ['CL7'] }, [], 'RGT')).toBe(false);
});

test('words mark in the sections they are for', () => {
  const { isSensitive } = labelled({
    words: ['hidden'],
    wordsIn: { investigationResults: ['semen analysis'] },
    wordsNotIn: ['familyHistory'],
  });
  expect(isSensitive('investigationResults', { investigation: { text: 'Semen analysis' } })).toBe(true);
  expect(isSensitive('problemList', { comment: ['Semen analysis to follow'] })).toBe(false);
  expect(isSensitive('problemList', { comment: ['hidden'] })).toBe(true);
  expect(isSensitive('familyHistory', { narrative: 'hidden' })).toBe(false);
});

test('a document that cannot be searched is left out where its kind is named, and one that can be is not', () => {
  const scan = { documentTitle: 'Clinic letter', content: { available: true, mediaType: 'application/pdf', sizeInBytes: 1 } };
  const byKind = labelled({ unsearchableDocuments: ['clinic letter*'] });
  expect(byKind.isSensitive('documents', scan)).toBe(true);
  expect(byKind.isSensitive('documents', { ...scan, documentTitle: 'Discharge summary' })).toBe(false);
  expect(byKind.isSensitive('documents', { ...scan, content: 'its words' })).toBe(false);
  expect(labelled({ unsearchableDocuments: ['*'] }).isSensitive('documents', { ...scan, documentTitle: undefined })).toBe(true);
});
