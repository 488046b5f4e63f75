import { ukDay } from '../calendar.js';
import type { FeedFile } from '../feed-file.js';
import { councilFile, type CouncilRecord } from '../messages/council-layout.js';
import type { councils, CouncilCode } from '../words/organisations.js';
import { adultNumber } from './council-adults.js';
import { plansOf } from './council-plans.js';
import { helperOf, type Helper } from './council-record.js';
import type { ToldPerson } from './person-files.js';
import type { Teller } from './teller.js';

/** Records by kind of file. */
type ByKind = Readonly<Record<string, readonly CouncilRecord[]>>;

/** What the national return about adults cannot carry, in the council layout: one file of each kind, of all of them. */
export function councilRecordFiles(council: (typeof councils)[CouncilCode], adults: readonly ToldPerson[]): readonly FeedFile[] {
  const calendar = adults[0]?.teller.calendar;
  if (calendar === undefined) return [];
  const all = new Map<string, CouncilRecord[]>();
  for (const { teller } of adults) {
    for (const [kind, records] of Object.entries(recordsOf(teller))) {
      const known = all.get(kind);
      if (known) known.push(...records);
      else all.set(kind, [...records]);
    }
  }
  const place = council.adults.split('-')[0]!;
  return [...all].map(([kind, records]) => councilFile(council.adults, `${place}-${kind}.csv`, calendar.ago(1, 18), records));
}

function recordsOf(teller: Teller): ByKind {
  const helper = helperOf(teller, adultNumber(teller.person.index));
  const known = knownOf(teller, helper);
  return teller.person.rich ? { ...known, ...circumstancesOf(teller, helper), ...plansOf(helper) } : known;
}

/** What the council holds of everybody it helps. */
function knownOf({ person, random, calendar }: Teller, { record, worker, told }: Helper): ByKind {
  const opened = ukDay(calendar.ago(random.int(150, 320)));
  const died = person.story?.name === 'deceased' ? ukDay(calendar.ago(5)) : undefined;
  return {
    'local-authority': [
      record('CASE', {
        Local_Authority_Name: person.council === '312' ? 'Cambridgeshire County Council' : 'Peterborough City Council',
        Social_Services_Team: told.pick(['Older People East', 'Adults Early Help', 'Physical Disability']),
        Contact_Name: 'Duty desk',
        Contact_Details: worker.phone,
        Case_Opened: opened,
        ...(died === undefined ? {} : { Case_Closed: died }),
      }),
    ],
    'professional-contacts': [
      record('PROF', {
        Key_Worker: 'Yes',
        Name: worker.name,
        Role: 'Social worker',
        Team: 'Adult social care',
        Contact_Details: worker.phone,
        Start_Date: opened,
        ...(died === undefined ? {} : { End_Date: died }),
      }),
    ],
  };
}

/** What the council holds of those it knows well. */
function circumstancesOf({ calendar, random, person }: Teller, { record, told, sister, reviewed, worker }: Helper): ByKind {
  const professional = { Professional: worker.name, Professional_Role: 'Social worker' };
  return {
    alerts: [
      record('ALERT', {
        Alert: told.pick(['Key safe: ring first, answers slowly', 'Steep stairs; no lift', 'Small dog, friendly']),
      }),
    ],
    risks: [
      record('RISK', {
        Risk: told.pick(['Falls', 'Self-neglect', 'Carer under strain']),
        Risk_Type: 'Risk to self',
        Start_Date: ukDay(calendar.ago(random.int(200, 900))).slice(random.pick([3, 6])),
        ...professional,
      }),
    ],
    'legal-information': [
      record('LEGAL', {
        Legal_Information_Type: 'Mental capacity assessment',
        Legal_Information: 'Has capacity to decide about care and where to live',
        Date: reviewed,
        ...professional,
      }),
      ...(person.age > 70
        ? [
            record('LEGAL', {
              Legal_Information_Type: 'Lasting power of attorney',
              Legal_Information: 'Lasting power of attorney for health and welfare, registered',
              Attorney_Name: sister.name,
              Attorney_Contact: sister.phone,
              Document_Location: 'Office of the Public Guardian',
              Date: ukDay(calendar.ago(random.int(400, 2000))).slice(6),
            }),
          ]
        : []),
    ],
    'personal-contacts': [
      record('KIN', {
        Relationship: 'Sister',
        Name: sister.name,
        Relationship_Type: 'Next of kin',
        Contact_Details: sister.phone,
        Household_Member: 'No',
      }),
    ],
    'individual-requirements': [
      record('NEEDS', {
        Reasonable_Adjustment: told.pick(['Longer appointments', 'Letters in large print', 'Quiet waiting area']),
        Reasonable_Adjustment_Flag: 'Yes',
        Mobility: 'Walks with a frame indoors',
        Date: reviewed,
      }),
    ],
    'social-context': [
      record('HOME', {
        Household_Composition: told.pick(['Lives alone', 'Lives with partner']),
        Occupation: person.age > 66 ? 'Retired' : 'Not in paid work',
        Access: 'Three steps to the front door',
        Household_Environment: 'Ground-floor bedroom and bathroom',
        Date: reviewed,
      }),
    ],
    equipment: [
      record('EQUIP', {
        Equipment_Name: told.pick(['Stairlift', 'Walking frame', 'Raised toilet seat']),
        Date_Provided: reviewed,
      }),
    ],
    ...(person.age > 74 ? { 'end-of-life-care': [endOfLife(record, reviewed, professional)] } : {}),
  };
}

function endOfLife(record: Helper['record'], reviewed: string, professional: CouncilRecord): CouncilRecord {
  return record('EOL', {
    CPR_Decision: 'For attempted cardiopulmonary resuscitation',
    Preferred_Place_Of_Care: 'Own home',
    Preferred_Place_Of_Death_1: 'Own home',
    Priorities_Of_Care: 'To be at home|To have family near',
    Date: reviewed,
    ...professional,
  });
}
