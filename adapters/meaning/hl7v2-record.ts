import { expect } from 'vitest';
import type { Section } from '../../schema/entry.js';
import { parseNhsNumber, type NhsNumber } from '../../schema/nhs-number.js';
import { loadProfile } from '../../schema/profile.js';
import type { Store } from '../../store/store.js';
import { freshStore } from '../../store/test-database.js';
import { ingestBytes } from '../ingest.js';

const profile = loadProfile('cambridgeshire-peterborough');

/** For tests: what the record shows after messages of trusts. */
export interface Hl7Record {
  readonly store: Store;
  /** Takes messages in, one after the other; answers the codes of what was refused. */
  take(...messages: readonly string[]): Promise<readonly string[]>;
  /** Bodies of a section, without where they came from. */
  bodies(person: NhsNumber, section: Section): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /**
   * Takes the messages of one person in, in every order that they can arrive in, each time for another person, and
   * expects the record to read the same.
   */
  inEveryOrder(
    messages: (person: NhsNumber) => readonly string[],
    read: (person: NhsNumber) => Promise<unknown>,
    expected: unknown,
  ): Promise<void>;
  close(): Promise<void>;
}

export async function openHl7Record(): Promise<Hl7Record> {
  const store = await freshStore();
  const take = async (...messages: readonly string[]) => {
    const codes: string[] = [];
    for (const message of messages) {
      const report = await ingestBytes(store, profile, { bytes: Buffer.from(message) });
      codes.push(...report.quarantined.map(({ code }) => code));
    }
    return codes;
  };
  return {
    store,
    take,
    async bodies(person, section) {
      const { entries } = await store.readPerson(person, [section]);
      return entries.map(({ body: { provenance: _, ...body } }) => body);
    },
    async inEveryOrder(messages, read, expected) {
      for (const order of ordersOf(messages(someone()).length)) {
        const person = someone();
        const sent = messages(person);
        expect(await take(...order.map((at) => sent[at]!))).toEqual([]);
        expect(await read(person), `arrived as ${order.join(', ')}`).toEqual(expected);
      }
    },
    close: () => store.close(),
  };
}

let serial = 9_990_100_000;

/** A person nobody else speaks of. */
export function someone(): NhsNumber {
  for (;;) {
    const number = parseNhsNumber(String(serial++));
    if (number !== undefined) return number;
  }
}

let control = 0;

/** A message of a sender, said `at` (`YYYYMMDDHHMM`). */
export function message(type: string, at: string, segments: readonly string[], sender = 'PAS|RGT'): string {
  const trigger = /^(?:ADT|MDM)/.test(type) ? [`EVN||${at}`] : [];
  const header = `MSH|^~\\&|${sender}|SCR|SCR|${at}||${type}|C${++control}|P|2.4||||||UNICODE UTF-8`;
  return [header, ...trigger, ...segments].join('\r');
}

/** A segment by its fields. */
export function segment(name: string, fields: Readonly<Record<number, string>>): string {
  const last = Math.max(...Object.keys(fields).map(Number));
  return [name, ...Array.from({ length: last }, (_, i) => fields[i + 1] ?? '')].join('|');
}

/** PID of a person by NHS number. */
export function pid(person: NhsNumber, fields: Readonly<Record<number, string>> = {}): string {
  return segment('PID', { 1: '1', 3: `${person}^^^NHS^NH`, ...fields });
}

/** Every order of `length` things. */
function ordersOf(length: number): readonly (readonly number[])[] {
  if (length === 0) return [[]];
  return ordersOf(length - 1).flatMap((order) =>
    Array.from({ length }, (_, at) => [...order.slice(0, at), length - 1, ...order.slice(at)]),
  );
}
