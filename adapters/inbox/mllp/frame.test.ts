import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keptOfTooLarge, openFramer, strayPiece, type Frame } from './frame.js';

const start = '\x0b';
const end = '\x1c\r';
const first = 'MSH|^~\\&|PAS|RGT|||1||ADT^A31|1|P|2.4\rPID|1\r';
const second = 'MSH|^~\\&|PAS|RGT|||1||ADT^A31|2|P|2.4\rPID|2\r';
const bytes = (text: string) => Buffer.from(text, 'latin1');
const shown = (frames: readonly (Frame | undefined)[]) =>
  frames.flatMap((frame) => (frame === undefined ? [] : [frame.fault ? `${frame.fault.code} ${text(frame)}` : text(frame)]));
const text = (frame: Frame) => Buffer.from(frame.bytes).toString('latin1');
const readAll = (chunks: readonly string[], maxBytes = 10_000) => {
  const framer = openFramer({ maxBytes });
  return shown([...chunks.flatMap((chunk) => framer.push(bytes(chunk))), framer.end()]);
};
const unreadable = (of: string) => `FRAME_UNREADABLE ${of}`;

const cases: Record<string, readonly [sent: string, expected: readonly string[]]> = {
  'one message': [start + first + end, [first]],
  'two messages in a packet': [start + first + end + start + second + end, [first, second]],
  'a last segment without its CR': [start + first.trimEnd() + end, [first.trimEnd()]],
  'junk before, between and after': [
    `hello${start}${first}${end}??${start}${second}${end}GET / HTTP/1.1`,
    [unreadable('hello'), first, unreadable('??'), second, unreadable('GET / HTTP/1.1')],
  ],
  'blanks between frames': [`\r\n ${start}${first}${end}\r\n\0 ${start}${second}${end}\n`, [first, second]],
  'end bytes between frames': [start + first + end + end + end + start + second + end, [first, second]],
  'an empty frame': [start + end + start + first + end, [first]],
  'a missing 0x0D': [`${start}${first}\x1c${start}${second}\x1c`, [first, second]],
  'a missing 0x0D after a segment without CR': [`${start}${first.trimEnd()}\x1c${start}${second}\x1c`, [first.trimEnd(), second]],
  'LF for CR at the end': [`${start}${first.trimEnd()}\x1c\n${start}${second}${end}`, [first.trimEnd(), second]],
  'a missing 0x1C': [`${start}${first}${start}${second}${end}`, [first, second]],
  'a start byte twice': [start + start + first + end, [first]],
  'half a frame, then a new one': [`${start}MSH|^~\\&|PAS|RG${start}${second}${end}`, [unreadable('MSH|^~\\&|PAS|RG'), second]],
  'half a frame at the end': [start + first + end + start + second, [first, unreadable(second)]],
  'the other half of a frame': [`PID|1\r${end}${start}${second}${end}`, [unreadable('PID|1\r\x1c\r'), second]],
  'a vertical tab in text': [
    `${start}${first}NTE|||a\x0bb\x0bMSH went home\r${end}`,
    [`${first}NTE|||a\x0bb\x0bMSH went home\r`],
  ],
  'an end byte in text': [`${start}${first}NTE|||a\x1cb\r${end}`, [`${first}NTE|||a\x1cb\r`]],
  'text that begins like a header after a vertical tab': [
    `${start}${first}NTE|||\x0bMS\x0bMSHA\r${end}`,
    [`${first}NTE|||\x0bMS\x0bMSHA\r`],
  ],
};

test.each(Object.entries(cases))('%s: whole, and byte by byte', (_name, [sent, expected]) => {
  expect(readAll([sent])).toEqual(expected);
  expect(readAll([...sent])).toEqual(expected);
  for (let at = 1; at < sent.length; at++) expect(readAll([sent.slice(0, at), sent.slice(at)])).toEqual(expected);
});

test('where chunks are cut never matters', () => {
  const piece = fc.constantFrom(start, end, '\x1c', '\r', '\n', 'MSH|', 'MSH', 'PID|1', 'x', first, ' ');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), fc.array(fc.nat({ max: 60 }), { maxLength: 20 }), (pieces, cuts) => {
      const sent = pieces.join('');
      const at = [0, ...cuts.filter((cut) => cut < sent.length).toSorted((a, b) => a - b), sent.length];
      const chunks = at.slice(1).map((to, index) => sent.slice(at[index], to));
      expect(readAll(chunks)).toEqual(readAll([sent]));
    }),
    { numRuns: 2_000 },
  );
});

test('a frame larger than allowed is passed over to its end, and its head kept', () => {
  const large = `${first}OBX|${'x'.repeat(keptOfTooLarge + 5_000)}\r`;
  const framer = openFramer({ maxBytes: keptOfTooLarge + 1_000 });
  const sent = bytes(start + large + end + start + second + end);
  const frames: Frame[] = [];
  let held = 0;
  for (let at = 0; at < sent.length; at += 1_000) {
    frames.push(...framer.push(sent.subarray(at, at + 1_000)));
    held = Math.max(held, framer.held);
  }
  expect(frames.map((frame) => [frame.fault?.code, frame.bytes.length])).toEqual([
    ['MESSAGE_TOO_LARGE', keptOfTooLarge],
    [undefined, second.length],
  ]);
  expect(held).toBeLessThanOrEqual(keptOfTooLarge + 1_000);
});

test('bytes outside frames are handed on in pieces, none of them lost', () => {
  const framer = openFramer({ maxBytes: 100 });
  const frames = framer.push(Buffer.alloc(strayPiece * 3 + 7, 'x'));
  expect(framer.held).toBeLessThanOrEqual(strayPiece);
  const rest = framer.end();
  expect([...frames, rest!].reduce((sum, frame) => sum + frame.bytes.length, 0)).toBe(strayPiece * 3 + 7);
});

test('byte by byte takes time in proportion to the bytes', () => {
  const timed = (length: number) => {
    const framer = openFramer({ maxBytes: 100_000_000 });
    const one = [Buffer.from('x'), Buffer.from('\x0b')];
    framer.push(bytes(start + first));
    const began = performance.now();
    for (let at = 0; at < length; at++) framer.push(one[at % 2]!);
    return performance.now() - began;
  };
  timed(100_000);
  // Quadratic would be 100 times.
  expect(timed(2_000_000)).toBeLessThan(timed(200_000) * 40 + 200);
});

test('the end that a sender never marks is taken only when asked for, and only after a whole segment', () => {
  const framer = openFramer({ maxBytes: 1_000 });
  expect(framer.push(bytes(`${start}MSH|^~\\&|A`))).toEqual([]);
  expect(framer.seemsWhole()).toBeUndefined();
  framer.push(bytes('\r'));
  expect(Buffer.from(framer.seemsWhole()!).toString()).toBe('MSH|^~\\&|A\r');
  expect(text(framer.endBySilence())).toBe('MSH|^~\\&|A\r');
  expect(framer.isOpen).toBe(false);
  expect(shown(framer.push(bytes(start + second + end)))).toEqual([second]);
});
