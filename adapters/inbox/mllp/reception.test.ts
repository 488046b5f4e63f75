import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { listening } from './test-listener.js';
import { framed, update } from './test-sender.js';

test('nothing is acknowledged before it is durable', async () => {
  const { sender, holdBack } = await listening();
  const release = holdBack();
  const one = await sender();
  await one.write(framed(update('1', { accept: 'AL', application: 'AL' })));
  let hasAnswer = false;
  one.socket.on('data', () => (hasAnswer = true));
  await delay(100);
  expect(hasAnswer).toBe(false);
  release();
  expect(await one.codes(2)).toEqual(['CA 1', 'AA 1']);
});

test('an outage is never a refusal: AE or CE, on which senders try again, and good once it is over', async () => {
  const { inbox, sender } = await listening();
  inbox.isDown = true;
  const one = await sender();
  await one.write(
    framed(update('1')) +
      framed(update('2', { accept: 'AL', application: 'AL' })) +
      framed(update('3', { accept: 'NE', application: 'ER' })),
  );
  expect(await one.codes(3)).toEqual(['AE 1', 'CE 2', 'AE 3']);
  inbox.isDown = false;
  await one.write(framed(update('1')));
  expect(await one.codes(1)).toEqual(['AA 1']);
});

test('enhanced mode: the commit answer, then the application answer as a second message', async () => {
  const { inbox, sender } = await listening({}, { feeds: { 'rgt-pas': 'onError: reject' } });
  inbox.outcome = ({ bytes }) =>
    Buffer.from(bytes).includes('|2|P|')
      ? { state: 'quarantined', code: 'IDENTIFIER_MISSING', location: 'PID-3' }
      : { state: 'applied' };
  const one = await sender();
  await one.write(
    framed(update('1', { accept: 'AL', application: 'AL' })) + framed(update('2', { accept: 'SU', application: 'ER' })),
  );
  expect(await one.codes(4)).toEqual(['CA 1', 'AA 1', 'CA 2', 'AE 2']);
  await one.write(
    framed(update('3', { accept: 'NE', application: 'NE' })) + framed(update('4', { accept: 'ER', application: 'SU' })),
  );
  expect(await one.codes(1)).toEqual(['AA 4']);
  expect(inbox.arrivals).toHaveLength(4);
});

test('a feed chooses whether its sender is told of what cannot be applied', async () => {
  const { inbox, sender } = await listening({}, { feeds: { 'rgt-pas': 'onError: reject', 'rgn-pas': 'onError: quarantine' } });
  inbox.outcome = () => ({ state: 'quarantined', code: 'DATE_INVALID', location: 'PV1-44' });
  const one = await sender();
  await one.write(framed(update('1')));
  const [, msa, err] = await one.answer();
  expect(msa!.slice(0, 3)).toEqual(['MSA', 'AE', '1']);
  expect(err![1]).toMatch(/^PV1\^1\^44\^102&/);
  await one.write(framed(update('2', { sender: 'PAS|RGN' })));
  expect(await one.codes(1)).toEqual(['AA 2']);
});

test('what is not applied in time is no success: AE, and the same message again gets the answer it then has', async () => {
  const { inbox, sender } = await listening({}, { feeds: { 'rgt-pas': 'onError: reject' } });
  inbox.outcome = () => undefined;
  const one = await sender();
  await one.write(framed(update('1')));
  expect(await one.codes(1)).toEqual(['AE 1']);
});

test('a sender of no feed is answered AR with the place, and its message kept', async () => {
  const { inbox, sender } = await listening();
  const one = await sender();
  await one.write(framed(update('1', { sender: 'WHO|KNOWS' })));
  const [, msa, err] = await one.answer();
  expect(msa!.slice(0, 3)).toEqual(['MSA', 'AR', '1']);
  expect(err![1]).toMatch(/^MSH\^1\^3\^204&/);
  expect(inbox.kept()).toEqual([update('1', { sender: 'WHO|KNOWS' })]);
});

test('no answer, log line or status repeats what a message says of a person', async () => {
  const { inbox, listener, log, sender } = await listening({ maxBytes: 3_000 }, { feeds: { 'rgt-pas': 'onError: reject' } });
  inbox.outcome = () => ({ state: 'quarantined', code: 'IDENTIFIER_MISSING', location: 'PID-3' });
  const one = await sender();
  const said: string[] = [];
  one.socket.on('data', (chunk) => said.push(chunk.toString()));
  const body = 'PID|1||9990000018^^^NHS^NH||Testperson^Ada';
  await one.write(
    framed(update('1', { body })) +
      framed(update('2', { body, sender: 'X|Y' })) +
      `${body}\r` +
      framed(update('3', { body: body.repeat(100) })) +
      framed(body),
  );
  await one.codes(4);
  expect(JSON.stringify([said, log, listener.status()])).not.toMatch(/9990000018|Testperson/);
});

test('the status says who is connected, what waits and what went wrong', async () => {
  const { listener, sender, holdBack } = await listening();
  const release = holdBack();
  const one = await sender('TLS');
  await one.write(framed(update('1')) + framed(update('2', { sender: 'X|Y' })));
  await expect.poll(() => listener.status().waiting).toBe(2);
  release();
  await one.codes(2);
  expect(listener.status()).toMatchObject({
    connections: [{ isTls: true, address: '127.0.0.1', feed: 'rgt-pas', waiting: 0, received: 2, lastCode: 'FEED_UNKNOWN' }],
    waiting: 0,
    received: 2,
    lastErrors: [{ code: 'FEED_UNKNOWN', address: '127.0.0.1' }],
  });
  one.close();
  await expect.poll(() => listener.status().connections).toEqual([]);
  expect(listener.status().received).toBe(2);
});
