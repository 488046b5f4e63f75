/** R7: opened in context from the person's own system: no second log-in, one person, and nothing that can be copied. */
import { generateKeyPair, type JWTPayload } from 'jose';
import { describe, expect, test } from 'vitest';
import { loadProfile } from '../schema/profile.js';
import { ann, attended, bilal, chidi, hl7, pid, registered } from './feed-messages.js';
import { launch, openLauncher } from './launcher.js';
import { startOneSubgraph } from './one-subgraph.js';
import { eventually, post, startRecord, type Asked } from './record.js';

const granta = await openLauncher('Y99901');
const hospital = await openLauncher('RGT');
const profile = hospital.launching(granta.launching(loadProfile('cambridgeshire-peterborough')));
const letter = hl7('hospital', 'MDM^T02', [
  pid(ann),
  'PV1|1|O',
  'TXA|1|CL^Clinic letter|AP|202603061600|||||C9999902^Mockford^Mina^^^Dr^^^GMC|||DOC-1^PAS|||||AU||AV',
  `OBX|1|ED|L^Letter||^text^plain^Base64^${Buffer.from('Dear colleague').toString('base64')}||||||F`,
]);
const feeds = [registered(ann), attended(ann), letter, registered(bilal), attended(bilal)];
const record = await startRecord({ profile, feeds });
const encounters = await startOneSubgraph(record, 'encounters');

const problems = `query ($of: ID!) { patient(nhsNumber: $of) { nhsNumber problemList { entries { problem { text } } } } }`;
const reasonsIn = (answer: { errors: readonly { extensions: { reason?: string } }[] }) =>
  answer.errors.map(({ extensions }) => extensions.reason);
const refusedBy = async (response: Response, code: string) =>
  eventually(
    () => record.store.access.readRefused({ first: 100, code }),
    (rows) => rows.some((row) => row.requestId === response.headers.get('x-request-id')),
  ).then((rows) => rows.find((row) => row.requestId === response.headers.get('x-request-id'))!);

describe('R7 a launch', () => {
  test('opens the person for the user, role and organisation that it names, and says so in the trail', async () => {
    const { session, response, text } = await launch(record.url, await granta.token(ann));
    expect(response.status).toBe(200);
    expect(text).not.toContain(ann);
    const answer = await post(record.url, problems, { of: ann }, session);
    expect(answer.data.patient).toMatchObject({
      nhsNumber: ann,
      problemList: { entries: [{ problem: { text: 'Heart failure' } }] },
    });
    const { disclosures } = await record.store.readDisclosures({ nhsNumber: ann as never, first: 1, offset: 0 });
    expect(disclosures[0]).toMatchObject({ viewer: { userId: '999000000011', organisation: 'Y99901', purpose: 'direct-care' } });
  });

  test('from a form sets a cookie no script can read, and goes on to a page whose address names nobody', async () => {
    const response = await fetch(`${record.url}/launch`, {
      method: 'POST',
      body: new URLSearchParams({ launch: await granta.token(ann) }),
      redirect: 'manual',
    });
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe('graphiql/?launched');
    const cookie = response.headers.get('set-cookie')!;
    expect(cookie).toMatch(/^__Host-scr-session=[\w-]{43};/);
    for (const part of ['HttpOnly', 'Secure', 'SameSite=Strict', 'Path=/']) expect(cookie).toContain(part);
    expect(cookie).not.toContain('Domain');

    const pair = cookie.split(';')[0]!;
    const asked = await post(record.url, problems, { of: ann }, undefined, { cookie: pair, 'apollo-require-preflight': 'true' });
    expect(asked.data.patient.nhsNumber).toBe(ann);
    // A browser adds the cookie to what another site makes it send; the header it does not.
    expect(await post(record.url, problems, { of: ann }, undefined, { cookie: pair })).toMatchObject({
      status: 401,
      codes: ['UNAUTHENTICATED'],
    });
    const who = await fetch(`${record.url}/launch/session`, { headers: { cookie: pair, 'apollo-require-preflight': 'true' } });
    expect(await who.json()).toMatchObject({ nhsNumber: ann, organisation: 'Y99901', role: 'gp' });
  });

  test('opens one person once: the copy of a launch opens nothing, however many try at once', async () => {
    const token = await granta.token(ann);
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => launch(record.url, token)));
    expect(outcomes.filter(({ session }) => session !== undefined)).toHaveLength(1);
    const copies = outcomes.filter(({ code }) => code === 'LAUNCH_REFUSED');
    expect(copies).toHaveLength(7);
    expect(await refusedBy(copies[0]!.response, 'LAUNCH_REFUSED')).toMatchObject({
      way: 'launch',
      userId: '999000000011',
      organisation: 'Y99901',
      issuer: granta.issuer,
      detail: 'jti was used before',
    });
  });

  test('ends by signing off, and by being revoked', async () => {
    const [one, other] = [await launch(record.url, await granta.token(ann)), await launch(record.url, await granta.token(ann))];
    const off = await fetch(`${record.url}/launch/session`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${one.session}` },
    });
    expect(off.status).toBe(204);
    const after = await post(record.url, problems, { of: ann }, one.session);
    expect(after).toMatchObject({ status: 401, codes: ['SESSION_EXPIRED'] });
    expect((await post(record.url, problems, { of: ann }, other.session)).codes).toEqual([]);
    await record.store.access.revoke({ kind: 'user', id: '999000000011', by: 'test' });
    expect((await post(record.url, problems, { of: ann }, other.session)).codes).toEqual(['SESSION_EXPIRED']);
  });
});

const foreign = await generateKeyPair('ES256', { extractable: true });
const altered = async (claims: object): Promise<string> => {
  const [header, , signature] = (await granta.token(ann)).split('.');
  const payload = JSON.parse(Buffer.from((await granta.token(ann)).split('.')[1]!, 'base64url').toString()) as object;
  return `${header}.${Buffer.from(JSON.stringify({ ...payload, ...claims })).toString('base64url')}.${signature}`;
};
const now = (): number => Math.floor(Date.now() / 1000);

describe('R7 a launch is refused, without saying why, and kept in the trail', () => {
  const attacks: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['is no token', () => Promise.resolve('not a token')],
    ['is missing', () => Promise.resolve(undefined)],
    ['was altered to name another person', () => altered({ nhs_number: bilal })],
    ['was altered to live longer', () => altered({ exp: now() + 3600 })],
    ['is signed by somebody else', () => granta.token(ann, {}, { signWith: foreign.privateKey })],
    ['is signed by another partner', () => hospital.token(ann, { iss: granta.issuer })],
    [
      'brings its own key',
      () => granta.token(ann, {}, { signWith: foreign.privateKey, header: { jwk: granta.publicJwk, kid: 'own' } }),
    ],
    ['acts for another organisation than its own', () => granta.token(ann, { org_code: 'RGT' })],
    ['is of a system that the profile does not name', () => granta.token(ann, { iss: 'https://elsewhere.example' })],
    ['was meant for another service', () => granta.token(ann, { aud: 'another' })],
    ['is too old', () => granta.token(ann, { iat: now() - 120, exp: now() - 60 })],
    ['lives longer than a minute', () => granta.token(ann, { exp: now() + 61 })],
    ['was made in the future', () => granta.token(ann, { iat: now() + 30, exp: now() + 60 })],
    ['has no age', () => granta.token(ann, { iat: undefined } as unknown as JWTPayload)],
    ['has no identifier', () => granta.token(ann, { jti: undefined } as unknown as JWTPayload)],
    ['names no user', () => granta.token(ann, { sub: undefined } as unknown as JWTPayload)],
    ['has another date of birth', () => granta.token(ann, { date_of_birth: '1952-03-15' })],
    ['has part of a date of birth', () => granta.token(ann, { date_of_birth: '1952' })],
    ['has no date of birth', () => granta.token(ann, { date_of_birth: undefined })],
    ['names a person whom nobody knows', () => granta.token(chidi)],
    ['names no NHS number', () => granta.token('9990000019')],
    ['is an access token', () => record.token('gp')],
    ['says that it is another kind of token', () => granta.token(ann, {}, { header: { typ: 'at+jwt' } })],
  ];
  test.each(attacks)('that %s', async (_why, token) => {
    const { response, code, text } = await launch(record.url, await token());
    expect([response.status, code]).toEqual([403, 'LAUNCH_REFUSED']);
    expect(text).toBe(
      '{"errors":[{"message":"The launch was not accepted; open the person again from your own system.","extensions":{"code":"LAUNCH_REFUSED"}}]}',
    );
    expect(response.headers.get('set-cookie')).toBeNull();
    const kept = await refusedBy(response, 'LAUNCH_REFUSED');
    expect(JSON.stringify(kept)).not.toMatch(/99900000\d\d[^1]|1952|eyJ/);
  });

  test('in an address, where it would end up in logs', async () => {
    const response = await fetch(`${record.url}/launch?launch=${await granta.token(ann)}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    expect(response.status).toBe(403);
    expect(record.log()).not.toMatch(/eyJ|9990000018|1952-03-14/);
  });

  test('a launch of another partner opens its own people, under its own rules only', async () => {
    const { session } = await launch(record.url, await hospital.token(ann, { role_code: 'R1730', sub: 'clerk' }));
    const answer = await post(record.url, problems, { of: ann }, session);
    expect(reasonsIn(answer)).toContain('ROLE_NOT_PERMITTED');
  });
});

describe('R7 the person of a session cannot be swapped', () => {
  test.each([
    ['by a variable', problems, { of: bilal }],
    [
      'by an alias beside the right one',
      `{ mine: patient(nhsNumber: "${ann}") { nhsNumber } other: patient(nhsNumber: "${bilal}") { problemList { entries { problem { text } } } } }`,
      {},
    ],
  ])('%s', async (_how, query, variables) => {
    const { session } = await launch(record.url, await granta.token(ann, { sub: 'u-swap' }));
    const answer = await post(record.url, query, variables, session);
    expect(reasonsIn(answer)).toContain('OTHER_PERSON');
    expect((answer.data?.other ?? answer.data?.patient)?.problemList?.entries ?? null).toBeNull();
    const { disclosures } = await record.store.readDisclosures({ nhsNumber: bilal as never, first: 1, offset: 0 });
    expect(disclosures[0]).toMatchObject({ viewer: { userId: 'u-swap' }, returned: [] });
    expect(JSON.stringify(disclosures[0])).toContain('OTHER_PERSON');
    expect(JSON.stringify(disclosures[0])).not.toContain(ann);
  });

  test('by a reference to a subgraph that runs elsewhere', async () => {
    const entities = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Patient { problemList { entries { problem { text } } } } } }`;
    const of = [ann, bilal].map((nhsNumber) => ({ __typename: 'Patient', nhsNumber }));
    const { session } = await launch(record.url, await granta.token(ann));
    const answer = await post(encounters.url, entities, { of }, session);
    expect(answer.data._entities[0].problemList.entries).toHaveLength(1);
    expect(answer.data._entities[1]?.problemList?.entries ?? null).toBeNull();
    expect(reasonsIn(answer)).toContain('OTHER_PERSON');
  });

  test('by the link of a document of another session', async () => {
    const links = `query ($of: ID!) { patient(nhsNumber: $of) { documents { entries { content { link } } } } }`;
    const [one, other] = [
      await launch(record.url, await granta.token(ann)),
      await launch(record.url, await granta.token(bilal, { date_of_birth: '1952-03-14' })),
    ];
    const { data } = await post(record.url, links, { of: ann }, one.session);
    const { link } = data.patient.documents.entries[0].content;
    const as = (session: string | undefined) =>
      fetch(`${record.url}${link}`, { headers: { authorization: `Bearer ${session}` } });
    expect((await as(other.session)).status).not.toBe(200);
    expect(await (await as(one.session)).text()).toBe('Dear colleague');
  });
});

describe('R7 R31 a launch under a number that was merged into another', () => {
  const [survivor, retired] = ['9990000042', '9990000050'];

  test('opens the one record; once the merge is undone, the launched person and nobody else', async () => {
    const merge = hl7('granta', 'ADT^A40', [pid(survivor), `MRG|${retired}^^^NHS^NH`], { at: '202601020900' });
    const undo = hl7('granta', 'ADT^A37', [pid(survivor), pid(retired)], { at: '202601030900' });
    await record.take(
      ...[survivor, retired].map((of) => registered(of)),
      attended(survivor),
      attended(retired, 7, '49436004^Atrial fibrillation^SCT', 'V-OTHER'),
      merge,
    );
    const { session } = await launch(record.url, await granta.token(retired, { sub: 'u-merged' }));
    const problemsOf = async (of: string) => {
      const { data, errors } = await post(record.url, problems, { of }, session);
      const named = data.patient?.problemList?.entries?.map((entry: Asked) => entry.problem.text).toSorted() as
        string[] | undefined;
      return { named, reasons: [...new Set(reasonsIn({ errors }))] };
    };
    const both = { named: ['Atrial fibrillation', 'Heart failure'], reasons: [] };
    expect([await problemsOf(retired), await problemsOf(survivor)]).toEqual([both, both]);

    await record.take(undo);
    expect(await problemsOf(retired)).toEqual({ named: ['Atrial fibrillation'], reasons: [] });
    expect(await problemsOf(survivor)).toEqual({ named: undefined, reasons: ['OTHER_PERSON'] });
  });
});
