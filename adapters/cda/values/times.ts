import { fromHl7Timestamp, parsePartialDateTime, type PartialDateTime } from '../../../schema/partial-date.js';
import type { XmlElement } from '../../formats/xml/element.js';
import { child, children } from '../../formats/xml/query.js';
import { markRead, type Source } from '../source.js';
import { dataType, said } from './coded.js';

/** A period of time as CDA says it. */
export interface Span {
  readonly start?: PartialDateTime;
  readonly end?: PartialDateTime;
  /** It is over, and the source does not know since when (`high nullFlavor="UNK"`); not the same as still open. */
  readonly endedUnknown: boolean;
}

/** The moment of a TS element, as precise as sent; undefined when it holds none that can be read. */
export function moment(element: XmlElement | undefined, source: Source): PartialDateTime | undefined {
  const value = said(element, 'value');
  if (element === undefined || value === undefined) return undefined;
  const read = fromHl7Timestamp(value) ?? parsePartialDateTime(value);
  if (read !== undefined) markRead(source, element);
  return read;
}

/** The period of a TS or IVL_TS element; a single moment starts and does not end. */
export function span(element: XmlElement | undefined, source: Source): Span {
  if (element === undefined) return { endedUnknown: false };
  const high = child(element, 'high');
  const start = moment(child(element, 'low'), source) ?? moment(element, source) ?? moment(child(element, 'center'), source);
  const end = moment(high, source);
  const endedUnknown = end === undefined && ['UNK', 'ASKU', 'NAV', 'MSK'].includes(said(high, 'nullFlavor') ?? '');
  if (endedUnknown) markRead(source, high);
  markRead(source, element);
  return { ...(start === undefined ? {} : { start }), ...(end === undefined ? {} : { end }), endedUnknown };
}

/** When something happened: the moment, else the start, else the end of its effectiveTime. */
export function happenedAt(element: XmlElement | undefined, source: Source): PartialDateTime | undefined {
  const { start, end } = span(element, source);
  return start ?? end;
}

/** The first of several effectiveTimes that is a moment or a course, not a frequency. */
export function courseTime(statement: XmlElement): XmlElement | undefined {
  return children(statement, 'effectiveTime').find((each) => !isFrequency(each));
}

/** Whether an effectiveTime says how often (PIVL_TS, EIVL_TS) and not when. */
export function isFrequency(effectiveTime: XmlElement): boolean {
  const type = dataType(effectiveTime);
  return (
    /^(?:PIVL_TS|EIVL_TS|SXPR_TS)$/.test(type) ||
    ['period', 'phase', 'event', 'comp'].some((name) => child(effectiveTime, name) !== undefined)
  );
}
