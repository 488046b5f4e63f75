/** Reviews, answers, claims and flags: what of them is among a person's facts, and who wins when two act at once. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import pg from 'pg';
import type { PersonFacts } from '../../schema/facts.js';
import { freshStore, type FreshStore } from '../test-database.js';
import { people, unitOf } from '../test-units.js';

let store: FreshStore;
beforeEach(async () => {
  store = await freshStore();
});
afterEach(() => store.close());

const [anna, ben] = people;
const facts = async (nhsNumber = anna): Promise<PersonFacts> => (await store.readPerson(nhsNumber, [])).facts;
const gp = { userId: 'u1', organisation: 'Y99901', role: 'gp' };
const officer = { userId: 'u9', organisation: 'RGT', role: 'privacy-officer' };
const codesOf = (settled: readonly PromiseSettledResult<unknown>[]) =>
  settled.map((one) => (one.status === 'fulfilled' ? 'done' : (one.reason as { code: string }).code)).toSorted();
const merged = (): Promise<unknown> => store.apply([unitOf([{ kind: 'merge', discarded: ben, survivor: anna }])]);

describe('the review of an objection', () => {
  const underReview = () => store.recordObjection({ nhsNumber: anna, recordedBy: 'u1', idempotencyKey: 'k', underReview: true });

  test('hides while it lasts as under review, for good when upheld, and no longer when not', async () => {
    const { id } = await underReview();
    expect((await facts()).objections).toEqual([{ id, underReview: true }]);
    const review = { id, by: officer, reason: 'safeguarding enquiry', ground: 'safeguarding' } as const;
    const decided = await store.reviewObjection({ ...review, version: 1, to: 'not-upheld' });
    expect(decided).toMatchObject({
      nhsNumber: anna,
      version: 2,
      state: 'not-upheld',
      review: { reviewedBy: 'u9', ground: 'safeguarding', reason: 'safeguarding enquiry' },
    });
    expect((await facts()).objections).toEqual([]);
    await expect(store.reviewObjection({ ...review, version: 2, to: 'upheld' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await store.reviewObjection({ ...review, version: 2, to: 'under-review' });
    expect((await facts()).objections).toEqual([{ id, underReview: true }]);
    await store.reviewObjection({ ...review, version: 3, to: 'upheld' });
    expect((await facts()).objections).toEqual([{ id }]);
    expect(await store.objectionsOf(anna)).toMatchObject([{ state: 'upheld', version: 4 }]);
  });

  test('is decided by one of two officers, and by nobody who saw an older version', async () => {
    const { id } = await underReview();
    const review = { id, version: 1, by: officer, reason: 'seen' };
    const both = await Promise.allSettled([
      store.reviewObjection({ ...review, to: 'upheld' }),
      store.reviewObjection({ ...review, by: { ...officer, userId: 'u8' }, to: 'not-upheld' }),
    ]);
    expect(codesOf(both)).toEqual(['VERSION_CONFLICT', 'done']);
    await expect(store.withdrawObjection({ ...review, by: gp })).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
    await store.withdrawObjection({ ...review, version: 2, by: gp });
    await expect(store.reviewObjection({ ...review, version: 3, to: 'under-review' })).rejects.toMatchObject({
      code: 'VERSION_CONFLICT',
    });
  });

  test('repeated under its key answers as the first did, and refuses other content', async () => {
    const { id } = await underReview();
    const review = { id, version: 1, by: officer, reason: 'seen', to: 'upheld', idempotencyKey: 'r1' } as const;
    const first = await store.reviewObjection(review);
    expect(await store.reviewObjection(review)).toEqual(first);
    await expect(store.reviewObjection({ ...review, to: 'not-upheld' })).rejects.toMatchObject({ code: 'IDEMPOTENCY_CONFLICT' });
    await expect(store.reviewObjection({ ...review, id: 'none' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('stays decided however often a feed repeats the dissent, and begins anew after a consent', async () => {
    const says = (action: 'record' | 'withdraw', at: number) =>
      store.apply([unitOf([{ kind: 'objection', subject: anna, action }], { at })]);
    await says('record', 1);
    const { id, version } = (await store.objectionsOf(anna))[0]!;
    await store.reviewObjection({ id, version, by: officer, reason: 'risk', to: 'not-upheld' });
    await says('record', 2);
    expect((await facts()).objections).toEqual([]);
    await says('withdraw', 3);
    await says('record', 4);
    expect((await facts()).objections).toEqual([{ id }]);
  });
});

describe('an answer to the consent question', () => {
  const answer = (change: object = {}) =>
    store.recordConsent({
      nhsNumber: anna,
      answer: 'given',
      answeredBy: { speaker: 'person' },
      by: gp,
      idempotencyKey: 'k',
      ...change,
    });

  test('is among the facts as the newest of each organisation, under whatever number it was given', async () => {
    await answer();
    await answer({ answer: 'refused', idempotencyKey: 'k2', nhsNumber: ben });
    await answer({ idempotencyKey: 'k3', by: officer });
    expect((await facts()).consents).toMatchObject([
      { answer: 'given', organisation: 'RGT' },
      { answer: 'given', organisation: 'Y99901' },
    ]);
    await merged();
    expect((await facts()).consents).toMatchObject([
      { answer: 'given', organisation: 'RGT' },
      { answer: 'refused', organisation: 'Y99901' },
    ]);
    expect(await store.consentsOf(anna)).toHaveLength(3);
  });

  test('is recorded once for its key, and never changed', async () => {
    const [first, second] = await Promise.all([answer(), answer()]);
    expect(first).toEqual(second);
    await expect(answer({ answer: 'refused' })).rejects.toMatchObject({ code: 'IDEMPOTENCY_CONFLICT' });
    const admin = new pg.Client(store.databaseUrl);
    await admin.connect();
    try {
      const changes = [
        'update consent_answer set answer = $$refused$$',
        'delete from governance_act',
        'truncate consent_answer',
        'truncate governance_act',
      ];
      for (const change of changes) await expect(admin.query(change)).rejects.toMatchObject({ code: '42501' });
    } finally {
      await admin.end();
    }
  });
});

describe('a claim', () => {
  const claim = (change: object = {}) =>
    store.makeClaim({
      nhsNumber: anna,
      kind: 'emergency-override',
      reason: 'unconscious',
      by: gp,
      fromMs: Date.now(),
      untilMs: Date.now() + 60_000,
      idempotencyKey: 'k',
      ...change,
    });

  test('is among the facts until it is over, or found not justified', async () => {
    const { id, fromMs, untilMs } = await claim();
    await claim({ idempotencyKey: 'past', untilMs: Date.now() - 1 });
    expect((await facts()).claims).toEqual([
      { id, kind: 'emergency-override', userId: 'u1', organisation: 'Y99901', fromMs, untilMs },
    ]);
    expect((await facts(ben)).claims).toEqual([]);
    await store.reviewClaim({ id, version: 1, by: officer, reason: 'no emergency', outcome: 'not-justified' });
    expect((await facts()).claims).toEqual([]);
  });

  test('repeated later ends when it was to end', async () => {
    const first = await claim();
    expect(await claim({ fromMs: 1, untilMs: Date.now() + 999_999 })).toEqual(first);
    await expect(claim({ reason: 'another' })).rejects.toMatchObject({ code: 'IDEMPOTENCY_CONFLICT' });
    expect((await claim({ by: { ...gp, userId: 'u2' } })).id).not.toBe(first.id);
  });

  test('waits for review, oldest first, until one officer has reviewed it', async () => {
    const first = await claim({ fromMs: 1 });
    await claim({ idempotencyKey: 'k2', by: officer, kind: 'declared-relationship' });
    const page = { kinds: ['emergency-override', 'declared-relationship'], first: 10, offset: 0 } as const;
    expect(await store.claimsWaiting(page)).toMatchObject({ totalCount: 2, claims: [{ id: first.id, nhsNumber: anna }, {}] });
    expect(await store.claimsWaiting({ ...page, offset: 1 })).toMatchObject({ totalCount: 2, claims: [{ organisation: 'RGT' }] });
    expect((await store.claimsWaiting({ ...page, organisation: 'RGT' })).totalCount).toBe(1);
    expect((await store.claimsWaiting({ ...page, kinds: ['without-consent'] })).totalCount).toBe(0);
    const review = { id: first.id, version: 1, by: officer, reason: 'looked into', outcome: 'justified' } as const;
    const both = await Promise.allSettled([store.reviewClaim(review), store.reviewClaim({ ...review, by: gp })]);
    expect(codesOf(both)).toEqual(['VERSION_CONFLICT', 'done']);
    expect((await store.claimsWaiting(page)).totalCount).toBe(1);
    expect(await store.claim(first.id)).toMatchObject({ version: 2, review: { outcome: 'justified', reason: 'looked into' } });
  });
});

describe('a flag on the whereabouts', () => {
  const set = (idempotencyKey = 'k', nhsNumber = anna) =>
    store.setAddressFlag({ nhsNumber, reason: 'at risk', by: gp, idempotencyKey });

  test('hides until this very flag is lifted, whatever a feed says', async () => {
    const flag = await set();
    const other = await set('k2');
    await store.apply([unitOf([{ kind: 'sensitive-address', subject: anna, hidden: false }], { at: 1 })]);
    expect((await facts()).sensitiveAddress).toBe(true);
    const lift = { version: 1, by: officer, reason: 'moved' };
    await store.liftAddressFlag({ ...lift, id: flag.id });
    expect((await facts()).sensitiveAddress).toBe(true);
    expect(await store.liftAddressFlag({ ...lift, id: other.id })).toMatchObject({ version: 2, lifted: { by: 'u9' } });
    expect((await facts()).sensitiveAddress).toBe(false);
    await expect(store.liftAddressFlag({ ...lift, id: flag.id, version: 2 })).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
    expect(await store.addressFlagsOf(anna)).toHaveLength(2);
  });

  test('by a feed is not lifted by staff, and follows a merge', async () => {
    await store.apply([unitOf([{ kind: 'sensitive-address', subject: anna, hidden: true }], { at: 1 })]);
    const { id } = await set('k', ben);
    await store.liftAddressFlag({ id, version: 1, by: officer, reason: 'moved' });
    expect((await facts()).sensitiveAddress).toBe(true);
    expect((await facts(ben)).sensitiveAddress).toBe(false);
    await set('k2', ben);
    await merged();
    expect((await store.addressFlag(id))?.nhsNumber).toBe(anna);
    expect(await store.addressFlagsOf(anna)).toHaveLength(2);
  });
});
