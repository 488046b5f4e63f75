/** Where hospitals' integration engines connect: MLLP over TCP and TLS. */
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type SecureContextOptions, type Server as TlsServer, type TLSSocket } from 'node:tls';
import type { ErrorCode } from '../../../schema/errors.js';
import { RecordError } from '../../../schema/errors.js';
import { maxMessageBytes } from '../../../schema/feed-connection.js';
import { utcNow } from '../../../schema/partial-date.js';
import type { Profile } from '../../../schema/profile.js';
import type { Inbox } from '../inbox.js';
import { provenBy, type ProvenCertificate } from '../sender.js';
import {
  openConnection,
  type Connection,
  type ConnectionOptions,
  type ConnectionLimits,
  type ConnectionStatus,
} from './connection.js';
import { openReception } from './reception.js';

export interface MllpOptions {
  readonly inbox: Pick<Inbox, 'receive' | 'settled'>;
  readonly profile: Profile;
  readonly host: string;
  /** Ports to listen on; 0 takes a free one. Left out: not at all. */
  readonly port?: number | undefined;
  readonly tlsPort?: number | undefined;
  /** Needed for `tlsPort`. With client authorities (`ca`) a sender must have a certificate. */
  readonly tls?: SecureContextOptions | undefined;
  readonly logger: { info(about: object, message: string): void; warn(about: object, message: string): void };
  readonly limits?: Partial<MllpLimits>;
}

export interface MllpLimits extends ConnectionLimits {
  readonly connections: number;
  readonly connectionsPerAddress: number;
  /** Bytes of unfinished frames held over all connections; who goes beyond is cut off. */
  readonly heldBytes: number;
  readonly settleMs: number;
  /** How long closing waits for answers and frames under way (ms). */
  readonly drainMs: number;
}

export interface MllpStatus {
  readonly connections: readonly ConnectionStatus[];
  /** Frames read and not yet answered, over all connections. */
  readonly waiting: number;
  /** Since the start: frames received, and connections turned away by a limit or for want of a certificate. */
  readonly received: number;
  readonly turnedAway: number;
  /** Since the start: frames not accepted, by listener and code. */
  readonly refused: readonly { readonly isTls: boolean; readonly code: ErrorCode; readonly count: number }[];
  /** The newest last. */
  readonly lastErrors: readonly {
    readonly at: string;
    readonly isTls: boolean;
    readonly code: ErrorCode;
    readonly feed?: string;
    readonly address: string;
  }[];
}

export interface MllpListener {
  /** Ports listened on. */
  readonly port?: number;
  readonly tlsPort?: number;
  status(): MllpStatus;
  /** New certificates count from the next connection on; does nothing without `tlsPort`. */
  setSecureContext(tls: SecureContextOptions): void;
  /** Takes no more connections, answers what was received, and ends. */
  close(): Promise<void>;
}

const usual: Omit<MllpLimits, 'maxBytes'> = {
  mostUnanswered: 64,
  idleMs: 60 * 60_000,
  frameMs: 30_000,
  mostUnreadable: 100,
  connections: 500,
  connectionsPerAddress: 100,
  heldBytes: 512 * 1024 * 1024,
  settleMs: 30_000,
  drainMs: 10_000,
};
const mostErrors = 50;

/**
 * Listens for MLLP. Every frame is received by the inbox before it is acknowledged; whatever cannot be framed or read is
 * received too, with the reason.
 * @throws RecordError CONFIG_INVALID when a port cannot be listened on, or TLS has no certificate
 */
export async function listenMllp(options: MllpOptions): Promise<MllpListener> {
  const { inbox, profile, host, logger } = options;
  const limits: MllpLimits = {
    ...usual,
    ...options.limits,
    // Whatever the feeds in force allow.
    get maxBytes() {
      return options.limits?.maxBytes ?? Math.max(maxMessageBytes, ...profile.feeds.map((feed) => feed.maxMessageBytes ?? 0));
    },
  };
  const reception = openReception({ inbox, profile, settleMs: limits.settleMs, channel: 'mllp' });
  const connections = new Map<Connection, string>();
  const errors: MllpStatus['lastErrors'][number][] = [];
  let received = 0;
  let turnedAway = 0;

  const refused = { plain: new Map<ErrorCode, number>(), tls: new Map<ErrorCode, number>() };

  const failedOn =
    (isTls: boolean): ConnectionOptions['failed'] =>
    ({ code, location }, about) => {
      errors.push({ at: utcNow(), isTls, code, ...about });
      if (errors.length > mostErrors) errors.shift();
      const counts = isTls ? refused.tls : refused.plain;
      counts.set(code, (counts.get(code) ?? 0) + 1);
      logger.warn({ code, feed: about.feed, location }, 'mllp: not accepted');
    };

  /** The connection that holds most is cut off: its sender was told nothing and tries again. */
  const cutOff = (): void => {
    let sum = 0;
    let most: Connection | undefined;
    for (const connection of connections.keys()) {
      sum += connection.held;
      if (most === undefined || connection.held > most.held) most = connection;
    }
    if (sum <= limits.heldBytes) return;
    logger.warn({ held: sum }, 'mllp: too much held, a connection is cut off');
    most?.destroy();
  };

  const accept = (socket: Socket, isTls: boolean, certificate: ProvenCertificate | undefined): void => {
    const address = socket.remoteAddress ?? '';
    const sameAddress = [...connections.values()].filter((other) => other === address).length;
    if (connections.size >= limits.connections || sameAddress >= limits.connectionsPerAddress) {
      turnedAway++;
      logger.warn({ connections: connections.size, sameAddress }, 'mllp: too many connections, one is turned away');
      socket.destroy();
      return;
    }
    const connection = openConnection({ socket, isTls, certificate, reception, limits, failed: failedOn(isTls), grew: cutOff });
    connections.set(connection, address);
    socket.on('close', () => {
      received += connection.status().received;
      connections.delete(connection);
    });
  };

  const turnAway = (socket: TLSSocket): void => {
    turnedAway++;
    logger.warn(
      { code: 'SENDER_REFUSED' satisfies ErrorCode },
      'mllp: a sender without a certificate that counts is turned away',
    );
    socket.destroy();
  };

  const plain =
    options.port === undefined ? undefined : createServer({ allowHalfOpen: true }, (socket) => accept(socket, false, undefined));
  const secured =
    options.tlsPort === undefined
      ? undefined
      : openTls(options.tls, profile, (socket, certificate) => accept(socket, true, certificate), turnAway);
  const port = await listen(plain, options.port, host);
  const tlsPort = await listen(secured?.server, options.tlsPort, host);
  for (const [name, at] of Object.entries({ mllp: port, 'mllp tls': tlsPort }))
    if (at !== undefined) logger.info({ port: at }, `${name}: listening`);

  return {
    ...(port === undefined ? {} : { port }),
    ...(tlsPort === undefined ? {} : { tlsPort }),
    status() {
      const now = [...connections.keys()].map((connection) => connection.status());
      const sum = (of: (status: ConnectionStatus) => number): number => now.reduce((total, status) => total + of(status), 0);
      return {
        connections: now,
        waiting: sum((status) => status.waiting),
        received: received + sum((status) => status.received),
        turnedAway,
        refused: Object.entries(refused).flatMap(([listener, counts]) =>
          [...counts].map(([code, count]) => ({ isTls: listener === 'tls', code, count })),
        ),
        lastErrors: [...errors],
      };
    },
    setSecureContext: (tls) => secured?.renew(tls),
    async close() {
      const servers = [plain, secured?.server].filter((server) => server !== undefined);
      const closed = servers.map((server) => new Promise<void>((resolve) => void server.close(() => resolve())));
      for (const connection of connections.keys()) connection.drain();
      const late = setTimeout(() => {
        for (const connection of connections.keys()) connection.destroy();
      }, limits.drainMs);
      await Promise.all(closed);
      clearTimeout(late);
    },
  };
}

type Accepted = (socket: TLSSocket, certificate: ProvenCertificate | undefined) => void;

function openTls(
  given: SecureContextOptions | undefined,
  profile: Profile,
  accepted: Accepted,
  turnAway: (socket: TLSSocket) => void,
): { readonly server: TlsServer; readonly renew: (tls: SecureContextOptions) => void } {
  if (given === undefined) throw new RecordError('CONFIG_INVALID', { detail: 'MLLP_TLS_PORT needs TLS_CERT and TLS_KEY' });
  let tls = given;
  const isNamed = (fingerprint: string) => profile.feeds.some(({ certificates }) => certificates?.includes(fingerprint) === true);
  const server = createTlsServer(
    // Whether a certificate counts is decided here: one may be known by its fingerprint, without an authority.
    {
      ...tls,
      allowHalfOpen: true,
      requestCert: true,
      rejectUnauthorized: false,
      minVersion: 'TLSv1.2',
      handshakeTimeout: 10_000,
    },
    (socket) => {
      // Without client authorities Node would ask its own list, and anybody can buy a certificate of those.
      const isAuthorised = tls.ca !== undefined && socket.authorized;
      const certificate = provenBy(socket.getPeerX509Certificate(), isAuthorised);
      const isKnown = certificate !== undefined && (isAuthorised || isNamed(certificate.fingerprint));
      if (tls.ca !== undefined && !isKnown) turnAway(socket);
      else accepted(socket, isKnown ? certificate : undefined);
    },
  );
  // Node leaves one open that never ended its handshake: it would stay for ever, and keep the listener from closing.
  server.on('tlsClientError', (_error, socket) => socket.destroy());
  const renew = (renewed: SecureContextOptions): void => {
    tls = renewed;
    server.setSecureContext(renewed);
  };
  return { server, renew };
}

async function listen(server: Server | undefined, port: number | undefined, host: string): Promise<number | undefined> {
  if (server === undefined) return undefined;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) =>
      reject(new RecordError('CONFIG_INVALID', { detail: `cannot listen for MLLP on port ${port}`, cause })),
    );
    server.listen({ port, host }, resolve);
  });
  server.on('error', () => undefined);
  return (server.address() as AddressInfo).port;
}
