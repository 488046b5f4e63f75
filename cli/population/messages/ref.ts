import type { FeedFile } from '../feed-file.js';
import { hl7Time, type Moment } from '../calendar.js';
import type { KnownAs } from '../known-as.js';
import type { Concept, Condition } from '../words/clinical.js';
import type { Clinician } from '../words/names.js';
import { pd1, type PersonHabits, pid, usualHabits } from './hl7-person.js';
import { components, hl7File, type Hl7Sender, segment } from './hl7-segment.js';

export interface Organisation {
  readonly ods: string;
  readonly name: string;
}

export interface Referral {
  readonly number: string;
  readonly at: Moment;
  readonly priority: 'R' | 'S' | 'A';
  readonly service: Concept;
  readonly reason: string;
  readonly condition?: Condition;
  readonly from: Organisation & { readonly by: Pick<Clinician, 'given' | 'family' | 'title'> };
  readonly to: Organisation & { readonly team: string };
  readonly notes?: string;
}

/** A referral from one organisation to another. */
export function ref(
  sender: Hl7Sender,
  at: Moment,
  control: string,
  known: KnownAs,
  referral: Referral,
  habits: PersonHabits = usualHabits,
): FeedFile {
  return hl7File(sender, 'REF^I12', 'REF_I12', at, control, [
    segment('RF1', {
      1: components('A', 'Accepted'),
      2: components(referral.priority),
      3: components(referral.service.code, referral.service.term, 'LOCAL'),
      6: components(referral.number, sender.facility),
      7: hl7Time(referral.at, 12),
      10: components(undefined, referral.reason),
    }),
    provider(
      'RP',
      'Referring provider',
      referral.from,
      components(referral.from.by.family, referral.from.by.given, undefined, undefined, referral.from.by.title),
    ),
    provider('RT', 'Referred to provider', referral.to, components(referral.to.team)),
    pid(known, habits),
    ...pd1(known),
    ...(referral.condition === undefined
      ? []
      : [
          segment('DG1', {
            1: '1',
            3: components(referral.condition.snomed.code, referral.condition.snomed.term, 'SNCT'),
            4: referral.condition.snomed.term,
            5: hl7Time(referral.at, 8),
            6: 'W',
          }),
        ]),
    ...(referral.notes === undefined ? [] : [segment('NTE', { 1: '1', 3: referral.notes })]),
  ]);
}

function provider(role: 'RP' | 'RT', term: string, organisation: Organisation, name: ReturnType<typeof components>): string {
  return segment('PRD', {
    1: components(role, term),
    2: name,
    4: components(organisation.name, undefined, undefined, organisation.ods),
    7: components(organisation.ods, 'ODS'),
  });
}
