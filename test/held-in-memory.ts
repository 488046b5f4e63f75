/** The read side over people held in memory: the server of the whole graph or of one subgraph, asked without a socket. */
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { afterAll } from 'vitest';
import { openAuditWriter } from '../audit/append.js';
import { auditPlugin } from '../gateway/audit-plugin.js';
import { inProcessGraph, subgraphGraph } from '../gateway/graph.js';
import { openServer } from '../gateway/server.js';
import type { Disclosure } from '../schema/disclosure.js';
import { RecordError } from '../schema/errors.js';
import { nothingDecided, type PersonFacts } from '../schema/facts.js';
import { parseNhsNumber, type NhsNumber } from '../schema/nhs-number.js';
import { loadProfile } from '../schema/profile.js';
import { sdlOf, subgraphNames, type SubgraphName } from '../schema/sdl.js';
import type { Role, Viewer } from '../schema/viewer.js';
import type { Store, StoredEntry } from '../store/store.js';
import { composeSupergraph, openSubgraph, openSurroundings } from '../subgraphs/registry.js';

export interface Held {
  readonly facts: PersonFacts;
  readonly entries: readonly StoredEntry[];
}

/** An answer, with what the audit keeps of it. */
export interface Told {
  readonly status: number;
  // oxlint-disable-next-line typescript/no-explicit-any -- every test asks for another shape, and expects it literally
  readonly data: any;
  readonly errors: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: Readonly<Record<string, unknown>>;
  }[];
  readonly codes: readonly unknown[];
  readonly text: string;
  readonly disclosures: readonly Disclosure[];
}

export interface ReadSide {
  ask(role: Role, query: string, variables?: Readonly<Record<string, unknown>>, organisation?: string): Promise<Told>;
  /** What was logged so far. */
  log(): string;
  readonly server: FastifyInstance;
}

/** The organisation a role acts for where a test names none. */
export function organisationOf(role: Role): string {
  return organisations[role] ?? 'RGT';
}

const organisations: { readonly [role in Role]?: string } = {
  gp: 'Y99901',
  receptionist: 'Y99901',
  'social-worker': '312',
  paramedic: 'RYC',
};
const purposes: { readonly [role in Role]?: string } = {
  paramedic: 'emergency-care',
  'privacy-officer': 'access-review',
  analyst: 'de-identified-analysis',
};

/** A person nobody knows anything about. */
export function stranger(nhsNumber: NhsNumber): Held {
  return {
    facts: { nhsNumber, known: false, involvements: [], objections: [], sensitiveAddress: false, ...nothingDecided },
    entries: [],
  };
}

/** A person whose care each of the organisations is involved in. */
export function known(text: string, organisations: readonly string[], about: Partial<PersonFacts> = {}): PersonFacts {
  const involvements = organisations.map((organisation) => ({ kind: 'registered-practice', organisation }) as const);
  return {
    nhsNumber: parseNhsNumber(text)!,
    known: true,
    involvements,
    objections: [],
    sensitiveAddress: false,
    ...nothingDecided,
    ...about,
  };
}

/** An entry of a partner; its provenance is filled in. */
export function entry(
  section: StoredEntry['section'],
  partner: string,
  id: string,
  body: object,
  startsMs?: number,
): StoredEntry {
  const provenance = {
    system: 'SYSTEM',
    feed: `${partner}-feed`,
    format: 'HL7 v2',
    messageType: 'ADT^A01',
    messageIdentifier: `${partner}-${id}`,
    receivedAt: '2026-01-01T00:00:00+00:00',
  };
  return { id, section, partner, startsMs, endsMs: undefined, body: { ...structuredClone(body), provenance } as never };
}

/**
 * Serves people until the tests of the file are over.
 * @param held who and what there is, asked anew for each request, as the store would be.
 * @param changes methods of the store that answer otherwise.
 */
export async function serve(
  held: (nhsNumber: NhsNumber) => Held | Promise<Held>,
  { only, ...changes }: Partial<Store> & { readonly only?: SubgraphName } = {},
): Promise<ReadSide> {
  const written: Disclosure[] = [];
  const store = {
    population: () => Promise.resolve('synthetic'),
    readPerson: async (nhsNumber: NhsNumber) => structuredClone(await held(nhsNumber)),
    lastReceivedByFeed: () => Promise.resolve(new Map()),
    access: { staffOf: () => Promise.resolve(undefined) } as unknown as Store['access'],
    appendDisclosures: (disclosures: readonly Disclosure[]) => Promise.resolve(void written.push(...disclosures)),
    ...changes,
  } as Store;
  const surroundings = await openSurroundings(store, loadProfile('cambridgeshire-peterborough'));
  const lines: string[] = [];
  const server = await openServer({
    graph: only
      ? subgraphGraph(openSubgraph(only), sdlOf(only), surroundings)
      : inProcessGraph(composeSupergraph(), subgraphNames.map(openSubgraph), surroundings),
    verifier: { verify: (header) => Promise.resolve(viewerIn(header)) },
    logger: pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) }),
    plugins: [auditPlugin(openAuditWriter(store), () => undefined)],
    ready: () => Promise.resolve(),
    production: true,
  });
  afterAll(() => server.close());
  return {
    server,
    log: () => lines.join(''),
    async ask(role, query, variables, organisation = organisationOf(role)) {
      const response = await server.inject({
        method: 'POST',
        url: '/graphql',
        headers: { authorization: `${role} ${organisation}`, 'content-type': 'application/json' },
        payload: JSON.stringify({ query, variables }),
      });
      const body = JSON.parse(response.payload) as { readonly data?: unknown; readonly errors?: Told['errors'] };
      const errors = body.errors ?? [];
      const requestId = response.headers['x-request-id'];
      return {
        status: response.statusCode,
        data: body.data,
        errors,
        codes: errors.map(({ extensions }) => extensions?.['code']),
        text: response.payload,
        disclosures: written.filter((disclosure) => disclosure.requestId === requestId),
      };
    },
  };
}

/** The viewer that a header of these tests stands for: `role organisation`. */
export function viewerIn(header: string | undefined): Viewer {
  const [role, organisation] = (header ?? '').split(' ');
  if (!role || !organisation) throw new RecordError('UNAUTHENTICATED');
  const purpose = purposes[role as Role] ?? 'direct-care';
  return { userId: role, name: undefined, roleCode: 'R0000', role: role as Role, organisation, purpose, sessionId: 's' };
}
