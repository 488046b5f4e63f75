/** A concept with the code of a published code system; codes are public and widely printed. */
export interface Concept {
  readonly code: string;
  readonly term: string;
}

export interface Condition {
  readonly snomed: Concept;
  readonly icd10: string;
  /** What is taken for it: names of {@link medicines}. */
  readonly medicines: readonly string[];
  /** Years of age from which it is plausible. */
  readonly fromAge: number;
}

const condition = (code: string, term: string, icd10: string, fromAge: number, ...medicines: readonly string[]): Condition => ({
  snomed: { code, term },
  icd10,
  medicines,
  fromAge,
});

export const conditions: readonly Condition[] = [
  condition('38341003', 'Hypertensive disorder', 'I10', 35, 'Amlodipine 5mg tablets', 'Ramipril 5mg capsules'),
  condition('44054006', 'Type 2 diabetes mellitus', 'E11.9', 35, 'Metformin 500mg tablets'),
  condition('195967001', 'Asthma', 'J45.9', 3, 'Salbutamol 100micrograms/dose inhaler CFC free'),
  condition(
    '13645005',
    'Chronic obstructive lung disease',
    'J44.9',
    45,
    'Tiotropium bromide 18microgram inhalation powder capsules',
  ),
  condition('49436004', 'Atrial fibrillation', 'I48.9', 50, 'Apixaban 5mg tablets', 'Bisoprolol 2.5mg tablets'),
  condition('84114007', 'Heart failure', 'I50.9', 55, 'Furosemide 40mg tablets', 'Bisoprolol 2.5mg tablets'),
  condition('55822004', 'Hyperlipidaemia', 'E78.5', 40, 'Atorvastatin 20mg tablets'),
  condition('35489007', 'Depressive disorder', 'F32.9', 16, 'Sertraline 50mg tablets'),
  condition('197480006', 'Anxiety disorder', 'F41.9', 12, 'Sertraline 50mg tablets'),
  condition('52448006', 'Dementia', 'F03', 65, 'Donepezil 10mg tablets'),
  condition('396275006', 'Osteoarthritis', 'M19.9', 45, 'Paracetamol 500mg tablets'),
  condition('40930008', 'Hypothyroidism', 'E03.9', 20, 'Levothyroxine sodium 100microgram tablets'),
  condition('709044004', 'Chronic kidney disease', 'N18.9', 50),
  condition('271737000', 'Anaemia', 'D64.9', 15, 'Ferrous fumarate 322mg tablets'),
  condition('84757009', 'Epilepsy', 'G40.9', 5, 'Levetiracetam 500mg tablets'),
  condition('64859006', 'Osteoporosis', 'M81.9', 55, 'Alendronic acid 70mg tablets'),
  condition('90560007', 'Gout', 'M10.9', 40, 'Allopurinol 100mg tablets'),
  condition('69896004', 'Rheumatoid arthritis', 'M06.9', 30, 'Methotrexate 2.5mg tablets'),
  condition('37796009', 'Migraine', 'G43.9', 12, 'Paracetamol 500mg tablets'),
  condition('235595009', 'Gastro-oesophageal reflux disease', 'K21.9', 25, 'Omeprazole 20mg gastro-resistant capsules'),
];

/** What brings people to hospital in a hurry. */
export const acuteConditions: readonly Condition[] = [
  condition('233604007', 'Pneumonia', 'J18.9', 1, 'Amoxicillin 500mg capsules'),
  condition('68566005', 'Urinary tract infectious disease', 'N39.0', 1, 'Nitrofurantoin 100mg modified-release capsules'),
  condition('22298006', 'Myocardial infarction', 'I21.9', 45, 'Aspirin 75mg dispersible tablets'),
  condition('5913000', 'Fracture of neck of femur', 'S72.0', 60, 'Paracetamol 500mg tablets'),
  condition('230690007', 'Cerebrovascular accident', 'I63.9', 50, 'Aspirin 75mg dispersible tablets'),
];

export interface Medicine {
  readonly name: string;
  /** dm+d code where it is widely printed; else the sender has words only. */
  readonly dmd?: string;
  readonly dose: string;
  readonly unit: string;
  readonly form: string;
  readonly route: Concept;
  /** `QDS`, `BD`, `OD` … and the same in words. */
  readonly frequency: string;
  readonly directions: string;
}

const oral: Concept = { code: '26643006', term: 'Oral' };
const inhaled: Concept = { code: '18679011000001101', term: 'Inhalation' };
const medicine = (
  name: string,
  dose: string,
  unit: string,
  form: string,
  frequency: string,
  directions: string,
  dmd?: string,
  route = oral,
): Medicine => ({
  name,
  dose,
  unit,
  form,
  frequency,
  directions,
  route,
  ...(dmd === undefined ? {} : { dmd }),
});

export const medicines: readonly Medicine[] = [
  medicine('Amlodipine 5mg tablets', '5', 'mg', 'Tablet', 'OD', 'One to be taken each day'),
  medicine('Ramipril 5mg capsules', '5', 'mg', 'Capsule', 'OD', 'One to be taken each day'),
  medicine('Metformin 500mg tablets', '500', 'mg', 'Tablet', 'BD', 'One to be taken twice a day with meals', '325278007'),
  medicine(
    'Salbutamol 100micrograms/dose inhaler CFC free',
    '2',
    'dose',
    'Inhaler',
    'PRN',
    'Two puffs to be inhaled when needed',
    undefined,
    inhaled,
  ),
  medicine(
    'Tiotropium bromide 18microgram inhalation powder capsules',
    '18',
    'microgram',
    'Capsule',
    'OD',
    'One to be inhaled each day',
    undefined,
    inhaled,
  ),
  medicine('Apixaban 5mg tablets', '5', 'mg', 'Tablet', 'BD', 'One to be taken twice a day'),
  medicine('Bisoprolol 2.5mg tablets', '2.5', 'mg', 'Tablet', 'OD', 'One to be taken each morning'),
  medicine('Furosemide 40mg tablets', '40', 'mg', 'Tablet', 'OD', 'One to be taken each morning; weigh daily'),
  medicine('Atorvastatin 20mg tablets', '20', 'mg', 'Tablet', 'ON', 'One to be taken at night'),
  medicine('Sertraline 50mg tablets', '50', 'mg', 'Tablet', 'OD', 'One to be taken each day'),
  medicine('Donepezil 10mg tablets', '10', 'mg', 'Tablet', 'ON', 'One to be taken at night'),
  medicine(
    'Paracetamol 500mg tablets',
    '1',
    'g',
    'Tablet',
    'QDS',
    'Two to be taken up to four times a day; no more than 8 in 24 hours',
    '322236009',
  ),
  medicine(
    'Levothyroxine sodium 100microgram tablets',
    '100',
    'microgram',
    'Tablet',
    'OD',
    'One to be taken each morning before breakfast',
  ),
  medicine('Ferrous fumarate 322mg tablets', '322', 'mg', 'Tablet', 'OD', 'One to be taken each day'),
  medicine('Levetiracetam 500mg tablets', '500', 'mg', 'Tablet', 'BD', 'One to be taken twice a day'),
  medicine('Alendronic acid 70mg tablets', '70', 'mg', 'Tablet', 'Q1W', 'One to be taken each week with a full glass of water'),
  medicine('Allopurinol 100mg tablets', '100', 'mg', 'Tablet', 'OD', 'One to be taken each day'),
  medicine('Methotrexate 2.5mg tablets', '10', 'mg', 'Tablet', 'Q1W', 'FOUR to be taken on the same day each WEEK'),
  medicine(
    'Omeprazole 20mg gastro-resistant capsules',
    '20',
    'mg',
    'Gastro-resistant capsule',
    'OD',
    'One to be taken each day',
    '317291008',
  ),
  medicine(
    'Amoxicillin 500mg capsules',
    '500',
    'mg',
    'Capsule',
    'TDS',
    'One to be taken three times a day for 5 days',
    '323510009',
  ),
  medicine(
    'Nitrofurantoin 100mg modified-release capsules',
    '100',
    'mg',
    'Modified-release capsule',
    'BD',
    'One to be taken twice a day for 7 days',
  ),
  medicine(
    'Aspirin 75mg dispersible tablets',
    '75',
    'mg',
    'Dispersible tablet',
    'OD',
    'One to be dissolved and taken each day',
    '319775004',
  ),
  medicine('Bendroflumethiazide 2.5mg tablets', '2.5', 'mg', 'Tablet', 'OD', 'One to be taken each morning', '317919004'),
];

/** The medicine of that exact name. */
export function medicineNamed(name: string): Medicine {
  const found = medicines.find((each) => each.name === name);
  if (found === undefined) throw new RangeError(`no medicine is called ${name}`);
  return found;
}

export interface AllergyKind {
  readonly substance: Concept;
  readonly reaction: Concept;
  readonly severity: 'mild' | 'moderate' | 'severe';
  /** AL1-2. */
  readonly type: 'DA' | 'FA' | 'MA';
}

export const allergies: readonly AllergyKind[] = [
  {
    substance: { code: '764146007', term: 'Penicillin' },
    reaction: { code: '271807003', term: 'Eruption of skin' },
    severity: 'moderate',
    type: 'DA',
  },
  {
    substance: { code: '387458008', term: 'Aspirin' },
    reaction: { code: '41291007', term: 'Angioedema' },
    severity: 'severe',
    type: 'DA',
  },
  {
    substance: { code: '111088007', term: 'Latex' },
    reaction: { code: '126485001', term: 'Urticaria' },
    severity: 'mild',
    type: 'MA',
  },
  {
    substance: { code: '762952008', term: 'Peanut' },
    reaction: { code: '39579001', term: 'Anaphylaxis' },
    severity: 'severe',
    type: 'FA',
  },
  {
    substance: { code: '387494007', term: 'Codeine' },
    reaction: { code: '422587007', term: 'Nausea' },
    severity: 'mild',
    type: 'DA',
  },
  {
    substance: { code: '387207008', term: 'Ibuprofen' },
    reaction: { code: '267036007', term: 'Dyspnoea' },
    severity: 'moderate',
    type: 'DA',
  },
];

export const noKnownAllergy: Concept = { code: '716186003', term: 'No known allergy' };

export const vaccines: readonly Concept[] = [
  { code: '86198006', term: 'Influenza vaccination' },
  { code: '12866006', term: 'Pneumococcal vaccination' },
  { code: '1324681000000101', term: 'Administration of first dose of severe acute respiratory syndrome coronavirus 2 vaccine' },
  { code: '1324691000000104', term: 'Administration of second dose of severe acute respiratory syndrome coronavirus 2 vaccine' },
  { code: '38598009', term: 'Measles, mumps and rubella vaccination' },
];

export interface ProcedureKind {
  readonly snomed: Concept;
  readonly opcs4: string;
}

export const procedures: readonly ProcedureKind[] = [
  { snomed: { code: '52734007', term: 'Total replacement of hip' }, opcs4: 'W37.1' },
  { snomed: { code: '38102005', term: 'Cholecystectomy' }, opcs4: 'J18.3' },
  { snomed: { code: '80146002', term: 'Appendicectomy' }, opcs4: 'H01.2' },
  { snomed: { code: '73761001', term: 'Colonoscopy' }, opcs4: 'H22.9' },
  { snomed: { code: '415070008', term: 'Percutaneous coronary intervention' }, opcs4: 'K49.1' },
  { snomed: { code: '54885007', term: 'Extraction of cataract' }, opcs4: 'C71.2' },
];

/** Treatment functions (NHS Data Dictionary). */
export const specialties: readonly Concept[] = [
  { code: '300', term: 'General Internal Medicine' },
  { code: '320', term: 'Cardiology' },
  { code: '340', term: 'Respiratory Medicine' },
  { code: '110', term: 'Trauma and Orthopaedics' },
  { code: '430', term: 'Elderly Medicine' },
  { code: '410', term: 'Rheumatology' },
  { code: '130', term: 'Ophthalmology' },
];
