import type { Statement } from '../../schema/entry.js';
import { RecordError } from '../../schema/errors.js';
import type { Segment } from '../formats/hl7v2/message.js';
import { PRB } from '../formats/hl7v2/names.js';
import { first, isNull, text } from '../formats/hl7v2/typed.js';
import { identityIn, linksOf, nhsNumberStatusIn } from './identity.js';
import { commentsOf, notesAfter } from './notes.js';
import { every, one, type About, type Reading } from './reading.js';
import { isVeryRestricted } from './restricted.js';
import { patch, retract } from './statements.js';
import { code, date, entityKey } from './values.js';

/**
 * PPR PC1, PC2 and PC3 (problem added, updated, deleted; HL7 2.4 chapter 12), keyed by PRB-4.
 * @throws RecordError STRUCTURE_INVALID without PRB
 */
export function problems(reading: Reading): Statement[] {
  const identity = identityIn(reading, one(reading, 'PID'));
  const about: About = { ...reading, subject: identity.subject };
  const segments = every(about, 'PRB');
  if (segments.length === 0) throw new RecordError('STRUCTURE_INVALID', { location: 'PRB' });
  return [...linksOf(identity, nhsNumberStatusIn(reading)), ...segments.flatMap((prb) => problem(about, prb))];
}

function problem(about: About, prb: Segment): Statement[] {
  const sent = code(about, prb, PRB.ProblemID, 'diagnosis');
  const instance = entityKey(first(prb, PRB.ProblemInstanceID)) ?? sent?.coding[0]?.code ?? sent?.text;
  if (instance === undefined) {
    about.refuse('STRUCTURE_INVALID', `PRB-4 in line ${prb.line}`);
    return [];
  }
  const key = `PRB:${instance}`;
  if (about.event === 'PC3' || text(prb, PRB.ActionCode)?.trim() === 'DE') return [retract(about, 'problemList', key, 'deleted')];
  if (isVeryRestricted(prb, PRB.SecuritySensitivity)) {
    // Also where it was shared before it was marked.
    about.refuse('DOCUMENT_RESTRICTED', `PRB-25 in line ${prb.line}`, 'a problem marked very restricted');
    return [retract(about, 'problemList', key, 'deleted')];
  }
  const said = <T>(field: number, value: T | undefined) => (value === undefined && isNull(prb, field) ? null : value);
  const dated = (field: number) => said(field, date(about, prb, field));
  // A problem that is over without a date keeps the status that says so: no date is made up for it.
  return [
    patch(about, 'problemList', key, {
      problem: sent,
      date: dated(PRB.ProblemEstablishedDateTime),
      onsetDate: dated(PRB.ProblemDateOfOnset),
      endDate: dated(PRB.ActualProblemResolutionDateTime),
      problemStatus: said(PRB.ProblemLifeCycleStatus, code(about, prb, PRB.ProblemLifeCycleStatus, 'problemStatus')),
      problemType: said(PRB.ProblemClassification, code(about, prb, PRB.ProblemClassification, 'problemType')),
      priority: text(prb, PRB.ProblemRanking, 2) ?? text(prb, PRB.ProblemRanking),
      comment: comments(about, prb),
    }),
  ];
}

/** What no element holds and a reader must know: whether it is confirmed, how certain, how it began; and the notes. */
function comments(about: About, prb: Segment): string[] {
  const remarks = [
    ['Onset', text(prb, PRB.ProblemOnsetText)],
    ['Confirmation', shown(about, prb, PRB.ProblemConfirmationStatus)],
    ['Certainty', shown(about, prb, PRB.CertaintyOfProblem)],
  ] as const;
  return [
    ...remarks.flatMap(([label, value]) => (value === undefined ? [] : [`${label}: ${value}`])),
    ...commentsOf(notesAfter(about.segments, prb)),
  ];
}

function shown(about: About, prb: Segment, field: number): string | undefined {
  const value = code(about, prb, field, 'problemConfirmation');
  return value?.text ?? value?.coding[0]?.code;
}
