import type { Statement } from '../../schema/entry.js';
import { RecordError } from '../../schema/errors.js';
import type { Segment } from '../formats/hl7v2/message.js';
import { PRB } from '../formats/hl7v2/names.js';
import { first, text } from '../formats/hl7v2/typed.js';
import { identityIn, linksOf, nhsNumberStatusIn } from './identity.js';
import { every, one, type About, type Reading } from './reading.js';
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
  const onset = text(prb, PRB.ProblemOnsetText);
  return [
    patch(about, 'problemList', key, {
      problem: sent,
      date: date(about, prb, PRB.ProblemEstablishedDateTime),
      onsetDate: date(about, prb, PRB.ProblemDateOfOnset),
      endDate: date(about, prb, PRB.ActualProblemResolutionDateTime),
      problemStatus: code(about, prb, PRB.ProblemLifeCycleStatus, 'problemStatus'),
      problemType: code(about, prb, PRB.ProblemClassification, 'problemType'),
      priority: text(prb, PRB.ProblemRanking, 2) ?? text(prb, PRB.ProblemRanking),
      comment: onset === undefined ? [] : [`Onset: ${onset}`],
    }),
  ];
}
