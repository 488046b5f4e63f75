/** A partner's document source over HTTP: a list for an NHS number, then each document. */
import { Agent } from 'undici';
import { z } from 'zod';
import { RecordError } from '../../schema/errors.js';
import type { NhsNumber } from '../../schema/nhs-number.js';
import { largestAnswerBytes, mostDocuments, type Asker, type Source } from './source.js';
import type { TlsFiles } from './tls-files.js';

const listed = z.object({
  documents: z
    .array(z.object({ id: z.string().regex(/^[\w.~-]{1,200}$/), etag: z.string().max(200).optional() }))
    .max(mostDocuments),
});
type Listed = z.infer<typeof listed>['documents'][number];

/** Documents of one person fetched at the same time. */
const atATime = 4;
/** How often a list is asked for again when documents changed while they were fetched. */
const triesAtMost = 2;

/** Thrown inside: the document is not the one that was listed any more. */
class ChangedMeanwhile extends Error {}

/**
 * The source at `url`: `POST {url}/search` with the NHS number in the body (never in an address) answers
 * `{ documents: [{ id, etag? }] }`; `GET {url}/documents/{id}` answers the bytes, under `If-Match` where the list
 * gave an entity tag, so that what is read is what was listed.
 */
export function httpDocuments(url: string, tls: TlsFiles | undefined): Source {
  const base = new URL(url.endsWith('/') ? url : `${url}/`);
  const agent = new Agent({ connections: 16, keepAliveTimeout: 4_000, ...(tls === undefined ? {} : { connect: tls }) });

  async function answer(path: string, method: 'GET' | 'POST', signal: AbortSignal, asking: object): Promise<Uint8Array> {
    const { statusCode, body } = await agent.request({
      origin: base.origin,
      path: `${base.pathname}${path}`,
      method,
      signal,
      ...asking,
    });
    if (statusCode !== 200) {
      await body.dump();
      // 404 of a document and 412 mean the same: it was listed, and is not so any more.
      if (method === 'GET' && (statusCode === 404 || statusCode === 412)) throw new ChangedMeanwhile();
      throw unavailable(`it answered ${statusCode}`);
    }
    const parts: Uint8Array[] = [];
    let size = 0;
    for await (const part of body as AsyncIterable<Uint8Array>) {
      size += part.length;
      if (size > largestAnswerBytes) throw unavailable('its answer is too large');
      parts.push(part);
    }
    return Buffer.concat(parts);
  }

  async function list(nhsNumber: NhsNumber, asker: Asker, signal: AbortSignal): Promise<readonly Listed[]> {
    const text = await answer('search', 'POST', signal, {
      headers: { 'content-type': 'application/json', accept: 'application/json', 'x-request-id': asker.requestId },
      body: JSON.stringify({ nhsNumber, asker }),
    });
    const read = listed.safeParse(parsed(text));
    if (!read.success) throw unavailable('its list cannot be read');
    return read.data.documents;
  }

  async function all(documents: readonly Listed[], asker: Asker, signal: AbortSignal): Promise<readonly Uint8Array[]> {
    const fetched: Uint8Array[] = Array.from({ length: documents.length });
    let next = 0;
    let size = 0;
    const worker = async (): Promise<void> => {
      for (let at = next++; at < documents.length; at = next++) {
        const { id, etag } = documents[at]!;
        const headers = { 'x-request-id': asker.requestId, ...(etag === undefined ? {} : { 'if-match': etag }) };
        const bytes = await answer(`documents/${id}`, 'GET', signal, { headers });
        size += bytes.length;
        if (size > largestAnswerBytes) throw unavailable('its documents are too large');
        fetched[at] = bytes;
      }
    };
    await Promise.all(Array.from({ length: atATime }, worker));
    return fetched;
  }

  return {
    async fetch(nhsNumber, asker, signal) {
      for (let tries = 1; ; tries++) {
        const documents = await list(nhsNumber, asker, signal);
        try {
          return await all(documents, asker, signal);
        } catch (error) {
          if (!(error instanceof ChangedMeanwhile)) throw error;
          if (tries === triesAtMost) throw unavailable('its documents change faster than they can be read');
        }
      }
    },
    close: () => agent.close(),
  };
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return undefined;
  }
}

function unavailable(detail: string): RecordError {
  return new RecordError('SOURCE_UNAVAILABLE', { detail });
}
