import { fromHl7Timestamp, parsePartialDateTime, type PartialDateTime } from '../../schema/partial-date.js';

const british = /^(\d{2})\/(\d{2})\/(\d{4})(?: 00:00(?::00)?)?$/;
const iso = /^(\d{4}-\d{2}-\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?$/;

/**
 * A day written `DD/MM/YYYY`, else ISO; midnight, which databases append, is dropped. Undefined for
 * everything else: US order, two-digit years, single-digit days (an American spreadsheet's), Excel serials.
 */
export function parseDay(text: string): PartialDateTime | undefined {
  const uk = british.exec(text);
  if (uk) return parsePartialDateTime(`${uk[3]}-${uk[2]}-${uk[1]}`);
  const day = iso.exec(text)?.[1];
  return day === undefined ? undefined : parsePartialDateTime(day);
}

const withTime = /^(\d{2})\/(\d{2})\/(\d{4}) (\d{2}):(\d{2})(?::(\d{2}))?$/;
const isoLocal = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.0+)?)?$/;
const month = /^(\d{2})\/(\d{4})$/;

/**
 * A date as precise as it is written: `YYYY`, `MM/YYYY`, a day as {@link parseDay} reads it, `DD/MM/YYYY HH:MM` by the clock
 * on the wall here, or ISO in any of these precisions. A partial date stays partial.
 */
export function parseDate(text: string): PartialDateTime | undefined {
  const day = parseDay(text);
  if (day !== undefined) return day;
  const local = withTime.exec(text);
  if (local) return fromHl7Timestamp(`${local[3]}${local[2]}${local[1]}${local[4]}${local[5]}${local[6] ?? ''}`);
  const iso = isoLocal.exec(text);
  if (iso) return fromHl7Timestamp(iso.slice(1).join(''));
  const partial = month.exec(text);
  if (partial) return parsePartialDateTime(`${partial[2]}-${partial[1]}`);
  return parsePartialDateTime(text);
}

/** Whether a `nn/nn/yyyy` date means another day when read month first. */
export function isAmbiguousDay(text: string): boolean {
  const uk = british.exec(text.slice(0, 10));
  return uk !== null && uk[1] !== uk[2] && Number(uk[1]) <= 12 && Number(uk[2]) <= 12;
}

/**
 * Columns whose dates were exported month first: some can only be read so, none only day first.
 * `03/04/2024` in such a column is 4 March; read as 3 April it would be an invented date.
 */
export function monthFirstColumns(rows: Iterable<{ readonly cells: readonly string[] }>): ReadonlySet<number> {
  const orders = new DateOrders();
  orders.see(rows);
  return orders.monthFirst();
}

/** As {@link monthFirstColumns}, of rows that come a piece at a time. */
export class DateOrders {
  readonly #monthFirst = new Set<number>();
  readonly #dayFirst = new Set<number>();

  see(rows: Iterable<{ readonly cells: readonly string[] }>): void {
    for (const { cells } of rows) {
      for (let column = 0; column < cells.length; column++) {
        const cell = cells[column]!;
        if (cell.length < 10 || !cell.includes('/')) continue;
        const parts = british.exec(cell.trim().slice(0, 10));
        if (!parts) continue;
        if (Number(parts[1]) > 12) this.#dayFirst.add(column);
        else if (Number(parts[2]) > 12) this.#monthFirst.add(column);
      }
    }
  }

  monthFirst(): ReadonlySet<number> {
    return new Set([...this.#monthFirst].filter((column) => !this.#dayFirst.has(column)));
  }
}
