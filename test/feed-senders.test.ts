/** Who sends on a feed proves it: by a token of the identity provider's, or by a certificate; nobody on the feed of another (R33). */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { X509Certificate } from 'node:crypto';
import type { TLSSocket } from 'node:tls';
import { afterAll, expect, test } from 'vitest';
import { framed, openSender } from '../adapters/inbox/mllp/test-sender.js';
import { openTestProvider } from '../gateway/identity/test-provider.js';
import { loadProfile } from '../schema/profile.js';
import { testAuthority, type TestCertificate } from './certificates.js';
import { ann, attended, resulted } from './feed-messages.js';
import { eventually, startRecord } from './record.js';

const folder = mkdtempSync(join(tmpdir(), 'scr-senders-'));
const provider = await openTestProvider();
afterAll(async () => {
  await provider.close();
  rmSync(folder, { recursive: true });
});
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const authority = await testAuthority();
const [server, renewed, laboratory, other] = (await Promise.all(
  ['first', 'renewed', 'lims.rgt', 'pas.rgn'].map((name) => authority.issue(name)),
)) as [TestCertificate, TestCertificate, TestCertificate, TestCertificate];

const base = loadProfile('cambridgeshire-peterborough');
const certificates: Readonly<Record<string, readonly string[]>> = { 'rgt-lab': ['CN=lims.rgt'], 'rgn-pas': ['CN=pas.rgn'] };
const record = await startRecord({
  profile: {
    ...base,
    feeds: base.feeds.map((feed) =>
      feed.name in certificates ? { ...feed, certificates: [...certificates[feed.name]!] } : feed,
    ),
  },
  settings: {
    OIDC_ISSUER: provider.issuer,
    TLS_CERT: file('cert.pem', server.cert),
    TLS_KEY: file('key.pem', server.key),
    TLS_CLIENT_CA: file('ca.pem', authority.ca),
    MLLP_TLS_PORT: '0',
  },
});

interface Shown {
  readonly token?: string;
  readonly by?: TestCertificate;
}

/** Status of a message posted on `feed`, with the code where it is refused. */
function post(feed: string, message: string, { token, by }: Shown): Promise<string> {
  return new Promise((resolve, reject) => {
    const sending = request(
      `${record.url.replace('http:', 'https:')}/feeds/${feed}`,
      {
        method: 'POST',
        agent: false,
        ca: authority.ca,
        ...(by === undefined ? {} : { cert: by.cert, key: by.key }),
        headers: { 'content-type': 'application/hl7-v2', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
      },
      (answer) => {
        let text = '';
        answer.on('data', (chunk) => (text += String(chunk)));
        answer.on('end', () =>
          resolve(`${answer.statusCode} ${/"code":"(\w+)"/.exec(text)?.[1] ?? /MSA\|(\w+)/.exec(text)?.[1] ?? ''}`),
        );
      },
    );
    sending.on('error', reject);
    sending.end(message);
  });
}
const stored = async (feed: string) =>
  (await record.sql('select count(*)::int as n from message where feed = $1', [feed]))[0]!['n'];

/** As a provider issues them to a client (RFC 6749 section 4.4): of nobody, with the scopes that it was given. */
const clientToken = (scope: string | undefined, about: Record<string, unknown> = {}) =>
  provider.token({
    sub: 'client-rgt',
    client_id: 'client-rgt',
    scope,
    nhsid_nrbac_roles: undefined,
    selected_roleid: undefined,
    ...about,
  });

test('a client whose token has the scope of the feed is taken, and its message is applied', async () => {
  expect(await post('rgt-pas', attended(ann), { token: await clientToken('openid feed:rgt-pas') })).toBe('200 AA');
  await eventually(
    () => stored('rgt-pas'),
    (count) => count === 1,
  );
});

test('a token of another feed, of no feed, of a person, too old or not of the provider lets nothing in', async () => {
  const before = await stored('rgt-pas');
  const message = attended(ann, 8);
  const ask = async (token: string) => post('rgt-pas', message, { token });
  expect(await ask(await clientToken('feed:rgt-lab'))).toBe('403 SENDER_REFUSED');
  expect(await ask(await clientToken(undefined))).toBe('403 SENDER_REFUSED');
  expect(await ask(await provider.token())).toBe('403 SENDER_REFUSED');
  expect(await ask(await clientToken('feed:rgt-pas', { exp: Math.floor(Date.now() / 1000) - 60 }))).toBe('401 TOKEN_REFUSED');
  expect(await ask(await clientToken('feed:rgt-pas', { aud: 'somebody-else' }))).toBe('401 TOKEN_REFUSED');
  const [head, body] = (await clientToken('feed:rgt-lab')).split('.') as [string, string];
  expect(await ask(`${head}.${body}.${'A'.repeat(342)}`)).toBe('401 TOKEN_REFUSED');
  expect(await post('rgt-pas', message, {})).toBe('401 UNAUTHENTICATED');
  expect(await stored('rgt-pas')).toBe(before);
});

test('a feed that names certificates takes its own over HTTPS, and neither another partner’s nor a token instead', async () => {
  const message = resulted(ann);
  expect(await post('rgt-lab', message, { by: other })).toBe('403 SENDER_REFUSED');
  expect(await post('rgt-lab', message, {})).toBe('401 UNAUTHENTICATED');
  expect(await post('rgt-lab', message, { token: await clientToken('feed:rgt-lab') })).toBe('401 UNAUTHENTICATED');
  const elsewhere = await (await testAuthority('Elsewhere')).issue('lims.rgt');
  expect(await post('rgt-lab', message, { by: elsewhere })).not.toMatch(/^2/);
  expect(await stored('rgt-lab')).toBe(0);
  expect(await post('rgt-lab', message, { by: laboratory })).toBe('200 AA');
  await eventually(
    () => stored('rgt-lab'),
    (count) => count === 1,
  );
});

test('certificates renewed in their files count for the next MLLP connection, and those that are open go on', async () => {
  const port = record.mllpTlsPort!;
  const connect = (by = laboratory) => openSender(port, { ca: authority.ca, cert: by.cert, key: by.key });
  const nameOf = (socket: unknown) => new X509Certificate((socket as TLSSocket).getPeerCertificate().raw).subject;
  const open = await connect();
  const say = async (sender: typeof open, daysBefore: number) => {
    await sender.write(framed(resulted(ann, daysBefore)));
    return (await sender.answer()).find(([name]) => name === 'MSA')![1];
  };
  expect(nameOf(open.socket)).toBe('CN=first');
  expect(await say(open, 4)).toBe('AA');
  file('cert.pem', renewed.cert);
  file('key.pem', renewed.key);
  const names = async () => {
    const next = await connect();
    const name = nameOf(next.socket);
    if (name !== 'CN=first') expect(await say(next, 5)).toBe('AA');
    next.close();
    return name;
  };
  expect(await eventually(names, (name) => name !== 'CN=first', 60_000)).toBe('CN=renewed');
  expect(await say(open, 6)).toBe('AA');
  open.close();
}, 90_000);
