import type { XmlElement } from '../formats/xml/element.js';
import { hl7v3 } from '../formats/xml/query.js';
import { said } from './values/coded.js';
import type { Source } from './source.js';

// How a document is put together, not what it says.
const structure = new Set(['templateId', 'typeId', 'realmCode', 'contentId', 'messageType', 'statusCode']);
/** Attributes that say how a document is put together. */
export const structuralAttributes: ReadonlySet<string> = new Set([
  'classCode',
  'moodCode',
  'typeCode',
  'determinerCode',
  'contextControlCode',
  'contextConductionInd',
  'nullFlavor',
  'ID',
  'inversionInd',
  'xsi:type',
]);

/** Paths of the non-empty elements of a document, by whether anything was made of them. Positions are left out: a path stands for all its kind. */
export function leavesOf(source: Source): { readonly mapped: readonly string[]; readonly unmapped: readonly string[] } {
  const mapped = new Set<string>();
  const unmapped = new Set<string>();
  const walk = (element: XmlElement, path: string): void => {
    if (structure.has(element.name) && !source.read.has(element)) return;
    if (saysSomething(element)) (source.read.has(element) ? mapped : unmapped).add(path);
    for (const part of element.children) if (typeof part !== 'string') walk(part, pathOf(part, path));
  };
  walk(source.document, 'ClinicalDocument');
  return { mapped: [...mapped], unmapped: [...unmapped] };
}

/** A section restarts the path under its code, so that paths stay short and tell sections apart. */
export function pathOf(element: XmlElement, parent: string): string {
  if (element.name !== 'section') return `${parent}/${element.name}`;
  const code = element.children.find(
    (part): part is XmlElement => typeof part !== 'string' && part.name === 'code' && part.namespace === hl7v3,
  );
  return `section[${said(code, 'code') ?? ''}]`;
}

function saysSomething(element: XmlElement): boolean {
  if (element.children.some((part) => typeof part === 'string' && part.trim() !== '')) return true;
  for (const [name, value] of element.attributes) {
    if (value.trim() !== '' && !structuralAttributes.has(name) && !name.startsWith('{')) return true;
  }
  return false;
}
