import type pg from 'pg';
import type { Refused } from '../../schema/entry.js';
import type { Writing } from '../apply/apply.js';
import { mostAttempts } from '../attempts.js';
import { sqlState } from '../database.js';
import { noteAttempt, noteProgress, storedByItself, type Waiting } from './claim.js';
import { isFaultOfData } from './fault.js';
import type { ArrivalOutcome, ArrivalUnit, Translating } from './inbox-store.js';
import { settle, type Settling } from './settle.js';
import { Tally } from './tally.js';
import { applyUnits, batchUnits, inTransaction, settling } from './units.js';

/** Applies one arrival by itself, in as many transactions as it needs: what was applied before is known again. */
export async function applyAlone(
  client: pg.PoolClient,
  writing: Writing,
  waiting: Waiting,
  translating: Translating,
  owed: Waiting[],
): Promise<ArrivalOutcome> {
  let { isResumed } = waiting;
  for (let { attempts } = waiting; attempts < mostAttempts; attempts++) {
    await noteAttempt(client, waiting, 1);
    try {
      const units = translating.unitsOf(waiting.arrival);
      return await applyParts(client, writing, { ...waiting, isResumed }, units);
    } catch (error) {
      if (!isFaultOfData(error)) {
        owed.push(waiting);
        throw error;
      }
      await client.query('rollback');
      isResumed = true;
    }
  }
  const reason: Refused = { code: 'MESSAGE_UNMAPPABLE', location: 'message', detail: 'it failed each time it was applied' };
  return setAside(client, waiting, reason);
}

interface Part {
  readonly units: readonly ArrivalUnit[];
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

/** What is done in the transaction of a part: `total` counts the arrival so far, `fresh` the units that were not stored before. */
type EndOfPart = (total: Tally, fresh: number) => Promise<void>;

/** The outcome is settled together with the last part: whatever happens in between, nothing is applied and still waits. */
async function applyParts(
  client: pg.PoolClient,
  writing: Writing,
  waiting: Waiting,
  units: Iterable<ArrivalUnit>,
): Promise<ArrivalOutcome> {
  let tally = new Tally();
  let outcome = tally.outcome();
  for (const part of inParts(units)) {
    tally = await applyPart(client, writing, waiting, part.units, tally, async (total, fresh) => {
      if (!part.isLast) return noteProgress(client, waiting, fresh > 0);
      const settled = settling(waiting, part.isFirst ? part.units : [], total);
      await settle(client, [settled]);
      outcome = settled.outcome;
    });
  }
  return outcome;
}

/** One at least; the last is known to be it. */
function* inParts(units: Iterable<ArrivalUnit>): Generator<Part> {
  let part: ArrivalUnit[] = [];
  let isFirst = true;
  for (const unit of units) {
    if (part.length === batchUnits) {
      yield { units: part, isFirst, isLast: false };
      part = [];
      isFirst = false;
    }
    part.push(unit);
  }
  yield { units: part, isFirst, isLast: true };
}

async function applyPart(
  client: pg.PoolClient,
  writing: Writing,
  waiting: Waiting,
  units: readonly ArrivalUnit[],
  before: Tally,
  end: EndOfPart,
): Promise<Tally> {
  try {
    return await inTransaction(client, async (settings) => {
      const total = before.copy();
      const own = waiting.isResumed ? storedByItself(client, waiting.id) : undefined;
      const fresh = await applyUnits(client, writing, settings, units, () => total, own);
      await end(total, fresh);
      return total;
    });
  } catch (error) {
    if (!isFaultOfData(error) || units.length === 0) throw error;
    await client.query('rollback');
    if (units.length > 1) {
      let tally = before;
      for (const [index, unit] of units.entries()) {
        const isLast = index === units.length - 1;
        const endOfOne: EndOfPart = isLast ? end : (_, fresh) => noteProgress(client, waiting, fresh > 0);
        tally = await applyPart(client, writing, waiting, [unit], tally, endOfOne);
      }
      return tally;
    }
    const unit = units[0]!;
    // Refused already, and still at fault: nothing is gained by refusing it once more.
    if (unit.translation === undefined) throw error;
    const detail = sqlState(error) === undefined ? 'a fault of our own' : `PostgreSQL ${sqlState(error)}`;
    const refusal = { code: 'MESSAGE_UNMAPPABLE', location: 'store', detail } as const;
    return applyPart(client, writing, waiting, [{ message: unit.message, refusal }], before, end);
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
