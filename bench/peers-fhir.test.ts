import { describe, expect, it } from 'vitest';
import type { Statement, Subject, Translation } from '../schema/entry.js';
import { compareWithPeer, hasPeerMaterial } from './peers-fhir-comparison.js';
import { isFound } from './peers-fhir-match.js';
import { factsOfTranslation } from './peers-fhir-ours.js';
import { factsOfBundle } from './peers-fhir-peer.js';

const subject = 'RGT|K1' as Subject;
const saying = (statement: object): Translation => ({
  sender: '',
  messageIdentifier: '1',
  messageType: 'CDA',
  statements: [{ subject, key: 'k', ...statement } as unknown as Statement],
  mapped: [],
  unmapped: [],
});
const result = (value: string, date: string): Translation =>
  saying({
    kind: 'put',
    section: 'investigationResults',
    body: {
      date,
      investigation: { coding: [{ code: '718-7', system: 'http://loinc.org' }], text: 'Haemoglobin' },
      structuredInvestigationResult: { value: { text: value, value } },
    },
  });
const bundle = (resource: object): unknown => ({ entry: [{ resource }] });
const haemoglobin = bundle({
  resourceType: 'Observation',
  code: { coding: [{ code: '718-7' }] },
  valueQuantity: { value: 13.2 },
  effectiveDateTime: '2026-01-05T23:30:00-05:00',
});
const finds = (peer: unknown, ours: Translation): boolean => {
  const facts = factsOfBundle(peer);
  expect(facts).toHaveLength(1);
  return isFound(facts[0]!, factsOfTranslation(ours));
};

describe('when a fact counts as found', () => {
  it('is by code, the same day in any zone, and every value', () => {
    expect(finds(haemoglobin, result('13.20', '2026-01-06'))).toBe(true);
    expect(finds(haemoglobin, result('13.20', '2026-01'))).toBe(true);
  });

  it('is not when the value or the day is another', () => {
    expect(finds(haemoglobin, result('12.3', '2026-01-06'))).toBe(false);
    expect(finds(haemoglobin, result('13.2', '2026-01-08'))).toBe(false);
  });

  it('is by words where there is no code, without case and punctuation', () => {
    const condition = bundle({ resourceType: 'Condition', code: { text: 'Type-2 diabetes' } });
    const problem = (text: string) => saying({ kind: 'put', section: 'problemList', body: { problem: { coding: [], text } } });
    expect(finds(condition, problem('TYPE 2 DIABETES (long standing)'))).toBe(true);
    expect(finds(condition, problem('Type 1 diabetes'))).toBe(false);
  });

  it('is not in a section where such a fact may not stand', () => {
    const allergy = bundle({ resourceType: 'AllergyIntolerance', code: { text: 'Penicillin' } });
    const medicine = { medicationItemCluster: { medicationName: { coding: [], text: 'Penicillin' } } };
    expect(finds(allergy, saying({ kind: 'put', section: 'medicationsAndMedicalDevices', body: medicine }))).toBe(false);
  });

  it('is for a visit that is taken back, and for a person by the identifier', () => {
    const visit = bundle({ resourceType: 'Encounter', identifier: [{ value: 'V9001' }] });
    const cancelled = { kind: 'retract', section: 'admissionDetails', key: 'visit:V9001', because: 'cancelled' };
    expect(finds(visit, saying(cancelled))).toBe(true);
    expect(finds(bundle({ resourceType: 'Patient', identifier: [{ value: 'K1' }] }), saying(cancelled))).toBe(true);
    expect(finds(bundle({ resourceType: 'Patient', identifier: [{ value: 'K2' }] }), saying(cancelled))).toBe(false);
  });
});

it('counts what is said twice once, and leaves out what names nothing', () => {
  const twice = { resourceType: 'Condition', code: { text: 'Asthma' } };
  const nothing = { resourceType: 'AllergyIntolerance', clinicalStatus: { coding: [{ code: 'active' }] } };
  const entry = [twice, twice, nothing].map((resource) => ({ resource }));
  expect(factsOfBundle({ entry })).toHaveLength(1);
});

it.skipIf(!hasPeerMaterial)('misses nothing in the C-CDA documents (skipped where the public material is not there)', () => {
  const { missed, messages } = compareWithPeer();
  expect(messages).toBeGreaterThan(100);
  expect(missed.filter((each) => each.format === 'cda')).toEqual([]);
});
