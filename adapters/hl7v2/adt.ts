import type { Statement } from '../../schema/entry.js';
import { allergies } from './allergies.js';
import { communication } from './communication.js';
import * as contact from './contact.js';
import { demographics } from './demographics.js';
import { diagnoses } from './diagnoses.js';
import { gpPractice } from './gp-practice.js';
import { identityIn, linksOf, nhsNumberStatusIn } from './identity.js';
import { nextOfKin } from './next-of-kin.js';
import { observations } from './observations.js';
import { noLongerPlanned, planned, plannedWithdrawn } from './planned.js';
import { procedures } from './procedures.js';
import { one, type About, type Reading } from './reading.js';
import { sharing } from './sharing.js';
import * as stay from './stay.js';
import { visitReferral } from './visit-referral.js';
import { visitOf, type VisitEvent } from './visit.js';

/** What one event means for a stay and for a contact; a planned visit is the same for all but its cancellation. */
interface VisitMeaning {
  readonly stay: VisitEvent;
  readonly contact: VisitEvent;
  readonly planned: VisitEvent;
}

const nothing: VisitEvent = () => [];

const begun =
  (event: VisitEvent): VisitEvent =>
  (about, visit) => [...event(about, visit), noLongerPlanned(about, visit)];
/** Tracking, leave and pending transfers change no entry, but who the person is and what they decided still counts. */
const unchanged: VisitMeaning = { stay: nothing, contact: nothing, planned: nothing };
const withdrawn: VisitMeaning = { stay: stay.stayWithdrawn, contact: contact.contactWithdrawn, planned: plannedWithdrawn };
const begins: VisitMeaning = { stay: begun(stay.admitted), contact: begun(contact.attended), planned };
const moves: VisitMeaning = { stay: stay.moved, contact: contact.contactMoved, planned };
const isPlanned: VisitMeaning = { stay: planned, contact: planned, planned };
const isNotPlanned: VisitMeaning = { stay: plannedWithdrawn, contact: plannedWithdrawn, planned: plannedWithdrawn };

/** ADT events of visits (HL7 2.4 chapter 3, HL7 UK A.3). */
export const visitEvents: Readonly<Record<string, VisitMeaning>> = {
  A01: begins,
  A02: moves,
  A03: { stay: stay.discharged, contact: contact.contactEnded, planned: nothing },
  A04: begins,
  A05: isPlanned,
  // An outpatient becomes an inpatient, or the reverse: the visit is one kind of entry at a time.
  A06: { ...begins, stay: (about, visit) => [...contact.contactWithdrawn(about, visit), ...stay.admitted(about, visit)] },
  A07: { ...begins, contact: (about, visit) => [...stay.stayWithdrawn(about, visit), ...contact.attended(about, visit)] },
  A08: { stay: stay.stayUpdated, contact: contact.contactUpdated, planned },
  A11: withdrawn,
  A12: moves,
  A13: { stay: stay.dischargeCancelled, contact: contact.contactReopened, planned: nothing },
  A14: isPlanned,
  A16: { stay: stay.dischargeExpected, contact: nothing, planned: nothing },
  A23: withdrawn,
  A25: { stay: stay.dischargeExpected, contact: nothing, planned: nothing },
  A27: isNotPlanned,
  A38: isNotPlanned,
  ...Object.fromEntries(
    ['A09', 'A10', 'A15', 'A21', 'A22', 'A26', 'A32', 'A33', 'A52', 'A53'].map((event) => [event, unchanged]),
  ),
};

/** A message about a visit: the person, the visit, and what came with it. */
export function visitMessage(reading: Reading): Statement[] {
  const { about, statements } = person(reading);
  const meaning = visitEvents[about.event];
  const visit = visitOf(about);
  if (visit === undefined) return [...statements, ...clinical(about, undefined)];
  const event = meaning?.[visit.kind] ?? nothing;
  const isGone = meaning === withdrawn || meaning === isNotPlanned;
  return [
    ...statements,
    ...event(about, visit),
    ...(isGone ? [] : [...visitReferral(about, visit), ...clinical(about, visit.key)]),
  ];
}

/** A28, A31, A60 (allergies): a message about the person, not tied to a visit. */
export function personMessage(reading: Reading): Statement[] {
  const { about, statements } = person(reading);
  return [...statements, ...clinical(about, undefined)];
}

/** Who the person is, and what they decided about sharing. */
export function person(reading: Reading): { readonly about: About; readonly statements: readonly Statement[] } {
  const pid = one(reading, 'PID');
  const identity = identityIn(reading, pid);
  const status = nhsNumberStatusIn(reading);
  const about: About = { ...reading, subject: identity.subject };
  const said = pid === undefined ? [] : [demographics(about, pid, identity, status)];
  return {
    about,
    statements: [
      ...linksOf(identity, status),
      ...said,
      ...communication(about),
      ...gpPractice(about),
      ...nextOfKin(about),
      ...sharing(about),
    ],
  };
}

function clinical(about: About, visitKey: string | undefined): Statement[] {
  return [...allergies(about), ...diagnoses(about, visitKey), ...procedures(about, visitKey), ...observations(about, visitKey)];
}
