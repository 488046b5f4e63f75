import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { listening, numbers } from './test-listener.js';
import { framed, update } from './test-sender.js';

const accepted = (count: number) => numbers(count).map((number) => `AA ${number}`);

describe.each(['TCP', 'TLS'] as const)('over %s', (way) => {
  test('many messages in one packet are kept as they came and answered in order', async () => {
    const { inbox, sender } = await listening({ mostUnanswered: 8 });
    const one = await sender(way);
    await one.write(
      numbers(200)
        .map((number) => framed(update(number)))
        .join(''),
    );
    expect(await one.codes(200)).toEqual(accepted(200));
    expect(inbox.kept()).toEqual(numbers(200).map((number) => update(number)));
    expect(inbox.arrivals.every(({ feed, channel }) => feed === 'rgt-pas' && channel === 'mllp')).toBe(true);
  });

  test('end bytes split over packets, and a message byte by byte', async () => {
    const { inbox, sender } = await listening();
    const one = await sender(way);
    one.socket.setNoDelay(true);
    const sent = framed(update('1'));
    await one.write(sent.slice(0, -1));
    await delay(20);
    await one.write(sent.slice(-1));
    expect(await one.codes(1)).toEqual(['AA 1']);
    for (const byte of framed(update('2'))) await one.write(byte);
    expect(await one.codes(1)).toEqual(['AA 2']);
    expect(inbox.kept()).toEqual([update('1'), update('2')]);
  });

  test('junk between frames and half frames are kept with a reason, and no good message is lost beside them', async () => {
    const { inbox, listener, sender } = await listening();
    const one = await sender(way);
    await one.write(`junk${framed(update('1'))}more junk\x0bMSH|^~\\&|half${framed(update('2'))}`);
    expect(await one.codes(2)).toEqual(accepted(2));
    expect(inbox.kept()).toEqual([
      'FRAME_UNREADABLE junk',
      update('1'),
      'FRAME_UNREADABLE more junk',
      'FRAME_UNREADABLE MSH|^~\\&|half',
      update('2'),
    ]);
    expect(listener.status().lastErrors.map(({ code }) => code)).toEqual(Array(3).fill('FRAME_UNREADABLE'));
  });

  test('a sender that closes its half of the connection is still answered; half a frame is kept', async () => {
    const { inbox, sender, holdBack } = await listening();
    const release = holdBack();
    const one = await sender(way);
    await one.write(`${framed(update('1'))}\x0bMSH|^~\\&|PAS|RGT|broken off\r`);
    one.socket.end();
    await delay(50);
    release();
    expect(await one.codes(1)).toEqual(['AA 1']);
    await one.ended;
    await expect.poll(() => inbox.kept()).toEqual([update('1'), 'FRAME_UNREADABLE MSH|^~\\&|PAS|RGT|broken off\r']);
  });

  test('several senders at once, good and bad, do not disturb each other', async () => {
    const { inbox, sender } = await listening();
    const many = await Promise.all(numbers(12).map(() => sender(way)));
    await Promise.all(
      many.map(async (one, index) => {
        if (index % 3 === 0) return one.write('\x0bnever ends');
        if (index % 3 === 1) return one.write(Buffer.from(numbers(300).join('\x1c'), 'latin1'));
        for (const number of numbers(20)) {
          await one.write(framed(update(number)));
          expect(await one.codes(1)).toEqual([`AA ${number}`]);
        }
      }),
    );
    expect(inbox.arrivals.filter(({ refusal }) => refusal === undefined)).toHaveLength(80);
  });

  test('a frame larger than allowed is answered AR, its head kept, and the next message taken', async () => {
    const { inbox, sender } = await listening({ maxBytes: 2_000 });
    const one = await sender(way);
    await one.write(framed(update('1', { body: `PID|1\rOBX|${'x'.repeat(300_000)}` })) + framed(update('2')));
    const [, msa, err] = await one.answer();
    expect(msa!.slice(0, 3)).toEqual(['MSA', 'AR', '1']);
    expect(err![1]).toContain('MESSAGE_TOO_LARGE');
    expect(await one.codes(1)).toEqual(['AA 2']);
    expect(inbox.kept()[0]).toMatch(/^MESSAGE_TOO_LARGE MSH\|/);
  });

  test('closing answers what was received and what is on its way, then ends', async () => {
    const { listener, sender, holdBack } = await listening({ drainMs: 5_000 });
    const release = holdBack();
    const [one, idle] = [await sender(way), await sender(way)];
    const sent = framed(update('2'));
    await one.write(framed(update('1')) + sent.slice(0, 30));
    await expect.poll(() => listener.status().waiting).toBe(1);
    const closing = listener.close();
    await idle.ended;
    idle.close();
    release();
    await one.write(sent.slice(30));
    expect(await one.codes(2)).toEqual(accepted(2));
    await one.ended;
    one.close();
    await closing;
  });
});
