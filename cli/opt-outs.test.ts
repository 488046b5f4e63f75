import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseNhsNumber } from '../schema/nhs-number.js';
import { freshStore, type FreshStore } from '../store/test-database.js';
import { loadList } from './opt-outs.js';

let store: FreshStore;
let folder: string;
beforeAll(async () => {
  store = await freshStore();
  folder = await mkdtemp(join(tmpdir(), 'scr-opt-outs-'));
});
afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

const [anna, ben, cleo] = ['9990000018', '9990000026', '9990000034'] as const;
const load = async (text: string, options: object = {}) => {
  const file = join(folder, 'list.dat');
  await writeFile(file, text);
  return loadList(store, file, { kind: 'national', dated: '2026-06-01', ...options });
};
const optedOut = async (text: string) => (await store.readPerson(parseNhsNumber(text)!, [])).facts.optOuts;

/** As many valid numbers, from the range that is never issued. */
function* numbers(count: number): Generator<string> {
  for (let i = 0, made = 0; made < count; i++) {
    const body = `9991${String(i).padStart(5, '0')}`;
    const sum = [...body].reduce((total, digit, at) => total + Number(digit) * (10 - at), 0);
    const check = (11 - (sum % 11)) % 11;
    if (check === 10) continue;
    made++;
    yield `${body}${check}`;
  }
}

describe('R21 an opt-out list', () => {
  test('is loaded as MESH writes it, and replaces the last one as a whole', async () => {
    expect(await load(`${anna},\n${ben},\n${anna},\n`)).toMatchObject({
      loaded: true,
      lines: 3,
      numbers: 3,
      list: { people: 2 },
    });
    expect([await optedOut(anna), await optedOut(cleo)]).toEqual([
      { nationalDataOptOut: true, gpDissent: false },
      { nationalDataOptOut: false, gpDissent: false },
    ]);
    expect(await load(`NHS_NUMBER\r\n${ben}\r\n${cleo}\r\n`)).toMatchObject({ loaded: true, replaced: { people: 2 } });
    expect((await optedOut(anna)).nationalDataOptOut).toBe(false);
    expect((await optedOut(cleo)).nationalDataOptOut).toBe(true);
    expect(await store.optOutLists()).toMatchObject([{ kind: 'national', fileName: 'list.dat', dated: '2026-06-01', people: 2 }]);
  });

  test('loaded again changes nothing', async () => {
    expect(await load(`NHS_NUMBER\r\n${ben}\r\n${cleo}\r\n`)).toMatchObject({ loaded: false, badLines: 0, list: { people: 2 } });
  });

  test('with a bad line changes nothing, and is told by line and never by value', async () => {
    const report = await load(`${anna},\n9990000019,\n\n${anna},${ben}\n4010232137,\n`);
    expect(report).toEqual({
      loaded: false,
      lines: 5,
      numbers: 1,
      badLines: 4,
      firstBad: [
        { line: 2, fault: 'no NHS number' },
        { line: 3, fault: 'empty' },
        { line: 4, fault: 'more than one value' },
        { line: 5, fault: 'not a synthetic number' },
      ],
    });
    expect(await optedOut(anna)).toMatchObject({ nationalDataOptOut: false });
    expect(await optedOut(ben)).toMatchObject({ nationalDataOptOut: true });
  });

  test('of another kind or source stands beside it', async () => {
    await load(`${anna}\n`, { kind: 'gp-dissent', source: 'Y99901' });
    await load(`${ben}\n`, { kind: 'gp-dissent', source: 'Y99902' });
    expect(await optedOut(anna)).toEqual({ nationalDataOptOut: false, gpDissent: true });
    expect(await optedOut(ben)).toEqual({ nationalDataOptOut: true, gpDissent: true });
  });

  test('cut off is held until somebody confirms it; a large one is taken in whole', async () => {
    const many = [...numbers(25_000)];
    expect(await load(many.join('\n'))).toMatchObject({ loaded: true, list: { people: 25_000 } });
    await expect(load(`${anna}\n`)).rejects.toMatchObject({ code: 'SNAPSHOT_HELD' });
    expect((await optedOut(many[24_999]!)).nationalDataOptOut).toBe(true);
    expect((await optedOut(anna)).nationalDataOptOut).toBe(false);
    expect(await load(`${anna}\n`, { confirmSmaller: true })).toMatchObject({ loaded: true });
    expect((await optedOut(many[24_999]!)).nationalDataOptOut).toBe(false);
  });

  test.each([['2026-06'], ['2026-02-30'], ['today']])('dated %s is refused', async (dated) => {
    await expect(load(`${anna}\n`, { dated })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });
});
