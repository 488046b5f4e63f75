/** Fills a store with what years of feeds leave: people with their identifiers, messages, facts and entries, under all indexes. */
import pg from 'pg';
import { loadProfile } from '../schema/profile.js';
import { loadSensitive } from '../schema/sensitive.js';
import { openStore } from '../store/open.js';
import { nhsNumberOf } from './feeds-messages.js';

export interface Stored {
  readonly people: number;
  /** Of each person. */
  readonly entries: number;
  readonly dataDir: string;
}

/** Entries that one message put. */
const perMessage = 5;
const peopleAtOnce = 2_000;

/** Fills the empty database. What is told of an entry is as short as that of a single result. */
export async function fillStore(databaseUrl: string, { people, entries, dataDir }: Stored): Promise<void> {
  // Labelled as the server will ask for: else it would label everything anew at its start.
  const store = await openStore({ databaseUrl, dataDir, sensitive: loadSensitive(loadProfile('cambridgeshire-peterborough')) });
  await store.setPopulation('synthetic');
  await store.close();
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 2, options: '-c synchronous_commit=off -c work_mem=256MB' });
  try {
    await pool.query('create table bench_person (n integer primary key, nhs text not null)');
    await pool.query('insert into bench_person select n - 1, nhs from unnest($1::text[]) with ordinality as p (nhs, n)', [
      Array.from({ length: people }, (_, person) => nhsNumberOf(person)),
    ]);
    for (let from = 0; from < people; from += peopleAtOnce) {
      const span = [from, Math.min(people, from + peopleAtOnce)];
      // The two largest tables at the same time.
      await Promise.all([pool.query(entrySql(entries), span), pool.query(factSql(entries), span)]);
      for (const sql of messageSql(entries)) await pool.query(sql, span);
    }
    for (const table of ['message', 'arrival'])
      await pool.query(`select setval(pg_get_serial_sequence('${table}', 'id'), (select max(id) from ${table}))`);
    await pool.query('drop table bench_person');
    // As autovacuum does, where it is on.
    await pool.query('analyze');
    await pool.query('checkpoint');
  } finally {
    await pool.end();
  }
}

/** Entry `e` of person `n`, its message, and the moment it is of (ms). */
const each = (entries: number): string =>
  `from (select n, nhs, e, (n::bigint * ${entries} + e) / ${perMessage} + 1 as message_id, 1600000000000 + (n::bigint * ${entries} + e) * 1000 as at
         from bench_person cross join generate_series(0, ${entries - 1}) as e where n >= $1 and n < $2 order by nhs, e) said`;
const section = `case e % 5 when 0 then 'admissionDetails' when 1 then 'involvement' else 'investigationResults' end`;
const key = `case e % 5 when 0 then 'visit:S' || n || '.' || e when 1 then 'visit:S' || n || '.' || e else 'F' || n || '.' || e || ':K' end`;
const body = `'{"investigation":{"text":"Potassium"},"structuredInvestigationResult":{"value":{"value":"4.1","unit":"mmol/L"}},"date":"' || at || '"}'`;

const entrySql = (entries: number): string =>
  `insert into entry (subject, section, partner, key, id, state, sensitive, starts_ms, stated_ms, message_id, ordinal, document)
   select nhs, ${section}, 'RGT', ${key}, gen_random_uuid(), 'current', false, at, at, message_id, e,
          '{"section":"investigationResults","partner":"RGT","startsMs":' || at || ',"body":' || ${body} || ',"source":{"feed":"rgt-lab","format":"hl7v2"}}' ${each(entries)}`;
const factSql = (entries: number): string =>
  `insert into fact (subject, section, partner, key, stated_ms, message_id, ordinal, op, body)
   select nhs, ${section}, 'RGT', ${key}, at, message_id, e, 'put', ${body} ${each(entries)}`;

/** Bytes as they came are gone, as they are after the days of the profile. */
const messageSql = (entries: number): readonly string[] => {
  const messages = `${each(entries)} where e % ${perMessage} = 0`;
  const time = `to_char(to_timestamp(at / 1000), 'YYYY-MM-DD"T"HH24:MI:SS"+00:00"')`;
  return [
    `insert into message (id, feed, message_identifier, hash, partner, sender, format, type, stated_ms, received_at, outcome, arrival_id)
     overriding system value select message_id, 'rgt-lab', 'A' || message_id, sha256(message_id::text::bytea), 'RGT', 'LIMS|RGT', 'hl7v2', 'ORU^R01', at,
     ${time}, 'stored', message_id ${messages}`,
    `insert into arrival (id, lane, sender, control_id, hash, channel, received_at, received_ms)
     overriding system value select message_id, 'rgt-lab', 'LIMS|RGT', 'A' || message_id, sha256(message_id::text::bytea), 'mllp', ${time}, at ${messages}`,
    `insert into arrival_outcome (id, state, units, stored, entries, settled_ms) select message_id, 'applied', 1, 1, ${perMessage}, at ${messages}`,
    `insert into identity_edge (subject, kind, partner, leads_to, stated_ms, message_id, ordinal, last_ms, last_message_id, last_ordinal)
     select 'RGT|H' || n, 'link', 'RGT', nhs, 1, 1, 0, 1, 1, 0 from bench_person where n >= $1 and n < $2`,
    `insert into person_subject (subject, canonical, link_group, subjects)
     select subject, nhs, nhs, array[nhs, 'RGT|H' || n] from bench_person cross join lateral (values (nhs), ('RGT|H' || n)) as s (subject) where n >= $1 and n < $2`,
  ];
};
