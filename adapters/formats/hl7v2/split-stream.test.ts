import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitMessages, splitStream } from './split.js';

/** Lines that split files of messages, that only look as if they did, and what stands between them. */
const line = fc.constantFrom(
  'MSH|^~\\&|PAS|RGT|SCR|SCR|20260302113000||ADT^A31|1|P|2.4',
  '  MSH|^~\\&|PAS|RGT',
  'MSHX|no header',
  'PID|1||9990000018^^^NHS^NH||MSH|MSH^x',
  'NTE|1||MSH',
  'FHS|^~\\&|a',
  'BHS|^~\\&|a',
  'BTS|1',
  'FTS|1',
  'junk',
  '',
  ' ',
  '\u{e9}\u{1f600}',
);
const lineBreak = fc.constantFrom('\r', '\n', '\r\n', '\x1c\r', '\x0b', '\x1c\r\x0b');
const file = fc
  .array(fc.tuple(line, lineBreak), { maxLength: 14 })
  .map((lines) => lines.map(([text, end]) => text + end).join(''));
const encoded = fc.tuple(file, fc.constantFrom('utf-8', 'bom', 'utf-16')).map(([text, as]) => {
  if (as === 'utf-16') return Buffer.from(`\u{feff}${text}`, 'utf16le');
  return Buffer.from(as === 'bom' ? `\u{feff}${text}` : text);
});

async function* chunked(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = sizes[turn % sizes.length]!;
    yield await Promise.resolve(bytes.subarray(at, at + size));
    at += size;
  }
}

test('a file that is read as it comes is split where one that is read whole is, wherever its chunks end', async () => {
  await fc.assert(
    fc.asyncProperty(encoded, fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 4 }), async (bytes, sizes) => {
      const streamed: string[] = [];
      for await (const message of splitStream(chunked(bytes, sizes), 1_000_000)) {
        streamed.push(Buffer.from(message).toString('latin1'));
      }
      expect(streamed).toEqual(splitMessages(bytes).map((message) => Buffer.from(message).toString('latin1')));
    }),
    { numRuns: 2_000 },
  );
}, 60_000);

test('a message that never ends is given up, and those before it are there', async () => {
  const start = Buffer.from('MSH|^~\\&|a|b\rPID|1\rMSH|^~\\&|c|d\r');
  const endless = async function* (): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(start);
    for (;;) yield Buffer.from('NTE|1||text\r'.repeat(100));
  };
  const messages: string[] = [];
  await expect(
    (async () => {
      for await (const message of splitStream(endless(), 50_000)) messages.push(Buffer.from(message).toString());
    })(),
  ).rejects.toMatchObject({ code: 'MESSAGE_TOO_LARGE' });
  expect(messages).toEqual(['MSH|^~\\&|a|b\rPID|1\r']);
});
