import { RecordError } from '../../schema/errors.js';

export interface PassLogger {
  info(about: object, message: string): void;
  warn(about: object, message: string): void;
}

export interface Passes {
  /** Waits for the pass under way. */
  close(): Promise<void>;
}

/**
 * Does something again and again, never twice at a time. `pass` asks `isClosed` between its steps. A pass that fails, as the store or the
 * disk is down, is tried again.
 */
export function openPasses(
  name: string,
  { intervalMs, logger }: { readonly intervalMs: number; readonly logger: PassLogger },
  pass: (isClosed: () => boolean) => Promise<void>,
): Passes {
  let closed = false;
  let timer: NodeJS.Timeout | undefined;
  const run = async (): Promise<void> => {
    try {
      await pass(() => closed);
    } catch (error) {
      const code = error instanceof RecordError ? error.code : ((error as NodeJS.ErrnoException).code ?? 'INTERNAL');
      logger.warn({ code }, `${name}: will try again`);
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
