import type { RetractEntry, Statement, Subject } from '../../schema/entry.js';
import { RecordError } from '../../schema/errors.js';
import type { Segment } from '../formats/hl7v2/message.js';
import { MRG, PV1 } from '../formats/hl7v2/names.js';
import { text } from '../formats/hl7v2/typed.js';
import * as contact from './contact.js';
import { discardedIn, identifiersOf, identityIn, linksOf, nhsNumberStatusIn } from './identity.js';
import { planned } from './planned.js';
import { every, one, type About, type Reading } from './reading.js';
import { involve, retract, snapshot } from './statements.js';
import * as stay from './stay.js';
import { visitOf } from './visit.js';

/** What a visit puts under its own key. */
const ofVisit = [
  'admissionDetails',
  'dischargeDetails',
  'contactsWithProfessionals',
  'futureAppointments',
  'referralDetails',
] as const;

/**
 * A42: the visit MRG-5 is the visit PV1-19, and its number is never used again (HL7 UK A.3). What was said under it is
 * not carried over, as a statement holds what its own message says and no more: it is taken back, and the surviving
 * visit is as its own messages, and the PV1 of this one, have it. Diagnoses and procedures are the person's and stay.
 * @throws RecordError STRUCTURE_INVALID without both numbers
 */
export function visitsMerged(reading: Reading): Statement[] {
  const identity = identityIn(reading, one(reading, 'PID'));
  const about: About = { ...reading, subject: identity.subject };
  const discarded = numberOf(one(about, 'MRG'), MRG.PriorVisitNumber);
  const survivor = numberOf(one(about, 'PV1'), PV1.VisitNumber);
  if (discarded === undefined || survivor === undefined || discarded === survivor) {
    throw new RecordError('STRUCTURE_INVALID', { location: 'MRG-5, PV1-19', detail: 'two different visit numbers' });
  }
  return [
    ...linksOf(identity, nhsNumberStatusIn(reading)),
    ...withdrawn(about, `visit:${discarded}`, 'entered-in-error'),
    ...asGiven(about),
  ];
}

/**
 * A45: a visit was recorded for the wrong person. It is hidden there at once, with its diagnoses, procedures and
 * observations; for the right person (PID-3) the message's own PV1 is what is known until an A08 follows.
 * @throws RecordError STRUCTURE_INVALID without MRG-1 or a visit number
 */
export function visitMoved(reading: Reading): Statement[] {
  const identity = identityIn(reading, one(reading, 'PID'));
  const moves = every(reading, 'MRG').map((mrg) => {
    const pv1 = reading.segments.slice(reading.segments.indexOf(mrg)).find(({ name }) => name === 'PV1');
    const number = numberOf(mrg, MRG.PriorVisitNumber) ?? numberOf(pv1, PV1.VisitNumber);
    if (number === undefined) throw new RecordError('STRUCTURE_INVALID', { location: 'MRG-5, PV1-19' });
    return { mrg, pv1, number };
  });
  if (moves.length === 0) throw new RecordError('STRUCTURE_INVALID', { location: 'MRG' });
  const links = linksOf(identity, nhsNumberStatusIn(reading));
  return moves.reduce<Statement[]>((statements, { mrg, pv1, number }) => {
    const wrong = identifiersOf(discardedIn(reading, mrg));
    const right: About = { ...reading, subject: identity.subject, segments: pv1 === undefined ? [] : [pv1] };
    const taken = wrong.flatMap((subject) => hidden({ ...reading, subject }, `visit:${number}`));
    return [...statements, ...taken, ...asGiven(right)];
  }, links);
}

function numberOf(segment: Segment | undefined, field: number): string | undefined {
  return text(segment, field)?.trim() || undefined;
}

/** The visit as far as PV1 and PV2 of this message give it. */
function asGiven(about: About): readonly Statement[] {
  const visit = visitOf(about);
  if (visit === undefined) return [];
  if (visit.kind === 'planned') return planned(about, visit);
  return visit.kind === 'stay' ? stay.stayUpdated(about, visit) : contact.contactUpdated(about, visit);
}

function hidden(about: About & { readonly subject: Subject }, key: string): Statement[] {
  return [
    ...withdrawn(about, key, 'wrong-patient'),
    snapshot(about, 'problemList', `ADT-DG1:${key}`, []),
    snapshot(about, 'proceduresAndTherapies', `ADT-PR1:${key}`, []),
    snapshot(about, 'examinationFindings', `ADT-OBX:${key}`, []),
  ];
}

function withdrawn(about: About, key: string, because: RetractEntry['because']): Statement[] {
  return [
    ...ofVisit.map((section) => retract(about, section, section === 'referralDetails' ? `${key}:referral` : key, because)),
    involve(about, 'retract', key, { organisation: about.partner }),
    snapshot(about, 'professionalContacts', `professionals:${key}`, []),
  ];
}
