import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { afterAll, expect, test } from 'vitest';
import { parseNhsNumber } from '../../schema/nhs-number.js';
import { testAuthority } from '../../test/certificates.js';
import { openFramer } from '../inbox/mllp/frame.js';
import { hl7Query } from './hl7-query.js';
import type { Asker } from './source.js';

const ann = parseNhsNumber('9990000018')!;
const asker: Asker = { userId: 'u', roleCode: 'R0260', organisation: 'Y99901', purpose: 'direct-care', requestId: 'r' };
const servers: Server[] = [];
afterAll(() => servers.forEach((server) => server.close()));

/** A partner that answers each question with what `answer` makes of its control identifier and event. */
async function partner(
  answer: (identifier: string, event: string, socket: Socket) => readonly string[],
  tls?: object,
): Promise<number> {
  const questions = (socket: Socket): void => {
    const framer = openFramer({ maxBytes: 100_000 });
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      for (const { bytes } of framer.push(chunk as Buffer)) {
        const text = Buffer.from(bytes).toString('latin1');
        expect(text).toContain(`|${ann}^^^^^^^^NHS|`);
        const fields = text.split('\r')[0]!.split('|');
        for (const message of answer(fields[9]!, fields[8]!.split('^')[1]!, socket)) socket.write(`\x0b${message}\x1c\r`);
      }
    });
  };
  const server = tls === undefined ? createServer(questions) : createTlsServer(tls, questions);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

const header = (type: string): string => String.raw`MSH|^~\&|PAS|RGT|SCR|SCR|20260601120000||${type}|X1|P|2.4`;
const pid = `PID|1||${ann}^^^NHS^NH||EXAMPLEWORTH^Ann||19520314|2`;
const found = (identifier: string, event: string): readonly string[] => [
  [header(event === 'A19' ? 'ADR^A19' : 'ORF^R04'), `MSA|AA|${identifier}`, 'QRD|20260601|R|I|Q1', pid, ''].join('\r'),
];
const source = (port: number, about: object = {}, tls?: object) =>
  hl7Query(
    { kind: 'hl7-query', host: 'localhost', port, queries: ['A19', 'R02'], feeds: ['rgt-pas'], deadlineMs: 1_000, ...about },
    tls,
  );
const ask = (port: number, tls?: object) => source(port, {}, tls).fetch(ann, asker, AbortSignal.timeout(1_000));

test('each query has its answer', async () => {
  const answers = await ask(await partner(found));
  expect(answers.map((bytes) => Buffer.from(bytes).toString().split('|')[8])).toEqual(['ADR^A19', 'ORF^R04']);
});

test('nothing found is an answer, and empty', async () => {
  const port = await partner((identifier) => [[header('ADR^A19'), `MSA|AA|${identifier}`, 'QAK|Q1|NF', ''].join('\r')]);
  expect(await ask(port)).toEqual([]);
});

test('a commit acknowledgement first is waited through', async () => {
  const port = await partner((identifier, event) => [
    [header('ACK'), `MSA|CA|${identifier}`, ''].join('\r'),
    ...found(identifier, event),
  ]);
  expect(await ask(port)).toHaveLength(2);
});

test.each<[string, Parameters<typeof partner>[0]]>([
  ['refused', (identifier) => [[header('ADR^A19'), `MSA|AE|${identifier}`, ''].join('\r')]],
  ['of another question', () => found('ANOTHER', 'A19')],
  ['an error of the query', (identifier) => [[header('ADR^A19'), `MSA|AA|${identifier}`, 'QAK|Q1|AE', pid, ''].join('\r')]],
  ['cut off', (_identifier, _event, socket) => (socket.end('\x0bMSH|'), [])],
  ['none at all', () => []],
  ['not framed', (_identifier, _event, socket) => (socket.write('MSH|^~'), socket.end(), [])],
])('an answer that is %s is an outage, never an empty answer', async (_how, answer) => {
  await expect(ask(await partner(answer))).rejects.toThrow();
});

test('a port that nobody listens on is an outage', async () => {
  await expect(ask(1)).rejects.toThrow();
});

test('both sides show certificates where the profile names them', async () => {
  const authority = await testAuthority();
  const server = await authority.issue('localhost');
  const us = await authority.issue('shared-care-record');
  const port = await partner(found, { ...server, ca: authority.ca, requestCert: true, rejectUnauthorized: true });
  expect(await ask(port, { ...us, ca: authority.ca })).toHaveLength(2);
  await expect(ask(port, { ca: authority.ca })).rejects.toThrow();
  const strangers = await testAuthority('Somebody Else');
  await expect(ask(port, { ...us, ca: strangers.ca })).rejects.toThrow();
});
