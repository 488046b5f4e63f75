import type { FileStore, KeptFile } from '../../store/files/file-store.js';

/** One attempt at a file, which was counted before it began: an end of the process leaves it counted. */
export interface Attempt {
  /** How often the file was begun by now, since something of it was stored. */
  readonly number: number;
  /** Something of the file is stored that was not before: what comes next of it is begun for the first time. */
  advanced(): Promise<void>;
  /** Waits for work that is counted elsewhere: the inbox counts each message by itself. */
  elsewhere<T>(work: () => Promise<T>): Promise<T>;
  /** What ended it was nobody's fault: it counts no longer. */
  forgotten(): Promise<void>;
}

/** What taking in says of itself to the attempt. */
export type Counting = Pick<Attempt, 'advanced' | 'elsewhere'>;

/** `cleared` is told when earlier attempts are no longer held against the file. */
export function attemptAt(files: Pick<FileStore, 'noteAttempts'>, { name, attempts }: KeptFile, cleared: () => void): Attempt {
  let before = attempts - 1;
  let isCounted = true;
  const count = async (): Promise<void> => {
    await files.noteAttempts(name, 1);
    isCounted = true;
  };
  const forgotten = async (): Promise<void> => {
    if (!isCounted) return;
    await files.noteAttempts(name, -1);
    isCounted = false;
  };
  return {
    get number() {
      return before + 1;
    },
    async advanced() {
      if (before > 0) await files.noteAttempts(name, -before);
      before = 0;
      cleared();
    },
    async elsewhere(work) {
      await forgotten();
      const done = await work();
      await count();
      return done;
    },
    forgotten,
  };
}
