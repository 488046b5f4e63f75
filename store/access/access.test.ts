import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { NewSession } from '../../schema/launched-session.js';
import { openPool } from '../database.js';
import { freshStore, type FreshStore } from '../test-database.js';
import { people } from '../test-units.js';

let store: FreshStore;
beforeAll(async () => {
  store = await freshStore();
});
afterAll(() => store.close());

const [ann] = people;
const session: NewSession = {
  nhsNumber: ann,
  userId: 'u1',
  name: 'Dr Invented',
  roleCode: 'R0260',
  activities: ['B0001'],
  organisation: 'Y99901',
  purpose: 'direct-care',
  issuer: 'https://practice.example',
  launchJti: 'launch-1',
  minutes: 60,
};

async function sql(text: string, values: readonly unknown[] = []): Promise<void> {
  const pool = openPool(store.databaseUrl, 1);
  try {
    await pool.query(text, [...values]);
  } finally {
    await pool.end();
  }
}

describe('the staff directory', () => {
  test('knows a user by organisation: a line of the organisation goes before a line of any, and another organisation is none', async () => {
    await store.access.loadStaff([
      { userId: 'u1', organisation: 'RGT', active: true, trainingValidUntil: '2026-05-01' },
      { userId: 'u1', active: false },
      { userId: 'u2', organisation: 'RGN', active: true },
    ]);
    expect(await store.access.staffOf('u1', 'RGT')).toEqual({ active: true, trainingValidUntil: '2026-05-01' });
    expect(await store.access.staffOf('u1', 'RGN')).toEqual({ active: false });
    expect(await store.access.staffOf('u2', 'RGT')).toEqual({ active: false });
    expect(await store.access.staffOf('u3', 'RGT')).toBeUndefined();
  });

  test('a new file replaces the last one, and leaves what came one by one', async () => {
    await store.access.putStaff('u4', [{ organisation: 'RGT', active: true, trainingValidUntil: '2027-01-01' }]);
    await store.access.loadStaff([{ userId: 'u5', active: true }]);
    expect(await store.access.staffOf('u1', 'RGT')).toBeUndefined();
    expect(await store.access.staffOf('u4', 'RGT')).toEqual({ active: true, trainingValidUntil: '2027-01-01' });
    await store.access.putStaff('u4', []);
    expect(await store.access.staffOf('u4', 'RGT')).toBeUndefined();
  });
});

describe('a token that counts once', () => {
  test('is used up by whoever comes first, of many at once, and of one issuer only', async () => {
    const later = Date.now() + 60_000;
    const used = await Promise.all(Array.from({ length: 20 }, () => store.access.useOnce('a', 'jti-1', later)));
    expect(used.filter(Boolean)).toHaveLength(1);
    expect(await store.access.useOnce('b', 'jti-1', later)).toBe(true);
  });
});

describe('a session', () => {
  test('is found by its token alone, which is kept nowhere', async () => {
    const opened = await store.access.openSession(session);
    expect(opened.token).toMatch(/^[\w-]{43}$/);
    expect(await store.access.session(opened.token, 15)).toMatchObject({
      ...session,
      sessionId: opened.sessionId,
      state: 'open',
    });
    expect(await store.access.session(`${opened.token.slice(0, -1)}_`, 15)).toBeUndefined();
    const pool = openPool(store.databaseUrl, 1);
    const rows = await pool.query('select launched_session::text as line from launched_session');
    await pool.end();
    expect(JSON.stringify(rows.rows)).not.toContain(opened.token);
  });

  test('is over once it was ended, its time has passed, or nobody used it for long', async () => {
    const [ended, old, idle] = await Promise.all([1, 2, 3].map(() => store.access.openSession(session)));
    expect(await store.access.endSession(ended!.sessionId, 'u1')).toBe(true);
    expect(await store.access.endSession(ended!.sessionId, 'u1')).toBe(false);
    await sql('update launched_session set expires_ms = opened_ms where session_id = $1', [old!.sessionId]);
    await sql('update launched_session set used_ms = used_ms - 16 * 60000 where session_id = $1', [idle!.sessionId]);
    for (const { token } of [ended!, old!, idle!]) {
      expect(await store.access.session(token, 15)).toMatchObject({ state: 'over' });
    }
  });

  test('is kept from being idle by use', async () => {
    const { token, sessionId } = await store.access.openSession(session);
    await sql('update launched_session set used_ms = used_ms - 14 * 60000 where session_id = $1', [sessionId]);
    expect(await store.access.session(token, 15)).toMatchObject({ state: 'open' });
    await sql('update launched_session set used_ms = used_ms - 14 * 60000 where session_id = $1', [sessionId]);
    expect(await store.access.session(token, 15)).toMatchObject({ state: 'open' });
  });

  test('that was revoked, or whose user was, is over, and said to be revoked to whoever verifies tokens', async () => {
    const one = await store.access.openSession(session);
    const other = await store.access.openSession({ ...session, userId: 'u9' });
    await store.access.revoke({ kind: 'session', id: one.sessionId, by: 'officer' });
    await store.access.revoke({ kind: 'user', id: 'u9', by: 'officer' });
    expect(await store.access.session(one.token, 15)).toMatchObject({ state: 'over' });
    expect(await store.access.session(other.token, 15)).toMatchObject({ state: 'over' });
    const { sessions, users } = await store.access.revocations();
    expect([...sessions.keys()]).toEqual([one.sessionId]);
    expect(users.get('u9')).toBeGreaterThan(Date.now() - 10_000);
  });
});

describe('refused accesses', () => {
  test('are read newest first, by time, code and user, and cannot be changed', async () => {
    await store.access.appendRefused([
      { atMs: 1000, code: 'TOKEN_REFUSED', way: 'graphql', detail: 'exp', address: '10.0.0.1' },
      {
        atMs: 2000,
        code: 'LAUNCH_REFUSED',
        way: 'launch',
        userId: 'u1',
        organisation: 'RGT',
        issuer: 'i',
        sessionId: 's',
        requestId: 'r',
      },
    ]);
    expect((await store.access.readRefused({ first: 10 })).map(({ code }) => code)).toEqual(['LAUNCH_REFUSED', 'TOKEN_REFUSED']);
    expect(await store.access.readRefused({ first: 10, userId: 'u1' })).toEqual([
      {
        atMs: 2000,
        code: 'LAUNCH_REFUSED',
        way: 'launch',
        userId: 'u1',
        organisation: 'RGT',
        issuer: 'i',
        sessionId: 's',
        requestId: 'r',
      },
    ]);
    expect(await store.access.readRefused({ first: 10, code: 'TOKEN_REFUSED', fromMs: 1000, toMs: 2000 })).toHaveLength(1);
    expect(await store.access.readRefused({ first: 10, toMs: 1000 })).toEqual([]);
    await expect(sql('delete from access_refused')).rejects.toThrow(/append-only|refuse/i);
    await expect(sql('truncate access_refused')).rejects.toThrow();
  });
});
