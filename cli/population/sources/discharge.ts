import type { FeedFile } from '../feed-file.js';
import { dayInWords, later } from '../calendar.js';
import type { Health } from '../health.js';
import type { Visit } from '../messages/adt.js';
import { encompassingEncounter, itkDocument, type TextSection } from '../messages/itk-document.js';
import type { Views } from '../views.js';
import type { Condition } from '../words/clinical.js';
import type { Clinician } from '../words/names.js';
import type { Hospital } from './hospital.js';
import type { Teller } from './teller.js';

const section = (code: string, term: string, ...paragraphs: readonly string[]): TextSection => ({
  code: { code, term },
  paragraphs,
});

/** A Transfer-of-Care discharge summary: the PRSB headings, with the hospital's version of what the GP also holds. */
export function dischargeSummary(
  teller: Teller,
  health: Health,
  views: Views,
  hospital: Hospital,
  feed: string,
  visit: Visit,
  why: Condition,
  by: Clinician,
): FeedFile {
  const { person, calendar } = teller;
  const until = visit.until!;
  const sentAt = Math.min(later(until, 180), calendar.now) as typeof until;
  // The hospital lists what the GP prescribes too, in its own words and with its own dates.
  const taken = health.medicines.map(({ medicine }) => medicine);
  const sections: readonly TextSection[] = [
    section('886731000000109', 'Patient demographics', `${person.given.join(' ')} ${person.family}`),
    section('886711000000101', 'GP practice', person.practice.name),
    section(
      '886781000000108',
      'Admission details',
      `Admitted ${dayInWords(visit.from!)} as an emergency with ${why.snomed.term.toLowerCase()}.`,
    ),
    section('886811000000106', 'Discharge details', `Discharged ${dayInWords(until)} to the usual place of residence.`),
    section(
      '887161000000102',
      'Diagnoses',
      why.snomed.term,
      ...health.conditions.slice(0, 3).map(({ condition }) => condition.snomed.term),
    ),
    section('887171000000109', 'Procedures', why.icd10 === 'S72.0' ? 'Total replacement of hip' : 'None'),
    section(
      '887181000000106',
      'Clinical summary',
      `Treated for ${why.snomed.term.toLowerCase()}; temperature < 37 °C for 48 hours before discharge & eating well.`,
    ),
    section('1082101000000102', 'Investigation results', 'Chest X-ray: clear at discharge.'),
    {
      code: { code: '933361000000108', term: 'Medications and medical devices' },
      table: {
        head: ['Medicine', 'Directions', 'Status'],
        rows: taken.map((medicine, index) => [medicine.name, medicine.directions, index === 0 ? 'Dose changed' : 'Continued']),
      },
    },
    section(
      '886921000000105',
      'Allergies and adverse reactions',
      ...(health.allergies.length === 0
        ? ['No known allergies']
        : health.allergies.map(({ allergy }) => `${allergy.substance.term}: ${allergy.reaction.term}`)),
    ),
    section(
      '887201000000105',
      'Plan and requested actions',
      'GP: please repeat urea and electrolytes in 2 weeks.',
      'Hospital: chest clinic in 6 weeks.',
    ),
    section(
      '1052951000000105',
      'Information and advice given',
      'To return if breathless, or if a temperature above 38 °C comes back.',
    ),
    section('887051000000101', 'Social context', 'Lives with family. Stairs at home.'),
    section('1078911000000106', 'Special requirements', 'Hearing aid on the left; please face the person when speaking.'),
    section(
      '886751000000102',
      'Participation in research',
      health.conditions.length > 1 ? 'Fenland Example Cohort (questionnaires only)' : 'Not taking part in research.',
    ),
    section('886961000000102', 'Legal information', 'Has mental capacity to decide about discharge.'),
    section('886931000000107', 'Safety alerts', 'At risk of falls.'),
    section('887141000000103', 'Assessment scales', 'Clinical Frailty Scale: 5'),
    section('1102421000000108', 'Observations', 'Blood pressure 132/78, pulse 72, oxygen saturation 97 % on air.'),
    section('1052941000000107', 'Patient and carer concerns', 'Worried about managing the stairs.'),
    section('61861000000100', 'Consent', 'Agreed that this summary is shared with the practice.'),
    section('1077931000000102', 'Contact for further information', 'Ward clerk, Ward C7: 01632 960123'),
    section('887231000000104', 'Person completing record', `${by.title} ${by.given} ${by.family}`),
    section(
      '887261000000109',
      'Distribution list',
      `${person.practice.gp.given} ${person.practice.gp.family}, ${person.practice.name}`,
    ),
  ];
  return itkDocument(views(hospital.ods), {
    feed,
    custodian: { ods: hospital.ods, name: hospital.name },
    messageType: 'POCD_MT150001UK06',
    profile: 'urn:nhs-en:profile:eDischargeInpatientDischargeSummary-v1-0',
    interaction: 'urn:nhs-itk:interaction:primaryRecipienteDischargeInpatientDischargeSummaryDocument-v1-0',
    code: { code: '163391000000107', term: 'Discharge from inpatient care' },
    title: 'Discharge summary',
    number: teller.key('DS'),
    version: 1,
    at: sentAt,
    author: { ...by, role: 'Consultant' },
    confidentiality: 'N',
    encounter: encompassingEncounter(visit.number, hospital.ods, visit.from!, until, {
      ods: hospital.site,
      name: hospital.siteName,
    }),
    sections,
  });
}
