import type pg from 'pg';
import type { Writing } from '../apply/apply.js';
import { mostBatchesBroken, restMs } from '../attempts.js';
import { applyAlone } from './apply-alone.js';
import { claim, noteAttempt, noteEnd, noteUntouched, readWaiting, type ClaimedLane, type Waiting } from './claim.js';
import { isFaultOfData } from './fault.js';
import type { ArrivalOutcome, ArrivalUnit, Translating, Turn } from './inbox-store.js';
import { settle } from './settle.js';
import { Tally } from './tally.js';
import { applyUnits, batchUnits, inTransaction, settling } from './units.js';

/** An arrival with its units, all of them in memory. */
interface Work {
  readonly waiting: Waiting;
  readonly units: readonly ArrivalUnit[];
}

/** What this process must know beside the database. */
export interface Present {
  /** When it began to work (ms of `performance.now`). */
  readonly sinceMs: number;
  /** What could not be noted because the database was away: an outage is nobody's attempt. */
  readonly owed: { readonly lanes: Set<string>; readonly attempts: Waiting[] };
}

/** See {@link InboxStore.applyNext}. */
export async function applyNext(
  pool: pg.Pool,
  writing: Writing,
  present: Present,
  lanes: readonly string[],
  translating: Translating,
): Promise<Turn> {
  const client = await pool.connect();
  let broken: Error | undefined;
  let claimed: readonly ClaimedLane[] = [];
  try {
    await pay(client, present);
    claimed = await claim(client, lanes);
    if (claimed.length === 0) return { settled: new Map() };
    return { settled: await turn(client, writing, claimed, translating, present) };
  } catch (error) {
    for (const { lane } of claimed) present.owed.lanes.add(lane);
    throw error;
  } finally {
    await client.query('rollback; select pg_advisory_unlock_all()').catch((fault: Error) => (broken = fault));
    client.release(broken);
  }
}

async function pay(client: pg.PoolClient, { owed }: Present): Promise<void> {
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
  present: Present,
): Promise<Map<number, ArrivalOutcome>> {
  const settled = new Map<number, ArrivalOutcome>();
  const read = (lanes: readonly string[], most = batchUnits) => readWaiting(client, writing.cipher, lanes, most);
  const alone = async (waiting: Waiting) => {
    settled.set(waiting.id, await applyAlone(client, writing, waiting, translating, present.owed.attempts));
  };
  const named = claimed.map(({ lane }) => lane);
  // Work that began again and again and never ended: one of these may end the process. Each goes alone, and is counted before.
  const suspects = claimed.filter(({ begun }) => begun >= mostBatchesBroken).map(({ lane }) => lane);
  for (const lane of suspects) {
    const [next] = await read([lane], 1);
    if (next !== undefined && performance.now() - present.sinceMs < restMs(next.attempts)) continue;
    // The other lanes have no part in it, should it end the process.
    await noteUntouched(
      client,
      named.filter((other) => other !== lane),
    );
    for (const waiting of await read([lane])) await alone(waiting);
    await noteEnd(client, [lane]);
    return settled;
  }
  await noteUntouched(client, suspects);
  const working = named.filter((lane) => !suspects.includes(lane));
  let all = await read(working);
  try {
    const { batch, long } = gather(all, translating);
    if (long === undefined) {
      all = batch.map(({ waiting }) => waiting);
      for (const [id, outcome] of await applyBatch(client, writing, batch)) settled.set(id, outcome);
    } else await alone(long);
  } catch (error) {
    if (!isFaultOfData(error)) throw error;
    await client.query('rollback');
    for (const waiting of all) await alone(waiting);
  }
  await noteEnd(client, working);
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
    for (const unit of translating.unitsOf(one.arrival)) if (units.push(unit) > batchUnits) break;
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
