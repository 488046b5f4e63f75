/** HTTPS by the process itself: certificates read from files, and read again when these change. */
import { readFileSync } from 'node:fs';
import { createSecureContext, type SecureContextOptions, type TlsOptions } from 'node:tls';
import type { Logger } from 'pino';
import { RecordError } from '../schema/errors.js';
import type { Settings } from './settings.js';

/** A server, or a listener of our own. */
interface Renewable {
  setSecureContext(options: SecureContextOptions): void;
}

/** What was read from files. */
const parts = ['cert', 'key', 'ca'] as const;
type Certificates = SecureContextOptions & TlsOptions & { readonly [part in (typeof parts)[number]]?: Buffer };

/** Renewed certificates count after so long at most. */
const lookEveryMs = 10_000;

/**
 * Certificate, key and the authority of client certificates as set; undefined when the process speaks HTTP.
 * Whether a client certificate is needed, the profile says (R6): one that is not accepted is refused with a code, not by a closed socket.
 * @throws RecordError CONFIG_INVALID naming the setting
 */
export function certificates({ tlsCert, tlsKey, tlsClientCa }: Settings): Certificates | undefined {
  if (tlsCert === undefined && tlsKey === undefined) return undefined;
  if (tlsCert === undefined || tlsKey === undefined) throw invalid('TLS_CERT and TLS_KEY belong together');
  const read = (setting: string, file: string): Buffer => {
    try {
      return readFileSync(file);
    } catch (cause) {
      throw invalid(`${setting}: cannot read ${file}`, cause);
    }
  };
  const options: Certificates = {
    cert: read('TLS_CERT', tlsCert),
    key: read('TLS_KEY', tlsKey),
    ...(tlsClientCa === undefined
      ? {}
      : { ca: read('TLS_CLIENT_CA', tlsClientCa), requestCert: true, rejectUnauthorized: false }),
    minVersion: 'TLSv1.2',
  };
  try {
    createSecureContext(options);
  } catch (cause) {
    throw invalid('TLS_CERT, TLS_KEY or TLS_CLIENT_CA: no certificate and key that fit', cause);
  }
  return options;
}

/** Puts changed certificates into force without a restart; ones that do not fit leave the former ones. */
export function renewCertificates(
  server: Renewable,
  settings: Settings,
  logger: Logger,
  everyMs = lookEveryMs,
): { close(): void } {
  let inForce = certificates(settings);
  const timer = setInterval(() => {
    try {
      const now = certificates(settings);
      if (now === undefined || inForce === undefined || same(now, inForce)) return;
      server.setSecureContext(now);
      inForce = now;
      logger.info('certificates read again');
    } catch (error) {
      logger.error({ detail: (error as RecordError).detail }, 'certificates not read again');
    }
  }, everyMs);
  timer.unref();
  return { close: () => clearInterval(timer) };
}

const nothing = Buffer.alloc(0);
const same = (one: Certificates, other: Certificates): boolean =>
  parts.every((part) => (one[part] ?? nothing).equals(other[part] ?? nothing));

function invalid(detail: string, cause?: unknown): RecordError {
  return new RecordError('CONFIG_INVALID', { detail, cause });
}
