/** Who was refused before they got to a person: counted, and kept in a trail of its own. */
import { RecordError } from '../../schema/errors.js';
import type { RefusedAccess } from '../../schema/refused-access.js';
import { provenOf } from '../identity/proven.js';

/** Codes that say that somebody was refused; others are outages or mistakes of an operation. */
const refusing: ReadonlySet<string> = new Set([
  'UNAUTHENTICATED',
  'TOKEN_REFUSED',
  'SESSION_EXPIRED',
  'LAUNCH_REFUSED',
  'NETWORK_NOT_ALLOWED',
]);
/** Kept for writing at most, and written at most in one go: a flood is counted, and does not fill memory or disk. */
const waitingAtMost = 2_000;
const writtenAtOnce = 500;
const everyMs = 250;
const longestText = 200;

export interface Refusals {
  /** Takes note of an error that ended a request at a door; one that is no refusal is counted only. */
  note(error: unknown, at: { readonly way: string; readonly address?: string | undefined; readonly requestId?: string }): void;
  /** Writes what still waits. */
  close(): Promise<void>;
}

export interface RefusalOptions {
  /** Makes refused accesses durable; left out where this process keeps no trail of them. */
  readonly write?: ((accesses: readonly RefusedAccess[]) => Promise<void>) | undefined;
  readonly count: (code: string) => void;
  /** So many were refused and could not be written. */
  readonly lost: (accesses: number) => void;
}

/**
 * Writing is best effort: a refusal needs no trail to stay a refusal, and a database that is away must not hold it up.
 * What cannot be written is counted.
 */
export function openRefusals({ write, count, lost }: RefusalOptions): Refusals {
  const waiting: RefusedAccess[] = [];
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> | undefined;

  function later(): void {
    timer ??= setTimeout(() => {
      timer = undefined;
      void flush();
    }, everyMs).unref();
  }

  function flush(): Promise<void> {
    if (write === undefined || waiting.length === 0) return Promise.resolve();
    return (writing ??= (async () => {
      const some = waiting.splice(0, writtenAtOnce);
      try {
        await write(some);
      } catch {
        if (waiting.length + some.length <= waitingAtMost) waiting.unshift(...some);
        else lost(some.length);
      } finally {
        writing = undefined;
        if (waiting.length > 0) later();
      }
    })());
  }

  return {
    note(error, { way, address, requestId }) {
      const code = error instanceof RecordError ? error.code : 'INTERNAL';
      count(code);
      if (write === undefined || !refusing.has(code)) return;
      if (waiting.length >= waitingAtMost) return lost(1);
      const { detail } = error as RecordError;
      const told = { detail, way, address, requestId, ...provenOf(error) };
      waiting.push({ atMs: Date.now(), code, ...cleaned(told) } as RefusedAccess);
      later();
    },
    async close() {
      clearTimeout(timer);
      await writing;
      await flush();
      if (waiting.length > 0) lost(waiting.length);
    },
  };
}

/** Parts of it come from whoever was refused: bounded, and without control characters. */
function cleaned(told: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const parts = Object.entries(told).flatMap(([name, text]) =>
    text === undefined ? [] : [[name, text.slice(0, longestText).replaceAll(/\p{Cc}|\p{Cs}/gu, '?')]],
  );
  return Object.fromEntries(parts) as Record<string, string>;
}
