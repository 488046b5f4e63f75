import type { XmlElement } from '../../formats/xml/element.js';
import { descendants, elementsOf } from '../../formats/xml/query.js';
import { narrativeText } from '../narrative.js';

/** One row of a narrative table: its cells under their headers. */
export interface TableRow {
  readonly element: XmlElement;
  readonly cells: readonly { readonly header: string; readonly text: string }[];
  readonly caption: string | undefined;
}

const isCell = (element: XmlElement): boolean => element.name === 'td' || element.name === 'th';

/**
 * The rows of a narrative block that is nothing but tables with clear headers: a row of header cells above rows of
 * as many cells, or pairs of a header and a cell below each other. Undefined where anything is unclear (words
 * around the tables, joined cells, tables in tables): then only the whole says what is meant.
 */
export function tableRows(block: XmlElement): readonly TableRow[] | undefined {
  const tables = descendants(block, 'table');
  if (tables.length === 0 || hasWordsAround(block)) return undefined;
  const rows = tables.map(rowsOf);
  return rows.some((each) => each === undefined) ? undefined : rows.flatMap((each) => each ?? []);
}

function hasWordsAround(element: XmlElement): boolean {
  return element.children.some((part) =>
    typeof part === 'string' ? part.trim() !== '' : part.name !== 'table' && (part.name === 'br' ? false : hasWordsAround(part)),
  );
}

function rowsOf(table: XmlElement): readonly TableRow[] | undefined {
  if (descendants(table, 'table').length > 0) return undefined;
  const rows = descendants(table, 'tr').filter((row) => row.attributes.get('revised') !== 'delete');
  const caption = captionOf(table);
  if (rows.flatMap(elementsOf).some((cell) => !isCell(cell) || isJoined(cell))) return undefined;
  const [head, ...body] = rows;
  if (head === undefined || body.length === 0) return undefined;
  if (elementsOf(head).every((cell) => cell.name === 'th')) return underHeaders(head, body, caption);
  return inPairs(rows, caption);
}

function underHeaders(
  head: XmlElement,
  body: readonly XmlElement[],
  caption: string | undefined,
): readonly TableRow[] | undefined {
  const headers = elementsOf(head).map(textIn);
  if (headers.includes('') || new Set(headers).size !== headers.length) return undefined;
  if (body.some((row) => elementsOf(row).length !== headers.length)) return undefined;
  return body.map((element) => ({
    element,
    caption,
    cells: elementsOf(element).map((cell, at) => ({ header: headers[at]!, text: textIn(cell) })),
  }));
}

/** Header and cell side by side; the first header, where it comes again, begins the next thing. */
function inPairs(rows: readonly XmlElement[], caption: string | undefined): readonly TableRow[] | undefined {
  const pairs = rows.map((row) => elementsOf(row));
  if (pairs.some((cells) => cells.length !== 2 || cells[0]!.name !== 'th' || cells[1]!.name !== 'td')) return undefined;
  const things: { element: XmlElement; caption: string | undefined; cells: { header: string; text: string }[] }[] = [];
  for (const [at, [header, cell]] of pairs.entries()) {
    const pair = { header: textIn(header!), text: textIn(cell!) };
    const last = things.at(-1);
    if (last === undefined || pair.header === last.cells[0]!.header) things.push({ element: rows[at]!, caption, cells: [pair] });
    else if (last.cells.some((each) => each.header === pair.header)) return undefined;
    else last.cells.push(pair);
  }
  return things;
}

function captionOf(table: XmlElement): string | undefined {
  const caption = elementsOf(table).find((part) => part.name === 'caption');
  return caption === undefined ? undefined : narrativeText(caption)?.replaceAll('\n', ' ');
}

function isJoined(cell: XmlElement): boolean {
  return ['colspan', 'rowspan'].some((name) => Number(cell.attributes.get(name) ?? '1') !== 1);
}

function textIn(cell: XmlElement): string {
  return (narrativeText(cell) ?? '').replaceAll('\n', '; ');
}
