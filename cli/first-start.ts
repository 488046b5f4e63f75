/** The first start of an empty store: synthetic people by way of the real adapters, or none at all. */
import { ingestBytes } from '../adapters/ingest.js';
import { RecordError } from '../schema/errors.js';
import type { Profile } from '../schema/profile.js';
import type { Store } from '../store/store.js';
import { loadPopulation } from './population/load.js';

/**
 * Fills a store that was never used: with `sample`, synthetic people whose messages go through the same
 * adapters as any feed. A store that has been used is left as it is.
 * @throws RecordError MESSAGE_UNMAPPABLE when a message of the sample is not translated whole: the sample
 * proves the path, so it must not pass with less.
 */
export async function makePopulation(
  store: Store,
  profile: Profile,
  first: { readonly sample: boolean; readonly people: number },
  onProgress?: (done: number, total: number) => void,
): Promise<void> {
  if (!(await store.isNew())) return;
  await store.setPopulation(first.sample ? 'synthetic' : 'real');
  if (!first.sample) return;
  await loadPopulation(
    async (file) => {
      const report = await ingestBytes(store, profile, { bytes: file.bytes, feed: file.feed, fileName: file.fileName });
      const refused = report.quarantined.filter(({ code }) => code !== 'ROW_EXCLUDED');
      if (refused.length > 0)
        throw new RecordError('MESSAGE_UNMAPPABLE', { feed: file.feed, detail: `sample ${file.fileName}: ${refused[0]!.code}` });
    },
    onProgress,
    { people: first.people },
  );
  await store.sampleComplete();
}
