import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { listening } from './test-listener.js';
import { framed, update } from './test-sender.js';

test('while too many are unanswered nothing more is read, however much a sender sends', async () => {
  const { listener, sender, holdBack } = await listening({ mostUnanswered: 4 });
  const release = holdBack();
  const one = await sender();
  const message = framed(update('1', { body: `NTE|||${'x'.repeat(100_000)}` }));
  let sent = 0;
  const sending = (async () => {
    for (; sent < 300; sent++) await one.write(message);
  })();
  await delay(300);
  // What the kernel's buffers hold was sent; the rest waits with the sender.
  expect(sent).toBeLessThan(200);
  expect(listener.status().waiting).toBeLessThanOrEqual(8);
  release();
  await sending;
  expect(await one.codes(300)).toHaveLength(300);
});

test('a sender that does not read its answers is not read either, and others go on', async () => {
  const { inbox, sender } = await listening({ mostUnanswered: 4 });
  const deaf = await sender();
  deaf.socket.pause();
  const message = framed(update('1'.repeat(60_000)));
  void (async () => {
    for (let count = 0; count < 2_000 && !deaf.socket.destroyed; count++) await deaf.write(message);
  })();
  await delay(500);
  const before = inbox.arrivals.length;
  expect(before).toBeLessThan(1_500);
  const one = await sender();
  await one.write(framed(update('2')));
  expect(await one.codes(1)).toEqual(['AA 2']);
});

test('a silent connection is ended; a frame that does not go on is kept as half a frame', async () => {
  const { inbox, sender } = await listening({ idleMs: 100, frameMs: 150 });
  const [idle, half, busy] = [await sender(), await sender(), await sender()];
  await half.write('\x0bMSH|^~\\&|PAS|RGT|\r');
  const beating = setInterval(() => void busy.write(framed(update('1'))), 30);
  await Promise.all([idle.ended, half.ended]);
  await expect.poll(() => inbox.kept()).toContain('FRAME_UNREADABLE MSH|^~\\&|PAS|RGT|\r');
  expect(busy.socket.readableEnded).toBe(false);
  clearInterval(beating);
});

test('a sender that never marks the end is heard where its feed says so, and nowhere else', async () => {
  const { inbox, sender } = await listening({ frameMs: 1_500 }, { feeds: { 'rgt-pas': 'frameEnd: silence' } });
  const [one, other] = [await sender(), await sender()];
  await one.write(`\x0b${update('1')}`);
  await other.write(`\x0b${update('2', { sender: 'PAS|RGN' })}`);
  expect(await one.codes(1)).toEqual(['AA 1']);
  await other.ended;
  await expect.poll(() => inbox.kept()).toEqual([update('1'), `FRAME_UNREADABLE ${update('2', { sender: 'PAS|RGN' })}`]);
});

test('connections are limited, in all and for one address; one that ends makes room', async () => {
  const { listener, sender } = await listening({ connections: 3, connectionsPerAddress: 2 });
  const [first, second] = [await sender(), await sender()];
  await first.write(framed(update('1')));
  await first.codes(1);
  const third = await sender();
  await third.ended;
  expect(listener.status()).toMatchObject({ turnedAway: 1 });
  second.close();
  await expect.poll(() => listener.status().connections.length).toBe(1);
  const fourth = await sender();
  await fourth.write(framed(update('2')));
  expect(await fourth.codes(1)).toEqual(['AA 2']);
});

test('unfinished frames are held only up to a sum over all connections', async () => {
  const { sender } = await listening({ heldBytes: 3_000_000, maxBytes: 10_000_000 });
  const [large, small] = [await sender(), await sender()];
  await small.write('\x0bMSH|^~\\&|PAS|RGT|');
  await large.write(`\x0b${'x'.repeat(4_000_000)}`);
  await large.ended;
  const sent = framed(update('1'));
  await small.write(`SCR|SCR|1||ADT^A31|1|P|2.4\r\x1c\r${sent}`);
  expect(await small.codes(2)).toEqual(['AA 1', 'AA 1']);
});

test('whoever sends nothing but junk is cut off', async () => {
  const { inbox, sender } = await listening({ mostUnreadable: 5 });
  const one = await sender();
  await one.write(framed('junk').repeat(100));
  await one.ended;
  expect(inbox.arrivals.length).toBeLessThan(100);
});
