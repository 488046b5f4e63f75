import type { FeedFile } from '../feed-file.js';
import { later, type Moment } from '../calendar.js';
import type { Health } from '../health.js';
import { adt, type AdtContent, type Visit } from '../messages/adt.js';
import type { Hl7Sender } from '../messages/hl7-segment.js';
import { mdm } from '../messages/mdm.js';
import { rde } from '../messages/rde.js';
import { habitsOf, type Views } from '../views.js';
import { acuteConditions, type Condition, medicineNamed, procedures, specialties } from '../words/clinical.js';
import type { Clinician } from '../words/names.js';
import { dischargeSummary } from './discharge.js';
import type { Hospital } from './hospital.js';
import { soonAfter, type Teller } from './teller.js';

/** One stay, told by the messages of its day: admission, move, discharge and letter. */
export function stayFiles(
  teller: Teller,
  health: Health,
  views: Views,
  hospital: Hospital,
  daysAgo: number,
  nights: number | 'open',
): readonly FeedFile[] {
  const { person, random, calendar } = teller;
  const { sender, ods } = hospital;
  const known = views(ods);
  const doctor = teller.clinician();
  const specialty = random.pick(specialties.slice(0, 5));
  const why = random.pick(acuteConditions.filter((each) => each.fromAge <= person.age));
  const admitted = calendar.ago(daysAgo, 14, random.int(0, 59));
  const visit: Visit = {
    number: teller.key(`${ods}S`),
    class: 'I',
    ward: hospital.wards[0],
    bed: String(random.int(1, 24)),
    site: hospital.site,
    admissionMethod: hospital.emergency,
    source: '19',
    specialty,
    consultant: doctor,
    from: admitted,
    reason: { concept: why.snomed, text: `${why.snomed.term}, unwell for ${random.int(2, 6)} days` },
  };
  const content = clinicalContent(health, why, admitted, ods);
  const control = (): string => teller.control(ods);
  const files = [adt(sender, 'A01', soonAfter(admitted, 10, calendar.now), control(), known, { ...content, visit })];
  const moved: Visit = { ...visit, ward: hospital.wards[1], priorWard: hospital.wards[0] };
  if (nights === 'open' || nights > 2)
    files.push(
      adt(sender, 'A02', soonAfter(admitted, 20 * 60, calendar.now), control(), known, { visit: moved, ...habits(ods) }),
    );
  if (hospital.prescribing !== undefined && nights === 'open')
    files.push(...prescriptions(teller, views, hospital, hospital.prescribing, moved, why, doctor));
  if (nights === 'open') {
    const expected: Visit = { ...moved, expectedUntil: calendar.ahead(4) };
    files.push(adt(sender, 'A08', soonAfter(admitted, 26 * 60, calendar.now), control(), known, { ...content, visit: expected }));
    return files;
  }
  const left = later(admitted, nights * 24 * 60 - 120);
  const done: Visit = { ...moved, until: left, destination: '19' };
  files.push(adt(sender, 'A03', later(left, 15), control(), known, { visit: done, ...habits(ods) }));
  if (hospital.documents !== undefined)
    files.push(dischargeSummary(teller, health, views, hospital, hospital.documents, done, why, doctor));
  return files;
}

const habits = (ods: string): Pick<AdtContent, 'habits'> => {
  const own = habitsOf[ods];
  return own === undefined ? {} : { habits: own };
};

/** What the hospital writes down at admission: the reason, what was known, allergies and what was done. */
export function clinicalContent(health: Health, why: Condition, at: Moment, ods: string): AdtContent {
  return {
    ...habits(ods),
    allergies:
      health.allergies.length === 0
        ? [{ allergy: 'none-known' }]
        : health.allergies.slice(0, 2).map(({ allergy }) => ({ allergy })),
    conditions: [
      { condition: why, at, type: 'A', text: `${why.snomed.term} – working diagnosis` },
      ...health.conditions.slice(0, 2).map(({ condition }) => ({ condition, at, type: 'W' as const })),
    ],
    procedures:
      why.icd10 === 'S72.0'
        ? [{ procedure: procedures[0]!, at: later(at, 12 * 60), by: { given: 'Marcus', family: 'Adeyemi-Cole', title: 'Mr' } }]
        : [],
  };
}

function prescriptions(
  teller: Teller,
  views: Views,
  hospital: Hospital,
  sender: Hl7Sender,
  visit: Visit,
  why: Condition,
  by: Clinician,
): readonly FeedFile[] {
  const from = later(visit.from!, 90);
  const known = views(hospital.ods);
  const control = (): string => teller.control(hospital.ods);
  const names = [...new Set([...why.medicines, 'Paracetamol 500mg tablets', 'Omeprazole 20mg gastro-resistant capsules'])];
  const files = names.map((name) =>
    rde(sender, 'NW', soonAfter(from, 5, teller.calendar.now), control(), known, visit, {
      number: teller.key('RX'),
      medicine: medicineNamed(name),
      from,
      by,
      indication: name === why.medicines[0] ? why.snomed.term : 'Comfort',
    }),
  );
  const stopped = {
    number: teller.key('RX'),
    medicine: medicineNamed('Bendroflumethiazide 2.5mg tablets'),
    from,
    by,
    note: 'Stopped: low sodium.\nGP to review in 2 weeks.',
  };
  files.push(rde(sender, 'NW', soonAfter(from, 6, teller.calendar.now), control(), known, visit, stopped));
  files.push(rde(sender, 'DC', soonAfter(from, 600, teller.calendar.now), control(), known, visit, stopped));
  return files;
}

/** Attendances at clinics, each with its letter. */
export function clinicFiles(teller: Teller, views: Views, hospital: Hospital, count: number): readonly FeedFile[] {
  const { random, calendar } = teller;
  const known = views(hospital.ods);
  return random.some(specialties, count).flatMap((specialty, index) => {
    const at = calendar.ago(random.int(8, 300) + index, 11);
    const doctor = teller.clinician();
    const visit: Visit = {
      number: teller.key(`${hospital.ods}O`),
      class: 'O',
      ward: `${specialty.term} Clinic`,
      site: hospital.site,
      specialty,
      consultant: doctor,
      from: at,
      attended: random.chance(0.15) ? '3' : '5',
      reason: { text: `${specialty.term} follow-up` },
    };
    const attendance = adt(hospital.sender, 'A04', soonAfter(at, 5, calendar.now), teller.control(hospital.ods), known, {
      visit,
      ...habits(hospital.ods),
    });
    if (visit.attended === '3') return [attendance];
    return [
      attendance,
      mdm(
        hospital.sender,
        soonAfter(at, 26 * 60, calendar.now),
        teller.control(hospital.ods),
        known,
        visit,
        {
          number: teller.key(`${hospital.ods}L`),
          kind: { code: '823681000000100', term: 'Outpatient letter' },
          at: later(at, 120),
          by: doctor,
          text: `Dear Doctor,\nThank you for asking us to see this ${teller.person.age}-year-old in the ${specialty.term} clinic.\nNo change to treatment | review in 6 months.\nYours sincerely,\n${doctor.title} ${doctor.given} ${doctor.family}`,
        },
        habitsOf[hospital.ods],
      ),
    ];
  });
}
