/** The first start of an empty store: synthetic people by way of the real adapters, or none at all. */
import { openIngest } from '../adapters/ingest.js';
import { RecordError } from '../schema/errors.js';
import type { Profile } from '../schema/profile.js';
import type { Store } from '../store/store.js';
import { loadPopulation } from './population/load.js';
import { recastFor } from './population/recast.js';

const note = 'sample';

/**
 * Fills an empty store: with `sample`, synthetic people whose messages go through the same adapters as any
 * feed. A start that was broken off goes on where it stopped: the same messages again, known ones ignored.
 * A store with people in it is left as it is.
 * @throws RecordError MESSAGE_UNMAPPABLE when a message of the sample is not translated whole: the sample
 * proves the path, so it must not pass with less.
 */
export async function makePopulation(
  store: Store,
  profile: Profile,
  wanted: { readonly sample: boolean; readonly people: number },
  onProgress?: (done: number, total: number) => void,
): Promise<void> {
  const kept = await store.note(note);
  if (kept === 'complete' || (kept === undefined && !(await store.isEmpty()))) return;
  if (kept === undefined && !wanted.sample) return;
  // The messages depend on the moment and the number of people: kept, so that a second try sends the same.
  const begun = (kept === undefined ? { at: new Date().toISOString(), people: wanted.people } : JSON.parse(kept)) as Begun;
  await store.setPopulation('synthetic');
  await store.keepNote(note, JSON.stringify(begun));
  const ingest = openIngest(store, profile);
  const options = { people: begun.people, now: new Date(begun.at) };
  await loadPopulation((file) => ingest.add(file), onProgress, options, recastFor(profile));
  const { quarantined } = await ingest.finish();
  const refused = quarantined.find(({ code }) => code !== 'ROW_EXCLUDED');
  if (refused)
    throw new RecordError('MESSAGE_UNMAPPABLE', { detail: `${refused.fileName}: ${refused.code} at ${refused.location}` });
  await store.keepNote(note, 'complete');
}

/** Whether the store holds the sample: nobody else's people are ever spoken for by stand-ins. */
export async function holdsSample(store: Store): Promise<boolean> {
  return (await store.note(note)) === 'complete';
}

interface Begun {
  readonly at: string;
  readonly people: number;
}
