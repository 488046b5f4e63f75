import type { CodedOrText, Coding } from '../../../schema/prsb.generated.js';
import type { XmlElement } from '../../formats/xml/element.js';
import { child, children } from '../../formats/xml/query.js';
import { narrativeText } from '../narrative.js';
import { markAllRead, markRead, referenced, type Source } from '../source.js';
import { codeSystemUri } from './code-systems.js';

const xsiType = '{http://www.w3.org/2001/XMLSchema-instance}type';

/** The data type a value declares (`CD`, `PQ`, `IVL_TS`), without its prefix. */
export function dataType(element: XmlElement): string {
  return (element.attributes.get(xsiType) ?? '').replace(/^.*:/, '');
}

/** An attribute that says something: undefined when it is absent or blank. */
export function said(element: XmlElement | undefined, name: string): string | undefined {
  const value = element?.attributes.get(name)?.trim();
  return value === undefined || value === '' ? undefined : value;
}

/**
 * A coded value (CD, CE, CV, CS, or the text types) with every code sent, translations included, and the
 * source's own words (originalText, resolved where it points into the narrative). A null flavour has no code,
 * but may have words and translations. Undefined when nothing is said.
 */
export function coded(element: XmlElement | undefined, source: Source, inheritedSystem?: string): CodedOrText | undefined {
  if (element === undefined) return undefined;
  const coding = codingsOf(element, source, inheritedSystem);
  const text =
    originalText(element, source) ??
    coding.find((each) => each.display !== undefined)?.display ??
    displayName(element, source) ??
    plainText(element, source);
  if (coding.length === 0 && text === undefined) return undefined;
  markRead(source, element);
  return { coding, ...(text === undefined ? {} : { text }) };
}

function codingsOf(element: XmlElement, source: Source, inheritedSystem?: string): readonly Coding[] {
  const found: Coding[] = [];
  const code = said(element, 'code');
  // dataType CS values (statusCode, languageCode) carry no system of their own.
  const system = codeSystemUri(said(element, 'codeSystem'), said(element, 'codeSystemName')) ?? inheritedSystem;
  const display = said(element, 'displayName');
  if (code !== undefined) {
    markRead(source, element);
    found.push({ code, ...(system === undefined ? {} : { system }), ...(display === undefined ? {} : { display }) });
  }
  for (const translation of children(element, 'translation')) {
    for (const other of codingsOf(translation, source)) {
      if (!found.some((each) => each.code === other.code && each.system === other.system)) found.push(other);
    }
  }
  return found;
}

function displayName(element: XmlElement, source: Source): string | undefined {
  const own = said(element, 'displayName');
  if (own !== undefined) return own;
  for (const translation of children(element, 'translation')) {
    const words = originalText(translation, source) ?? said(translation, 'displayName');
    if (words !== undefined) return words;
  }
  return undefined;
}

/** The source's own words for a coded value. */
function originalText(element: XmlElement, source: Source): string | undefined {
  return words(child(element, 'originalText'), source);
}

/** Text of an ED or ST element: its own words, or those of the narrative it points to. */
export function words(element: XmlElement | undefined, source: Source): string | undefined {
  if (element === undefined || element.attributes.get('representation') === 'B64') return undefined;
  const own = narrativeText(element);
  if (own !== undefined) {
    markRead(source, element, child(element, 'reference'));
    return own;
  }
  const reference = child(element, 'reference');
  const target = referenced(said(reference, 'value'), element, source);
  if (target === undefined) return undefined;
  markRead(source, element, reference);
  markAllRead(source, target);
  return narrativeText(target);
}

function plainText(element: XmlElement, source: Source): string | undefined {
  const type = dataType(element);
  return type === 'ST' || type === 'ED' || type === '' || type === 'SC' ? ownWords(element, source) : undefined;
}

function ownWords(element: XmlElement, source: Source): string | undefined {
  const texts = element.children
    .filter((part) => typeof part === 'string')
    .join('')
    .trim();
  return texts === ''
    ? words(child(element, 'reference') === undefined ? undefined : element, source)
    : texts.replaceAll(/\s+/g, ' ');
}

/** Words alone as a coded value. */
export function textOnly(text: string | undefined): CodedOrText | undefined {
  return text === undefined || text.trim() === '' ? undefined : { coding: [], text };
}

/** Whether a value holds one of `codes`. */
export function hasCode(value: CodedOrText | undefined, codes: ReadonlySet<string>): boolean {
  return value?.coding.some((each) => codes.has(each.code)) ?? false;
}

/** How a coded value reads in a sentence. */
export function spoken(value: CodedOrText | undefined): string | undefined {
  return value?.text ?? value?.coding[0]?.display ?? value?.coding[0]?.code;
}
