import type { FeedFile } from '../feed-file.js';
import { later } from '../calendar.js';
import { adt, type Visit } from '../messages/adt.js';
import { mdm } from '../messages/mdm.js';
import { ref } from '../messages/ref.js';
import { habitsOf, type Views } from '../views.js';
import type { Concept } from '../words/clinical.js';
import { senders } from '../words/organisations.js';
import { appointmentFiles } from './appointments.js';
import { soonAfter, type Teller } from './teller.js';

const reportKind: Concept = { code: '371531000', term: 'Report of clinical encounter' };

interface Service {
  readonly specialty: Concept;
  readonly team: string;
  readonly reason: string;
  readonly note: string;
}

const communityServices: readonly Service[] = [
  {
    specialty: { code: '653', term: 'Podiatry' },
    team: 'Podiatry Team',
    reason: 'Foot care',
    note: 'Nails cut, no ulcer. Review in 3 months.',
  },
  {
    specialty: { code: '650', term: 'Physiotherapy' },
    team: 'Community Physiotherapy',
    reason: 'Falls prevention',
    note: 'Berg balance 41/56. Exercises given.',
  },
  {
    specialty: { code: '651', term: 'Occupational Therapy' },
    team: 'Community Occupational Therapy',
    reason: 'Home assessment',
    note: 'Grab rails & raised toilet seat ordered.',
  },
];

const mentalHealthServices: readonly Service[] = [
  {
    specialty: { code: '715', term: 'Old Age Psychiatry' },
    team: 'Older People’s Mental Health Team',
    reason: 'Memory',
    note: 'ACE-III 84/100. To be seen again in 6 months.',
  },
  {
    specialty: { code: '710', term: 'Adult Mental Illness' },
    team: 'Primary Care Mental Health',
    reason: 'Low mood',
    note: 'PHQ-9 11. Talking therapy offered and accepted.',
  },
];

/** Visits of a team: the referral, contacts, a report of each second one, and what lies ahead. */
function teamFiles(
  teller: Teller,
  views: Views,
  sender: (typeof senders)['ryv' | 'rt1'],
  name: string,
  site: string,
  service: Service,
  contacts: number,
): readonly FeedFile[] {
  const { person, random, calendar } = teller;
  const ods = sender.facility;
  const known = views(ods);
  const habits = habitsOf[ods];
  const referred = calendar.ago(random.int(60, 170), 9);
  const latin = (text: string): string => (sender.charset === '8859/1' ? text.replaceAll('’', "'") : text);
  const files: FeedFile[] = [
    ref(
      sender,
      later(referred, 5),
      teller.control(ods),
      known,
      {
        number: teller.key(`${ods}R`),
        at: referred,
        priority: 'R',
        service: service.specialty,
        reason: service.reason,
        from: { ods: person.practice.ods, name: person.practice.name, by: { ...person.practice.gp, title: 'Dr' } },
        to: { ods, name, team: latin(service.team) },
      },
      habits,
    ),
  ];
  for (let index = 0; index < contacts; index++) {
    const at = calendar.ago(4 + index * random.int(9, 20), 11, 30);
    const doctor = teller.clinician();
    const visit: Visit = {
      number: teller.key(`${ods}C`),
      class: 'O',
      ward: latin(service.team),
      site,
      specialty: service.specialty,
      consultant: doctor,
      from: at,
      attended: '5',
      reason: { text: service.reason },
    };
    files.push(
      adt(sender, 'A04', soonAfter(at, 5, calendar.now), teller.control(ods), known, {
        visit,
        ...(habits === undefined ? {} : { habits }),
      }),
    );
    if (index % 2 === 0) {
      files.push(
        mdm(
          sender,
          soonAfter(at, 300, calendar.now),
          teller.control(ods),
          known,
          visit,
          {
            number: teller.key(`${ods}D`),
            kind: reportKind,
            at: later(at, 60),
            by: doctor,
            text: `${service.reason}\n${service.note}`,
          },
          habits,
        ),
      );
    }
  }
  return files;
}

/** Community services: therapists and nurses who come to the home. */
export function communityFiles(teller: Teller, views: Views): readonly FeedFile[] {
  const { random, person } = teller;
  const services = random.some(communityServices, 1);
  const name = 'Cambridgeshire Community Services NHS Trust';
  return [
    ...services.flatMap((service) => teamFiles(teller, views, senders.ryv, name, 'RYV01', service, person.rich ? 2 : 1)),
    ...(person.rich ? appointmentFiles(teller, views, senders.ryv, 'RYV', 'RYV01', ['moved']) : []),
  ];
}

/** Mental health services; their documents and assessments are not live yet in the default profile. */
export function mentalHealthFiles(teller: Teller, views: Views): readonly FeedFile[] {
  const { person } = teller;
  const service = mentalHealthServices[person.age > 64 ? 0 : 1]!;
  return [
    ...teamFiles(
      teller,
      views,
      senders.rt1,
      'Cambridgeshire and Peterborough NHS Foundation Trust',
      'RT101',
      service,
      person.rich ? 2 : 1,
    ),
    ...appointmentFiles(teller, views, senders.rt1, 'RT1', 'RT101', ['kept']),
  ];
}
