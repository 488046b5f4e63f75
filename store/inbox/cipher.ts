import { createCipheriv, createDecipheriv, createHash, randomBytes, randomFillSync } from 'node:crypto';
import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RecordError } from '../../schema/errors.js';

const nonceBytes = 12;
const tagBytes = 16;

/** Bytes as they are kept, and the name of the key they are under; null: as they came, before there was a key. */
export interface Sealed {
  readonly keyId: string | null;
  readonly bytes: Buffer;
}

/** Encrypts what is kept as it came (AES-256-GCM). What belongs to it is its hash: it cannot be passed off as another's. */
export interface Cipher {
  seal(bytes: Uint8Array, hash: Uint8Array): Sealed;
  /** @throws RecordError CONFIG_INVALID when the key is not among those given, or the bytes are not as they were sealed */
  open(sealed: Sealed, hash: Uint8Array): Buffer;
}

/**
 * A cipher with the keys of `dataKey` (base64 of 32 bytes each, separated by commas; the first seals, all of them open), else
 * with the one in `DATA_DIR/data.key`, which is made at the first use, readable by its owner alone.
 * @throws RecordError CONFIG_INVALID, at the first use
 */
export function openCipher({ dataKey, dataDir }: { readonly dataKey?: string; readonly dataDir: string }): Cipher {
  let keys: ReadonlyMap<string, Buffer> | undefined;
  const all = (): ReadonlyMap<string, Buffer> => (keys ??= keysIn(dataKey ?? keyFileOf(dataDir)));
  return {
    seal(bytes, hash) {
      const [keyId, key] = all().entries().next().value!;
      const nonce = nextNonce();
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      cipher.setAAD(hash);
      const body = cipher.update(bytes);
      cipher.final();
      return { keyId, bytes: Buffer.concat([nonce, cipher.getAuthTag(), body]) };
    },
    open(sealed, hash) {
      if (sealed.keyId === null) return sealed.bytes;
      const key = all().get(sealed.keyId);
      if (key === undefined) throw new RecordError('CONFIG_INVALID', { detail: `DATA_KEY holds no key ${sealed.keyId}` });
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.bytes.subarray(0, nonceBytes));
      decipher.setAAD(hash);
      decipher.setAuthTag(sealed.bytes.subarray(nonceBytes, nonceBytes + tagBytes));
      try {
        return Buffer.concat([decipher.update(sealed.bytes.subarray(nonceBytes + tagBytes)), decipher.final()]);
      } catch (cause) {
        throw new RecordError('CONFIG_INVALID', { detail: 'bytes kept are not as they were sealed', cause });
      }
    },
  };
}

/** Random bytes drawn ahead: to ask for them costs as much for a few as for many. */
const drawn = Buffer.alloc(nonceBytes * 256);
let nextDrawn = drawn.length;

/** A nonce that was given to nobody else. */
function nextNonce(): Buffer {
  if (nextDrawn === drawn.length) {
    randomFillSync(drawn);
    nextDrawn = 0;
  }
  return Buffer.from(drawn.subarray(nextDrawn, (nextDrawn += nonceBytes)));
}

function keysIn(text: string): ReadonlyMap<string, Buffer> {
  const keys = text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .map((one) => Buffer.from(one, 'base64'));
  if (keys.length === 0 || keys.some((key) => key.length !== 32)) {
    throw new RecordError('CONFIG_INVALID', { detail: 'DATA_KEY: each key is the base64 of 32 bytes (openssl rand -base64 32)' });
  }
  return new Map(keys.map((key) => [createHash('sha256').update(key).digest('hex').slice(0, 16), key]));
}

function keyFileOf(dataDir: string): string {
  const file = join(dataDir, 'data.key');
  mkdirSync(dataDir, { recursive: true });
  const made = `${file}.${process.pid}.tmp`;
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw unreadable(error);
  }
  try {
    writeFileSync(made, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600 });
    chmodSync(made, 0o600);
    // A link, not a rename: of two processes that start at once the first one's key counts, and nobody sees half a key.
    linkSync(made, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw unreadable(error);
  } finally {
    rmSync(made, { force: true });
  }
  return readFileSync(file, 'utf8');
}

function unreadable(cause: unknown): RecordError {
  return new RecordError('CONFIG_INVALID', { detail: 'the key file data.key in DATA_DIR cannot be read or made', cause });
}
