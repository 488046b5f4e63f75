import type { FeedFile } from '../feed-file.js';
import { hl7Time, later } from '../calendar.js';
import type { Health } from '../health.js';
import type { KnownAs } from '../known-as.js';
import { adt, merge, type Visit } from '../messages/adt.js';
import { oru } from '../messages/oru.js';
import { syntheticNhsNumber } from '../nhs-numbers.js';
import { localNumber } from '../person.js';
import type { Views } from '../views.js';
import { acuteConditions } from '../words/clinical.js';
import { clinicians } from '../words/names.js';
import { practiceSender, senders } from '../words/organisations.js';
import { panels } from '../words/tests.js';
import { clinicalContent, stayFiles } from './acute.js';
import { hospitals } from './hospitals.js';
import { panelReport } from './laboratory.js';
import { rgtContact } from './stories-of-sharing.js';
import type { Teller } from './teller.js';

const doctor = clinicians[1]!;

/** Numbers that are given to nobody else: a population is far smaller. */
export const retiredNhsNumber = syntheticNhsNumber(9_000);

/** Two registrations of one person, found out: two local numbers (A40), then two NHS numbers (A40). */
export function mergeFiles(teller: Teller, _health: Health, views: Views): readonly FeedFile[] {
  const { person, calendar } = teller;
  const known = views('RGT');
  const second = localNumber(person, 'RGT', 1);
  // Brought in without a known NHS number: the hospital opens a second file.
  const unknown: KnownAs = {
    ...known,
    nhsNumber: undefined,
    traced: '02',
    localNumbers: [{ number: second, authority: 'RGT' }],
    given: ['Zoe'],
  };
  const formerly: KnownAs = { ...views('RGN'), nhsNumber: retiredNhsNumber, family: 'Tregarthan', traced: '02' };
  const at = calendar.ago(25, 4);
  const visit: Visit = {
    number: teller.key('RGTE'),
    class: 'E',
    ward: 'ED',
    site: 'RGT01',
    consultant: doctor,
    from: at,
    reason: { text: 'Found confused in the street' },
  };
  const rgnVisit: Visit = {
    number: teller.key('RGNO'),
    class: 'O',
    ward: 'Eye Clinic',
    site: 'RGN80',
    specialty: { code: '130', term: 'Ophthalmology' },
    consultant: doctor,
    from: calendar.ago(140, 10),
    attended: '5',
  };
  return [
    ...rgtContact(teller, views),
    adt(senders.rgtPas, 'A04', later(at, 10), teller.control('RGT'), unknown, {
      visit,
      conditions: [{ condition: acuteConditions[1]!, at, type: 'W' }],
    }),
    oru(senders.rgtLab, later(at, 120), teller.control('LAB'), unknown, panelReport(teller, panels[1]!, later(at, 30))),
    merge(senders.rgtPas, calendar.ago(23, 9), teller.control('RGT'), known, {
      nhsNumber: undefined,
      localNumbers: unknown.localNumbers,
    }),
    adt(senders.rgn, 'A04', calendar.ago(140, 12), teller.control('RGN'), formerly, {
      visit: rgnVisit,
      habits: { nhsNumber: 'authority', sex: 'letters' },
    }),
    oru(
      senders.rgn,
      calendar.ago(139, 12),
      teller.control('RGN'),
      formerly,
      panelReport(teller, panels[4]!, calendar.ago(140, 11)),
      { nhsNumber: 'authority', sex: 'letters' },
    ),
    merge(
      practiceSender(person.practice),
      calendar.ago(21, 9),
      teller.control(person.practice.ods),
      { ...views(person.practice.ods), localNumbers: [] },
      { nhsNumber: retiredNhsNumber, localNumbers: [] },
    ),
  ];
}

/** A last stay that ends in death, told by the hospital and, days later, by the practice. */
export function deathFiles(teller: Teller, health: Health, views: Views): readonly FeedFile[] {
  const { person, calendar } = teller;
  const admitted = calendar.ago(14, 16);
  const died = calendar.ago(5, 3, 40);
  const known = views('RGT');
  const visit: Visit = {
    number: teller.key('RGTS'),
    class: 'I',
    ward: 'C7',
    bed: '4',
    site: 'RGT01',
    admissionMethod: '21',
    source: '19',
    specialty: { code: '430', term: 'Elderly Medicine' },
    consultant: doctor,
    from: admitted,
    reason: { concept: acuteConditions[0]!.snomed },
  };
  return [
    adt(senders.rgtPas, 'A01', later(admitted, 15), teller.control('RGT'), known, {
      ...clinicalContent(health, acuteConditions[0]!, admitted, 'RGT'),
      visit,
    }),
    adt(
      senders.rgtPas,
      'A03',
      later(died, 90),
      teller.control('RGT'),
      { ...known, died: hl7Time(died, 12) },
      { visit: { ...visit, until: died, destination: '79' } },
    ),
    // The practice knows the day only.
    adt(practiceSender(person.practice), 'A31', calendar.ago(2), teller.control(person.practice.ods), {
      ...views(person.practice.ods),
      died: hl7Time(died, 8),
    }),
  ];
}

/** An admission that was planned and cancelled, one entered in error, and one that goes on. */
export function cancelledAdmissionFiles(teller: Teller, health: Health, views: Views): readonly FeedFile[] {
  const { calendar } = teller;
  const known = views('RGT');
  const control = (): string => teller.control('RGT');
  const planned: Visit = {
    number: teller.key('RGTP'),
    class: 'P',
    ward: 'Day Surgery',
    site: 'RGT01',
    admissionMethod: '12',
    specialty: { code: '110', term: 'Trauma and Orthopaedics' },
    consultant: doctor,
    expectedFrom: calendar.ahead(12, 8),
    reason: { text: 'Knee arthroscopy' },
  };
  const wrong: Visit = {
    number: teller.key('RGTS'),
    class: 'I',
    ward: 'MAU',
    bed: '9',
    site: 'RGT01',
    admissionMethod: '21',
    source: '19',
    consultant: doctor,
    from: calendar.ago(10, 9),
  };
  const hasty: Visit = {
    number: teller.key('RGTS'),
    class: 'I',
    ward: 'C7',
    bed: '2',
    site: 'RGT01',
    admissionMethod: '21',
    source: '19',
    consultant: doctor,
    from: calendar.ago(3, 9),
    reason: { text: 'Abdominal pain' },
  };
  return [
    adt(senders.rgtPas, 'A05', calendar.ago(30), control(), known, { visit: planned }),
    adt(senders.rgtPas, 'A01', calendar.ago(10, 10), control(), known, { visit: wrong }),
    adt(senders.rgtPas, 'A11', calendar.ago(10, 11), control(), known, { visit: wrong }),
    adt(senders.rgtPas, 'A01', calendar.ago(3, 10), control(), known, { visit: hasty }),
    // Discharged on the screen, but not in the bed: A13 opens the stay again.
    adt(senders.rgtPas, 'A03', calendar.ago(1, 10), control(), known, {
      visit: { ...hasty, until: calendar.ago(1, 9), destination: '19' },
    }),
    adt(senders.rgtPas, 'A13', calendar.ago(1, 11), control(), known, { visit: hasty }),
    // Moved by mistake, and moved back: A12.
    adt(senders.rgtPas, 'A02', calendar.ago(1, 12), control(), known, { visit: { ...hasty, ward: 'D3', priorWard: 'C7' } }),
    adt(senders.rgtPas, 'A12', calendar.ago(1, 13), control(), known, { visit: hasty }),
    ...stayFiles(teller, health, views, hospitals.RGM, 260, 3),
  ];
}
