import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Disclosure } from '../schema/disclosure.js';
import { openPool } from './database.js';
import { openStore } from './open.js';
import { freshStore, type FreshStore } from './test-database.js';
import { people, problem, unitOf } from './test-units.js';

let store: FreshStore;
beforeAll(async () => {
  store = await freshStore();
});
afterAll(() => store.close());

const [anna, ben] = people;

function disclosure(about: Partial<Disclosure>, userId = 'u1'): Disclosure {
  return {
    id: randomUUID(),
    nhsNumber: anna,
    atUtc: '2026-01-05T12:00:00.000Z',
    viewer: {
      userId,
      name: undefined,
      roleCode: 'R8000',
      role: 'gp',
      organisation: 'Y99901',
      purpose: 'direct-care',
      sessionId: 's',
    },
    lawfulBasis: ['UK GDPR 6(1)(e)'],
    relationship: undefined,
    operationName: 'Record',
    operationHash: 'hash',
    requestId: 'r',
    subgraphs: ['encounters'],
    returned: [{ coordinate: 'ProblemListEntry.comments', count: 1, partners: ['RGT'], entries: ['e'] }],
    withheld: [],
    ...about,
  };
}

describe('the audit trail', () => {
  test('takes as many disclosures in one write as end at the same time', async () => {
    const mark = 'everybody at once';
    await store.appendDisclosures(
      Array.from({ length: 9_000 }, () => disclosure({ nhsNumber: ben, operationName: mark }, 'u "9" \\{}')),
    );
    const { totalCount, disclosures } = await store.readDisclosures({
      nhsNumber: ben,
      userId: 'u "9" \\{}',
      first: 1,
      offset: 0,
    });
    expect(totalCount).toBe(9_000);
    expect(disclosures).toMatchObject([{ operationName: mark, viewer: { userId: 'u "9" \\{}' } }]);
  });

  test('gives back what was written, newest first, by person, time and user', async () => {
    const first = disclosure({ atUtc: '2026-01-05T12:00:00.000Z' });
    const second = disclosure({ atUtc: '2026-01-06T12:00:00.000Z' }, 'u2');
    await store.appendDisclosures([first, second, disclosure({ nhsNumber: ben })]);
    const all = await store.readDisclosures({ nhsNumber: anna, first: 10, offset: 0 });
    expect(all).toEqual({ totalCount: 2, disclosures: [JSON.parse(JSON.stringify(second)), JSON.parse(JSON.stringify(first))] });
    const page = { nhsNumber: anna, first: 1, offset: 0 };
    expect(await store.readDisclosures({ ...page, userId: 'u1' })).toMatchObject({
      totalCount: 1,
      disclosures: [{ id: first.id }],
    });
    expect(await store.readDisclosures({ ...page, fromMs: Date.parse('2026-01-06') })).toMatchObject({
      disclosures: [{ id: second.id }],
    });
    expect(await store.readDisclosures({ ...page, toMs: Date.parse('2026-01-06') })).toMatchObject({
      disclosures: [{ id: first.id }],
    });
    expect(await store.readDisclosures({ ...page, offset: 1 })).toMatchObject({ totalCount: 2, disclosures: [{ id: first.id }] });
  });

  test('keeps every disclosure of many requests that end at once', async () => {
    const [, , cora] = people;
    await Promise.all(Array.from({ length: 300 }, () => store.appendDisclosures([disclosure({ nhsNumber: cora })])));
    expect(await store.readDisclosures({ nhsNumber: cora, first: 1, offset: 0 })).toMatchObject({ totalCount: 300 });
  });

  test('fails only those whose write failed', async () => {
    const twice = disclosure({ nhsNumber: ben });
    await store.appendDisclosures([twice]);
    // The first two go at once, the others wait and share a write.
    const writes = [ben, ben, ben, twice, ben].map((one) =>
      store.appendDisclosures([one === twice ? twice : disclosure({ nhsNumber: ben })]),
    );
    const outcomes = (await Promise.allSettled(writes)).map(({ status }) => status);
    expect(outcomes).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    await expect(store.appendDisclosures([twice])).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
  });

  test.each(['update disclosure set purpose = $1', 'delete from disclosure where purpose <> $1'])('refuses %s', async (sql) => {
    const pool = openPool(store.databaseUrl, 1);
    await expect(pool.query(sql, ['x'])).rejects.toThrow('append-only');
    await expect(pool.query('truncate disclosure')).rejects.toThrow('append-only');
    await pool.end();
  });
});

describe('an outage', () => {
  test('is an error with a code, never an empty answer, and quotes nothing', async () => {
    const other = await openStore({ databaseUrl: store.databaseUrl, connections: 1 });
    await other.close();
    for (const work of [
      () => other.readPerson(anna, ['problemList']),
      () => other.population(),
      () => other.objectionsOf(anna),
      () => other.apply([unitOf([problem(anna, 'a', 'Asthma')])]),
      () => other.lastReceivedByFeed(),
    ]) {
      await expect(work()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    }
    await expect(other.appendDisclosures([disclosure({})])).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
    await expect(other.readDisclosures({ nhsNumber: anna, first: 1, offset: 0 })).rejects.toMatchObject({
      code: 'AUDIT_UNAVAILABLE',
    });
  });

  test('at the start names the store', async () => {
    await expect(openStore({ databaseUrl: 'postgresql://nobody@127.0.0.1:1/none' })).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
    });
  });
});
