/** Logs never hold patient data, whatever is asked, dropped or broken, at the most talkative level. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ann, attended, bilal, homeCare, registered, resulted } from './feed-messages.js';
import { eventually, post, startRecord } from './record.js';
import { wholeRecordQuery } from './whole-record-query.js';
import { withoutDatabase } from './without-database.js';

const record = await startRecord({ feeds: [registered(ann), attended(ann), resulted(ann)] });

test('Logs hold no NHS number, name, address, diagnosis, query or token, also when things fail', async () => {
  const everything = await wholeRecordQuery(record);
  const token = await record.token('gp');
  const of = ann;
  // What works, and what is refused.
  expect((await record.ask('gp', everything, { of })).text).toContain('EXAMPLEWORTH');
  await record.ask('receptionist', everything, { of });
  await record.ask('hospital-doctor', everything, { of: bilal });
  await record.ask(
    'gp',
    'mutation ($of: ID!) { recordObjection(input: { nhsNumber: $of, reason: "her brother EXAMPLEWORTH", idempotencyKey: "log" }) { id } }',
    { of },
  );
  // What is malformed, with the number in every place.
  await record.ask('gp', `{ patient(nhsNumber: "${of}1") { nhsNumber } }`);
  await record.ask('gp', `query A${of} { patient(nhsNumber: "${of}") { EXAMPLEWORTH } }`);
  await record.ask('gp', `{ patient(nhsNumber: "${of}" `);
  await record.ask('gp', everything, { of: { EXAMPLEWORTH: of } });
  await post(record.url, everything, { of }, `${token.slice(0, -8)}AAAAAAAA`);
  await fetch(`${record.url}/graphql?query=${encodeURIComponent(`{ patient(nhsNumber: "${of}") { nhsNumber } }`)}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  await fetch(`${record.url}/EXAMPLEWORTH/${of}`);
  await fetch(`${record.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: `{"query": "${of}`,
  });
  // Files, good and bad, named after the person.
  await writeFile(join(record.dropDir, `EXAMPLEWORTH-${of}.csv`), homeCare(ann));
  await writeFile(
    join(record.dropDir, `bad-${of}.hl7`),
    `MSH|^~\\&|PAS|RGT|SCR|SCR|2026||ADT^A01|X${of}|P|2.4\rPID|1||${of}9^^^NHS^NH||EXAMPLEWORTH^Ann\r`,
  );
  await writeFile(join(record.dropDir, `broken-${of}.xml`), `<ClinicalDocument xmlns="urn:hl7-org:v3"><EXAMPLEWORTH id="${of}">`);
  await eventually(
    () => Promise.resolve(record.log().match(/file taken in/g)?.length ?? 0),
    (count) => count === 3,
  );
  // A database that is away, and one whose errors quote the row.
  await withoutDatabase(record.databaseUrl, async () => void (await record.ask('gp', everything, { of })));
  await eventually(
    () => record.ask('gp', everything, { of }),
    (answer) => answer.data?.patient != null,
  );
  await record.sql(`alter table disclosure add constraint quoting check (nhs_number <> '${of}') not valid`);
  expect((await record.ask('gp', everything, { of })).codes).toEqual(['AUDIT_UNAVAILABLE']);

  const log = record.log();
  expect(log).toContain('AUDIT_UNAVAILABLE');
  expect(log).toContain('STORE_UNAVAILABLE');
  for (const secret of [
    of,
    bilal,
    '999 000',
    'EXAMPLEWORTH',
    'Exampleworth',
    'Fen Lane',
    'CB99',
    '01223000001',
    'Heart failure',
    '84114007',
    'patient(',
    token.slice(20, 60),
  ]) {
    expect(log, secret).not.toContain(secret);
  }
  const metrics = await (await fetch(`${record.url}/metrics`)).text();
  expect(metrics).toContain('operations');
  expect(metrics).not.toMatch(/999\d{7}|EXAMPLEWORTH|Heart/);
});
