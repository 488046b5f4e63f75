/**
 * For the kill test: a process that stores unit after unit in the data folder it is given, and names each on
 * standard output once it is acknowledged.
 */
import { openStore } from '../open.js';
import { people, problem, unitOf } from '../test-units.js';

const store = await openStore({ dataDir: process.argv[2]! });
await store.setPopulation('synthetic');
for (let i = 0; ; i++) {
  await store.apply([unitOf([problem(people[0], `key ${i}`, `problem ${i}`)], { identifier: `unit ${i}`, at: i })]);
  process.stdout.write(`${i}\n`);
}
