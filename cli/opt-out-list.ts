/** Reads a file of NHS numbers, as MESH gives opt-out lists: one to a line, each followed by a comma or not. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { isSyntheticNhsNumber, parseNhsNumber, type NhsNumber } from '../schema/nhs-number.js';
import type { Population } from '../schema/facts.js';

/** What was found in a file, never with a value of it. */
export interface ListReport {
  lines: number;
  numbers: number;
  badLines: number;
  /** The first of them, by number and what is wrong. */
  readonly firstBad: { readonly line: number; readonly fault: string }[];
}

const chunkOf = 10_000;
const badShown = 20;
const header = /^"?nhs[ _]?number"?,?$/i;

/**
 * The numbers of `file`, in chunks; the report is complete once they are all read. A line that is no NHS number is
 * counted and left out: whoever reads decides what becomes of the file.
 */
export async function* readList(
  file: string,
  population: Population,
  report: ListReport,
): AsyncGenerator<readonly NhsNumber[], void, void> {
  const lines = createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity });
  let chunk: NhsNumber[] = [];
  for await (const text of lines) {
    report.lines++;
    // A byte order mark is no part of the first line.
    const line = (report.lines === 1 ? text.replace(/^\uFEFF/, '') : text).trim();
    if (report.lines === 1 && header.test(line)) continue;
    const outcome = numberIn(line, population);
    if (typeof outcome === 'object') {
      report.badLines++;
      if (report.firstBad.length < badShown) report.firstBad.push({ line: report.lines, fault: outcome.fault });
      continue;
    }
    report.numbers++;
    chunk.push(outcome);
    if (chunk.length < chunkOf) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

function numberIn(line: string, population: Population): NhsNumber | { readonly fault: string } {
  if (line === '') return { fault: 'empty' };
  const value = line.replace(/,$/, '').replace(/^"(.*)"$/, '$1');
  if (value.includes(',')) return { fault: 'more than one value' };
  const number = parseNhsNumber(value);
  if (number === undefined) return { fault: 'no NHS number' };
  if (population === 'synthetic' && !isSyntheticNhsNumber(number)) return { fault: 'not a synthetic number' };
  return number;
}
