import type { Concept } from './clinical.js';

export interface TestKind {
  /** LOINC. */
  readonly loinc: Concept;
  readonly unit: string;
  readonly low: number;
  readonly high: number;
  readonly decimals: number;
}

export interface PanelKind {
  readonly loinc: Concept;
  readonly tests: readonly TestKind[];
}

const test = (code: string, term: string, unit: string, low: number, high: number, decimals = 0): TestKind => ({
  loinc: { code, term },
  unit,
  low,
  high,
  decimals,
});

export const panels: readonly PanelKind[] = [
  {
    loinc: { code: '58410-2', term: 'Full blood count' },
    tests: [
      test('718-7', 'Haemoglobin', 'g/L', 115, 165),
      test('6690-2', 'White cell count', '10*9/L', 4, 11, 1),
      test('777-3', 'Platelets', '10*9/L', 150, 400),
      test('787-2', 'Mean cell volume', 'fL', 80, 100, 1),
    ],
  },
  {
    loinc: { code: '24326-1', term: 'Urea and electrolytes' },
    tests: [
      test('2951-2', 'Sodium', 'mmol/L', 133, 146),
      test('2823-3', 'Potassium', 'mmol/L', 3.5, 5.3, 1),
      test('22664-7', 'Urea', 'mmol/L', 2.5, 7.8, 1),
      test('14682-9', 'Creatinine', 'umol/L', 49, 104),
    ],
  },
  {
    loinc: { code: '24325-3', term: 'Liver function tests' },
    tests: [
      test('1742-6', 'Alanine aminotransferase', 'U/L', 10, 49),
      test('6768-6', 'Alkaline phosphatase', 'U/L', 30, 130),
      test('14631-6', 'Total bilirubin', 'umol/L', 3, 20),
      test('61151-7', 'Albumin', 'g/L', 35, 50),
    ],
  },
  { loinc: { code: '59261-8', term: 'Haemoglobin A1c' }, tests: [test('59261-8', 'Haemoglobin A1c (IFCC)', 'mmol/mol', 20, 41)] },
  {
    loinc: { code: '3016-3', term: 'Thyroid stimulating hormone' },
    tests: [test('3016-3', 'Thyroid stimulating hormone', 'mU/L', 0.27, 4.2, 2)],
  },
  { loinc: { code: '1988-5', term: 'C-reactive protein' }, tests: [test('1988-5', 'C-reactive protein', 'mg/L', 0, 5)] },
];

/** Observations made by nurses, with a usual value. */
export const observations: readonly (TestKind & { readonly snomed: Concept })[] = [
  {
    ...test('8480-6', 'Systolic blood pressure', 'mm[Hg]', 105, 165),
    snomed: { code: '271649006', term: 'Systolic blood pressure' },
  },
  {
    ...test('8462-4', 'Diastolic blood pressure', 'mm[Hg]', 60, 95),
    snomed: { code: '271650006', term: 'Diastolic blood pressure' },
  },
  { ...test('8867-4', 'Pulse rate', '/min', 56, 98), snomed: { code: '78564009', term: 'Pulse rate' } },
  { ...test('29463-7', 'Body weight', 'kg', 48, 104, 1), snomed: { code: '27113001', term: 'Body weight' } },
  { ...test('8302-2', 'Body height', 'cm', 150, 190), snomed: { code: '50373000', term: 'Body height' } },
];
