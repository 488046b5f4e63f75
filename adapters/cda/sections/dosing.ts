import type { Quantity } from '../../../schema/prsb.generated.js';
import type { XmlElement } from '../../formats/xml/element.js';
import { child, children } from '../../formats/xml/query.js';
import { markRead, type Source } from '../source.js';
import { said, spoken, coded } from '../values/coded.js';
import { quantity } from '../values/quantities.js';
import { isFrequency } from '../values/times.js';

/** HL7 v3 TimingEvent. */
const events: Readonly<Record<string, string>> = {
  AC: 'before meals',
  ACM: 'before breakfast',
  ACD: 'before lunch',
  ACV: 'before dinner',
  PC: 'after meals',
  PCM: 'after breakfast',
  PCD: 'after lunch',
  PCV: 'after dinner',
  C: 'with meals',
  CM: 'with breakfast',
  CD: 'with lunch',
  CV: 'with dinner',
  IC: 'between meals',
  HS: 'at bedtime',
  WAKE: 'on waking',
};

/** How often a medicine is taken, from every frequency sent (PIVL_TS, EIVL_TS), in words with the period as sent. */
export function frequency(statement: XmlElement, source: Source): Quantity | undefined {
  const found = children(statement, 'effectiveTime')
    .filter(isFrequency)
    .flatMap((each) => timings(each, source));
  const first = found[0];
  if (first === undefined) return undefined;
  return found.length === 1 ? first : { text: found.map((each) => each.text).join('; ') };
}

function timings(effectiveTime: XmlElement, source: Source): readonly Quantity[] {
  const parts = children(effectiveTime, 'comp');
  if (parts.length > 0) return parts.flatMap((each) => timings(each, source));
  const event = child(effectiveTime, 'event');
  if (event !== undefined) {
    markRead(source, effectiveTime, event);
    const code = said(event, 'code') ?? '';
    const offset = quantity(child(effectiveTime, 'offset'), source);
    const text = events[code] ?? spoken(coded(event, source)) ?? code;
    return text === '' ? [] : [{ text: offset === undefined ? text : `${offset.text} ${text}` }];
  }
  const period = child(effectiveTime, 'period');
  const often = quantity(period, source);
  if (often === undefined) return [];
  markRead(source, effectiveTime);
  const { comparator: _none, ...every } = often;
  return [{ ...every, text: `every ${often.text}` }];
}
