/** A partner that is asked on demand, as its own system would answer: a real server on a real socket. */
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createTlsServer, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';

export interface PartnerServer {
  readonly url: string;
  /** What it holds, by NHS number. */
  readonly holds: Map<string, string[]>;
  /** What it was asked: method and path of each request, and the bodies of searches. */
  readonly asked: { readonly line: string; readonly body: string; readonly headers: IncomingMessage['headers'] }[];
  /** How it misbehaves from now on. */
  mood: 'well' | 'slow' | 'failing' | 'silent' | 'garbled' | 'changing';
  close(): Promise<void>;
}

/** Starts a partner; over TLS where `tls` is given. */
export async function startPartner(tls?: ServerOptions): Promise<PartnerServer> {
  const holds = new Map<string, string[]>();
  const asked: PartnerServer['asked'][number][] = [];
  const state = { mood: 'well' as PartnerServer['mood'], version: 1 };
  const listener: RequestListener = (request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')));
    request.on('end', () => {
      asked.push({ line: `${request.method} ${request.url}`, body, headers: request.headers });
      const answer = (status: number, text: string): void => void response.writeHead(status).end(text);
      if (state.mood === 'silent') return;
      if (state.mood === 'failing') return answer(500, 'no');
      if (state.mood === 'garbled') return answer(200, '{"documents": [{"id": "../../etc/passwd"}]}');
      if (state.mood === 'slow') return void setTimeout(() => answer(200, '{"documents": []}'), 3_000).unref();
      if (request.method === 'POST') {
        const { nhsNumber } = JSON.parse(body) as { nhsNumber: string };
        const documents = (holds.get(nhsNumber) ?? []).map((_text, at) => ({
          id: `${nhsNumber.slice(-2)}-${at}`,
          etag: `"${state.version}"`,
        }));
        // Whatever is listed now is another version by the time it is fetched.
        if (state.mood === 'changing') state.version++;
        return answer(200, JSON.stringify({ documents }));
      }
      if (request.headers['if-match'] !== `"${state.version}"`) return answer(412, '');
      const [, suffix, at] = /([^/]+)-(\d+)$/.exec(request.url ?? '') ?? [];
      const found = [...holds].find(([nhsNumber]) => nhsNumber.endsWith(suffix ?? '?'))?.[1][Number(at)];
      return found === undefined ? answer(404, '') : answer(200, found);
    });
  };
  const server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls === undefined ? 'http' : 'https'}://localhost:${port}/records`,
    holds,
    asked,
    get mood() {
      return state.mood;
    },
    set mood(mood) {
      state.mood = mood;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
