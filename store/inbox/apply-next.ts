import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { Refused } from '../../schema/entry.js';
import { applyInTransaction, type Writing } from '../apply/apply.js';
import { storeQuarantined } from '../apply/receipts.js';
import { prepare, type PreparedUnit } from '../apply/units.js';
import { sqlState } from '../database.js';
import { beginWithSettings } from '../settings.js';
import { claim, noteAttempt, noteEnd, readWaiting, type ClaimedLane, type Waiting } from './claim.js';
import { isFaultOfData } from './fault.js';
import type { ArrivalOutcome, ArrivalUnit, Translating, Turn } from './inbox-store.js';
import { settle, type Settling } from './settle.js';
import { Tally } from './tally.js';

/** Units applied in one transaction at most. */
const batchUnits = 200;
/**
 * Times that an arrival alone may end the process, or fail for no known reason, before it is set aside. Not few: a process that
 * is killed again and again for other reasons looks the same.
 */
const mostAttempts = 20;
/** Times that a batch may end the process before each of its arrivals goes alone. */
const mostBatchesBroken = 2;

/** An arrival with its units, all of them in memory. */
interface Work {
  readonly waiting: Waiting;
  readonly units: readonly ArrivalUnit[];
}

/** What could not be noted because the database was away: an outage is nobody's attempt. */
export interface Owed {
  readonly lanes: Set<string>;
  readonly attempts: Waiting[];
}

/** See {@link InboxStore.applyNext}. */
export async function applyNext(
  pool: pg.Pool,
  writing: Writing,
  owed: Owed,
  lanes: readonly string[],
  translating: Translating,
): Promise<Turn> {
  const client = await pool.connect();
  let broken: Error | undefined;
  let claimed: readonly ClaimedLane[] = [];
  try {
    await pay(client, owed);
    claimed = await claim(client, lanes);
    if (claimed.length === 0) return { settled: new Map() };
    const settled = await turn(client, writing, claimed, translating, owed);
    await noteEnd(
      client,
      claimed.map(({ lane }) => lane),
    );
    return { settled };
  } catch (error) {
    for (const { lane } of claimed) owed.lanes.add(lane);
    throw error;
  } finally {
    await client.query('rollback; select pg_advisory_unlock_all()').catch((fault: Error) => (broken = fault));
    client.release(broken);
  }
}

async function pay(client: pg.PoolClient, owed: Owed): Promise<void> {
  if (owed.lanes.size > 0) await noteEnd(client, [...owed.lanes]);
  owed.lanes.clear();
  for (let one = owed.attempts[0]; one !== undefined; one = owed.attempts[0]) {
    await noteAttempt(client, one, -1);
    owed.attempts.shift();
  }
}

async function turn(
  client: pg.PoolClient,
  writing: Writing,
  claimed: readonly ClaimedLane[],
  translating: Translating,
  owed: Owed,
): Promise<Map<number, ArrivalOutcome>> {
  const settled = new Map<number, ArrivalOutcome>();
  const read = (lanes: readonly ClaimedLane[]) =>
    readWaiting(
      client,
      writing.cipher,
      lanes.map(({ lane }) => lane),
      translating.held(),
      batchUnits,
    );
  // Work that began again and again and never ended: one of these may end the process. Each goes alone, and is counted before.
  const suspect = claimed.filter(({ begun }) => begun >= mostBatchesBroken);
  if (suspect.length > 0) {
    for (const waiting of await read(suspect)) {
      settled.set(waiting.id, await applyAlone(client, writing, waiting, translating, owed));
    }
    return settled;
  }
  let all = await read(claimed);
  try {
    const { batch, long } = gather(all, translating);
    if (long !== undefined) {
      settled.set(long.id, await applyAlone(client, writing, long, translating, owed));
      return settled;
    }
    all = batch.map(({ waiting }) => waiting);
    for (const [id, outcome] of await applyBatch(client, writing, batch)) settled.set(id, outcome);
  } catch (error) {
    if (!isFaultOfData(error)) throw error;
    await client.query('rollback');
    for (const waiting of all) settled.set(waiting.id, await applyAlone(client, writing, waiting, translating, owed));
  }
  return settled;
}

/** Arrivals for one transaction; or one that is too long for it, when it is the next. */
function gather(
  waiting: readonly Waiting[],
  translating: Translating,
): { readonly batch: readonly Work[]; readonly long?: Waiting } {
  const batch: Work[] = [];
  let count = 0;
  for (const one of waiting) {
    const units: ArrivalUnit[] = [];
    for (const unit of translating.unitsOf(one.id, one.arrival)) if (units.push(unit) > batchUnits) break;
    if (units.length > batchUnits) return batch.length === 0 ? { batch, long: one } : { batch };
    if (count + units.length > batchUnits && count > 0) return { batch };
    count += units.length;
    batch.push({ waiting: one, units });
  }
  return { batch };
}

async function applyBatch(client: pg.PoolClient, writing: Writing, batch: readonly Work[]): Promise<Map<number, ArrivalOutcome>> {
  const settlings = await inTransaction(client, async (settings) => {
    const tallies = batch.map(() => new Tally());
    const owners = batch.flatMap(({ units }, index) => units.map(() => index));
    const units = batch.flatMap(({ units: own }) => own);
    await applyUnits(client, writing, settings, units, (index) => tallies[owners[index]!]!);
    const written = batch.map(({ waiting, units: own }, index) => settling(waiting, own, tallies[index]!));
    await settle(client, written);
    return written;
  });
  return new Map(settlings.map(({ id, outcome }) => [id, outcome]));
}

type Settings = Awaited<ReturnType<typeof beginWithSettings>>;

async function inTransaction<T>(client: pg.PoolClient, work: (settings: Settings) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      const result = await work(await beginWithSettings(client));
      await client.query('commit');
      return result;
    } catch (error) {
      if (tries === 10 || !['40001', '40P01'].includes(sqlState(error) ?? '')) throw error;
      await client.query('rollback');
    }
  }
}

/** Applies units, and quarantines those refused, within a transaction; each is counted by its tally. */
async function applyUnits(
  client: pg.PoolClient,
  writing: Writing,
  settings: Settings,
  units: readonly ArrivalUnit[],
  tallyOf: (index: number) => Tally,
): Promise<void> {
  const prepared: PreparedUnit[] = [];
  const places: number[] = [];
  const refused = [];
  for (const [index, unit] of units.entries()) {
    const tally = tallyOf(index);
    tally.see(unit.message);
    if (unit.translation === undefined) {
      const hash = createHash('sha256').update(unit.message.bytes).digest();
      refused.push({ message: unit.message, hash, reason: unit.refusal });
      tally.refuse(unit.refusal);
    } else {
      prepared.push(prepare(unit, writing.labeller));
      places.push(index);
    }
  }
  await storeQuarantined(client, refused, writing.cipher);
  if (prepared.length === 0) return;
  const outcomes = await applyInTransaction(client, writing, settings, prepared);
  for (const [index, outcome] of outcomes.entries()) tallyOf(places[index]!).count(outcome);
}

/** Applies one arrival by itself, in as many transactions as it needs: what was applied before is known again. */
async function applyAlone(
  client: pg.PoolClient,
  writing: Writing,
  waiting: Waiting,
  translating: Translating,
  owed: Owed,
): Promise<ArrivalOutcome> {
  for (let { attempts } = waiting; attempts < mostAttempts; attempts++) {
    await noteAttempt(client, waiting, 1);
    try {
      return await applyParts(client, writing, waiting, translating.unitsOf(waiting.id, waiting.arrival));
    } catch (error) {
      if (!isFaultOfData(error)) {
        owed.attempts.push(waiting);
        throw error;
      }
      await client.query('rollback');
    }
  }
  const reason: Refused = { code: 'MESSAGE_UNMAPPABLE', location: 'message', detail: 'it failed each time it was applied' };
  return setAside(client, waiting, reason);
}

async function applyParts(
  client: pg.PoolClient,
  writing: Writing,
  waiting: Waiting,
  units: Iterable<ArrivalUnit>,
): Promise<ArrivalOutcome> {
  const tally = new Tally();
  let isOne = true;
  const part: ArrivalUnit[] = [];
  let first: ArrivalUnit | undefined;
  for (const unit of units) {
    isOne &&= first === undefined;
    first ??= unit;
    if (part.push(unit) === batchUnits) await applyPart(client, writing, part.splice(0), tally);
  }
  await applyPart(client, writing, part, tally);
  const settled = settling(waiting, isOne && first !== undefined ? [first] : [], tally);
  await inTransaction(client, () => settle(client, [settled]));
  return settled.outcome;
}

async function applyPart(client: pg.PoolClient, writing: Writing, part: readonly ArrivalUnit[], tally: Tally): Promise<void> {
  if (part.length === 0) return;
  try {
    const counted = await inTransaction(client, async (settings) => {
      const counting = new Tally();
      await applyUnits(client, writing, settings, part, () => counting);
      return counting;
    });
    tally.add(counted);
  } catch (error) {
    if (!isFaultOfData(error)) throw error;
    await client.query('rollback');
    if (part.length > 1) {
      for (const unit of part) await applyPart(client, writing, [unit], tally);
      return;
    }
    const detail = sqlState(error) === undefined ? 'a fault of our own' : `PostgreSQL ${sqlState(error)}`;
    const reason = { code: 'MESSAGE_UNMAPPABLE', location: 'store', detail } as const;
    await applyPart(client, writing, [{ message: part[0]!.message, refusal: reason }], tally);
  }
}

/** Quarantines an arrival that is not even looked into any more. */
async function setAside(client: pg.PoolClient, waiting: Waiting, reason: Refused): Promise<ArrivalOutcome> {
  const tally = new Tally();
  tally.refuse(reason);
  const settled: Settling = { ...settling(waiting, [], tally), dropsBytes: false };
  await inTransaction(client, async () => {
    await client.query(
      `insert into quarantine (feed, partner, format, hash, code, location, detail, received_at, arrival_id)
       select lane, '', 'hl7v2', hash, $2, $3, $4, received_at, id from arrival where id = $1
       on conflict (feed, hash, code, location) do update set arrival_id = excluded.arrival_id, settled = null`,
      [waiting.id, reason.code, reason.location, reason.detail],
    );
    await settle(client, [settled]);
  });
  return settled.outcome;
}

function settling(waiting: Waiting, units: readonly ArrivalUnit[], tally: Tally): Settling {
  const only = units.length === 1 ? units[0]!.message : undefined;
  return {
    id: waiting.id,
    lane: waiting.lane,
    feed: tally.feed ?? waiting.lane,
    receivedMs: tally.receivedMs ?? Date.now(),
    outcome: tally.outcome(),
    dropsBytes: tally.holdsForbidden || only?.arrival?.isWhole !== true,
  };
}
