/** The directory of staff as a file (R4): who works where, whether they still do, and until when their training is valid. */
import { z } from 'zod';
import { readCsv } from '../adapters/formats/csv/read.js';
import type { StaffLine } from '../store/access/access-store.js';

const columns = ['userId', 'active', 'trainingValidUntil', 'organisation'] as const;

const row = z.object({
  userId: z.string().regex(/^\P{Cc}{1,200}$/u, 'one to 200 characters'),
  active: z
    .string()
    .regex(/^(?:true|false|yes|no|1|0)$/i, 'true or false')
    .transform((text) => /^(?:true|yes|1)$/i.test(text)),
  trainingValidUntil: z.union([z.literal('').transform(() => undefined), z.iso.date()], 'a day, YYYY-MM-DD, or empty'),
  organisation: z.union(
    [z.literal('').transform(() => undefined), z.string().regex(/^[A-Z0-9]{3,12}$/)],
    'an ODS code in capitals, or empty for any',
  ),
});

/** What is wrong in which line; never a value. */
export interface StaffFault {
  readonly line: number;
  readonly fault: string;
}

/**
 * The lines of a staff file: CSV with the columns `userId`, `active`, `trainingValidUntil` and `organisation`, in any order.
 * @throws RecordError STRUCTURE_INVALID, MESSAGE_UNREADABLE for a file that is no such table
 */
export function readStaffFile(bytes: Uint8Array): {
  readonly lines: readonly StaffLine[];
  readonly faults: readonly StaffFault[];
} {
  const table = readCsv(bytes, { charset: 'utf-8' });
  const places = columns.map((name) => table.header.findIndex((column) => column.trim().toLowerCase() === name.toLowerCase()));
  const missing = columns.filter((_name, index) => places[index] === -1);
  if (missing.length > 0) return { lines: [], faults: [{ line: 1, fault: `no column ${missing.join(', ')}` }] };
  const lines: StaffLine[] = [];
  const faults: StaffFault[] = [];
  const seen = new Map<string, number>();
  for (const { line, cells, fault } of table.rows) {
    if (fault !== undefined) {
      faults.push({ line, fault: fault === 'quote' ? 'a quote is not closed' : 'not as many cells as the header has' });
      continue;
    }
    const read = row.safeParse(Object.fromEntries(columns.map((name, index) => [name, cells[places[index]!]!.trim()])));
    if (!read.success) {
      for (const { path, message } of read.error.issues) faults.push({ line, fault: `${path.join('.')}: ${message}` });
      continue;
    }
    const { userId, active, trainingValidUntil, organisation } = read.data;
    const key = `${userId}\n${organisation ?? ''}`;
    const before = seen.get(key);
    if (before !== undefined) faults.push({ line, fault: `the same user and organisation as line ${before}` });
    seen.set(key, line);
    lines.push({
      userId,
      active,
      ...(trainingValidUntil === undefined ? {} : { trainingValidUntil }),
      ...(organisation === undefined ? {} : { organisation }),
    });
  }
  if (lines.length === 0 && faults.length === 0)
    faults.push({ line: 1, fault: 'nobody is named: an empty directory is not taken in' });
  return { lines, faults };
}
