import type { XmlElement } from './element.js';

/** The namespace of CDA and of the HL7 v3 data types. */
export const hl7v3 = 'urn:hl7-org:v3';

/** First child element of that name; in the CDA namespace unless another is named. */
export function child(element: XmlElement | undefined, name: string, namespace: string = hl7v3): XmlElement | undefined {
  return element?.children.find((part): part is XmlElement => isNamed(part, name, namespace));
}

/** Every child element of that name, in order. */
export function children(element: XmlElement | undefined, name: string, namespace: string = hl7v3): readonly XmlElement[] {
  return element?.children.filter((part): part is XmlElement => isNamed(part, name, namespace)) ?? [];
}

/** Every child element, whatever its name. */
export function elementsOf(element: XmlElement | undefined): readonly XmlElement[] {
  return element?.children.filter((part): part is XmlElement => typeof part !== 'string') ?? [];
}

/** The element reached by first children: `path(section, 'entry', 'observation')`; CDA namespace. */
export function path(element: XmlElement | undefined, ...names: readonly string[]): XmlElement | undefined {
  return names.reduce<XmlElement | undefined>((at, name) => child(at, name), element);
}

/** Value of an attribute (`{uri}local` for one in a namespace); undefined when absent or empty. */
export function attribute(element: XmlElement | undefined, name: string): string | undefined {
  return element?.attributes.get(name) || undefined;
}

/** Every text within, joined as written; undefined when there is none but white space. */
export function textOf(element: XmlElement | undefined): string | undefined {
  if (!element) return undefined;
  const parts: string[] = [];
  for (const part of walk(element)) if (typeof part === 'string') parts.push(part);
  const text = parts.join('');
  return text.trim() === '' ? undefined : text;
}

/** Every element of that name anywhere below, in document order. */
export function descendants(element: XmlElement | undefined, name: string, namespace: string = hl7v3): readonly XmlElement[] {
  if (!element) return [];
  return [...walk(element)].filter((part): part is XmlElement => isNamed(part, name, namespace));
}

/** Everything below an element in document order, itself left out. */
export function* walk(element: XmlElement): Generator<XmlElement | string> {
  for (const part of element.children) {
    yield part;
    if (typeof part !== 'string') yield* walk(part);
  }
}

function isNamed(part: XmlElement | string, name: string, namespace: string): part is XmlElement {
  return typeof part !== 'string' && part.name === name && part.namespace === namespace;
}
