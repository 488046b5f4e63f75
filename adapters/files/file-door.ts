import type { Profile } from '../../schema/profile.js';
import type { InboxStore } from '../../store/inbox/inbox-store.js';
import { startingWith } from '../formats/chunks.js';
import type { Inbox } from '../inbox/inbox.js';
import { takeIn } from '../inbox/take-in.js';
import type { IngestReport } from '../ingest.js';
import type { ArrivedFile, FileInbox } from './file-inbox.js';
import { mayBeSnapshot, startBytes } from './lane.js';
import type { FileSource } from './survey.js';
import { streamedFrom, wholeOf } from './take-in-file.js';

/** What is known of a file at a door. */
export type AtDoor = Omit<ArrivedFile, 'content' | 'channel'> & { readonly channel: 'command' | 'drop-folder' | 'mesh' };

/** What became of a file; `file` is its name where it is kept as a file. */
export type DoorReport = IngestReport & { readonly file?: string };

/** Takes in files of which the sender waits for nothing: durable, applied or refused when it resolves. */
export interface FileDoor {
  /** @throws RecordError STORE_UNAVAILABLE, or the fault of reading the file */
  take(source: FileSource, about: AtDoor): Promise<DoorReport>;
  /** Keeps a file, sealed, that is not taken in, for the reason of `report`. */
  refuse(source: FileSource, about: AtDoor, report: IngestReport): Promise<DoorReport>;
}

export function openFileDoor(options: {
  readonly files: FileInbox;
  readonly inbox: Inbox;
  readonly store: InboxStore;
  readonly profile: Profile;
}): FileDoor {
  const { files, inbox, store, profile } = options;
  return {
    async take(source, about) {
      if (await isReadAsItComes(source, profile)) {
        const { name } = await files.keep({ content: source.open(), ...about });
        return { ...(await files.settled(name)), file: name };
      }
      const { channel, key: _, ...input } = about;
      return takeIn(inbox, store, channel, { bytes: await wholeOf(source), ...input });
    },
    async refuse(source, about, report) {
      const { name } = await files.keep({ content: source.open(), ...about }, report);
      return { ...report, file: name };
    },
  };
}

/** Whether a file is kept as a file and read as it comes, instead of going through the inbox whole: a long one, or a snapshot. */
export async function isReadAsItComes(source: FileSource, profile: Profile): Promise<boolean> {
  if (source.size >= streamedFrom) return true;
  for await (const start of startingWith(source.open(), startBytes)) return mayBeSnapshot(start, profile);
  return false;
}
