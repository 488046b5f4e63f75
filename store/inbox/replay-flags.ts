/** Dissent and hidden addresses under a replay: what hides counts at once, what would lift one only when that is asked for. */
import type pg from 'pg';
import { isDeepStrictEqual } from 'node:util';
import { utcNow } from '../../schema/partial-date.js';
import { decidedUpon, flagAnew } from '../apply/flags-anew.js';
import { storeFacts } from '../apply/facts.js';
import { lockSubjects } from '../apply/locks.js';
import { matterId, personFactsOf, standing, type Dissent, type PersonFact } from '../apply/of-people.js';
import { inTransaction } from '../database.js';
import { isOfPerson, keyHashOf, type Differing } from './differences.js';

/** What one message says otherwise of one flag. `done`: the new words are stored already. */
export interface FlagChange {
  readonly was: readonly PersonFact[];
  readonly is: readonly PersonFact[];
  readonly done: boolean;
}

/**
 * What becomes of an objection, or of a partner's hidden address: now in force; in other sections; not in force any more, or in fewer
 * sections, which is done only when asked for; left as it is, since a person has decided on it.
 */
export interface FlagEffect {
  readonly kind: 'objection' | 'sensitive-address';
  /** The beginning of a hash of whom it is about; as in a difference. */
  readonly keyHash: string;
  readonly effect: 'set' | 'lifted' | 'left';
}

export interface FlagSettling {
  readonly apply: boolean;
  /** Also lift what is only of messages that were read wrongly. */
  readonly lift: boolean;
  /** Who does it. */
  readonly by: string;
}

/** One replay at a time: two would each delete what the other wrote. */
export async function oneReplayAtATime(client: pg.PoolClient): Promise<void> {
  await client.query('select pg_advisory_xact_lock(7303, 0)');
}

export function flagChanges(found: readonly Differing[]): FlagChange[] {
  return found.flatMap(({ was, is }) => {
    const [old, fresh] = [was.filter(isOfPerson).filter(isFlag), is.filter(isOfPerson).filter(isFlag)];
    return old.length + fresh.length === 0 ? [] : [{ was: old, is: fresh, done: false }];
  });
}

function isFlag({ section }: PersonFact): boolean {
  return section === 'objection' || section === 'sensitive-address';
}

/** Of changes that only add to what was said, does those by which something is hidden: nothing is shown meanwhile that must not be. */
export async function hideAtOnce(client: pg.PoolClient, changes: readonly FlagChange[]): Promise<FlagChange[]> {
  const settled: FlagChange[] = [];
  for (const matter of byMatter(changes)) {
    const only = matter.changes.filter(({ was }) => was.length === 0);
    const { before, after, said } = await comparison(client, matter.one, only);
    if (only.length === 0 || effectOf(before, after) !== 'set') settled.push(...matter.changes);
    else {
      await storeFacts(
        client,
        only.flatMap(({ is }) => is),
      );
      await flagAnew(client, matter.one, said, 'set');
      settled.push(...matter.changes.map((change) => (only.includes(change) ? { ...change, done: true } : change)));
    }
  }
  return settled;
}

const mattersAtOnce = 100;

/** What the changes of a whole replay come to for each flag; with `apply`, and of what lifts with `lift`, does it. */
export async function settleFlags(
  pool: pg.Pool,
  changes: readonly FlagChange[],
  settling: FlagSettling,
): Promise<readonly FlagEffect[]> {
  const effects: FlagEffect[] = [];
  const matters = byMatter(changes);
  for (let from = 0; from < matters.length; from += mattersAtOnce) {
    const some = matters.slice(from, from + mattersAtOnce);
    const found = await inTransaction(pool, async (client) => {
      await oneReplayAtATime(client);
      await lockSubjects(client, new Set(some.map(({ one }) => one.subject)), new Set());
      const here: FlagEffect[] = [];
      for (const matter of some) here.push(...(await settleOne(client, matter, settling)));
      return here;
    });
    effects.push(...found);
  }
  return effects;
}

interface ChangedMatter {
  readonly one: PersonFact;
  readonly changes: readonly FlagChange[];
}

async function settleOne(
  client: pg.PoolClient,
  { one, changes }: ChangedMatter,
  { apply, lift, by }: FlagSettling,
): Promise<readonly FlagEffect[]> {
  const { before, after, said } = await comparison(client, one, changes);
  const turned = effectOf(before, after);
  const decided = turned === 'lifted' ? await decidedUpon(client, one) : undefined;
  const effect = decided === undefined ? turned : decided === 'reviewed' ? 'left' : undefined;
  if (apply && effect !== 'left' && (effect !== 'lifted' || lift)) {
    await remove(
      client,
      changes.flatMap(({ was }) => was),
    );
    await storeFacts(
      client,
      changes.filter(({ done }) => !done).flatMap(({ is }) => is),
    );
    await flagAnew(client, one, said, effect, { by, at: utcNow() });
  }
  const kind = one.section as FlagEffect['kind'];
  return effect === undefined ? [] : [{ kind, keyHash: keyHashOf(one), effect }];
}

/** What stands before the changes and after them. */
async function comparison(client: pg.PoolClient, one: PersonFact, changes: readonly FlagChange[]) {
  const stored = (await personFactsOf(client, [one])).get(matterId(one)) ?? [];
  const without = (facts: readonly PersonFact[], gone: readonly PersonFact[]) => {
    const ids = new Set(gone.map(placeOf));
    return facts.filter((fact) => !ids.has(placeOf(fact)));
  };
  const done = changes.filter((change) => change.done).flatMap(({ is }) => is);
  const was = changes.flatMap((change) => change.was);
  const is = changes.flatMap((change) => change.is);
  const original = without(stored, done);
  const said = [...without(original, was), ...is];
  return { before: standing<Standing>(original), after: standing<Standing>(said), said };
}

type Standing = Dissent | { readonly hidden: boolean };

function placeOf({ order, partner }: PersonFact): string {
  return [partner, order.statedMs, order.messageId, order.ordinal].join('\0');
}

function effectOf(before: Standing | undefined, after: Standing | undefined): 'set' | 'lifted' | undefined {
  if (isDeepStrictEqual(before, after)) return undefined;
  const [was, is] = [isInForce(before), isInForce(after)];
  if (was === is && !is) return undefined;
  if (!was) return 'set';
  return is && coversAll(after as Dissent, before as Dissent) ? 'set' : 'lifted';
}

function isInForce(standing: Standing | undefined): boolean {
  if (standing === undefined) return false;
  return 'hidden' in standing ? standing.hidden : standing.action === 'record';
}

function coversAll(wide: Dissent, narrow: Dissent): boolean {
  return wide.sections === undefined || (narrow.sections?.every((section) => wide.sections!.includes(section)) ?? false);
}

function byMatter(changes: readonly FlagChange[]): ChangedMatter[] {
  const matters = new Map<string, { one: PersonFact; changes: FlagChange[] }>();
  for (const change of changes) {
    const one = (change.was[0] ?? change.is[0])!;
    const matter = matters.get(matterId(one));
    if (matter === undefined) matters.set(matterId(one), { one, changes: [change] });
    else matter.changes.push(change);
  }
  return [...matters.values()];
}

async function remove(client: pg.PoolClient, facts: readonly PersonFact[]): Promise<void> {
  await client.query(
    `delete from fact f using unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::int[])
       as w (subject, section, partner, key, stated_ms, message_id, ordinal)
     where f.subject = w.subject and f.section = w.section and f.partner = w.partner and f.key = w.key and f.op = 'said'
       and f.stated_ms = w.stated_ms and f.message_id = w.message_id and f.ordinal = w.ordinal`,
    [
      facts.map((fact) => fact.subject),
      facts.map((fact) => fact.section),
      facts.map((fact) => fact.partner),
      facts.map((fact) => fact.key),
      facts.map((fact) => fact.order.statedMs),
      facts.map((fact) => fact.order.messageId),
      facts.map((fact) => fact.order.ordinal),
    ],
  );
}
