import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { RecordError } from './errors.js';
import { loadProfile } from './profile.js';
import { loadSensitive, sensitiveLabeller } from './sensitive.js';
import { sensitiveSet } from './sensitive-sets.js';

const { isSensitive, hash } = loadSensitive(loadProfile('cambridgeshire-peterborough'));
const snomed = 'http://snomed.info/sct';
const coded = (code: string, system = snomed, display?: string) => ({ coding: [{ code, system, ...(display && { display }) }] });

describe('a code', () => {
  test.each(['386639001', '63487001', '8098009', '999000000000101'])(
    'of a sensitive category is recognised wherever it stands: %s',
    (code) => {
      expect(isSensitive('problemList', { problem: coded(code) })).toBe(true);
      expect(isSensitive('proceduresAndTherapies', { procedure: coded(code), date: '2026-01-01' })).toBe(true);
      expect(
        isSensitive('medicationsAndMedicalDevices', {
          medicationItemCluster: { structuredDoseDirectionCluster: [{ indication: coded(code) }] },
        }),
      ).toBe(true);
      expect(
        isSensitive('investigationResults', {
          investigation: { coding: [{ code: '271649006', system: snomed }, { code }], text: 'Profile' },
        }),
      ).toBe(true);
    },
  );

  test('is recognised whatever its system is called, or without one', () => {
    expect(isSensitive('problemList', { problem: coded('386639001', 'SCT') })).toBe(true);
    expect(isSensitive('problemList', { problem: { coding: [{ code: ' 386639001 ' }] } })).toBe(true);
  });

  test('is recognised inside a post-coordinated expression and as plain text', () => {
    expect(isSensitive('problemList', { problem: coded('8098009:246454002=84638005') })).toBe(true);
    expect(
      isSensitive('documents', { additionalInformationRequiredForImages: { eventCodeList: ['399208008', '8098009'] } }),
    ).toBe(true);
  });

  test('is not recognised as a part of a longer number', () => {
    expect(isSensitive('problemList', { problem: coded('18098009') })).toBe(false);
    expect(isSensitive('documents', { documentIdentifier: '80980091' })).toBe(false);
  });

  test('of ICD-10 is recognised with everything below its category, where the system says ICD-10', () => {
    expect(isSensitive('problemList', { problem: coded('O04.9', 'http://hl7.org/fhir/sid/icd-10') })).toBe(true);
    expect(isSensitive('problemList', { problem: coded('A549', 'I10') })).toBe(true);
    expect(isSensitive('problemList', { problem: coded('B20', '2.16.840.1.113883.6.3') })).toBe(true);
    expect(isSensitive('problemList', { problem: coded('B20', 'local-wards') })).toBe(false);
    expect(isSensitive('problemList', { problem: coded('O03.9', 'ICD10') })).toBe(false);
  });
});

describe('a specialty', () => {
  test('is recognised where a specialty or service is coded', () => {
    expect(isSensitive('futureAppointments', { specialty: coded('360', 'treatment-function') })).toBe(true);
    expect(isSensitive('dischargeDetails', { dischargingSpecialty: coded('360') })).toBe(true);
    expect(isSensitive('contactsWithProfessionals', { seenBy: { name: 'A Doctor', speciality: coded('360') } })).toBe(true);
    expect(isSensitive('referralDetails', { referralTo: { service: { text: '360' } } })).toBe(true);
  });

  test('is a plain number anywhere else', () => {
    expect(
      isSensitive('investigationResults', {
        structuredInvestigationResult: [{ value: { text: '360', value: '360' }, unitsOfMeasure: 'g/L' }],
      }),
    ).toBe(false);
    expect(isSensitive('personDemographics', { personsAddress: [{ addressLine1: '360' }] })).toBe(false);
  });
});

describe('words', () => {
  test.each([
    ['a clinic name', 'futureAppointments', { service: { text: 'Sexual Health Clinic, Lime Tree House' } }],
    ['a location', 'contactsWithProfessionals', { locationOfContact: { text: 'Example GUM clinic' } }],
    [
      'a medicine',
      'medicationsAndMedicalDevices',
      { medicationItemCluster: { medicationName: coded('1', snomed, 'Dolutegravir 50mg tablets') } },
    ],
    ['a result name', 'investigationResults', { investigation: { text: 'HIV-1 RNA viral load' } }],
    ['a result name of a laboratory', 'investigationResults', { panel: { text: 'HIV_AG_AB' } }],
    ['a document title', 'documents', { documentTitle: 'Letter: gender identity clinic, first visit' }],
    ['a document class', 'documents', { class: { text: 'Termination of Pregnancy form' } }],
    ['a narrative', 'planAndRequestedActions', { narrative: '<p>Referred for <b>IVF</b> in March</p>' }],
    ['a word with endings', 'problemList', { problem: { text: 'Gonorrhoea of throat' } }],
    ['capitals', 'problemList', { problem: { text: 'CHLAMYDIAL INFECTION' } }],
    ['a gap that is a hyphen or a line break', 'problemList', { comment: 'in-vitro\nfertilisation' }],
    ['a gap that is markup', 'problemList', { narrative: '<td>gender</td><td>dysphoria</td>' }],
    ['an invisible hyphen', 'problemList', { comment: 'chla\u00ADmydia' }],
    ['accents', 'problemList', { comment: 'Sýphilis' }],
    ['something deep down', 'assessments', { structuredAssessment: [{ assessmentScore: [{ note: { text: 'transgender' } }] }] }],
  ])('mark %s', (_what, section, body) => {
    expect(isSensitive(section, body)).toBe(true);
  });

  test.each([
    [
      'nicotine gum',
      'medicationsAndMedicalDevices',
      { medicationItemCluster: { medicationName: { text: 'Nicotine 2mg medicated chewing gum' } } },
    ],
    ['bleeding gums', 'problemList', { problem: { text: 'Bleeding gums; gum disease' } }],
    ['a miscarriage', 'problemList', { problem: coded('17369002', snomed, 'Spontaneous abortion') }],
    [
      'hormone replacement',
      'medicationsAndMedicalDevices',
      { medicationItemCluster: { medicationName: { text: 'Estradiol 50 micrograms/24 hours patches' } } },
    ],
    ['a word inside another', 'problemList', { problem: { text: 'Hives; achievement; shivering' } }],
    ['words of two sentences', 'problemList', { comment: 'Discussed gender. Dysphoria of mood noted.' }],
    ['a plain pregnancy', 'pregnancyStatus', { pregnancyState: { text: 'Pregnant' } }],
    ['an everyday diagnosis', 'problemList', { problem: coded('44054006', snomed, 'Diabetes mellitus type 2') }],
    [
      'the gender of a person',
      'personDemographics',
      { gender: coded('2', 'https://example.org/gender-identity'), personName: { personFamilyName: ['Example'] } },
    ],
    ['the message it came in', 'problemList', { problem: { text: 'Asthma' }, provenance: { system: 'GUM clinic', feed: 'hiv' } }],
    ['nothing at all', 'problemList', {}],
  ])('do not mark %s', (_what, section, body) => {
    expect(isSensitive(section, body)).toBe(false);
  });
});

describe('evidence of involvement', () => {
  const involvement = (codes?: readonly string[]) => ({ kind: 'appointment', organisation: 'RGT', ...(codes && { codes }) });

  test('is recognised by its codes: specialty, reason or name of the clinic', () => {
    expect(isSensitive('involvement', involvement(['100', '360']))).toBe(true);
    expect(isSensitive('involvement', involvement(['8098009']))).toBe(true);
    expect(isSensitive('involvement', involvement(['Fertility unit']))).toBe(true);
  });

  test('is an ordinary one otherwise', () => {
    expect(isSensitive('involvement', involvement(['100', 'Orthopaedics']))).toBe(false);
    expect(isSensitive('involvement', involvement())).toBe(false);
  });
});

describe('the sets', () => {
  test('have a hash that changes with any of them', () => {
    const set = sensitiveSet({ category: 'a', codes: ['1234567'] });
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(sensitiveLabeller([set]).hash).toBe(sensitiveLabeller([set]).hash);
    expect(sensitiveLabeller([{ ...set, words: ['clinic'] }]).hash).not.toBe(sensitiveLabeller([set]).hash);
  });

  test('mark nothing where the profile has none', () => {
    expect(loadSensitive({ sensitiveSets: [] }).isSensitive('problemList', { problem: { text: 'HIV' } })).toBe(false);
  });

  test('that cannot be read or hold something else stop the start, with file and line', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'sensitive-')), 'set.yaml');
    writeFileSync(file, '- category: a\n  words:\n    - fine\n    - "not*fine (really)"\n');
    for (const [path, detail] of [
      [file, `${file}:4`],
      ['policy/sensitive/nowhere.yaml', 'no file'],
    ]) {
      let caught: unknown;
      try {
        loadSensitive({ sensitiveSets: [path!] });
      } catch (error) {
        caught = error;
      }
      expect(caught).toBeInstanceOf(RecordError);
      expect((caught as RecordError).code).toBe('CONFIG_INVALID');
      expect((caught as RecordError).detail).toContain(detail);
    }
  });
});
