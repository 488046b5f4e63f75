import type { FeedFile } from '../feed-file.js';
import { later } from '../calendar.js';
import type { Health } from '../health.js';
import { adt, type Visit } from '../messages/adt.js';
import { mdm } from '../messages/mdm.js';
import { oru } from '../messages/oru.js';
import { rde } from '../messages/rde.js';
import { ref } from '../messages/ref.js';
import { siu } from '../messages/siu.js';
import type { Views } from '../views.js';
import type { Condition } from '../words/clinical.js';
import { clinicians } from '../words/names.js';
import { practiceSender, senders } from '../words/organisations.js';
import { panels } from '../words/tests.js';
import { clinicFiles } from './acute.js';
import { hospitals } from './hospitals.js';
import { panelReport } from './laboratory.js';
import { mentalHealthFiles } from './community.js';
import type { Teller } from './teller.js';

const doctor = clinicians[0]!;

/** A visit to Cambridge of a week ago: the hospital then has a relationship. */
export function rgtContact(teller: Teller, views: Views): readonly FeedFile[] {
  const at = teller.calendar.ago(7, 10, 20);
  const visit: Visit = {
    number: teller.key('RGTO'),
    class: 'O',
    ward: 'Cardiology Clinic',
    site: 'RGT01',
    specialty: { code: '320', term: 'Cardiology' },
    consultant: doctor,
    from: at,
    attended: '5',
    reason: { text: 'Palpitations' },
  };
  return [adt(senders.rgtPas, 'A04', later(at, 5), teller.control('RGT'), views('RGT'), { visit })];
}

/** The hospital was told that the person does not want to share (ZU8-2), and later sends an update that holds no value there. */
export function objectionFiles(teller: Teller, _health: Health, views: Views): readonly FeedFile[] {
  const { calendar } = teller;
  const send = (daysAgo: number, zu8: Readonly<Record<number, string | { hl7: string }>>): FeedFile =>
    adt(senders.rgtPas, 'A31', calendar.ago(daysAgo), teller.control('RGT'), views('RGT'), { zu8 });
  // `""` is no consent: only an explicit 1 may weaken a dissent.
  return [...rgtContact(teller, views), send(40, { 2: '2', 3: 'No' }), send(12, { 2: { hl7: '""' } })];
}

const sensitiveConditions: readonly Condition[] = [
  { snomed: { code: '8098009', term: 'Sexually transmitted infectious disease' }, icd10: 'A64', medicines: [], fromAge: 16 },
  { snomed: { code: '63487001', term: 'Assisted fertilization' }, icd10: 'Z31.1', medicines: [], fromAge: 16 },
  { snomed: { code: '386639001', term: 'Termination of pregnancy' }, icd10: 'O04.9', medicines: [], fromAge: 16 },
];

/** Facts of the categories that are never shared (R22), in every shape in which they could slip through. */
export function sensitiveFiles(teller: Teller, _health: Health, views: Views): readonly FeedFile[] {
  const { calendar, person } = teller;
  const [infection, fertility] = sensitiveConditions;
  const clinic = { code: '360', term: 'Genitourinary Medicine' };
  const at = calendar.ago(18, 11);
  const known = views('RGT');
  const control = (): string => teller.control('RGT');
  const visit: Visit = {
    number: teller.key('RGTO'),
    class: 'O',
    ward: 'Clinic 1A',
    site: 'RGT01',
    specialty: clinic,
    consultant: doctor,
    from: at,
    attended: '5',
    reason: { concept: infection!.snomed },
  };
  return [
    ...rgtContact(teller, views),
    adt(senders.rgtPas, 'A04', later(at, 5), control(), known, { visit, conditions: [{ condition: infection!, at, type: 'F' }] }),
    mdm(senders.rgtPas, later(at, 300), control(), known, visit, {
      number: teller.key('RGTL'),
      kind: { code: '823681000000100', term: 'Outpatient letter' },
      at: later(at, 200),
      by: doctor,
      text: `Seen in ${clinic.term} with ${infection!.snomed.term.toLowerCase()}.`,
    }),
    oru(senders.rgtLab, later(at, 900), teller.control('LAB'), known, {
      number: teller.key('L'),
      investigation: infection!.snomed,
      system: 'SNCT',
      collected: at,
      requestedBy: doctor,
      status: 'F',
      lines: [{ test: infection!.snomed, kind: 'TX', value: 'Detected' }],
    }),
    rde(senders.rgtEpr, 'NW', later(at, 60), control(), known, visit, {
      number: teller.key('RX'),
      medicine: {
        name: 'Doxycycline 100mg capsules',
        dose: '100',
        unit: 'mg',
        form: 'Capsule',
        frequency: 'BD',
        directions: 'One to be taken twice a day for 7 days',
        route: { code: '26643006', term: 'Oral' },
      },
      from: at,
      by: doctor,
      indication: infection!.snomed.term,
    }),
    rde(senders.rgtEpr, 'NW', later(at, 61), control(), known, visit, {
      number: teller.key('RX'),
      medicine: {
        name: 'Emtricitabine 200mg / Tenofovir disoproxil 245mg tablets',
        dose: '1',
        unit: 'tablet',
        form: 'Tablet',
        frequency: 'OD',
        directions: 'One to be taken each day',
        route: { code: '26643006', term: 'Oral' },
      },
      from: at,
      by: doctor,
    }),
    siu(senders.rgtPas, 'S12', calendar.ago(16), control(), known, {
      number: teller.key('RGTA'),
      at: calendar.ahead(20, 9),
      minutes: 20,
      service: { code: 'OP360', term: `${clinic.term} follow-up` },
      serviceSystem: 'LOCAL',
      specialty: clinic,
      clinic: 'Clinic 1A',
      site: 'RGT01',
      with: doctor,
    }),
    ref(practiceSender(person.practice), calendar.ago(30), teller.control(person.practice.ods), views(person.practice.ods), {
      number: teller.key('REF'),
      at: calendar.ago(30),
      priority: 'R',
      service: { code: '502', term: 'Gynaecology and fertility' },
      reason: fertility!.snomed.term,
      condition: fertility!,
      from: { ods: person.practice.ods, name: person.practice.name, by: { ...person.practice.gp, title: 'Dr' } },
      to: { ods: 'RGT', name: 'Cambridge University Hospitals', team: 'Fertility Clinic' },
    }),
    adt(senders.rgn, 'A04', calendar.ago(80, 12), teller.control('RGN'), views('RGN'), {
      visit: {
        number: teller.key('RGNO'),
        class: 'O',
        ward: 'Day Unit',
        site: 'RGN80',
        specialty: { code: '502', term: 'Gynaecology' },
        consultant: doctor,
        from: calendar.ago(80, 11),
        attended: '5',
      },
      conditions: [{ condition: sensitiveConditions[2]!, at: calendar.ago(80, 11), type: 'F' }],
      habits: { nhsNumber: 'authority', sex: 'letters' },
    }),
  ];
}

/** ZU8-4 `2`: nobody may find the person; a later update with no value there must not lift it. */
export function sensitiveAddressFiles(teller: Teller, _health: Health, views: Views): readonly FeedFile[] {
  const { calendar } = teller;
  const known = views('RGT');
  return [
    ...rgtContact(teller, views),
    adt(senders.rgtPas, 'A31', calendar.ago(90), teller.control('RGT'), known, {
      zu8: { 4: '2' },
      contacts: [
        {
          given: 'Ruth',
          family: 'Crowther',
          relationship: ['SIS', 'Sister'],
          role: ['N', 'Next of kin'],
          address: known.address,
          phone: '01632 960777',
        },
      ],
    }),
    adt(senders.rgtPas, 'A31', calendar.ago(10), teller.control('RGT'), known, { zu8: { 4: { hl7: '""' } } }),
  ];
}

/** Data of three partners in sections that they do not share yet. */
export function notYetLiveFiles(teller: Teller, _health: Health, views: Views): readonly FeedFile[] {
  const { calendar } = teller;
  const known = views('RGM');
  return [
    ...mentalHealthFiles(teller, views),
    ...clinicFiles(teller, views, hospitals.RGM, 1),
    ...panels
      .slice(0, 2)
      .map((panel, index) =>
        oru(
          senders.rgm,
          calendar.ago(9 + index, 16),
          teller.control('RGM'),
          known,
          panelReport(teller, panel, calendar.ago(9 + index, 9)),
        ),
      ),
  ];
}
