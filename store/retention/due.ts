/** Whose care ended so long ago that their record is kept no longer. */
import type pg from 'pg';
import type { Involvement } from '../../schema/entry.js';
import { endOfInvolvementMs } from '../../schema/involvement.js';
import { earliestMs } from '../../schema/partial-date.js';
import type { Queryable } from '../database.js';
import type { Term } from './retention-store.js';

/** A person by the identifiers that lead to them. */
export interface Someone {
  readonly canonical: string;
  readonly subjects: readonly string[];
}

const atOnce = 500;

/** Everybody of whom anything is recorded, each once. */
export async function* everybody(pool: pg.Pool): AsyncGenerator<readonly Someone[]> {
  for (let after = ''; ;) {
    const found = await pool.query<{ subject: string; canonical: string; subjects: string[] }>(
      `select s.subject, coalesce(p.canonical, s.subject) as canonical, coalesce(p.subjects, array[s.subject]) as subjects
       from (select distinct subject from fact where subject > $1 order by subject limit ${atOnce}) s
       left join person_subject p on p.subject = s.subject order by s.subject`,
      [after],
    );
    if (found.rows.length === 0) return;
    const from = after;
    after = found.rows.at(-1)!.subject;
    // Of several identifiers of one person the first that has facts stands for all.
    const firsts = await firstOfEach(pool, found.rows);
    yield found.rows.filter(({ subject, canonical }) => subject > from && firsts.get(canonical) === subject);
  }
}

async function firstOfEach(database: Queryable, people: readonly Someone[]): Promise<Map<string, string>> {
  const found = await database.query<{ canonical: string; first: string }>(
    `select w.canonical, min(s.subject) as first from unnest($1::text[], $2::text[]) as w (canonical, subjects)
     cross join lateral json_array_elements_text(w.subjects::json) s (subject)
     where exists (select from fact f where f.subject = s.subject) group by w.canonical`,
    [people.map(({ canonical }) => canonical), people.map(({ subjects }) => JSON.stringify(subjects))],
  );
  return new Map(found.rows.map(({ canonical, first }) => [canonical, first]));
}

/**
 * What the term says of somebody. Due is only whose every involvement has ended before it, of whom no entry is of a later day, and of whom
 * nothing was stated, received, claimed or decided since: whatever cannot be told keeps the record.
 */
export async function standingOf(database: Queryable, { subjects }: Someone, { before }: Term): Promise<'due' | 'held' | 'kept'> {
  const found = await database.query<{
    any_entry: boolean;
    is_recent: boolean;
    is_held: boolean;
    involvements: string[] | null;
  }>(
    `select
       exists (select from fact where subject = any ($1::text[]) and op <> 'said')
         or exists (select from entry where subject = any ($1::text[])) as any_entry,
       exists (select from fact f join message m on m.id = f.message_id
               where f.subject = any ($1::text[]) and (f.stated_ms >= $2 or m.received_at >= $3))
         or exists (select from entry e where e.subject = any ($1::text[]) and e.section <> 'involvement'
                    and (e.starts_ms >= $2 or e.ends_ms >= $2))
         or exists (select from governance_act where subject = any ($1::text[]) and at >= $3)
         or exists (select from consent_answer where subject = any ($1::text[]) and answered_ms >= $2)
         or exists (select from claim where subject = any ($1::text[]) and until_ms >= $2)
         or exists (select from objection where subject = any ($1::text[]) and state = 'under-review' and withdrawn_at is null)
         as is_recent,
       exists (select from retention_hold where nhs_number = any ($1::text[]) and lifted_at is null) as is_held,
       (select array_agg(document) from entry where subject = any ($1::text[]) and section = 'involvement' and state = 'current')
         as involvements`,
    [subjects, earliestMs(before), before],
  );
  const row = found.rows[0]!;
  if (!row.any_entry || row.is_recent) return 'kept';
  const haveEnded = (row.involvements ?? []).every((document) => {
    const endMs = endOfInvolvementMs(JSON.parse(document) as Involvement);
    // Not `>=`: a date that cannot be read is NaN, and must keep the record.
    return endMs !== undefined && endMs < earliestMs(before);
  });
  if (!haveEnded) return 'kept';
  return row.is_held ? 'held' : 'due';
}
