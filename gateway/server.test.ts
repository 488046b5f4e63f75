/** What the front door says to whatever is sent to it: codes, and nothing of what was sent. */
import { beforeAll, describe, expect, test } from 'vitest';
import { known, serve, type ReadSide } from '../test/held-in-memory.js';

const of = '9990000018';
let graph: ReadSide;
beforeAll(async () => {
  graph = await serve((nhsNumber) => ({ facts: known(nhsNumber, ['RGT']), entries: [] }));
});

const as = { authorization: 'hospital-doctor RGT', 'content-type': 'application/json' };
const post = (payload: string, headers: Record<string, string> = as) =>
  graph.server.inject({ method: 'POST', url: '/graphql', headers, payload });
const query = JSON.stringify({ query: '{ me { userId } }' });

describe('what is no operation', () => {
  test.each([
    ['an address that is none', { method: 'GET', url: `/patients/${of}` }, 404],
    ['an address that cannot be read', { method: 'GET', url: `/%zz${of}` }, 400],
    ['a body that is not JSON', { method: 'POST', url: '/graphql', headers: as, payload: `{"query": ${of}` }, 400],
    [
      'a body in another form',
      { method: 'POST', url: '/graphql', headers: { ...as, 'content-type': 'text/xml' }, payload: of },
      415,
    ],
    [
      'a body that is too large',
      { method: 'POST', url: '/graphql', headers: as, payload: JSON.stringify({ query: of.repeat(30_000) }) },
      413,
    ],
    [
      'a body with prototypes',
      { method: 'POST', url: '/graphql', headers: as, payload: `{"query":"{me{userId}}","__proto__":{"of":"${of}"}}` },
      400,
    ],
    ['operations in a batch', { method: 'POST', url: '/graphql', headers: as, payload: `[${query},${query}]` }, 400],
    [
      'a form, as another site could send it',
      { method: 'POST', url: '/graphql', headers: { ...as, 'content-type': 'text/plain' }, payload: query },
      400,
    ],
    ['an operation in the address', { method: 'GET', url: `/graphql?query={me{userId}}`, headers: as }, 405],
    [
      'a number in the address',
      { method: 'GET', url: `/graphql?extensions={"persistedQuery":{}}&variables={"of":"999 000 0018"}`, headers: as },
      400,
    ],
    [
      'two operations in the address',
      { method: 'GET', url: `/graphql?extensions={"persistedQuery":{}}&query=a&query=b`, headers: as },
      405,
    ],
  ] as const)('%s is refused without a word of it', async (_what, request, status) => {
    const response = await graph.server.inject(request as never);
    expect(response.statusCode).toBe(status);
    expect(response.payload).not.toMatch(/9990000018|999 000 0018|patients|stack|node_modules/);
    expect(JSON.parse(response.payload)).toMatchObject({ errors: [{ extensions: { code: expect.any(String) as string } }] });
    expect(graph.log()).not.toMatch(/9990000018|999 000 0018/);
  });
});

test('nothing is answered from a cache of anybody', async () => {
  const response = await post(query);
  expect(response.statusCode).toBe(200);
  expect(response.headers).toMatchObject({ 'cache-control': 'no-store' });
});

test('without proof of identity nothing is said, not even whether the operation is one', async () => {
  for (const payload of [query, '{ nonsense', JSON.stringify({ query: '{ __schema { types { name } } }' })]) {
    const response = await post(payload, { 'content-type': 'application/json' });
    expect(response.statusCode).toBe(401);
    expect(JSON.parse(response.payload).errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  }
});

test('a persisted operation asks under the variables and the role of who sends it', async () => {
  const text = 'query ($of: ID!) { patient(nhsNumber: $of) { access { permitted } } }';
  const { createHash } = await import('node:crypto');
  const extensions = { persistedQuery: { version: 1, sha256Hash: createHash('sha256').update(text).digest('hex') } };
  const permitted = async (authorization: string, body: object): Promise<unknown> => {
    const response = await post(JSON.stringify({ extensions, variables: { of }, ...body }), { ...as, authorization });
    return (JSON.parse(response.payload) as { data: { patient: { access: { permitted: boolean } } } }).data.patient.access
      .permitted;
  };
  expect(await permitted('hospital-doctor RGT', { query: text })).toBe(true);
  expect(await permitted('paramedic RYC', {})).toBe(false);
  expect(await permitted('hospital-doctor RGT', {})).toBe(true);
});
