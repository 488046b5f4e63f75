/** What comes by MESH: files of feeds, and opt-out lists, told apart by their workflow. */
import type { FileDoor } from '../adapters/files/file-door.js';
import { fileAt } from '../adapters/files/take-in-file.js';
import type { IngestReport } from '../adapters/ingest.js';
import { notRead } from '../adapters/inbox/folders/files.js';
import type { MeshControl } from '../adapters/inbox/folders/mesh-control.js';
import { watchMeshFolder, type MeshFolderOptions } from '../adapters/inbox/folders/mesh-folder.js';
import type { Passes } from '../adapters/inbox/passes.js';
import { unknownFeed } from '../adapters/translate.js';
import { RecordError } from '../schema/errors.js';
import type { Profile } from '../schema/profile.js';
import type { Store } from '../store/store.js';
import { loadList } from './opt-outs.js';

export interface MailboxOptions extends Pick<MeshFolderOptions, 'folder' | 'intervalMs' | 'aloneAfterMs' | 'logger'> {
  readonly door: FileDoor;
  readonly store: Store;
  readonly profile: Profile;
}

type OptOutWorkflow = NonNullable<Profile['optOuts']['meshWorkflows']>[number];

export function watchMailbox({ door, store, profile, ...folder }: MailboxOptions): Passes {
  return watchMeshFolder({
    ...folder,
    door,
    store: store.files,
    feedOf: ({ workflow }) => profile.feeds.find(({ meshWorkflows }) => meshWorkflows?.includes(workflow))?.name ?? unknownFeed,
    takerOf(control) {
      const list = profile.optOuts.meshWorkflows?.find(({ workflow }) => workflow === control.workflow);
      if (list !== undefined) return (file) => loadFrom(store, file, list, control);
      const feed = profile.feeds.find(({ meshWorkflows }) => meshWorkflows?.includes(control.workflow));
      if (feed === undefined) return undefined;
      return async (file, about) => door.take(await fileAt(file), { ...about, feed: feed.name });
    },
  });
}

/** A list with a bad line, far smaller than the last one, or older than it, changes nothing. */
async function loadFrom(store: Store, file: string, list: OptOutWorkflow, control: MeshControl): Promise<IngestReport> {
  // Each practice sends its own list of dissent; the national one is one for the whole area.
  const source = list.source ?? (list.kind === 'gp-dissent' ? control.from : undefined);
  if (list.kind === 'gp-dissent' && source === '') return notRead('FEED_UNKNOWN', 'DTSControl/From_DTS');
  const standing = (await store.optOutLists()).find((one) => one.kind === list.kind && one.source === (source ?? 'whole area'));
  if (standing !== undefined && control.day !== undefined && control.day < standing.dated)
    return notRead('SNAPSHOT_HELD', 'DTSControl/StatusRecord/DateTime');
  try {
    const loaded = await loadList(store, file, {
      kind: list.kind,
      ...(source === undefined ? {} : { source }),
      ...(control.day === undefined ? {} : { dated: control.day }),
    });
    return {
      read: loaded.lines,
      stored: loaded.loaded ? loaded.numbers : 0,
      duplicates: loaded.loaded || loaded.badLines > 0 ? 0 : loaded.numbers,
      entries: 0,
      quarantined: loaded.firstBad.map(({ line }) => ({ code: 'MESSAGE_UNREADABLE', location: `line ${line}`, whole: true })),
      ...(loaded.badLines > 0 ? { unread: true } : {}),
    };
  } catch (error) {
    // Anything else is an outage: the pair waits.
    if (error instanceof RecordError && (error.code === 'SNAPSHOT_HELD' || error.code === 'BAD_REQUEST'))
      return notRead(error.code, 'file');
    throw error;
  }
}
