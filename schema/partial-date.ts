/**
 * A date or time as precise as its source: ISO 8601 `YYYY`, `YYYY-MM`, `YYYY-MM-DD`,
 * `YYYY-MM-DDTHH:MM` or with seconds (and fraction), with an offset once it has a time.
 * A partial date stays partial: '1980' is a year, and a shared record must not invent a birthday.
 */
export type PartialDateTime = string & { readonly __brand: 'PartialDateTime' };

const shape = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}))?)?)?$/;

/** `text` as a partial date, or undefined when it is none or names a day or time that does not exist. */
export function parsePartialDateTime(text: string): PartialDateTime | undefined {
  const m = shape.exec(text);
  if (!m) return undefined;
  return exists(m[1]!, m[2], m[3], m[4], m[5], m[6]) ? (text as PartialDateTime) : undefined;
}

function exists(year: string, month?: string, day?: string, hour?: string, minute?: string, second?: string): boolean {
  if (Number(year) < 1000) return false;
  if (month !== undefined && (Number(month) < 1 || Number(month) > 12)) return false;
  if (day !== undefined && (Number(day) < 1 || Number(day) > daysIn(Number(year), Number(month)))) return false;
  if (hour !== undefined && Number(hour) > 23) return false;
  if (minute !== undefined && Number(minute) > 59) return false;
  return second === undefined || Number(second) <= 60;
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/**
 * An HL7 v2 TS or CDA TS (`CCYY[MM[DD[HHMM[SS[.S…]]]]][±ZZ[ZZ]]`), or undefined when it is neither.
 * Without an offset a time is the sender's local UK time (Europe/London); the hour that occurs twice
 * in autumn is read as its first occurrence, the hour that does not exist in spring as one hour later.
 * Precision is kept; an hour without minutes keeps the day only, as ISO has no shorter time.
 */
export function fromHl7Timestamp(text: string): PartialDateTime | undefined {
  const m = /^(\d{4})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:(\d{2})(\.\d{1,9})?)?)?)?)?)?([+-]\d{2}(?:\d{2})?)?$/.exec(
    text.trim(),
  );
  if (!m) return undefined;
  const [, year, month, day, hour, minute, second, fraction, offset] = m;
  if (!exists(year!, month, day, hour, minute, second)) return undefined;
  let out = year!;
  if (month !== undefined) out += `-${month}`;
  if (day !== undefined) out += `-${day}`;
  if (minute === undefined) return out as PartialDateTime;
  out += `T${hour}:${minute}`;
  if (second !== undefined) out += `:${second}${fraction ?? ''}`;
  const zone = offset === undefined ? londonOffset(year!, month!, day!, hour!, minute) : isoOffset(offset);
  return (out + zone) as PartialDateTime;
}

function isoOffset(offset: string): string {
  return `${offset.slice(0, 3)}:${offset.slice(3) || '00'}`;
}

/** British Summer Time runs from 01:00 UTC on the last Sunday of March to that of October. */
function londonOffset(year: string, month: string, day: string, hour: string, minute: string): string {
  const local = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute));
  const start = lastSunday(Number(year), 3) + 3_600_000;
  const end = lastSunday(Number(year), 10) + 3_600_000;
  // Both changes happen at 01:00 UTC: local clocks jump to 02:00 in spring and fall back from 02:00 in autumn.
  return local >= start + 3_600_000 && local < end + 3_600_000 ? '+01:00' : '+00:00';
}

function lastSunday(year: number, month: number): number {
  const last = new Date(Date.UTC(year, month, 0));
  return last.getTime() - last.getUTCDay() * 86_400_000;
}

/** First millisecond (UTC) that `date` can mean. Year, month and day are taken as UTC days. */
export function earliestMs(date: PartialDateTime): number {
  if (date.length > 10) return Date.parse(date);
  const [y, m, d] = date.split('-');
  return Date.UTC(Number(y), Number(m ?? 1) - 1, Number(d ?? 1));
}

/** Last millisecond (UTC) that `date` can mean. */
export function latestMs(date: PartialDateTime): number {
  const [y, m, d] = date.slice(0, 10).split('-');
  if (date.length > 10) return Date.parse(date) + (/T\d{2}:\d{2}(?:Z|[+-])/.test(date) ? 59_999 : 999);
  if (d !== undefined) return Date.UTC(Number(y), Number(m) - 1, Number(d) + 1) - 1;
  if (m !== undefined) return Date.UTC(Number(y), Number(m), 1) - 1;
  return Date.UTC(Number(y) + 1, 0, 1) - 1;
}

/** The present moment, to the second, in UTC. */
export function utcNow(now: Date = new Date()): PartialDateTime {
  return now.toISOString().replace(/\.\d+Z$/, '+00:00') as PartialDateTime;
}
