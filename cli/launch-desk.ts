/** Launches and their sessions, for a process that has the database. */
import type { FastifyInstance } from 'fastify';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import type { JSONWebKeySet } from 'jose';
import { openKeys } from '../gateway/identity/keys.js';
import { openLaunch } from '../gateway/launch/launch.js';
import { launchRoutes } from '../gateway/launch/route.js';
import type { Door } from '../gateway/server.js';
import { RecordError } from '../schema/errors.js';
import type { Profile } from '../schema/profile.js';
import { projectPath } from '../schema/project-path.js';
import type { Store, StoredEntry } from '../store/store.js';
import type { ViewOnlyPartners } from '../subgraphs/context.js';
import type { Settings } from './settings.js';

/**
 * The routes of launches, where the profile names who may launch.
 * @throws RecordError CONFIG_INVALID when keys of an issuer cannot be read from their file
 */
export function launchDesk(
  store: Store,
  settings: Settings,
  { launch: rules, identity }: Profile,
  viewOnly?: ViewOnlyPartners,
): ((server: FastifyInstance, door: Door) => Promise<void>) | undefined {
  if (rules === undefined || rules.issuers.length === 0) return undefined;
  const { access } = store;
  const launch = openLaunch({
    rules,
    identity,
    audience: settings.oidcAudience,
    keysOf: ({ issuer, jwksUri, jwksFile }) =>
      openKeys({ issuer, ...(jwksFile === undefined ? { jwksUri } : { keys: keysInFile(jwksFile) }) }),
    keeper: access,
    async datesOfBirth(nhsNumber, asker) {
      const { entries } = await store.readPerson(nhsNumber, ['personDemographics']);
      // Of whom no copy is held, a partner may know: it is asked in the name of whoever launches.
      const held = entries.flatMap(datesOfBirthIn);
      const elsewhere = held.length > 0 ? undefined : await viewOnly?.read(nhsNumber, { ...asker, requestId: randomUUID() });
      return [...held, ...(elsewhere?.entries ?? []).flatMap(datesOfBirthIn)];
    },
  });
  return async (server, { recognise, refused }) => {
    await server.register(launchRoutes, { launch, recognise, refused, end: (id, by) => access.endSession(id, by) });
  };
}

function datesOfBirthIn({ section, body }: StoredEntry) {
  if (section !== 'personDemographics') return [];
  const { dateOfBirth } = body as StoredEntry<'personDemographics'>['body'];
  return dateOfBirth == null ? [] : [dateOfBirth];
}

function keysInFile(file: string): JSONWebKeySet {
  try {
    return JSON.parse(readFileSync(isAbsolute(file) ? file : projectPath(file), 'utf8')) as JSONWebKeySet;
  } catch (cause) {
    throw new RecordError('CONFIG_INVALID', { detail: `no JWK Set can be read from ${file}`, cause });
  }
}
