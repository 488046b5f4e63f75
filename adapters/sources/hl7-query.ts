/** A partner's HL7 v2 query interface over MLLP (HL7 2.4 chapter 5): one connection for each question. */
import { randomUUID } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { RecordError } from '../../schema/errors.js';
import type { NhsNumber } from '../../schema/nhs-number.js';
import type { PartnerSource } from '../../schema/profile-source.js';
import { readHl7 } from '../formats/hl7v2/read.js';
import { text } from '../formats/hl7v2/typed.js';
import { openFramer } from '../inbox/mllp/frame.js';
import { largestAnswerBytes, type Source } from './source.js';
import type { TlsFiles } from './tls-files.js';

type QueryConfig = Extract<PartnerSource, { kind: 'hl7-query' }>;

/** What a query asks for (QRD-9, HL7 table 0048): demographics with visits, or results. */
const subjects = { A19: 'DEM', R02: 'RES' } as const;

/** Acknowledgements that say the answer is still to come (HL7 table 0008: commit accept). */
const toCome = 'CA';
/** QAK-2 (HL7 table 0208): nothing found is an answer. */
const notFound = 'NF';

/** QRY^A19 is answered by ADR^A19, QRY^R02 by ORF^R04; each question has a connection of its own. */
export function hl7Query(config: QueryConfig, tls: TlsFiles | undefined): Source {
  const open = (): Socket =>
    tls === undefined
      ? connect({ host: config.host, port: config.port })
      : connectTls({ host: config.host, port: config.port, servername: config.host, ...tls });
  return {
    async fetch(nhsNumber, _asker, signal) {
      const answers = await Promise.all(config.queries.map((event) => ask(open(), event, nhsNumber, signal)));
      return answers.flatMap((answer) => answer ?? []);
    },
    close: () => Promise.resolve(),
  };
}

/** The answer as it came; undefined when the partner says that it has nothing. */
async function ask(
  socket: Socket,
  event: keyof typeof subjects,
  nhsNumber: NhsNumber,
  signal: AbortSignal,
): Promise<Uint8Array | undefined> {
  const identifier = randomUUID().replaceAll('-', '').slice(0, 20);
  const stop = (): void => void socket.destroy();
  signal.addEventListener('abort', stop, { once: true });
  try {
    socket.write(framed(queryFor(event, identifier, nhsNumber)));
    const framer = openFramer({ maxBytes: largestAnswerBytes });
    for await (const chunk of socket as AsyncIterable<Buffer>) {
      for (const frame of framer.push(chunk)) {
        if (frame.fault !== undefined) throw unavailable('its answer is no frame that can be read');
        const outcome = outcomeOf(frame.bytes, identifier);
        if (outcome === 'found') return frame.bytes;
        if (outcome === 'not found') return undefined;
      }
    }
    throw unavailable('it closed the connection before it answered');
  } finally {
    signal.removeEventListener('abort', stop);
    socket.destroy();
  }
}

/** @throws RecordError SOURCE_UNAVAILABLE when the partner refuses the question, or answers another one */
function outcomeOf(bytes: Uint8Array, identifier: string): 'found' | 'not found' | 'to come' {
  const { segments } = readHl7(bytes, { charset: 'windows-1252' });
  const find = (name: string) => segments.find((segment) => segment.name === name);
  const acknowledged = find('MSA');
  if (text(acknowledged, 2) !== identifier) throw unavailable('it answered another question (MSA-2)');
  const code = text(acknowledged, 1);
  if (code === toCome) return 'to come';
  if (code !== 'AA') throw unavailable(`it refused the question (MSA-1 ${/^[A-Z]{2}$/.test(code ?? '') ? code : 'unreadable'})`);
  const status = text(find('QAK'), 2);
  if (status === notFound) return 'not found';
  if (status !== undefined && status !== 'OK') throw unavailable('it could not answer (QAK-2)');
  return find('PID') === undefined ? 'not found' : 'found';
}

function queryFor(event: keyof typeof subjects, identifier: string, nhsNumber: NhsNumber): string {
  const now = new Date().toISOString().replaceAll(/[-:T]/g, '').slice(0, 14);
  return [
    String.raw`MSH|^~\&|SCR|SCR|||${now}+0000||QRY^${event}|${identifier}|P|2.4`,
    `QRD|${now}+0000|R|I|${identifier}|||999^RD|${nhsNumber}^^^^^^^^NHS|${subjects[event]}|ALL`,
    '',
  ].join('\r');
}

function framed(message: string): Buffer {
  return Buffer.from(`\x0b${message}\x1c\r`, 'latin1');
}

function unavailable(detail: string): RecordError {
  return new RecordError('SOURCE_UNAVAILABLE', { detail });
}
