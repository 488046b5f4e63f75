import { describe, expect, test } from 'vitest';
import type { Section } from './entry.js';
import { changeFaults, entryFaults, missingMandatory } from './validate.js';

const asthma = { coding: [{ code: '195967001', system: 'http://snomed.info/sct', display: 'Asthma' }], text: 'Asthma' };
const words = { coding: [], text: 'in words' };

/** `path fault` of each fault, the entry itself being `.`. */
const faults = (section: Section, body: object, options = {}) =>
  entryFaults(section, body, options).map(({ path, fault }) => `${path || '.'} ${fault}`);

test('an entry that fits its section has no faults', () => {
  expect(faults('problemList', { problem: asthma, onsetDate: '1980', comment: ['worse in winter'], negated: false })).toEqual([]);
  expect(
    faults('medicationsAndMedicalDevices', {
      medicationItemCluster: {
        medicationName: words,
        structuredDoseDirectionCluster: { structuredDoseAmount: { dose: { text: '0.50 mg', value: '0.50', unit: 'mg' } } },
        performingProfessional: { name: 'Dr Test', organisation: words },
      },
    }),
  ).toEqual([]);
  expect(faults('documents', { documentTitle: 'Letter', sizeInBytes: 12 })).toEqual([]);
});

test('absent, undefined and null say nothing and are no faults', () => {
  expect(faults('problemList', { problem: asthma, onsetDate: undefined, endDate: null })).toEqual([]);
});

describe('what cannot be served is found, with its place', () => {
  test.each<[string, Section, object, readonly string[]]>([
    ['an element of no such name', 'problemList', { problem: asthma, severity: words }, ['severity unknown element']],
    ['what the store adds', 'problemList', { problem: asthma, id: '1' }, ['id unknown element']],
    ['a part of no such name', 'problemList', { problem: { ...asthma, texts: [] } }, ['problem.texts unknown element']],
    ['a number where text is due', 'problemList', { problem: asthma, stageOfDisease: 2 }, ['stageOfDisease not a text']],
    ['text where yes or no is due', 'problemList', { problem: asthma, negated: 'false' }, ['negated not a boolean']],
    ['a fraction where a count is due', 'documents', { class: 'x', sizeInBytes: 1.5 }, ['sizeInBytes not an integer']],
    ['a count beyond 32 bits', 'documents', { class: 'x', sizeInBytes: 2 ** 31 }, ['sizeInBytes not an integer']],
    ['text where codes are due', 'problemList', { problem: 'Asthma' }, ['problem not a group of elements']],
    ['a day that does not exist', 'problemList', { problem: asthma, onsetDate: '2023-02-30' }, ['onsetDate not a date']],
    ['a date in another form', 'problemList', { problem: asthma, onsetDate: '03/02/2023' }, ['onsetDate not a date']],
    ['one where a list is due', 'problemList', { problem: asthma, comment: 'one' }, ['comment not a list']],
    ['a list where one is due', 'problemList', { problem: [asthma] }, ['problem a list where one is expected']],
    ['a hole in a list', 'problemList', { problem: asthma, comment: ['one', null] }, ['comment[1] missing']],
    ['neither code nor text', 'problemList', { problem: { coding: [] }, onsetDate: '1980' }, ['problem neither code nor text']],
    [
      'a system without a code',
      'problemList',
      { problem: { coding: [{ system: 'x' }], text: 'y' } },
      ['problem.coding[0].code missing'],
    ],
    ['an empty code', 'problemList', { problem: { coding: [{ code: '' }], text: 'y' } }, ['problem.coding[0].code empty']],
    ['codes left out', 'problemList', { problem: { text: 'y' } }, ['problem.coding missing']],
    [
      'a fault deep in a group of a list',
      'personDemographics',
      { personsAddress: [{ addressLine1: '1 High Street' }, { postcode: 7 }] },
      ['personsAddress[1].postcode not a text'],
    ],
    [
      'a quantity without its words',
      'investigationResults',
      { investigation: asthma, structuredInvestigationResult: { value: { value: '5' } } },
      ['structuredInvestigationResult.value.text missing'],
    ],
  ])('%s', (_, section, body, expected) => {
    expect(faults(section, body)).toEqual(expected);
  });

  test('an entry that says nothing', () => {
    expect(faults('alerts', {})).toEqual(['. empty entry']);
    expect(faults('socialContext', { smokingStatus: {}, narrative: '' })).toEqual(['. empty entry']);
    expect(faults('professionalContacts', { contactDetails: [] })).toEqual(['. empty entry']);
  });

  test('a fault never holds a value', () => {
    const secret = 'Mrs Secret of 1 Hidden Lane';
    const body = { problem: { coding: [{ code: 7, display: secret }] }, onsetDate: secret, comment: secret, negated: secret };
    expect(JSON.stringify(entryFaults('problemList', body))).not.toContain('Secret');
    expect(entryFaults('problemList', body)).toHaveLength(4);
  });
});

describe('an entry without its subject', () => {
  test.each<[Section, object, readonly string[]]>([
    ['problemList', { onsetDate: '1980' }, ['problem mandatory and missing']],
    ['proceduresAndTherapies', { date: '1980' }, ['procedure mandatory and missing']],
    ['investigationResults', { date: '1980' }, ['investigation mandatory and missing']],
    ['formulation', { date: '1980' }, ['formulation mandatory and missing']],
    ['allergiesAndAdverseReactions', { evidence: 'test' }, ['causativeAgent mandatory and missing']],
    ['alerts', { personCompletingRecord: { name: 'N' } }, ['alert mandatory and missing']],
    ['personalContacts', { comments: 'call late' }, ['name mandatory and missing']],
    [
      'medicationsAndMedicalDevices',
      { medicationItemCluster: { route: words } },
      ['medicationItemCluster.medicationName mandatory and missing'],
    ],
    ['vaccinations', { date: '2020' }, ['vaccineProduct mandatory and missing', 'vaccineProcedure mandatory and missing']],
  ])('of %s is refused', (section, body, expected) => {
    expect(faults(section, body)).toEqual(expected);
  });

  test.each<[string, Section, object]>([
    ['the source tells it in its own words', 'problemList', { narrative: 'Asthma since childhood' }],
    ['another element tells it', 'vaccinations', { vaccineProduct: words }],
    ['a contact can be rung', 'personalContacts', { contactDetails: ['01632 960001'] }],
    ['a practice has a name', 'gpPractice', { gpName: 'Dr Test' }],
    ['it states that there is none', 'allergiesAndAdverseReactions', { noKnownAllergy: true }],
    ['it has another kind of item', 'medicationsAndMedicalDevices', { medicalDevicesEntry: { medicalDevice: 'Pacemaker' } }],
    ['PRSB asks for more of a person than feeds know', 'personDemographics', { gender: { coding: [{ code: '2' }] } }],
  ])('stands when %s', (_, section, body) => {
    expect(faults(section, body)).toEqual([]);
  });

  test('that is kept is counted', () => {
    const missing = missingMandatory('personDemographics', { personName: { personFamilyName: ['Only'] }, personsAddress: [] });
    expect(missing.map(({ element }) => element)).toEqual(['personName.personFirstName', 'dateOfBirth', 'personsAddress']);
  });
});

describe('a change within an element', () => {
  test.each<[string, Section, string, unknown, readonly string[]]>([
    ['fits', 'medicationsAndMedicalDevices', 'medicationItemCluster.route', words, []],
    ['fits as all items of a list', 'personDemographics', 'personsAddress', [{ postcode: 'CB2 0QQ' }], []],
    ['deletes', 'medicationsAndMedicalDevices', 'medicationItemCluster.route', null, []],
    [
      'names no element',
      'medicationsAndMedicalDevices',
      'medicationItemCluster.colour',
      'red',
      ['medicationItemCluster.colour unknown element'],
    ],
    [
      'names a list as if it were a group',
      'personDemographics',
      'personsAddress.postcode',
      'CB2',
      ['personsAddress.postcode unknown element'],
    ],
    [
      'is of another type',
      'medicationsAndMedicalDevices',
      'medicationItemCluster.date',
      'soon',
      ['medicationItemCluster.date not a date'],
    ],
    [
      'deletes the subject',
      'medicationsAndMedicalDevices',
      'medicationItemCluster.medicationName',
      null,
      ['medicationItemCluster.medicationName mandatory and missing'],
    ],
  ])('that %s', (_, section, path, value, expected) => {
    const found = changeFaults(section, { path, value });
    expect(found.map((fault) => `${fault.path} ${fault.fault}`)).toEqual(expected);
  });
});

describe('a change', () => {
  const change = (section: Section, changes: object) => faults(section, changes, { patch: true });

  test('may leave its subject alone, say nothing, or delete what is no subject', () => {
    expect(change('problemList', { endDate: '2020' })).toEqual([]);
    expect(change('problemList', {})).toEqual([]);
    expect(change('problemList', { endDate: null })).toEqual([]);
    expect(change('medicationsAndMedicalDevices', { medicationItemCluster: null })).toEqual([]);
  });

  test('may not delete its subject, where nothing can stand for it', () => {
    expect(change('problemList', { problem: null })).toEqual(['problem mandatory and missing']);
    expect(change('vaccinations', { vaccineProduct: null })).toEqual([]);
  });

  test('replaces a group as a whole, which then needs its own subject', () => {
    expect(change('medicationsAndMedicalDevices', { medicationItemCluster: { route: words } })).toEqual([
      'medicationItemCluster.medicationName mandatory and missing',
    ]);
  });

  test('is held to the types like a whole entry', () => {
    expect(change('problemList', { endDate: 'soon' })).toEqual(['endDate not a date']);
  });
});
