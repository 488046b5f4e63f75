import { describe, expect, it } from 'vitest';
import { readCsv } from '../../adapters/formats/csv/read.js';
import { EncodingFinder, streamCsv } from '../../adapters/formats/csv/stream.js';
import type { CsvRow } from '../../adapters/formats/csv/table.js';
import { RecordError } from '../../schema/errors.js';
import { corpusFiles, hasCorpora } from './folder.js';

async function* chunked(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

async function streamed(bytes: Uint8Array, size: number): Promise<readonly CsvRow[] | string> {
  const finder = new EncodingFinder(bytes.subarray(0, 4));
  finder.see(bytes);
  const rows: CsvRow[] = [];
  try {
    for await (const piece of streamCsv(chunked(bytes, size), finder.found('windows-1252'))) rows.push(...piece.rows);
    return rows;
  } catch (error) {
    if (error instanceof RecordError) return error.code;
    throw error;
  }
}

function whole(bytes: Uint8Array): readonly CsvRow[] | string {
  try {
    return [...readCsv(bytes, { charset: 'windows-1252' }).rows];
  } catch (error) {
    if (error instanceof RecordError) return error.code;
    throw error;
  }
}

describe.skipIf(!hasCorpora)('over the CSV corpora (skipped without the corpora folder)', () => {
  it('every file read as it comes has the rows of the file read whole', async () => {
    let files = 0;
    for (const { path, bytes } of corpusFiles('csv')) {
      if (!/\.(?:csv|tsv|txt)$/i.test(path)) continue;
      files++;
      const expected = whole(bytes);
      for (const size of [7, 4_096]) expect(await streamed(bytes, size), path).toEqual(expected);
    }
    expect(files).toBeGreaterThan(12);
  }, 120_000);
});
