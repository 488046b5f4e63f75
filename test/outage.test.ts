/** R29: an outage says so by its code; it is never a refusal, never an empty answer, and it ends by itself. */
import { describe, expect, test } from 'vitest';
import { ann, attended, registered, resulted } from './feed-messages.js';
import { startOneSubgraph } from './one-subgraph.js';
import { eventually, startRecord, type Answer } from './record.js';
import { withoutDatabase } from './without-database.js';

const record = await startRecord({ feeds: [registered(ann), attended(ann)] });
const encounters = await startOneSubgraph(record, 'encounters');

const query = `query ($of: ID!) { patient(nhsNumber: $of) { problemList { totalCount entries { problem { text } } coverage { status } } } }`;
const entities = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Patient { problemList { totalCount entries { problem { text } } } } } }`;
const of = ann;

/** Nothing shown, every error an outage, no word of a refusal. */
function expectOutage(answer: Answer): void {
  expect(answer.codes.length).toBeGreaterThan(0);
  for (const code of answer.codes) expect(code, answer.text).toBe('STORE_UNAVAILABLE');
  expect(answer.text).not.toMatch(/WITHHELD|NO_RELATIONSHIP|"entries":\[\]|"totalCount":0|Heart failure/);
  expect(answer.data?.patient ?? answer.data?._entities?.[0] ?? null).toBeNull();
}

describe('while the database is away', () => {
  test('R29 everybody gets an outage, at every way in, and the record again when it is back', async () => {
    expect((await record.ask('gp', query, { of })).text).toContain('Heart failure');
    await withoutDatabase(record.databaseUrl, async () => {
      expectOutage(await record.ask('gp', query, { of }));
      expectOutage(await record.ask('receptionist', query, { of }));
      expectOutage(await record.ask('gp', query, { of: '9990000042' }));
      expectOutage(await encounters.ask('gp', entities, { of: [{ __typename: 'Patient', nhsNumber: ann }] }));
      const objection = await record.ask(
        'gp',
        'mutation ($of: ID!) { recordObjection(input: { nhsNumber: $of, idempotencyKey: "away" }) { id } }',
        { of },
      );
      expect(objection.codes).toEqual(['STORE_UNAVAILABLE']);
    });
    const back = await eventually(
      () => record.ask('gp', query, { of }),
      (answer) => answer.codes.length === 0,
    );
    expect(back.data.patient.problemList.totalCount).toBe(1);
  });

  test('R29 /readyz says that it is not ready, /livez that it lives', async () => {
    const status = async (path: string) => (await fetch(`${record.url}${path}`)).status;
    expect([await status('/livez'), await status('/readyz')]).toEqual([200, 200]);
    await withoutDatabase(record.databaseUrl, async () => {
      expect([await status('/livez'), await status('/readyz')]).toEqual([200, 503]);
    });
    await eventually(
      () => status('/readyz'),
      (code) => code === 200,
    );
  });

  test('R33 a file that is dropped waits, and is taken in when it is back', async () => {
    const { writeFile } = await import('node:fs/promises');
    const results = `query ($of: ID!) { patient(nhsNumber: $of) { investigationResults { totalCount } } }`;
    await withoutDatabase(record.databaseUrl, async () => {
      await writeFile(`${record.dropDir}/result.hl7`, resulted(ann));
      await eventually(
        () => Promise.resolve(record.log()),
        (log) => log.includes('drop folder: will try again'),
      );
    });
    await eventually(
      () => record.ask('gp', results, { of }),
      (answer) => answer.data?.patient?.investigationResults.totalCount === 1,
    );
  });

  test('R29 operators are told by code, and no person is named', () => {
    expect(record.log()).toContain('"code":"STORE_UNAVAILABLE"');
    expect(record.log()).not.toContain(ann);
  });
});

describe('when one table cannot be read', () => {
  test('R29 a fault of the store is an outage too, never an empty section', async () => {
    await record.sql('alter table entry rename to entry_away');
    const answer = await record.ask('gp', query, { of });
    await record.sql('alter table entry_away rename to entry');
    expectOutage(answer);
    expect((await record.ask('gp', query, { of })).codes).toEqual([]);
  });
});

describe('when the database does not answer', () => {
  test('R29 a reader is told of an outage while they still wait, and the record is there when it answers again', async () => {
    const { default: pg } = await import('pg');
    const blocker = new pg.Client({ connectionString: record.databaseUrl });
    await blocker.connect();
    try {
      await blocker.query('begin; lock table entry in access exclusive mode');
      const [one, other] = await Promise.all([record.ask('gp', query, { of }), record.ask('receptionist', query, { of })]);
      expectOutage(one);
      expectOutage(other);
    } finally {
      await blocker.query('rollback');
      await blocker.end();
    }
    expect((await record.ask('gp', query, { of })).text).toContain('Heart failure');
  });

  test('R29 a document that cannot be read is an outage of the person, not of others, and not an empty section', async () => {
    const [{ document }] = (await record.sql(`select document from entry where section = 'problemList' limit 1`)) as [
      { document: string },
    ];
    const put = (text: string) => record.sql(`update entry set document = $1 where section = 'problemList'`, [text]);
    await put('{"id": "cut off');
    try {
      expectOutage(await record.ask('gp', query, { of }));
      const other = await record.ask('gp', query, { of: '9990000042' });
      expect(other.codes).toEqual(['WITHHELD']);
    } finally {
      await put(document);
    }
    expect((await record.ask('gp', query, { of })).text).toContain('Heart failure');
  });
});
