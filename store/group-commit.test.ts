import { describe, expect, test } from 'vitest';
import { GroupCommit } from './group-commit.js';

/** A log that writes when it is told to, and keeps what it was given. */
function slowLog(isDataAtFault: (error: unknown) => boolean = () => false) {
  const writes: { readonly ids: readonly string[]; readonly done: () => void; readonly fail: (error?: Error) => void }[] = [];
  const write = (ids: readonly string[]) =>
    new Promise<void>((resolve, reject) => {
      writes.push({ ids, done: resolve, fail: (error = new Error('disk full')) => reject(error) });
    });
  return { writes, commits: new GroupCommit<string>(write, isDataAtFault) };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

async function outcome(append: Promise<void>): Promise<string> {
  return append.then(
    () => 'durable',
    (error: Error) => error.message,
  );
}

describe('a group commit', () => {
  test('writes at once when nothing is under way', async () => {
    const { writes, commits } = slowLog();
    const appended = outcome(commits.append(['a', 'b']));
    expect(writes.map(({ ids }) => ids)).toEqual([['a', 'b']]);
    writes[0]!.done();
    expect(await appended).toBe('durable');
  });

  test('takes all who came meanwhile in one write, in their order', async () => {
    const { writes, commits } = slowLog();
    const all = ['a', 'b', 'c', 'd', 'e'].map((id) => outcome(commits.append([`${id}1`, `${id}2`])));
    expect(writes.map(({ ids }) => ids)).toEqual([
      ['a1', 'a2'],
      ['b1', 'b2'],
    ]);
    writes[0]!.done();
    await settled();
    expect(writes[2]!.ids).toEqual(['c1', 'c2', 'd1', 'd2', 'e1', 'e2']);
    writes[1]!.done();
    writes[2]!.done();
    expect(await Promise.all(all)).toEqual(Array(5).fill('durable'));
    expect(writes).toHaveLength(3);
  });

  test('nobody goes on before their own items are durable', async () => {
    const { writes, commits } = slowLog();
    const finished: string[] = [];
    const all = ['a', 'b', 'c'].map((id) => commits.append([id]).then(() => finished.push(id)));
    writes[1]!.done();
    await settled();
    expect(finished).toEqual(['b']);
    writes[2]!.done();
    await settled();
    expect(finished).toEqual(['b', 'c']);
    writes[0]!.done();
    await Promise.all(all);
  });

  test('a failed write fails exactly those who waited for it, and the next is tried afresh', async () => {
    const { writes, commits } = slowLog();
    const all = ['a', 'b', 'c', 'd'].map((id) => outcome(commits.append([id])));
    writes[0]!.done();
    await settled();
    writes[2]!.fail();
    await settled();
    writes[1]!.done();
    expect(await Promise.all(all)).toEqual(['durable', 'durable', 'disk full', 'disk full']);
    const later = outcome(commits.append(['e']));
    expect(writes[3]!.ids).toEqual(['e']);
    writes[3]!.done();
    expect(await later).toBe('durable');
  });

  test('of a group refused for its data each is tried alone, and only the one at fault fails', async () => {
    const { writes, commits } = slowLog((error) => (error as Error).message === 'bad data');
    const all = ['a', 'b', 'c', 'd'].map((id) => outcome(commits.append([id])));
    writes[0]!.done();
    await settled();
    expect(writes[2]!.ids).toEqual(['c', 'd']);
    writes[2]!.fail(new Error('bad data'));
    await settled();
    expect(writes[3]!.ids).toEqual(['c']);
    writes[3]!.fail(new Error('bad data'));
    await settled();
    expect(writes[4]!.ids).toEqual(['d']);
    writes[4]!.done();
    writes[1]!.done();
    expect(await Promise.all(all)).toEqual(['durable', 'durable', 'bad data', 'durable']);
  });

  test('nothing to write is no write', async () => {
    const { writes, commits } = slowLog();
    await commits.append([]);
    expect(writes).toEqual([]);
  });

  test('a thousand callers at once become a handful of writes, and all are written once', async () => {
    const written: string[] = [];
    let writes = 0;
    const commits = new GroupCommit<string>(
      async (ids) => {
        writes++;
        await settled();
        written.push(...ids);
      },
      () => false,
    );
    const ids = Array.from({ length: 1000 }, (_, at) => `d${at}`);
    await Promise.all(ids.map((id) => commits.append([id])));
    expect([...written].sort()).toEqual([...ids].sort());
    expect(writes).toBeLessThan(25);
  });
});
