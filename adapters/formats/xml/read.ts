import { SaxesParser, type SaxesTagNS } from 'saxes';
import { RecordError } from '../../../schema/errors.js';
import { xmlText } from './encoding.js';
import type { XmlDocument, XmlElement } from './element.js';

/** Caps on what one document may hold. */
export interface XmlLimits {
  readonly bytes: number;
  readonly depth: number;
  readonly elements: number;
  /** Attributes of one element. */
  readonly attributes: number;
}

const defaultLimits: XmlLimits = { bytes: 20_000_000, depth: 200, elements: 500_000, attributes: 256 };

interface Draft extends XmlElement {
  readonly children: (XmlElement | string)[];
}

/**
 * A strict, namespace-aware XML document. Any DOCTYPE is refused, so no entity is ever declared, let
 * alone expanded; so are a second root, text outside the root, and NUL.
 * @throws RecordError XML_FORBIDDEN (DOCTYPE, caps), MESSAGE_TOO_LARGE, MESSAGE_UNREADABLE (not well-formed)
 */
export function readXml(bytes: Uint8Array, limits: Partial<XmlLimits> = {}): XmlDocument {
  const caps = { ...defaultLimits, ...limits };
  if (bytes.length > caps.bytes) throw new RecordError('MESSAGE_TOO_LARGE', { detail: `more than ${caps.bytes} bytes` });
  const { text, encoding } = xmlText(bytes);
  // Refused before it is parsed, well-formed or not.
  if (hasDoctype(text)) throw new RecordError('XML_FORBIDDEN', { detail: 'a DOCTYPE', location: 'prolog' });
  return { root: treeOf(text, caps), encoding };
}

function treeOf(text: string, caps: XmlLimits): XmlElement {
  const parser = new SaxesParser({ xmlns: true, position: true });
  const at = () => `line ${parser.line}`;
  const forbid = (detail: string): never => {
    throw new RecordError('XML_FORBIDDEN', { detail, location: at() });
  };
  let root: Draft | undefined;
  let open: Draft | undefined;
  let depth = 0;
  let elements = 0;
  let line = 1;
  let attributes = 0;

  const addText = (part: string) => {
    if (open === undefined || part === '') return;
    const last = open.children.length - 1;
    const before = open.children[last];
    // Comments, processing instructions and CDATA bounds do not break a text in two.
    if (typeof before === 'string') open.children[last] = before + part;
    else open.children.push(part);
  };
  parser.on('doctype', () => forbid('a DOCTYPE'));
  parser.on('error', (error) => {
    throw new RecordError('MESSAGE_UNREADABLE', { detail: problemOf(error.message), location: at() });
  });
  parser.on('opentagstart', () => {
    line = parser.line;
    attributes = 0;
  });
  parser.on('attribute', () => {
    if (++attributes > caps.attributes) forbid(`more than ${caps.attributes} attributes`);
  });
  parser.on('opentag', (tag) => {
    if (++depth > caps.depth) forbid(`deeper than ${caps.depth}`);
    if (++elements > caps.elements) forbid(`more than ${caps.elements} elements`);
    const element = elementOf(tag, open, line);
    if (open) open.children.push(element);
    else root ??= element;
    open = element;
  });
  parser.on('closetag', () => {
    depth--;
    open = open?.parent as Draft | undefined;
  });
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.write(text).close();
  if (root === undefined) throw new RecordError('MESSAGE_UNREADABLE', { detail: 'no root element' });
  return root;
}

function elementOf(tag: SaxesTagNS, parent: Draft | undefined, line: number): Draft {
  const attributes = new Map<string, string>();
  for (const { uri, local, value } of Object.values(tag.attributes)) attributes.set(uri ? `{${uri}}${local}` : local, value);
  return { name: tag.local, namespace: tag.uri, attributes, children: [], parent, line };
}

/** What is wrong, without the names and values that the parser quotes. */
function problemOf(message: string): string {
  return (
    message
      .replace(/^\d+:\d+:\s*/, '')
      .replace(/[:"'(].*$/s, '')
      .trim()
      .slice(0, 80) || 'not well-formed'
  );
}

/** Whether a DOCTYPE stands in the prolog, behind any comments and processing instructions. */
function hasDoctype(text: string): boolean {
  let at = 0;
  for (;;) {
    while (/\s/.test(text.charAt(at))) at++;
    const end = text.startsWith('<!--', at) ? '-->' : text.startsWith('<?', at) ? '?>' : undefined;
    if (end === undefined) return /^<!DOCTYPE/i.test(text.slice(at, at + 9));
    const close = text.indexOf(end, at + 2);
    if (close === -1) return false;
    at = close + end.length;
  }
}
