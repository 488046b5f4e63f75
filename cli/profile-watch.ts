/** Notices that the files of the profile changed, and puts what may change into force without a restart (R30). */
import { stat } from 'node:fs/promises';
import { RecordError } from '../schema/errors.js';
import { takingEffect } from '../schema/profile-live.js';
import { filesOf, loadProfile, type Profile } from '../schema/profile.js';

export interface ProfileWatchOptions {
  /** The profile the process started with. One that was not read from a file is not watched. */
  readonly profile: Profile;
  readonly intervalMs: number;
  /** Puts a profile into force. Whatever it throws keeps the former one. */
  readonly use: (profile: Profile) => void;
  readonly logger: {
    info(about: object, message: string): void;
    warn(about: object, message: string): void;
    error(about: object, message: string): void;
  };
}

/** Watches by asking, every interval: files of a profile may be mounted from where no event comes. */
export function watchProfile({ profile, intervalMs, use, logger }: ProfileWatchOptions): { close(): void } {
  let running = profile;
  let files = filesOf(profile);
  const [file] = files;
  if (file === undefined) return { close: () => undefined };
  let closed = false;
  let timer: NodeJS.Timeout;
  // Read as it stood before the process did: a change made meanwhile is noticed.
  let seen = versionOf(files);

  const look = async (): Promise<void> => {
    const [before, now] = await Promise.all([seen, versionOf(files)]);
    if (now === before || closed) return;
    seen = Promise.resolve(now);
    try {
      const written = loadProfile(file);
      files = filesOf(written);
      seen = versionOf(files);
      const { profile: next, changed, waiting } = takingEffect(running, written);
      if (changed.length > 0) use(next);
      running = next;
      logger.info({ changed }, 'profile read again');
      if (waiting.length > 0) logger.warn({ waiting }, 'changed in the profile, and waits for a restart');
    } catch (error) {
      if (!(error instanceof RecordError)) throw error;
      // File, line and what is wrong with it; a profile holds no patient data.
      logger.error({ code: error.code, detail: error.detail }, 'changed profile refused: the former one stays in force');
    }
  };
  const next = (): void => {
    timer = setTimeout(() => {
      look()
        .catch((error: unknown) => logger.error({ kind: (error as Error).name }, 'profile not read again'))
        .finally(() => {
          if (!closed) next();
        });
    }, intervalMs);
    timer.unref();
  };
  next();
  return {
    close() {
      closed = true;
      clearTimeout(timer);
    },
  };
}

/** Changes with any of the files; a file that is not there is a version too. */
async function versionOf(files: readonly string[]): Promise<string> {
  const parts = await Promise.all(
    files.map((file) =>
      stat(file).then(
        ({ mtimeMs, size, ino }) => `${file} ${mtimeMs} ${size} ${ino}`,
        () => `${file} missing`,
      ),
    ),
  );
  return parts.join('\n');
}
