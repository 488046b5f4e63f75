import { RecordError } from '../../../schema/errors.js';
import type { XmlDocument, XmlElement } from '../xml/element.js';
import { attribute, child, elementsOf, textOf } from '../xml/query.js';
import { unescaper } from './escape.js';
import type { Delimiters, Hl7Message, Repetition, Segment } from './message.js';
import { repetitionFrom } from './repetition.js';
import { segmentFrom } from './segment.js';

/** Namespace of the XML form of HL7 v2. */
export const v2xml = 'urn:hl7-org:v2xml';

const standard: Delimiters = { field: '|', component: '^', repetition: '~', escape: '\\', subcomponent: '&' };
const unescape = unescaper(standard, '', 'utf-8');
const textTypes = new Set(['ST', 'TX', 'FT', 'NM', 'DT', 'TM', 'ID', 'IS', 'SI']);

/**
 * A message in the XML form of HL7 v2 ("HL7 Version 2: XML Encoding Syntax"): groups are walked
 * through, `PID.5` is a repetition of PID-5, `XPN.1` a component, `FN.1` a sub-component.
 * @throws RecordError STRUCTURE_INVALID when it has no MSH or an element that is none of these
 */
export function readHl7Xml(document: XmlDocument): Hl7Message {
  const segments = [...segmentsIn(document.root)];
  if (document.root.namespace !== v2xml || segments[0]?.name !== 'MSH') {
    throw new RecordError('STRUCTURE_INVALID', { detail: 'not the XML form of an HL7 v2 message', location: 'MSH' });
  }
  return { delimiters: standard, segments, charset: { from: 'xml', decoder: document.encoding } };
}

function* segmentsIn(element: XmlElement): Generator<Segment> {
  for (const part of elementsOf(element)) {
    if (/^[A-Z][A-Z0-9]{2}$/.test(part.name)) yield segmentOfElement(part);
    else yield* segmentsIn(part);
  }
}

function segmentOfElement(element: XmlElement): Segment {
  const fields = new Map<number, Repetition[]>();
  for (const part of elementsOf(element)) {
    const number = numberOf(part, element.name);
    const repetition = element.name === 'OBX' && number === 5 ? observationValue(part, element) : repetitionOf(part);
    fields.set(number, [...(fields.get(number) ?? []), repetition]);
  }
  return segmentFrom(element.name, element.line, Math.max(0, ...fields.keys()), (number) => fields.get(number) ?? []);
}

function repetitionOf(field: XmlElement): Repetition {
  const components = placed<string[]>(field, [''], (component) => placed(component, '', leafOf) ?? [leafOf(component)]);
  return repetitionFrom(components ?? [[leafOf(field)]], (text) => text);
}

/** OBX-5 has no type of its own: senders write a coded value into it as in the pipe form, `code^text^system`. */
function observationValue(field: XmlElement, observation: XmlElement): Repetition {
  const type = textOf(child(observation, 'OBX.2', v2xml))?.trim();
  if (type === undefined || textTypes.has(type) || elementsOf(field).length > 0) return repetitionOf(field);
  const components = leafOf(field).split(standard.component);
  return repetitionFrom(
    components.map((component) => component.split(standard.subcomponent)),
    unescape,
  );
}

/** Parts by the number in their name, gaps filled; undefined where there are none (a leaf). */
function placed<T>(element: XmlElement, empty: T, read: (part: XmlElement) => T): T[] | undefined {
  const parts = elementsOf(element).filter((part) => part.name !== 'escape');
  if (parts.length === 0) return undefined;
  const out: T[] = [];
  for (const part of parts) {
    const number = numberOf(part);
    while (out.length < number) out.push(empty);
    out[number - 1] = read(part);
  }
  return out;
}

function numberOf(element: XmlElement, segment?: string): number {
  const match = /^([A-Z][A-Z0-9_]*)\.(\d{1,3})$/i.exec(element.name);
  const number = Number(match?.[2] ?? 0);
  if (number < 1 || (segment !== undefined && match![1] !== segment)) {
    throw new RecordError('STRUCTURE_INVALID', {
      detail: 'an element that is no field or component',
      location: `line ${element.line}`,
    });
  }
  return number;
}

/** Text of a leaf, unaltered. `<escape V=".br"/>` stands for what the pipe form writes as an escape. */
function leafOf(element: XmlElement): string {
  const text = element.children.map((part) => (typeof part === 'string' ? part : escaped(part))).join('');
  return text.trim() === '' ? '' : text;
}

function escaped(element: XmlElement): string {
  if (element.name !== 'escape') return leafOf(element);
  return unescape(`\\${attribute(element, 'V') ?? ''}\\`);
}
