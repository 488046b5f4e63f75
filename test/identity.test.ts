/** R1: nobody is answered without proof of who they are; role and organisation come from the proof alone. */
import { generateKeyPair, SignJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import { claimsOf, personas } from '../gateway/identity/personas.js';
import { openDevelopmentProvider } from '../gateway/identity/development.js';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ann, attended, registered } from './feed-messages.js';
import { startOneSubgraph } from './one-subgraph.js';
import { answerIn, post, startRecord } from './record.js';

const record = await startRecord({ feeds: [registered(ann), attended(ann)] });
const encounters = await startOneSubgraph(record, 'encounters');

const query = `query ($of: ID!) { patient(nhsNumber: $of) { problemList { entries { problem { text } } } } }`;
const entities = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Patient { problemList { entries { problem { text } } } } } }`;
/** The gateway and a subgraph that runs on its own, each with a question that tells a diagnosis to a GP. */
const doors = [
  ['the gateway', record.url, query, { of: ann }],
  ['a subgraph on its own', encounters.url, entities, { of: [{ __typename: 'Patient', nhsNumber: ann }] }],
] as const;

const gp = personas.find(({ id }) => id === 'gp')!;
const genuine = await record.token('gp');
const issuer = JSON.parse(Buffer.from(genuine.split('.')[1]!, 'base64url').toString()).iss as string;

/** As the development provider would write it, but signed by somebody else. */
async function forged(): Promise<string> {
  const { privateKey } = await generateKeyPair('RS256');
  return new SignJWT(claimsOf(gp))
    .setProtectedHeader({
      alg: 'RS256',
      typ: 'at+jwt',
      kid: JSON.parse(Buffer.from(genuine.split('.')[0]!, 'base64url').toString()).kid,
    })
    .setIssuer(issuer)
    .setAudience('shared-care-record')
    .setSubject('gp')
    .setExpirationTime('1h')
    .sign(privateKey);
}

async function ofAnotherIssuer(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'scr-issuer-'));
  const provider = await openDevelopmentProvider({
    issuer: 'https://elsewhere.example/oidc',
    dataDir,
    audience: 'shared-care-record',
  });
  const token = await provider.issueToken('gp');
  await rm(dataDir, { recursive: true });
  return token;
}

/** The claims of a GP without a signature. */
function unsigned(): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { ...claimsOf(gp), iss: issuer, aud: 'shared-care-record', sub: 'gp', exp: Math.floor(Date.now() / 1000) + 60 };
  return `${part({ alg: 'none', typ: 'at+jwt' })}.${part(claims)}.`;
}

/** The genuine token with the role of its claims changed. */
function tampered(): string {
  const [header, payload, signature] = genuine.split('.');
  const claims = Buffer.from(payload!, 'base64url').toString().replace('R0260', 'R0050');
  return `${header}.${Buffer.from(claims).toString('base64url')}.${signature}`;
}

const refused: readonly (readonly [string, string | undefined, string])[] = [
  ['no token', undefined, 'UNAUTHENTICATED'],
  ['garbage', 'garbage', 'UNAUTHENTICATED'],
  ['a token of another issuer', await ofAnotherIssuer(), 'TOKEN_REFUSED'],
  ['a token signed by somebody else', await forged(), 'TOKEN_REFUSED'],
  ['a token without a signature', unsigned(), 'TOKEN_REFUSED'],
  ['a token whose role was changed', tampered(), 'TOKEN_REFUSED'],
];

describe.each(doors)('R1 %s', (_name, url, question, variables) => {
  test('answers a GP', async () => {
    expect((await post(url, question, variables, genuine)).text).toContain('Heart failure');
  });

  test.each(refused)('answers %s with 401 and a code, and nothing else', async (_how, token, code) => {
    const answer = await post(url, question, variables, token);
    expect([answer.status, answer.codes]).toEqual([401, [code]]);
    expect(JSON.parse(answer.text)).not.toHaveProperty('data');
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  });

  test('says nothing of its schema without proof either', async () => {
    for (const probe of ['{ __typename }', '{ __schema { types { name } } }', '{ _service { sdl } }', 'not even a query']) {
      expect((await post(url, probe, {})).status).toBe(401);
    }
    const byGet = await fetch(`${url}/graphql?query=%7B__typename%7D`, { headers: { 'apollo-require-preflight': 'true' } });
    expect((await answerIn(byGet)).codes).toEqual(['UNAUTHENTICATED']);
  });

  test('takes role, organisation and purpose from the token alone, whatever headers say', async () => {
    const boasting = {
      'x-role': 'gp',
      'x-user-role': 'R0260',
      'x-organisation': 'Y99901',
      'nhsd-session-urid': '999000000011',
      'x-viewer': JSON.stringify({ role: 'gp', organisation: 'Y99901' }),
      'x-request-id': 'chosen-by-the-caller',
    };
    const answer = await post(url, question, variables, await record.token('receptionist'), boasting);
    expect(answer.text).not.toContain('Heart failure');
    expect(answer.codes).toContain('WITHHELD');
    expect(answer.headers.get('x-request-id')).not.toBe('chosen-by-the-caller');
  });
});

test('R1 the gateway tells each viewer who it takes them for', async () => {
  const { data } = await record.ask('social-worker', '{ me { userId role organisation purpose population } }');
  expect(data.me).toEqual({
    userId: '999000000055',
    role: 'social-worker',
    organisation: '312',
    purpose: 'direct-care',
    population: 'SYNTHETIC',
  });
});
