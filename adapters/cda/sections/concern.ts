import type { XmlElement } from '../../formats/xml/element.js';
import { child } from '../../formats/xml/query.js';
import type { Source } from '../source.js';
import { statusOf } from '../statements.js';
import { span } from '../values/times.js';

/**
 * What a concern act says of itself, in words: its status and dates are those of the worry (when it was taken up,
 * whether it is still attended to), not of the allergy or problem that it holds. PRSB has no element for them.
 */
export function concernNote(concern: XmlElement, source: Source): string | undefined {
  const status = statusOf(concern, source);
  const { start, end, endedUnknown } = span(child(concern, 'effectiveTime'), source);
  const dates = [
    start === undefined ? undefined : `from ${start}`,
    end === undefined ? (endedUnknown ? 'ended, date unknown' : undefined) : `until ${end}`,
  ].filter((each) => each !== undefined);
  if (dates.length === 0 && (status === undefined || status === 'active')) return undefined;
  return `Concern status: ${[status ?? 'not stated', ...dates].join(', ')}`;
}
