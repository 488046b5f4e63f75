import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectPath } from '../schema/project-path.js';
import { asciiJson } from './ascii-json.js';
import { openPool } from './database.js';
import { freshStore, type FreshStore } from './test-database.js';
import { people, problem, texts, unitOf } from './test-units.js';

let store: FreshStore;
beforeAll(async () => {
  store = await freshStore();
});
afterAll(() => store.close());

const [anna] = people;

test('whatever is written is read again, and is written in ASCII', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), (name, text) => {
      const value = { [`${name}x`]: [text, 'Zoë 😀 \u2028'] };
      const json = asciiJson(value);
      expect(JSON.parse(json)).toEqual(value);
      expect(Buffer.byteLength(json)).toBe(json.length);
    }),
  );
});

test('entries written before are brought into ASCII and say the same', async () => {
  const words = 'Zoë’s “asthma” 😀 \\ "ü"';
  await store.apply([unitOf([problem(anna, 'a', words)], { identifier: 'words', at: 1 })]);
  const pool = openPool(store.databaseUrl, 1);
  try {
    const document = async () => (await pool.query<{ document: string }>('select document from entry')).rows[0]!.document;
    const ours = await document();
    expect(Buffer.byteLength(ours)).toBe(ours.length);
    await pool.query('update entry set document = $1', [JSON.stringify(JSON.parse(ours))]);
    expect(texts((await store.readPerson(anna, ['problemList'])).entries)).toEqual([`RGT: ${words}`]);
    await pool.query(readFileSync(projectPath('store/migrations/0010_ascii-documents.sql'), 'utf8'));
    expect(await document()).toBe(ours);
    expect(texts((await store.readPerson(anna, ['problemList'])).entries)).toEqual([`RGT: ${words}`]);
  } finally {
    await pool.end();
  }
});
