import { earliestMs } from '../../../schema/partial-date.js';
import type { XmlElement } from '../../formats/xml/element.js';
import { child, children } from '../../formats/xml/query.js';
import { markRead, type Source } from '../source.js';
import { said } from './coded.js';
import { read, readAll } from './names.js';
import { span } from './times.js';

/** An address: its lines in order, and its postcode. */
export interface Address {
  readonly lines: readonly string[];
  readonly postcode: string | undefined;
  /** CDA use code: H home, HP primary home, TMP temporary, WP work, PHYS place. */
  readonly use: string | undefined;
}

const lineParts = [
  'streetAddressLine',
  'houseNumber',
  'streetName',
  'unitID',
  'additionalLocator',
  'city',
  'county',
  'state',
  'country',
];

/** An address, or undefined when it is empty, marked bad, or was left before the document was written. */
export function address(element: XmlElement, source: Source): Address | undefined {
  if (said(element, 'use') === 'BAD' || hasEnded(element, source)) return undefined;
  const postcode = read(child(element, 'postalCode'), source);
  let lines = lineParts.flatMap((part) => readAll(element, part, source));
  if (lines.length === 0 && postcode === undefined) lines = [read(element, source) ?? ''].filter((line) => line !== '');
  if (lines.length === 0 && postcode === undefined) return undefined;
  markRead(source, element);
  return { lines, postcode, use: said(element, 'use') };
}

function hasEnded(element: XmlElement, source: Source): boolean {
  const period = child(element, 'useablePeriod');
  if (period === undefined) return false;
  const { end, endedUnknown } = span(period, source);
  return (
    endedUnknown || (end !== undefined && (source.writtenAt === undefined || earliestMs(end) <= earliestMs(source.writtenAt)))
  );
}

/** An address on one line. */
export function addressText(element: XmlElement | undefined, source: Source): string | undefined {
  const found = element === undefined ? undefined : address(element, source);
  if (found === undefined) return undefined;
  return [...found.lines, found.postcode ?? ''].filter((part) => part !== '').join(', ');
}

/** A telephone number, e-mail address or other way to reach somebody. */
export interface Telecom {
  readonly kind: 'telephone' | 'email' | 'other';
  readonly value: string;
  readonly use: string | undefined;
}

/** Every way to reach the person or organisation in `element` that has not ended. */
export function telecoms(element: XmlElement | undefined, source: Source): readonly Telecom[] {
  if (element === undefined) return [];
  return children(element, 'telecom').flatMap((each): readonly Telecom[] => {
    const value = said(each, 'value');
    if (value === undefined || said(each, 'use') === 'BAD' || hasEnded(each, source)) return [];
    markRead(source, each);
    const [, scheme, rest] = /^([a-zA-Z][\w+-]*):(?:\/\/)?(.*)$/.exec(value) ?? [];
    const use = said(each, 'use');
    if (scheme === undefined || rest === undefined) return [{ kind: value.includes('@') ? 'email' : 'telephone', value, use }];
    if (rest.trim() === '') return [];
    if (/^(?:tel|sms)$/i.test(scheme)) return [{ kind: 'telephone', value: rest, use }];
    return [/^(?:mailto|email)$/i.test(scheme) ? { kind: 'email', value: rest, use } : { kind: 'other', value, use }];
  });
}

/** Every way to reach somebody, on one line. */
export function contactText(element: XmlElement | undefined, source: Source): string | undefined {
  const values = telecoms(element, source).map((each) => each.value);
  return values.length === 0 ? undefined : values.join(', ');
}
