import type { XmlElement } from '../formats/xml/element.js';

// What a browser would run or load, with all it holds.
const dropped = new Set([
  'script',
  'style',
  'iframe',
  'object',
  'embed',
  'applet',
  'form',
  'svg',
  'math',
  'renderMultiMedia',
  'templateId',
  'reference',
]);
const blocks = new Set([
  'paragraph',
  'p',
  'div',
  'list',
  'ul',
  'ol',
  'table',
  'caption',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'text',
  'pre',
  'footnote',
]);
const lists = new Set(['list', 'ul', 'ol']);
const items = new Set(['item', 'li']);
const cells = new Set(['td', 'th']);

/**
 * A CDA narrative block as plain structured text: a line for each paragraph, list item (`- `, `1. `) and table
 * row (cells parted by ` | `). Never markup: words of elements that are not known are kept, their tags are not;
 * what was struck out by its author (`revised="delete"`) is left out. Undefined when no words are left.
 */
export function narrativeText(block: XmlElement): string | undefined {
  const lines = new Lines();
  // An entry may point at one row of a table.
  if (block.name === 'tr') writeRow(block, lines);
  else write(block, lines, '');
  return lines.text();
}

class Lines {
  readonly #done: string[] = [];
  #open = '';
  words(text: string): void {
    const clean = text.replaceAll(/[\s\u00a0]+/g, ' ');
    this.#open += this.#open.endsWith(' ') || this.#open === '' ? clean.replace(/^ /, '') : clean;
  }
  break(): void {
    const line = this.#open.trimEnd();
    if (line !== '') this.#done.push(line);
    this.#open = '';
  }
  start(prefix: string): void {
    this.break();
    this.#open = prefix;
  }
  text(): string | undefined {
    this.break();
    const kept = this.#done.filter((line) => !/^\s*(?:-|\d+\.|[| ]*)\s*$/.test(line));
    return kept.length === 0 ? undefined : kept.join('\n');
  }
}

function write(element: XmlElement, lines: Lines, indent: string): void {
  let item = 0;
  for (const part of element.children) {
    if (typeof part === 'string') {
      lines.words(part);
      continue;
    }
    if (dropped.has(part.name) || part.attributes.get('revised') === 'delete') continue;
    if (part.name === 'br') lines.break();
    else if (part.name === 'tr') writeRow(part, lines);
    else if (items.has(part.name)) {
      item += 1;
      const ordered = element.name === 'ol' || element.attributes.get('listType') === 'ordered';
      lines.start(`${indent}${ordered ? `${item}.` : '-'} `);
      write(part, lines, `${indent}  `);
      lines.break();
    } else if (blocks.has(part.name)) {
      // The first paragraph of a list item stays on the item's line.
      if (!items.has(element.name) || lists.has(part.name)) lines.break();
      write(part, lines, lists.has(part.name) ? indent : '');
      lines.break();
    } else write(part, lines, indent);
  }
}

function writeRow(row: XmlElement, lines: Lines): void {
  const texts: string[] = [];
  for (const part of row.children) {
    if (typeof part === 'string' || !cells.has(part.name)) continue;
    texts.push((narrativeText(part) ?? '').replaceAll('\n', '; '));
  }
  lines.break();
  if (texts.some((text) => text !== '')) lines.words(texts.join(' | '));
  lines.break();
}
