import type pg from 'pg';
import { RecordError } from '../../schema/errors.js';
import { labelsNothing, type SensitiveLabeller } from '../../schema/sensitive-labeller.js';
import type { Cipher } from '../inbox/cipher.js';
import { storeFiles } from '../contents/files.js';
import { isDataAtFault, sqlState } from '../database.js';
import { beginWithSettings, type Settings } from '../settings.js';
import type { Applied } from '../received.js';
import { storeFacts } from './facts.js';
import { applyObjections, applySensitiveAddresses } from './flags.js';
import { applyEdges, placesOf } from './identity.js';
import { loadFor } from './load.js';
import { lockSubjects } from './locks.js';
import { noteReceipts, storeMessages, storeQuarantined, type Quarantined } from './receipts.js';
import { markMoved, refold } from './refold.js';
import { statementsOf } from './said.js';
import { prepare, refusalOf, subjectsNamed, type PreparedUnit, type Unit } from './units.js';
import { WorkingSet } from './working-set.js';
import { writeChanged } from './write.js';

/** What writing needs beside the database. */
export interface Writing {
  /** Recognises sensitive entries. */
  readonly labeller: SensitiveLabeller | undefined;
  /** Encrypts bytes that are kept as they came. */
  readonly cipher: Cipher;
}

/** Applies a batch in one transaction; a unit that the database itself refuses is quarantined and the others stand. */
export async function applyUnits(pool: pg.Pool, writing: Writing, units: readonly Unit[]): Promise<readonly Applied[]> {
  return units.length === 0
    ? []
    : applyPrepared(
        pool,
        writing,
        units.map((unit) => prepare(unit, writing.labeller)),
      );
}

async function applyPrepared(pool: pg.Pool, writing: Writing, prepared: readonly PreparedUnit[]): Promise<readonly Applied[]> {
  try {
    return await withRetries(() => applyBatch(pool, writing, prepared));
  } catch (error) {
    if (!isDataAtFault(error)) throw error;
    if (prepared.length > 1) return applySingly(pool, writing, prepared);
    const detail = `PostgreSQL ${sqlState(error)}`;
    const reason = { code: 'MESSAGE_UNMAPPABLE', location: 'store', detail } as const;
    await storeQuarantined(pool, [{ ...prepared[0]!, reason }], writing.cipher);
    return [{ outcome: 'quarantined', code: reason.code }];
  }
}

async function applySingly(pool: pg.Pool, writing: Writing, units: readonly PreparedUnit[]): Promise<readonly Applied[]> {
  const outcomes: Applied[] = [];
  for (const unit of units) outcomes.push(...(await applyPrepared(pool, writing, [unit])));
  return outcomes;
}

async function withRetries<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      // Two batches blocked each other: one of them was rolled back and simply goes again.
      if (tries === 10 || !['40001', '40P01'].includes(sqlState(error) ?? '')) throw error;
    }
  }
}

async function applyBatch(pool: pg.Pool, writing: Writing, units: readonly PreparedUnit[]): Promise<readonly Applied[]> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    const settings = await beginWithSettings(client);
    const outcomes = await applyInTransaction(client, writing, settings, units);
    await client.query('commit');
    return outcomes;
  } catch (error) {
    await client.query('rollback').catch((fault: Error) => (broken = fault));
    throw error;
  } finally {
    client.release(broken);
  }
}

/** Writing without the sensitive sets that the store is labelled by would let sensitive entries out. */
export function labellerFor(settings: Settings, labeller: SensitiveLabeller | undefined): SensitiveLabeller {
  const own = labeller ?? labelsNothing;
  if (settings.sensitiveHash === undefined || settings.sensitiveHash === own.hash) return own;
  throw new RecordError('CONFIG_INVALID', {
    detail: 'the store is labelled by other sensitive sets than this process uses; start it anew',
  });
}

/** Applies a batch in the transaction that {@link beginWithSettings} began on `client`. */
export async function applyInTransaction(
  client: pg.PoolClient,
  writing: Writing,
  settings: Settings,
  units: readonly PreparedUnit[],
): Promise<readonly Applied[]> {
  const labeller = labellerFor(settings, writing.labeller);
  const refusals = new Map(units.map((unit) => [unit, refusalOf(unit, settings.population)]));
  const accepted = units.filter((unit) => refusals.get(unit) === undefined);
  const named = new Set(accepted.flatMap((unit) => subjectsNamed(unit.translation)));
  const held = new Set<number>();
  // Before numbers are given out: then the numbers of one subject's messages are in the order of their commits.
  await lockSubjects(client, named, held);
  const numbers = accepted.length === 0 ? new Map<PreparedUnit, number>() : await storeMessages(client, accepted, writing.cipher);
  const said = statementsOf(numbers);

  const identity = await applyEdges(client, said.edges);
  const places = await placesOf(client, [...new Set([...named, ...identity.moved])]);
  await lockSubjects(
    client,
    [...places.values()].flatMap((place) => place.subjects),
    held,
  );
  const set = new WorkingSet(places);
  await loadFor(client, set, said.facts);
  await markMoved(client, set, identity.moved);
  for (const fact of said.facts) set.apply(fact);
  await storeFacts(client, [...said.facts, ...said.ofPeople]);
  // Before the entries are labelled, which looks into them.
  for (const unit of numbers.keys()) await storeFiles(client, unit.message.partner, unit.files);
  await refold(client, set);
  await writeChanged(client, set, labeller);
  await applySensitiveAddresses(client, said.addresses);
  await applyObjections(client, said.objections);

  const circles = new Set(identity.refused.map((edge) => edge.messageId));
  const quarantined = units.flatMap((unit): Quarantined[] => {
    const whole = refusals.get(unit);
    if (whole !== undefined) return [{ ...unit, reason: whole }];
    const messageId = numbers.get(unit);
    if (messageId === undefined) return [];
    return partsRefused(unit, circles.has(messageId)).map((reason) => ({ ...unit, reason, messageId }));
  });
  await storeQuarantined(client, quarantined, writing.cipher);
  await noteReceipts(client, numbers.keys());
  return units.map((unit) => outcomeOf(unit, refusals.get(unit)?.code, numbers.get(unit), circles, set.late));
}

function partsRefused(unit: PreparedUnit, mergesInCircle: boolean) {
  return mergesInCircle ? [...unit.refused, { code: 'MERGE_CYCLE', location: 'merge' } as const] : unit.refused;
}

function outcomeOf(
  unit: PreparedUnit,
  refusal: (Applied & { outcome: 'quarantined' })['code'] | undefined,
  messageId: number | undefined,
  circles: ReadonlySet<number>,
  late: ReadonlySet<number>,
): Applied {
  if (refusal !== undefined) return { outcome: 'quarantined', code: refusal };
  if (messageId === undefined) return { outcome: 'duplicate' };
  const isLate = late.has(messageId);
  return {
    outcome: 'stored',
    entries: entriesOf(unit),
    refused: partsRefused(unit, circles.has(messageId)),
    ...(isLate && { isLate }),
  };
}

/** How many entries a unit puts or changes. */
export function entriesOf({ translation }: Unit): number {
  return new Set(
    translation.statements.flatMap((one) =>
      one.kind === 'put' || one.kind === 'patch' ? [`${one.section}\0${one.key}\0${one.subject}`] : [],
    ),
  ).size;
}
