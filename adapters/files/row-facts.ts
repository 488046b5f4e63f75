import { createHash } from 'node:crypto';
import type { Statement, Translation } from '../../schema/entry.js';
import { openEnd, type SubmissionRow } from '../../store/snapshots/snapshot-store.js';
import { folded } from '../csv/header.js';
import { personIdColumns } from '../csv/person-columns.js';
import type { CsvRow } from '../formats/csv/table.js';
import type { RowUnit } from '../rows.js';

/** Columns by which the same row differs from submission to submission, and those that are never read. */
const leftOut = new Set(
  [
    'Reporting_Period_Start_Date',
    'Reporting_Period_End_Date',
    'Event_Reference',
    'Event_Description',
    'Unit_Cost',
    'Cost_Frequency_Unit_Type',
    'Planned_units_per_week',
  ].map(folded),
);

/** What of the rows under a header makes them the same rows again. */
export function rowFactsUnder(header: readonly string[]): (row: CsvRow, unit: RowUnit) => SubmissionRow {
  const names = header.map(folded);
  const compared = [...names.entries()].filter(([, name]) => name !== '' && !leftOut.has(name)).toSorted(byName);
  const identifiers = new Map<number, string>();
  for (const [index, name] of names.entries()) {
    if (name === folded('NHS_Number')) identifiers.set(index, 'nhs');
    if (personIdColumns.some((column) => folded(column) === name)) identifiers.set(index, 'local');
  }
  return (row, { unit }) => {
    const text = (index: number): string => {
      const cell = row.cells[index]?.trim() ?? '';
      return cell === 'NULL' || cell === 'null' ? '' : cell;
    };
    const values = compared.flatMap(([index, name]) => (text(index) === '' ? [] : [`${name}=${text(index)}`]));
    const persons = [...identifiers].flatMap(([index, kind]) =>
      row.fault !== undefined || text(index) === '' ? [] : [hashOf(`${kind}|${text(index).replaceAll(/\s/g, '')}`)],
    );
    const event = unit.translation === undefined ? undefined : eventOf(unit.translation);
    return { line: row.line, hash: hashOf(values.join('\0')), persons, ...(event === undefined ? {} : { event }) };
  };
}

function byName(a: readonly [number, string], b: readonly [number, string]): number {
  return a[1] < b[1] ? -1 : 1;
}

/** The event of a row: every row of Client Level Data states an involvement under the key of its event. */
function eventOf({ statements }: Translation): SubmissionRow['event'] | undefined {
  const involvement = statements.find((one) => one.kind === 'involvement');
  if (involvement === undefined) return undefined;
  const { key, subject } = involvement;
  const { from, until } = involvement.involvement;
  const says: Statement[] = [{ kind: 'involvement', subject, key, op: 'retract', involvement: {} }];
  for (const one of statements) {
    // The reason for a service has a key of its own that ends with the service's.
    if (one.kind !== 'put' || !(one.key === key || one.key.endsWith(`|${key}`))) continue;
    says.push({ kind: 'retract', subject: one.subject, section: one.section, key: one.key, because: 'deleted' });
  }
  const starts = from?.slice(0, 10) ?? '';
  return { key: hashOf(key), starts, ends: until?.slice(0, 10) ?? openEnd, says };
}

/** Half a SHA-256: short, and still nothing collides. */
function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest().subarray(0, 16);
}
