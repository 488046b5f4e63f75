import { readFileSync } from 'node:fs';
import { RecordError } from '../../schema/errors.js';
import type { PartnerSource } from '../../schema/profile-source.js';

/** Certificates of a connection to a source, as `node:tls` wants them. */
export interface TlsFiles {
  readonly cert?: Buffer;
  readonly key?: Buffer;
  readonly ca?: Buffer;
}

/** @throws RecordError CONFIG_INVALID when a file named cannot be read */
export function tlsFiles({ tls }: PartnerSource): TlsFiles | undefined {
  if (tls === undefined) return undefined;
  return {
    ...(tls.certificateFile === undefined ? {} : { cert: read(tls.certificateFile) }),
    ...(tls.keyFile === undefined ? {} : { key: read(tls.keyFile) }),
    ...(tls.caFile === undefined ? {} : { ca: read(tls.caFile) }),
  };
}

function read(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new RecordError('CONFIG_INVALID', { detail: `sources: no file at ${file}`, cause });
  }
}
