/**
 * For the durability test: a process that receives messages by the inbox of the database it is given and acknowledges each once
 * it is durable, as a listener would. Lines in: `NUMBER PERSON`; lines out: `NUMBER kept`, or `refused NUMBER CODE`.
 */
import { createInterface } from 'node:readline';
import { loadProfile } from '../../schema/profile.js';
import { openStore } from '../../store/open.js';
import { openInbox } from './inbox.js';

const [databaseUrl, dataKey] = process.argv.slice(2) as [string, string];
const store = await openStore({ databaseUrl, dataKey });
const inbox = openInbox({
  store,
  profile: loadProfile('cambridgeshire-peterborough'),
  logger: { warn: (about, message) => process.stderr.write(`${message} ${JSON.stringify(about)}\n`) },
  pollMs: 100,
});
process.stdout.write('ready\n');
const twoDigits = (number: number) => String(number).padStart(2, '0');
for await (const line of createInterface({ input: process.stdin })) {
  const [number, person] = line.split(' ') as [string, string];
  const n = Number(number);
  // The sender's clock stands still for ten messages at a time: among those the order of arrival decides.
  const at = `2026030${1 + (Math.floor(n / 36_000) % 9)}${twoDigits(Math.floor(n / 600) % 24)}${twoDigits(Math.floor(n / 10) % 60)}00`;
  const text = [
    `MSH|^~\\&|PAS|RGT|SCR|SCR|${at}||ADT^A31^ADT_A05|N${number}|P|2.4`,
    `EVN||${at}`,
    `PID|1||${person}^^^NHS^NH||Testperson^Number ${number}||19410217|2`,
  ].join('\r');
  inbox.receive({ channel: 'mllp', bytes: Buffer.from(text) }).then(
    () => process.stdout.write(`${number} kept\n`),
    (error: { code?: string }) => process.stdout.write(`refused ${number} ${error.code}\n`),
  );
}
