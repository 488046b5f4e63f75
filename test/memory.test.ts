/** What was read of a person is let go with the answer: it does not wait in memory until all of that is gone through. */
import { expect, test } from 'vitest';
import { wholeRecordQuery } from '../bench/whole-record-query.js';
import { samplePeople } from '../cli/population/sample-people.js';
import { dataFolder, scr } from './scr-process.js';
import { post, tokenOf } from './record.js';

const of = samplePeople.find(({ tryAs }) => tryAs === 'gp')!.nhsNumber;
const [batches, inBatch] = [7, 30];

/** Bytes of objects that outlived two collections of young garbage. */
async function oldBytes(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(/^nodejs_heap_space_size_used_bytes\{space="old"\} (\S+)$/m.exec(text)![1]);
}

test('a record that was read is not kept', { timeout: 240_000 }, async () => {
  const record = scr(['start', '--json', '--port', '0', '--data-dir', await dataFolder(), '--people', '12']);
  const { url } = await record.ready();
  const token = await tokenOf(url, 'gp');
  let answerBytes = 0;
  const ask = async (times: number): Promise<void> => {
    for (let i = 0; i < times; i++) {
      const answer = await post(url, wholeRecordQuery, { nhsNumber: of }, token);
      expect(answer.errors).toEqual([]);
      answerBytes = answer.text.length;
    }
  };
  // Until what is asked is planned and compiled.
  await ask(60);
  const grown: number[] = [];
  for (let batch = 0; batch < batches; batch++) {
    const before = await oldBytes(url);
    await ask(inBatch);
    grown.push((await oldBytes(url)) - before);
  }
  // Kept, each record would take some ten times its answer; the middle of them, as compiling comes at any time, and a full collection too.
  const middle = grown.toSorted((x, y) => x - y)[Math.floor(batches / 2)];
  expect(middle).toBeLessThan(7 * inBatch * answerBytes);
});
