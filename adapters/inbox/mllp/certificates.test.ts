import { once } from 'node:events';
import { connect } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { expect, test } from 'vitest';
import { testAuthority, type TestCertificate } from '../../../test/certificates.js';
import { testInbox } from '../test-inbox.js';
import { listenMllp } from './server.js';
import { listening, testCertificates, testProfile } from './test-listener.js';
import { framed, update } from './test-sender.js';

test('a feed that names certificates is open to them alone', async () => {
  const { trusted } = await testCertificates();
  const stranger = await testAuthority('Elsewhere');
  const [right, wrong, pinned, forged] = await Promise.all([
    trusted.issue('rgt.test'),
    trusted.issue('rgn.test'),
    stranger.issue('pinned'),
    stranger.issue('rgt.test'),
  ]);
  const { inbox, sender } = await listening(
    {},
    { feeds: { 'rgt-pas': `certificates: ['CN=rgt.test', '${pinned.fingerprint}']` }, tls: { ca: [trusted.ca] } },
  );
  const answerTo = async (way: 'TCP' | 'TLS', own?: TestCertificate) => {
    const one = await sender(way, own);
    await one.write(framed(update('1')));
    return one.codes(1).then(
      ([code]) => code,
      () => 'turned away',
    );
  };
  expect(await answerTo('TLS', right)).toBe('AA 1');
  // Known by its fingerprint, whoever signed it.
  expect(await answerTo('TLS', pinned)).toBe('AA 1');
  expect(await answerTo('TLS', wrong)).toBe('AR 1');
  expect(await answerTo('TCP')).toBe('AR 1');
  expect(await answerTo('TLS', forged)).toBe('turned away');
  expect(await answerTo('TLS')).toBe('turned away');
  expect(inbox.arrivals).toHaveLength(2);
});

test('a certificate whose days are over proves nothing, its fingerprint named or not', async () => {
  const { trusted } = await testCertificates();
  const over = await trusted.issue('rgt.test', -1);
  const { sender } = await listening({}, { feeds: { 'rgt-pas': `certificates: ['${over.fingerprint}']` } });
  const one = await sender('TLS', over);
  await one.write(framed(update('1')));
  expect(await one.codes(1)).toEqual(['AR 1']);
});

test('without authorities of its own for senders, a name counts for nothing, whoever signed it', async () => {
  const { trusted } = await testCertificates();
  const named = await trusted.issue('rgt.test');
  const { sender } = await listening({}, { feeds: { 'rgt-pas': "certificates: ['CN=rgt.test']" } });
  const one = await sender('TLS', named);
  await one.write(framed(update('1')));
  expect(await one.codes(1)).toEqual(['AR 1']);
});

test('a new certificate counts from the next connection on, and those that are open go on', async () => {
  const { trusted } = await testCertificates();
  const { listener, sender } = await listening();
  const before = await sender('TLS');
  const renewed = await trusted.issue('localhost');
  listener.setSecureContext({ cert: renewed.cert, key: renewed.key });
  const after = await sender('TLS');
  const shown = (after.socket as TLSSocket).getPeerX509Certificate()!.fingerprint256;
  expect(shown.replaceAll(':', '').toLowerCase()).toBe(renewed.fingerprint);
  await before.write(framed(update('1')));
  expect(await before.codes(1)).toEqual(['AA 1']);
});

test('a TLS port without a certificate, and a port in use, are faults of the settings', async () => {
  const { listener } = await listening();
  const about = {
    inbox: testInbox(),
    profile: testProfile(),
    host: '127.0.0.1',
    logger: { info: () => undefined, warn: () => undefined },
  };
  await expect(listenMllp({ ...about, tlsPort: 0 })).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  await expect(listenMllp({ ...about, port: listener.port })).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
});

test('a connection that goes away before its handshake ended does not keep the listener from closing', async () => {
  const { listener, sender } = await listening();
  const half = connect({ port: listener.tlsPort!, host: '127.0.0.1', allowHalfOpen: true });
  await once(half, 'connect');
  const one = await sender('TLS');
  await one.write(framed(update('1')));
  expect(await one.codes(1)).toEqual(['AA 1']);
  await listener.close();
  half.destroy();
}, 40_000);
