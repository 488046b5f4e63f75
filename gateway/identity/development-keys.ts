import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JSONWebKeySet, type JWK } from 'jose';
import { z } from 'zod';
import { RecordError } from '../../schema/errors.js';

const privateKeySet = z.object({
  keys: z.array(z.looseObject({ kty: z.literal('RSA'), kid: z.string(), d: z.string() })).min(1),
});

/** Private keys of the development provider, for this machine's user only (0600). */
export const developmentKeyFile = 'development-oidc-keys.json';

/**
 * The development provider's private keys, made the first time and kept in `dataDir`, so that tokens outlive a
 * restart and another process can issue them too.
 * @throws RecordError CONFIG_INVALID when the file is there but holds no keys.
 */
export async function developmentKeys(dataDir: string): Promise<JSONWebKeySet> {
  const file = path.join(dataDir, developmentKeyFile);
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const kept = await readKeys(file);
  if (kept !== undefined) return kept;
  // Two processes may start at once: a link appears whole or not at all, and whoever makes it first decides.
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, JSON.stringify({ keys: [await newKey()] }), { mode: 0o600, flag: 'wx' });
  try {
    await link(draft, file);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
  } finally {
    await rm(draft);
  }
  const written = await readKeys(file);
  if (written === undefined) throw new RecordError('CONFIG_INVALID', { detail: `cannot keep keys in ${file}` });
  return written;
}

async function readKeys(file: string): Promise<JSONWebKeySet | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new RecordError('CONFIG_INVALID', { detail: `cannot read ${file}`, cause });
  }
  try {
    return privateKeySet.parse(JSON.parse(text)) as JSONWebKeySet;
  } catch {
    throw new RecordError('CONFIG_INVALID', { detail: `${file} holds no keys; delete it to have new ones made` });
  }
}

async function newKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const key = await exportJWK(privateKey);
  return { ...key, kid: await calculateJwkThumbprint(key), alg: 'RS256', use: 'sig' };
}

/** The public half, as a JWKS endpoint shows it. */
export function publicHalf(keys: JSONWebKeySet): JSONWebKeySet {
  return { keys: keys.keys.map(({ kty, kid, alg, use, n, e }) => ({ kty, kid, alg, use, n, e }) as JWK) };
}
