import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { utcNow } from '../../schema/partial-date.js';
import { orOutage } from '../database.js';
import { subjectsOf } from '../people.js';
import { everybody, standingOf, type Someone } from './due.js';
import { removeOne } from './remove.js';
import type { Removed, RetentionStore, Term } from './retention-store.js';

export function openRetentionStore(pool: pg.Pool): RetentionStore {
  const read = <T>(work: () => Promise<T>) => orOutage('STORE_UNAVAILABLE', work);
  return {
    report: (term) =>
      read(async () => {
        const report = { due: 0, held: 0, kept: 0 };
        for await (const { standing } of standings(pool, term)) report[standing]++;
        return report;
      }),
    remove: (term, by) =>
      read(async () => {
        const removed = { people: 0, facts: 0, entries: 0, files: 0 };
        for await (const { person, standing } of standings(pool, term)) {
          const one = standing === 'due' ? await removeOne(pool, person, term, by) : undefined;
          if (one !== undefined) for (const what of Object.keys(removed) as (keyof Removed)[]) removed[what] += one[what];
        }
        await pool.query(
          `insert into retention_run (id, at, by_whom, years, before, people, facts, entries, files)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
          [randomUUID(), utcNow(), by, term.years, term.before, removed.people, removed.facts, removed.entries, removed.files],
        );
        return removed;
      }),
    hold: (nhsNumber, { by, reason }) =>
      read(async () => {
        await pool.query(
          'insert into retention_hold (nhs_number, id, reason, placed_at, placed_by) values ($1, $2, $3, $4, $5)',
          [nhsNumber, randomUUID(), reason, utcNow(), by],
        );
      }),
    liftHolds: (nhsNumber, by) =>
      read(async () => {
        const lifted = await pool.query(
          'update retention_hold set lifted_at = $2, lifted_by = $3 where nhs_number = any ($1::text[]) and lifted_at is null',
          [await subjectsOf(pool, nhsNumber), utcNow(), by],
        );
        return (lifted.rowCount ?? 0) > 0;
      }),
  };
}

async function* standings(
  pool: pg.Pool,
  term: Term,
): AsyncGenerator<{ readonly person: Someone; readonly standing: 'due' | 'held' | 'kept' }> {
  for await (const people of everybody(pool)) {
    for (const person of people) yield { person, standing: await standingOf(pool, person, term) };
  }
}
