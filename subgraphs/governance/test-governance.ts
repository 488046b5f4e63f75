/** A governance subgraph over a fresh store, asked as the gateway asks it. */
import { graphql } from 'graphql';
import { afterAll, beforeAll, expect } from 'vitest';
import { openAuditWriter } from '../../audit/append.js';
import type { Statement, Translation } from '../../schema/entry.js';
import type { Disclosure } from '../../schema/disclosure.js';
import { parseNhsNumber } from '../../schema/nhs-number.js';
import { utcNow, type PartialDateTime } from '../../schema/partial-date.js';
import { loadProfile } from '../../schema/profile.js';
import type { Role, Viewer } from '../../schema/viewer.js';
import { freshStore, type FreshStore } from '../../store/test-database.js';
import type { Surroundings } from '../context.js';
import { openSubgraph } from '../registry.js';
import { openRequest, openSurroundings } from '../request.js';

export const person = parseNhsNumber('9990000018')!;
export const hidden = parseNhsNumber('9990000026')!;
export const stranger = parseNhsNumber('9990000034')!;
/** Thirteen tomorrow, so the practice says; {@link person} is thirteen already, and of {@link hidden} it says nothing. */
export const child = parseNhsNumber('9990000042')!;
const bornYearsAgo = (years: number) => {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear() - years, now.getUTCMonth(), now.getUTCDate() + 1)).toISOString().slice(0, 10);
};

export const { schema } = openSubgraph('governance');
export let store: FreshStore;
export let surroundings: Surroundings;

beforeAll(async () => {
  store = await freshStore();
  const registered = (subject: typeof person): Statement => ({
    kind: 'involvement',
    subject,
    key: 'registration',
    op: 'put',
    involvement: { kind: 'registered-practice', organisation: 'Y99901' },
  });
  await say('m1', [
    ...[person, hidden, child].map(registered),
    { kind: 'sensitive-address', subject: hidden, hidden: true },
    born(person, bornYearsAgo(14)),
    born(child, bornYearsAgo(13)),
  ]);
  surroundings = await openSurroundings(store, loadProfile('cambridgeshire-peterborough'));
});
afterAll(() => store.close());

function born(subject: typeof person, dateOfBirth: string): Statement {
  return {
    kind: 'put',
    subject,
    section: 'personDemographics',
    key: 'demographics',
    body: { dateOfBirth: dateOfBirth as PartialDateTime },
  };
}

export async function say(messageIdentifier: string, statements: readonly Statement[]): Promise<void> {
  const translation: Translation = {
    sender: 'GP|Y99901',
    messageIdentifier,
    messageType: 'ADT^A28',
    statements,
    mapped: [],
    unmapped: [],
  };
  const message = {
    feed: 'y99901-gp',
    partner: 'Y99901',
    format: 'hl7v2',
    bytes: Buffer.from(messageIdentifier),
    receivedAt: utcNow(),
  } as const;
  expect(await store.apply([{ message, translation, refused: [] }])).toMatchObject([{ outcome: 'stored' }]);
}

export function viewer(
  role: Role | undefined,
  organisation = 'Y99901',
  purpose = role === 'privacy-officer' ? 'access-review' : 'direct-care',
): Viewer {
  return {
    userId: `${role}@${organisation}`,
    name: 'A Person',
    roleCode: 'R0000',
    role,
    organisation,
    purpose,
    sessionId: 'session-1',
  };
}
export const gp = viewer('gp');
export const officer = viewer('privacy-officer', 'RGT');

/** A part of an answer, read by name as far as a test needs. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Part = any;

export interface Answer {
  readonly data: Record<string, Part> | null | undefined;
  /** Code and reason of each error. */
  readonly errors: readonly (readonly [string | undefined, string | undefined])[];
  readonly disclosures: readonly Disclosure[];
}

/** Asks as the gateway does: what was collected is written before the answer is looked at. */
export async function ask(
  asking: Viewer,
  source: string,
  variableValues: Record<string, unknown> = {},
  within: Surroundings = surroundings,
): Promise<Answer> {
  const context = openRequest(within, {
    viewer: asking,
    requestId: 'request-1',
    operation: { name: 'Asked', hash: 'abc' },
    sections: [],
  });
  const { data, errors } = await graphql({ schema, source, contextValue: context, variableValues });
  const disclosures = context.collector.disclosures({
    viewer: asking,
    operationName: 'Asked',
    operationHash: 'abc',
    requestId: 'request-1',
    atUtc: new Date().toISOString(),
  });
  await openAuditWriter(store).append(disclosures);
  return {
    data,
    errors: (errors ?? []).map((error) => {
      const original = error.originalError as { code?: string; extensions?: { code?: string; reason?: string } } | undefined;
      return [original?.code ?? original?.extensions?.code, original?.extensions?.reason];
    }),
    disclosures,
  };
}

export const record = `mutation ($input: RecordObjectionInput!) { recordObjection(input: $input) { id version recordedBy reason scope { sections sourcePartners recipientPartners } } }`;
export const withdraw = `mutation ($id: ID!, $version: Int!, $reason: String!) { withdrawObjection(id: $id, version: $version, reason: $reason) { version withdrawnAt } }`;
export const list = `query ($of: ID!) { objections(nhsNumber: $of) { id version recordedBy withdrawnAt scope { sections sourcePartners recipientPartners } } }`;
export const trail = `query ($of: ID!, $first: Int) { auditTrail(nhsNumber: $of, first: $first) { totalCount disclosures { at userId role withheld { coordinate reason } returned { coordinate count } } } }`;
