import type { Involvement, Section } from '../schema/entry.js';
import type { PersonFacts } from '../schema/facts.js';
import { parseNhsNumber, type NhsNumber } from '../schema/nhs-number.js';
import type { Queryable } from './database.js';
import { addressFlagged, governanceColumns, governanceFacts, type GovernanceRow } from './governance/facts.js';
import type { StoredEntry } from './store.js';

interface PersonRow extends GovernanceRow {
  readonly canonical: string;
  readonly other_numbers: NhsNumber[] | null;
  readonly known: boolean;
  readonly sensitive_address: boolean;
  readonly involvements: string | null;
  readonly entries: string | null;
}

// One statement, few wide text columns, each a list ready to be parsed: the documents are stored as they are
// handed out, and a sensitive one never leaves the database.
const readPersonSql = `
  with who as materialized (
    select coalesce(p.canonical, asked.number) as canonical, coalesce(p.subjects, array[asked.number]) as subjects
    from (select $1::text as number) asked left join person_subject p on p.subject = asked.number
  )
  select who.canonical,
    (select array_agg(s.subject) from unnest(who.subjects) s(subject)
      where s.subject <> who.canonical and s.subject ~ '^[0-9]{10}$') as other_numbers,
    exists (select from entry e where e.subject = any (who.subjects) and not e.sensitive) as known,
    exists (select from sensitive_address s where s.subject = any (who.subjects) and s.hidden) or ${addressFlagged} as sensitive_address,
    (select '[' || string_agg(e.document, ',') || ']' from entry e
      where e.subject = any (who.subjects) and e.section = 'involvement' and e.state = 'current' and not e.sensitive) as involvements,${governanceColumns},
    (select '[' || string_agg(e.document, ',' order by e.section, e.starts_ms desc nulls last, e.id) || ']' from entry e
      where e.subject = any (who.subjects) and e.section = any ($2::text[]) and e.state = 'current' and not e.sensitive) as entries
  from who`;

/** A reading takes milliseconds; whoever waits longer is told of an outage, and a gateway elsewhere waits no longer either. */
const readTimeoutMs = 5_000;

/** Facts and current entries of a person, under the surviving NHS number. */
export async function readPerson(
  database: Queryable,
  nhsNumber: NhsNumber,
  sections: readonly Section[],
): Promise<{ readonly facts: PersonFacts; readonly entries: readonly StoredEntry[] }> {
  const reading = { name: 'read-person', text: readPersonSql, values: [nhsNumber, sections], query_timeout: readTimeoutMs };
  const found = await database.query<PersonRow>(reading);
  const row = found.rows[0]!;
  return {
    facts: {
      nhsNumber: row.canonical as NhsNumber,
      ...(row.other_numbers === null ? {} : { otherNumbers: row.other_numbers }),
      known: row.known,
      involvements: parseList<Involvement>(row.involvements),
      sensitiveAddress: row.sensitive_address,
      ...governanceFacts(row),
    },
    entries: parseList<StoredEntry>(row.entries),
  };
}

function parseList<T>(documents: string | null): T[] {
  return documents === null ? [] : (JSON.parse(documents) as T[]);
}

/** Every identifier that leads to the same person, the one asked for included. */
export async function subjectsOf(database: Queryable, nhsNumber: NhsNumber): Promise<readonly string[]> {
  const found = await database.query<{ subjects: string[] }>('select subjects from person_subject where subject = $1', [
    nhsNumber,
  ]);
  return found.rows[0]?.subjects ?? [nhsNumber];
}

/** The NHS number that survives for the person: the one asked for unless it was merged away. */
export async function survivingNumber(database: Queryable, subject: string): Promise<NhsNumber | undefined> {
  const found = await database.query<{ canonical: string }>('select canonical from person_subject where subject = $1', [subject]);
  return parseNhsNumber(found.rows[0]?.canonical ?? subject);
}
