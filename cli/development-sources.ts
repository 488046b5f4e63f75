/**
 * Stand-ins for partners that are asked on demand and whose sources the profile does not name: in development, over
 * synthetic people, so that such a record can be tried. They answer over HTTP on this machine, as a partner's system would.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import type { Profile } from '../schema/profile.js';
import { populationFiles, type PopulationFile } from './population/generate.js';
import { recastFor } from './population/recast.js';

export interface DevelopmentSources {
  /** The profile, with a source for each partner that named none. */
  readonly profile: Profile;
  close(): Promise<void>;
}

const search = z.object({ nhsNumber: z.string().regex(/^\d{10}$/) });
const address = /^\/([A-Z0-9]+)\/(?:(search)|documents\/(\d+))$/;
const largestSearchBytes = 10_000;

/** @returns undefined where every view-only partner has its sources, or there is none */
export async function openDevelopmentSources(profile: Profile, people: number): Promise<DevelopmentSources | undefined> {
  const without = profile.partners.filter(({ mode, sources }) => mode === 'view-only' && sources.length === 0);
  if (without.length === 0) return undefined;
  const recast = recastFor(profile, 'view-only');
  const files = new Map<string, PopulationFile[]>(without.map(({ ods }) => [ods, []]));
  const partnerOf = new Map(profile.feeds.map(({ name, partner }) => [name, partner]));
  for (const file of populationFiles({ people })) {
    const told = recast(file);
    if (told !== undefined) files.get(partnerOf.get(told.feed) ?? '')?.push(told);
  }

  const server = createServer((request, response) => {
    answer(request, files).then(
      (body) => respond(response, body === undefined ? 404 : 200, body ?? ''),
      () => respond(response, 400, ''),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A process that ends is not kept alive by its stand-ins.
  server.unref();
  const { port } = server.address() as AddressInfo;
  const asked = new Set(without.map(({ ods }) => ods));
  return {
    profile: {
      ...profile,
      partners: profile.partners.map((partner) => {
        if (!asked.has(partner.ods)) return partner;
        const feeds = profile.feeds.filter((feed) => feed.partner === partner.ods).map(({ name }) => name);
        const url = `http://127.0.0.1:${port}/${partner.ods}`;
        // A partner without a feed of its own has nothing to answer with; which is an answer.
        return { ...partner, sources: [{ kind: 'http-documents' as const, url, feeds, deadlineMs: 4_000 }] };
      }),
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The list of what speaks of a person, or one file of it; undefined for an address that is none. */
async function answer(
  request: IncomingMessage,
  files: ReadonlyMap<string, readonly PopulationFile[]>,
): Promise<string | Uint8Array | undefined> {
  const [, ods = '', isSearch, number] = address.exec(request.url ?? '') ?? [];
  const own = files.get(ods);
  if (own === undefined) return undefined;
  if (isSearch === undefined) return own[Number(number)]?.bytes;
  const { nhsNumber } = search.parse(JSON.parse(await bodyOf(request)));
  const found = [...own.entries()].filter(([, { bytes }]) => Buffer.from(bytes).includes(nhsNumber));
  return JSON.stringify({ documents: found.map(([at]) => ({ id: String(at) })) });
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request as AsyncIterable<Buffer>) {
    body += chunk.toString('utf8');
    if (body.length > largestSearchBytes) throw new Error('too large');
  }
  return body;
}

function respond(response: ServerResponse, status: number, body: string | Uint8Array): void {
  response.writeHead(status, { 'cache-control': 'no-store' }).end(body);
}
