/** The limit: node:http, the same reading of one person, JSON.stringify; no GraphQL, rules or audit. */
import { createServer } from 'node:http';
import { sectionNames } from '../schema/sections.js';
import { parseNhsNumber } from '../schema/nhs-number.js';
import { openStore } from '../store/open.js';

const [dataDir, number, sectionList] = process.argv.slice(2) as [string, string, string];
const store = await openStore(process.env['DATABASE_URL'] ? { databaseUrl: process.env['DATABASE_URL'] } : { dataDir });
const nhsNumber = parseNhsNumber(number)!;
const wanted = sectionNames.filter((name) => sectionList.split(',').includes(name));

const server = createServer((request, response) => {
  request.resume();
  request.on('end', () => {
    void store.readPerson(nhsNumber, wanted).then(({ entries }) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ data: entries.map((entry) => entry.body) }));
    });
  });
});
server.listen(0, '127.0.0.1', () =>
  console.log(JSON.stringify({ url: `http://127.0.0.1:${(server.address() as { port: number }).port}/` })),
);
process.on('SIGTERM', () => process.exit(0));
