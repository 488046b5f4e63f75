import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openCipher } from './cipher.js';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'scr-key-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

const hash = Buffer.alloc(32, 1);
const [older, newer] = [1, 2].map((n) => Buffer.alloc(32, n).toString('base64')) as [string, string];

test('what is sealed does not show what it holds, and opens as it was', () => {
  const cipher = openCipher({ dataKey: newer, dataDir });
  const sealed = cipher.seal(Buffer.from('a name'), hash);
  expect(sealed.bytes.includes('a name')).toBe(false);
  expect(cipher.open(sealed, hash).toString()).toBe('a name');
  expect(cipher.seal(Buffer.from('a name'), hash).bytes).not.toEqual(sealed.bytes);
});

test('a changed byte, and bytes passed off as those of another hash, are found out', () => {
  const cipher = openCipher({ dataKey: newer, dataDir });
  const sealed = cipher.seal(Buffer.from('a name'), hash);
  const changed = Buffer.from(sealed.bytes);
  changed[changed.length - 1]! ^= 1;
  expect(() => cipher.open({ ...sealed, bytes: changed }, hash)).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
  expect(() => cipher.open(sealed, Buffer.alloc(32, 2))).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
});

test('after a change of keys the new one seals, and the old one still opens while it is named', () => {
  const sealed = openCipher({ dataKey: older, dataDir }).seal(Buffer.from('before'), hash);
  const both = openCipher({ dataKey: `${newer}, ${older}`, dataDir });
  expect(both.open(sealed, hash).toString()).toBe('before');
  expect(both.seal(Buffer.from('after'), hash).keyId).not.toBe(sealed.keyId);
  expect(() => openCipher({ dataKey: newer, dataDir }).open(sealed, hash)).toThrow(
    expect.objectContaining({ code: 'CONFIG_INVALID' }),
  );
});

test('rows from before there was a key are read as they are', () => {
  expect(
    openCipher({ dataKey: newer, dataDir })
      .open({ keyId: null, bytes: Buffer.from('plain') }, hash)
      .toString(),
  ).toBe('plain');
});

test('without a key given, one is made in the data folder, for its owner alone, and used again', () => {
  const sealed = openCipher({ dataDir }).seal(Buffer.from('a name'), hash);
  expect(statSync(join(dataDir, 'data.key')).mode & 0o777).toBe(0o600);
  expect(Buffer.from(readFileSync(join(dataDir, 'data.key'), 'utf8'), 'base64')).toHaveLength(32);
  expect(openCipher({ dataDir }).open(sealed, hash).toString()).toBe('a name');
});

test('a key that is none is refused', () => {
  expect(() => openCipher({ dataKey: 'short', dataDir }).seal(Buffer.from('x'), hash)).toThrow(
    expect.objectContaining({ code: 'CONFIG_INVALID' }),
  );
});
