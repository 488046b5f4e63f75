import { describe, expect, test } from 'vitest';
import type { Disclosure } from '../schema/disclosure.js';
import { RecordError } from '../schema/errors.js';
import { openAuditWriter } from './append.js';

/** A store that writes when it is told to, and keeps what it was given. */
function slowStore() {
  const writes: { readonly ids: readonly string[]; readonly done: () => void; readonly fail: () => void }[] = [];
  return {
    writes,
    appendDisclosures: (disclosures: readonly Disclosure[]) =>
      new Promise<void>((resolve, reject) => {
        writes.push({ ids: disclosures.map(({ id }) => id), done: resolve, fail: () => reject(new Error('disk full')) });
      }),
  };
}

const disclosure = (id: string) => ({ id }) as Disclosure;
const settled = () => new Promise((resolve) => setImmediate(resolve));

async function outcome(append: Promise<void>): Promise<string> {
  return append.then(
    () => 'durable',
    (error: unknown) => (error instanceof RecordError ? error.code : 'another error'),
  );
}

describe('the audit writer', () => {
  test('writes at once when nothing is under way', async () => {
    const store = slowStore();
    const appended = outcome(openAuditWriter(store).append([disclosure('a'), disclosure('b')]));
    expect(store.writes.map(({ ids }) => ids)).toEqual([['a', 'b']]);
    store.writes[0]!.done();
    expect(await appended).toBe('durable');
  });

  test('takes all who came meanwhile in one write, in their order', async () => {
    const store = slowStore();
    const writer = openAuditWriter(store);
    const all = ['a', 'b', 'c', 'd', 'e'].map((id) => outcome(writer.append([disclosure(`${id}1`), disclosure(`${id}2`)])));
    expect(store.writes.map(({ ids }) => ids)).toEqual([
      ['a1', 'a2'],
      ['b1', 'b2'],
    ]);
    store.writes[0]!.done();
    await settled();
    expect(store.writes[2]!.ids).toEqual(['c1', 'c2', 'd1', 'd2', 'e1', 'e2']);
    store.writes[1]!.done();
    store.writes[2]!.done();
    expect(await Promise.all(all)).toEqual(Array(5).fill('durable'));
    expect(store.writes).toHaveLength(3);
  });

  test('nobody goes on before their own disclosures are durable', async () => {
    const store = slowStore();
    const writer = openAuditWriter(store);
    const finished: string[] = [];
    const all = ['a', 'b', 'c'].map((id) => writer.append([disclosure(id)]).then(() => finished.push(id)));
    store.writes[1]!.done();
    await settled();
    expect(finished).toEqual(['b']);
    store.writes[2]!.done();
    await settled();
    expect(finished).toEqual(['b', 'c']);
    store.writes[0]!.done();
    await Promise.all(all);
  });

  test('a failed write fails exactly those who waited for it, and the next is tried afresh', async () => {
    const store = slowStore();
    const writer = openAuditWriter(store);
    const all = ['a', 'b', 'c', 'd'].map((id) => outcome(writer.append([disclosure(id)])));
    store.writes[0]!.done();
    await settled();
    store.writes[2]!.fail();
    await settled();
    store.writes[1]!.done();
    expect(await Promise.all(all)).toEqual(['durable', 'durable', 'AUDIT_UNAVAILABLE', 'AUDIT_UNAVAILABLE']);
    const later = outcome(writer.append([disclosure('e')]));
    expect(store.writes[3]!.ids).toEqual(['e']);
    store.writes[3]!.done();
    expect(await later).toBe('durable');
  });

  test('a store that throws instead of rejecting is an outage too', async () => {
    const writer = openAuditWriter({
      appendDisclosures: () => {
        throw new Error('no connection');
      },
    });
    expect(await outcome(writer.append([disclosure('a')]))).toBe('AUDIT_UNAVAILABLE');
  });

  test('its error holds the cause for operators and no disclosure', async () => {
    const store = slowStore();
    const appended = openAuditWriter(store).append([disclosure('secret-entry')]);
    store.writes[0]!.fail();
    const error = await appended.catch((caught: unknown) => caught as RecordError);
    expect(error).toMatchObject({ code: 'AUDIT_UNAVAILABLE', cause: new Error('disk full') });
    expect(JSON.stringify({ ...(error as RecordError), message: (error as RecordError).message })).not.toContain('secret-entry');
  });

  test('nothing to write is no write', async () => {
    const store = slowStore();
    await openAuditWriter(store).append([]);
    expect(store.writes).toEqual([]);
  });

  test('a thousand callers at once become a handful of writes, and all are written once', async () => {
    const written: string[] = [];
    let writes = 0;
    const writer = openAuditWriter({
      appendDisclosures: async (disclosures) => {
        writes++;
        await settled();
        written.push(...disclosures.map(({ id }) => id));
      },
    });
    const ids = Array.from({ length: 1000 }, (_, at) => `d${at}`);
    await Promise.all(ids.map((id) => writer.append([disclosure(id)])));
    expect([...written].sort()).toEqual([...ids].sort());
    expect(writes).toBeLessThan(10);
  });
});
