import { RecordError } from '../../../schema/errors.js';

export interface FolderLogger {
  info(about: object, message: string): void;
  warn(about: object, message: string): void;
}

export interface Passes {
  /** Waits for the pass under way. */
  close(): Promise<void>;
}

/**
 * Looks at a folder again and again, never twice at a time. `pass` asks `isClosed` between files. A pass that fails, as
 * the store or the disk is down, is tried again: what was claimed stays claimed.
 */
export function openPasses(
  name: string,
  { intervalMs, logger }: { readonly intervalMs: number; readonly logger: FolderLogger },
  pass: (isClosed: () => boolean) => Promise<void>,
): Passes {
  let closed = false;
  let timer: NodeJS.Timeout | undefined;
  const run = async (): Promise<void> => {
    try {
      await pass(() => closed);
    } catch (error) {
      logger.warn(
        { code: error instanceof RecordError ? error.code : (error as NodeJS.ErrnoException).code },
        `${name}: will try again`,
      );
    }
    if (!closed) timer = setTimeout(next, intervalMs);
  };
  let running = run();
  const next = (): void => {
    running = run();
  };
  return {
    async close() {
      closed = true;
      clearTimeout(timer);
      await running;
    },
  };
}
