import type { Involvement, Section } from '../schema/entry.js';
import type { PersonFacts } from '../schema/facts.js';
import { parseNhsNumber, type NhsNumber } from '../schema/nhs-number.js';
import type { Queryable } from './database.js';
import { addressFlagged, governanceColumns, governanceFacts, type GovernanceRow } from './governance/facts.js';
import type { StoredEntry } from './store.js';

/** What a person is known by, as PostgreSQL writes it. */
interface PersonRow extends GovernanceRow {
  readonly canonical: string;
  readonly other_numbers: readonly NhsNumber[] | null;
  readonly known: boolean;
  readonly sensitive_address: boolean;
}

type Row = readonly [kind: 'facts' | 'involvement' | 'entry', document: string];

// One statement, so that all of it is of one moment; each document a row, as it is stored: put together by PostgreSQL they
// would be copied as a whole several times over, and its memory taken and given back with each record. A sensitive
// one never leaves the database.
const readPersonSql = `
  with who as materialized (
    select coalesce(p.canonical, asked.number) as canonical, coalesce(p.subjects, array[asked.number]) as subjects
    from (select $1::text as number) asked left join person_subject p on p.subject = asked.number
  )
  select 'facts', row_to_json(f)::text from (select who.canonical,
    (select array_agg(s.subject) from unnest(who.subjects) s(subject)
      where s.subject <> who.canonical and s.subject ~ '^[0-9]{10}$') as other_numbers,
    exists (select from entry e where e.subject = any (who.subjects) and not e.sensitive) as known,
    exists (select from sensitive_address s where s.subject = any (who.subjects) and s.hidden) or ${addressFlagged} as sensitive_address,${governanceColumns}
  from who) f
  union all
  select case e.section when 'involvement' then 'involvement' else 'entry' end, e.document from who, entry e
    where e.subject = any (who.subjects) and e.section = any ($2::text[]) and e.state = 'current' and not e.sensitive`;

/** A reading takes milliseconds; whoever waits longer is told of an outage, and a gateway elsewhere waits no longer either. */
const readTimeoutMs = 5_000;

/** Facts and current entries of a person, under the surviving NHS number; the entries in no order: who shows them sorts them. */
export async function readPerson(
  database: Queryable,
  nhsNumber: NhsNumber,
  sections: readonly Section[],
): Promise<{ readonly facts: PersonFacts; readonly entries: readonly StoredEntry[] }> {
  const reading = {
    name: 'read-person',
    text: readPersonSql,
    values: [nhsNumber, ['involvement', ...sections]],
    rowMode: 'array' as const,
    query_timeout: readTimeoutMs,
  };
  const { rows } = await database.query<Row & unknown[]>(reading);
  const facts = parseEach<PersonRow>(rows, 'facts')[0]!;
  return {
    facts: {
      nhsNumber: facts.canonical as NhsNumber,
      ...(facts.other_numbers === null ? {} : { otherNumbers: facts.other_numbers }),
      known: facts.known,
      involvements: parseEach<Involvement>(rows, 'involvement'),
      sensitiveAddress: facts.sensitive_address,
      ...governanceFacts(facts),
    },
    entries: parseEach<StoredEntry>(rows, 'entry'),
  };
}

/** The documents of a kind. */
function parseEach<T>(rows: readonly Row[], kind: Row[0]): T[] {
  const parsed: T[] = [];
  for (const row of rows) if (row[0] === kind) parsed.push(JSON.parse(row[1]) as T);
  return parsed;
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
