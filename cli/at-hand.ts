/** The record store and the profile, for a command that works on them and ends. */
import { openInbox, type Inbox } from '../adapters/inbox/inbox.js';
import { loadProfile, type Profile } from '../schema/profile.js';
import { loadSensitive } from '../schema/sensitive.js';
import type { Store } from '../store/store.js';
import { readSettings } from './settings.js';
import { withStore } from './with-store.js';

/** Options that such commands have in common. */
export interface AtHandOptions {
  readonly profile?: string;
  readonly dataDir?: string;
  readonly json?: boolean;
}

export interface AtHand {
  readonly store: Store;
  readonly profile: Profile;
  /** Opened at the first use: it then also applies what waits. */
  inbox(): Inbox;
}

/** Opens store and profile by the settings, does `work`, and closes them again. */
export function atHand<T>(options: AtHandOptions, work: (at: AtHand) => Promise<T>): Promise<T> {
  const settings = readSettings({
    ...(options.profile === undefined ? {} : { PROFILE: options.profile }),
    ...(options.dataDir === undefined ? {} : { DATA_DIR: options.dataDir }),
  });
  const profile = loadProfile(settings.profile);
  return withStore(
    settings,
    async (store) => {
      let inbox: Inbox | undefined;
      try {
        return await work({
          store,
          profile,
          inbox: () => (inbox ??= openInbox({ store, profile, logger: { warn: () => undefined } })),
        });
      } finally {
        await inbox?.close();
      }
    },
    { sensitive: loadSensitive(profile) },
  );
}

/** Rows of text in columns, the first of them the heads. */
export function columns(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, column) => cell.padEnd(widths[column]!))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}
