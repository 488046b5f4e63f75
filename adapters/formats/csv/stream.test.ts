import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RecordError } from '../../../schema/errors.js';
import { surveyCsv } from '../../files/survey.js';
import { readCsv } from './read.js';
import { EncodingFinder, streamCsv } from './stream.js';
import type { CsvRow } from './table.js';

interface Read {
  readonly header: readonly string[];
  readonly headerWritten: string | undefined;
  readonly rows: readonly CsvRow[];
}

async function* chunked(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = sizes[turn % sizes.length]!;
    yield await Promise.resolve(bytes.subarray(at, at + size));
    at += size;
  }
}

async function streamed(bytes: Uint8Array, sizes: readonly number[], longestRecord?: number): Promise<Read> {
  const finder = new EncodingFinder(bytes.subarray(0, 4));
  for await (const chunk of chunked(bytes, sizes)) finder.see(chunk);
  const rows: CsvRow[] = [];
  let about: Pick<Read, 'header' | 'headerWritten'> = { header: [], headerWritten: undefined };
  for await (const piece of streamCsv(chunked(bytes, sizes), finder.found('windows-1252'), longestRecord)) {
    about = { header: piece.header, headerWritten: piece.headerWritten };
    rows.push(...piece.rows);
  }
  return { ...about, rows };
}

function whole(bytes: Uint8Array, longestRecord?: number): Read {
  const table = readCsv(bytes, { charset: 'windows-1252', ...(longestRecord === undefined ? {} : { longestRecord }) });
  const rows = [...table.rows];
  // Without a row a file has nothing to say, not even its header.
  return rows.length === 0
    ? { header: [], headerWritten: undefined, rows }
    : { header: table.header, headerWritten: table.headerWritten, rows };
}

/** What was read, or that it was refused. */
async function outcomeOf(read: () => Read | Promise<Read>): Promise<Read | 'refused'> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof RecordError) return 'refused';
    throw error;
  }
}

const cell = fc.oneof(
  fc.constantFrom('', 'a', '007', ' b ', 'NULL', 'é', '😀', 'x'.repeat(30), 'x'.repeat(90)),
  // Quoted, with everything a cell may hold.
  fc
    .array(fc.constantFrom('a', ',', ';', '\t', '""', '\n', '\r', '\r\n', ' ', 'é', 'y'.repeat(25)), { maxLength: 6 })
    .map((parts) => `"${parts.join('')}"`),
  // Hostile: a quote within, behind, never closed, or closed far away.
  fc.constantFrom('37.8"N', '"a"b', '"', '"never closed', 'a"', '""', '"""', '" "', '"a\n"b'),
);
const delimiter = fc.constantFrom(',', ';', '\t');
const lineBreak = fc.constantFrom('\n', '\r\n', '\r', '\n\n', '\r\r\n', '\n \n');
const header = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(['a', 'b', 'c'], ['a', 'b', ''], ['"a', 'x"', 'b'], ['one']) },
  { weight: 1, arbitrary: fc.constantFrom(['a', 'A', 'b'], ['', ''], ['"a"x', 'b']) },
);
const text = fc
  .tuple(
    fc.constantFrom('', '', '\n', '\r\n\r\n', '\n'.repeat(300), '\r'.repeat(301)),
    header,
    delimiter,
    fc.array(
      fc.tuple(
        fc.oneof({ weight: 5, arbitrary: fc.constant(3) }, fc.integer({ min: 1, max: 5 })),
        fc.array(cell, { minLength: 5, maxLength: 5 }),
        lineBreak,
      ),
      { maxLength: 25 },
    ),
    fc.boolean(),
  )
  .map(([before, columns, by, rows, ends]) => {
    const all = rows.map(
      ([count, cells, end], index) => cells.slice(0, count).join(by) + (index === rows.length - 1 && !ends ? '' : end),
    );
    return `${before}${columns.join(by)}\r\n${all.join('')}`;
  });
const bytes = fc
  .tuple(text, fc.constantFrom('utf-8', 'utf-8', 'bom', 'utf-16le', 'utf-16be', 'windows-1252', 'bom and windows-1252'))
  .map(([of, as]): Uint8Array => {
    if (as === 'utf-16le') return Buffer.from(`\u{feff}${of}`, 'utf16le');
    if (as === 'utf-16be') return Buffer.from(`\u{feff}${of}`, 'utf16le').swap16();
    if (as === 'windows-1252') return Buffer.from(of, 'latin1');
    if (as === 'bom and windows-1252') return Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(`${of}é`, 'latin1')]);
    return Buffer.from(as === 'bom' ? `\u{feff}${of}` : of);
  });
const sizes = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 4 });

test('a file read as it comes has the rows, lines and faults of one read whole, wherever its chunks and windows end', async () => {
  await fc.assert(
    fc.asyncProperty(bytes, sizes, fc.integer({ min: 20, max: 120 }), async (file, of, longestRecord) => {
      expect(await outcomeOf(() => streamed(file, of, longestRecord))).toEqual(await outcomeOf(() => whole(file, longestRecord)));
    }),
    { numRuns: 4_000 },
  );
}, 120_000);

test('bytes that are no table are refused by both, or read alike', async () => {
  const bits = fc.array(fc.constantFrom('"', ',', '\n', '\r', 'a', 'b', '\0', '\u{feff}', ' ', ';', '\u{e9}'), {
    maxLength: 200,
  });
  await fc.assert(
    fc.asyncProperty(
      bits,
      fc.constantFrom('utf8' as const, 'latin1' as const, 'utf16le' as const),
      sizes,
      async (parts, as, of) => {
        const file = Buffer.from(parts.join(''), as);
        expect(await outcomeOf(() => streamed(file, of, 30))).toEqual(await outcomeOf(() => whole(file, 30)));
      },
    ),
    { numRuns: 4_000 },
  );
}, 120_000);

test('a line without end is one row at fault, and what follows it is read', async () => {
  const file = Buffer.from(`a,b\n1,2\n3,${'x'.repeat(2_000_000)}\r\n4,5\n6,"${'y'.repeat(600_000)}"\n7,8\n`);
  const read = await streamed(file, [65_536]);
  expect(read.rows.map(({ line, fault, cells }) => [line, fault, ...cells])).toEqual([
    [2, undefined, '1', '2'],
    [3, 'quote'],
    [4, undefined, '4', '5'],
    [5, 'quote'],
    [6, undefined, '7', '8'],
  ]);
  expect(read.rows[1]!.written).toHaveLength(250_000);
  expect(read).toEqual(whole(file));
});

test('a survey knows the mark of a file of which the first chunk is one byte', async () => {
  const file = Buffer.from('\u{feff}LA_Code,Event_Type\r\n312,Service\r\n', 'utf16le');
  const survey = await surveyCsv({ size: file.length, open: () => chunked(file, [1]) });
  expect([survey.sender, survey.encoding('windows-1252')]).toEqual(['312', 'utf-16le']);
});
