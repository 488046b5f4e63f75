import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { RecordError, type ErrorCode } from '../../../schema/errors.js';

/** Files that come over HTTPS: written to the drop folder as they come, and taken in from there. */
export interface FileDrop {
  /**
   * Writes a file in flat memory; it is on the disk when this resolves.
   * @throws RecordError IDEMPOTENCY_CONFLICT; STORE_UNAVAILABLE when the disk does not take it
   */
  keep(
    feed: string,
    content: Readable,
    idempotencyKey: string | undefined,
  ): Promise<{ readonly id: string; readonly repeated: boolean }>;
  /** What became of a file; undefined when none has that id. */
  state(feed: string, id: string): Promise<FileState | undefined>;
}

export interface FileState {
  /** `applied`: the whole of it; `quarantined`: a part, or all of it, is not. Without one it waits. */
  readonly state?: 'applied' | 'quarantined';
  readonly code?: ErrorCode;
  readonly location?: string;
}

const prefix = 'file-';
const places = { waiting: ['.', 'processing'], applied: ['processed'], quarantined: ['failed'] } as const;

/** Whether a file of the drop folder came over HTTPS, by its name. */
export function isPosted(name: string): boolean {
  return /^file-[0-9a-f]{32}$/.test(name);
}

export function openFileDrop(folder: string): FileDrop {
  const where = async (
    feed: string,
    name: string,
  ): Promise<{ readonly path: string; readonly place: keyof typeof places } | undefined> => {
    for (const [place, below] of Object.entries(places)) {
      for (const one of below) {
        const path = join(folder, one, feed, name);
        if (await isThere(path)) return { path, place: place as keyof typeof places };
      }
    }
    return undefined;
  };
  return {
    async keep(feed, content, idempotencyKey) {
      const id =
        idempotencyKey === undefined ? randomUUID().replaceAll('-', '') : hexOf(`${feed}\0${idempotencyKey}`).slice(0, 32);
      const name = `${prefix}${id}`;
      const target = join(folder, feed, name);
      // Names that begin with a dot are left alone by the drop folder.
      const part = join(folder, feed, `.${name}.${randomUUID()}.part`);
      try {
        await mkdir(join(folder, feed), { recursive: true });
        const hash = await written(part, content);
        const known = await where(feed, name);
        if (known !== undefined) {
          await rm(part);
          if ((await hashOf(known.path)) !== hash) throw new RecordError('IDEMPOTENCY_CONFLICT', { feed });
          return { id: name, repeated: true };
        }
        await rename(part, target);
        await flush(join(folder, feed));
        return { id: name, repeated: false };
      } catch (error) {
        await rm(part, { force: true });
        if (error instanceof RecordError) throw error;
        const { code } = error as NodeJS.ErrnoException;
        // A sender that goes away in the middle is no outage.
        if (code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ECONNRESET') throw new RecordError('BAD_REQUEST', { feed });
        throw new RecordError('STORE_UNAVAILABLE', { feed, cause: error });
      }
    },
    async state(feed, id) {
      if (!isPosted(id)) return undefined;
      const found = await where(feed, id);
      if (found === undefined) return undefined;
      if (found.place === 'waiting') return {};
      return { state: found.place, ...(found.place === 'quarantined' ? await firstReason(`${found.path}.reason.json`) : {}) };
    },
  };
}

async function written(path: string, content: Readable): Promise<string> {
  const hash = createHash('sha256');
  const file = await open(path, 'wx', 0o600);
  try {
    await pipeline(
      content,
      async function* hashed(chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          hash.update(chunk);
          yield chunk;
        }
      },
      createWriteStream(path, { fd: file.fd, autoClose: false }),
    );
    await file.sync();
  } finally {
    await file.close();
  }
  return hash.digest('hex');
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** Makes a new name in a folder durable. */
async function flush(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function firstReason(file: string): Promise<Pick<FileState, 'code' | 'location'>> {
  try {
    const { quarantined } = JSON.parse(await readFile(file, 'utf8')) as { quarantined: { code: ErrorCode; location: string }[] };
    const first = quarantined[0];
    return first === undefined ? {} : { code: first.code, location: first.location };
  } catch {
    return {};
  }
}

const hexOf = (text: string): string => createHash('sha256').update(text).digest('hex');

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
