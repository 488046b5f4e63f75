/** One subgraph as a process of its own serves it, over the same database as a record of the tests. */
import { afterAll } from 'vitest';
import { pino } from 'pino';
import { startSubgraph } from '../cli/processes.js';
import { readSettings } from '../cli/settings.js';
import type { SubgraphName } from '../schema/sdl.js';
import type { Role } from '../schema/viewer.js';
import { post, quietly, type Answer, type TestRecord } from './record.js';

export interface OneSubgraph {
  readonly url: string;
  ask(persona: Role, query: string, variables?: Readonly<Record<string, unknown>>): Promise<Answer>;
}

/** Serves the subgraph `name` until the tests of the file are over; it knows the record's tokens by the record's keys. */
export async function startOneSubgraph(record: TestRecord, name: SubgraphName): Promise<OneSubgraph> {
  const settings = readSettings(
    {
      PORT: '0',
      DATA_DIR: record.dataDir,
      DATABASE_URL: record.databaseUrl,
    },
    {},
  );
  const parts = { settings, profile: record.profile, logger: pino({ level: 'silent' }), json: true };
  const running = await quietly(() => startSubgraph(parts, name));
  afterAll(() => running.close());
  return {
    url: running.url,
    ask: async (persona, query, variables) => post(running.url, query, variables, await record.token(persona)),
  };
}
