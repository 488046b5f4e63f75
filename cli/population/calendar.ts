/**
 * A moment of the invented past or future by the wall clock of the sender, held as the UTC milliseconds
 * whose UTC fields read like that clock. Local senders write it without an offset, as real ones do.
 */
export type Moment = number & { readonly __brand: 'Moment' };

const dayMs = 86_400_000;
const minuteMs = 60_000;

/** Dates relative to the moment of generation, so that a stay is open and an appointment lies ahead. */
export interface Calendar {
  readonly now: Moment;
  /** `days` before now, at `hour`:`minute`; never later than now. */
  ago(days: number, hour?: number, minute?: number): Moment;
  /** `days` ahead of now, at `hour`:`minute`. */
  ahead(days: number, hour?: number, minute?: number): Moment;
}

export function calendarAt(now: Date): Calendar {
  const nowMs = Math.floor(now.getTime() / minuteMs) * minuteMs;
  const midnight = nowMs - (nowMs % dayMs);
  const at = (days: number, hour: number, minute: number): number =>
    midnight + days * dayMs + hour * 3_600_000 + minute * minuteMs;
  return {
    now: nowMs as Moment,
    ago: (days, hour = 10, minute = 0) => Math.min(at(-days, hour, minute), nowMs - minuteMs) as Moment,
    ahead: (days, hour = 10, minute = 0) => at(days, hour, minute) as Moment,
  };
}

/** `moment` moved by `minutes`. */
export function later(moment: Moment, minutes: number): Moment {
  return (moment + minutes * minuteMs) as Moment;
}

const digits = (moment: Moment): string => new Date(moment).toISOString().replaceAll(/\D/g, '');

/** `CCYYMMDDHHMMSS`, or shorter: 8 for a day, 6 for a month, 4 for a year. */
export function hl7Time(moment: Moment, precision: 4 | 6 | 8 | 12 | 14 = 14): string {
  return digits(moment).slice(0, precision);
}

/** `DD/MM/YYYY`, as councils write it. */
export function ukDay(moment: Moment): string {
  const text = digits(moment);
  return `${text.slice(6, 8)}/${text.slice(4, 6)}/${text.slice(0, 4)}`;
}

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** `3 March 2026`, for letters. */
export function dayInWords(moment: Moment): string {
  const date = new Date(moment);
  return `${date.getUTCDate()} ${months[date.getUTCMonth()]!} ${date.getUTCFullYear()}`;
}
