import { createHash } from 'node:crypto';
import type pg from 'pg';
import { applyInTransaction, entriesOf, type Writing } from '../apply/apply.js';
import { storeQuarantined } from '../apply/receipts.js';
import { prepare, type PreparedUnit } from '../apply/units.js';
import { sqlState } from '../database.js';
import { beginWithSettings } from '../settings.js';
import type { Waiting } from './claim.js';
import type { ArrivalUnit } from './inbox-store.js';
import type { Settling } from './settle.js';
import type { Tally } from './tally.js';

/** Units applied in one transaction at most. */
export const batchUnits = 200;

type Settings = Awaited<ReturnType<typeof beginWithSettings>>;

/** Runs `work` in a transaction, and again where the database gave it up for another one. */
export async function inTransaction<T>(client: pg.PoolClient, work: (settings: Settings) => Promise<T>): Promise<T> {
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

/**
 * Applies units, and quarantines those refused, within a transaction; each is counted by its tally. `isOwn` tells which of those
 * found stored were stored by the same arrival before. Answers how many were stored now.
 */
export async function applyUnits(
  client: pg.PoolClient,
  writing: Writing,
  settings: Settings,
  units: readonly ArrivalUnit[],
  tallyOf: (index: number) => Tally,
  isOwn?: (known: readonly PreparedUnit[]) => Promise<(unit: PreparedUnit) => boolean>,
): Promise<number> {
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
  if (prepared.length === 0) return 0;
  const outcomes = await applyInTransaction(client, writing, settings, prepared);
  const known = prepared.filter((_, index) => outcomes[index]!.outcome === 'duplicate');
  const own = known.length === 0 || isOwn === undefined ? () => false : await isOwn(known);
  for (const [index, outcome] of outcomes.entries()) {
    const unit = prepared[index]!;
    const applied = own(unit) ? { outcome: 'stored' as const, entries: entriesOf(unit), refused: unit.refused } : outcome;
    tallyOf(places[index]!).count(applied);
  }
  return outcomes.filter(({ outcome }) => outcome === 'stored').length;
}

/** What became of an arrival; `units` are its units where they are at hand. */
export function settling(waiting: Waiting, units: readonly ArrivalUnit[], tally: Tally): Settling {
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
