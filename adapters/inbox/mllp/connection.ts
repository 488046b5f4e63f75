import type { Socket } from 'node:net';
import { utcNow } from '../../../schema/partial-date.js';
import type { ProvenCertificate } from '../sender.js';
import { openFramer, type Frame } from './frame.js';
import type { Fault } from './acknowledge.js';
import type { Answer, Reception } from './reception.js';

/** Limits of one connection. */
export interface ConnectionLimits {
  /** Largest content of a frame (bytes). */
  readonly maxBytes: number;
  /** Frames read and not yet answered; beyond it nothing more is read. */
  readonly mostUnanswered: number;
  /** How long a connection may stay silent between frames, and within one (ms). */
  readonly idleMs: number;
  readonly frameMs: number;
  /** Frames that are none, after which the connection is closed. */
  readonly mostUnreadable: number;
}

export interface ConnectionStatus {
  readonly address: string;
  readonly since: string;
  readonly isTls: boolean;
  readonly certificate?: string;
  readonly feed?: string;
  /** Frames read and not yet answered. */
  readonly waiting: number;
  readonly received: number;
  readonly lastReceivedAt?: string;
  readonly lastCode?: string;
}

export interface Connection {
  status(): ConnectionStatus;
  /** Bytes held of a frame that has not ended. */
  readonly held: number;
  /** Answers what was read, and ends. */
  drain(): void;
  destroy(): void;
}

export interface ConnectionOptions {
  readonly socket: Socket;
  readonly isTls: boolean;
  readonly certificate: ProvenCertificate | undefined;
  readonly reception: Reception;
  readonly limits: ConnectionLimits;
  readonly failed: (fault: Fault, about: { readonly feed?: string; readonly address: string }) => void;
  /** Called whenever bytes came in: the listener looks at the sum. */
  readonly grew: () => void;
}

type Answers = AsyncGenerator<Answer, void>;

const mark = Buffer.from([0x0b]);
const endMark = Buffer.from([0x1c, 0x0d]);
/** After how long a frame without an end mark has ended, where the feed allows it. */
const silenceMs = 1_000;

/** Reads frames of one connection, has each received at once and in order, and answers in the same order. */
export function openConnection(options: ConnectionOptions): Connection {
  const { socket, reception, limits, certificate } = options;
  const framer = openFramer(limits);
  const since = utcNow();
  const address = socket.remoteAddress ?? '';
  let ready: Frame[] = [];
  let waiting = 0;
  let received = 0;
  let unreadable = 0;
  let lastReceivedAt: string | undefined;
  let lastCode: string | undefined;
  let feed: string | undefined;
  let answered = Promise.resolve();
  let hasEnded = false;
  let lastDataMs = Date.now();
  let isDraining = false;

  const status = (): ConnectionStatus => ({
    address,
    since,
    isTls: options.isTls,
    ...(certificate === undefined ? {} : { certificate: certificate.commonName ?? certificate.fingerprint }),
    ...(feed === undefined ? {} : { feed }),
    waiting: waiting + ready.length,
    received,
    ...(lastReceivedAt === undefined ? {} : { lastReceivedAt }),
    ...(lastCode === undefined ? {} : { lastCode }),
  });

  const start = (frame: Frame): void => {
    waiting++;
    received++;
    lastReceivedAt = utcNow();
    const answers = reception.answers(frame, { certificate, from: socket });
    // Received now, whatever is still to be said about those before it.
    const first = answers.next();
    answered = inTurn(answered, first, answers);
  };

  const inTurn = async (before: Promise<void>, first: Promise<IteratorResult<Answer, void>>, answers: Answers): Promise<void> => {
    await before;
    try {
      await say(first, answers);
    } finally {
      waiting--;
      advance();
    }
  };

  const say = async (first: Promise<IteratorResult<Answer, void>>, answers: Answers): Promise<void> => {
    for (let next = await first; next.done !== true; next = await answers.next()) {
      const answer = next.value;
      feed = answer.feed ?? feed;
      if (answer.fault !== undefined) note(answer.fault);
      if (answer.bytes !== undefined) await write(answer.bytes);
    }
  };

  const note = (fault: Fault): void => {
    lastCode = fault.code;
    if (fault.code === 'FRAME_UNREADABLE') unreadable++;
    options.failed(fault, { address, ...(feed === undefined ? {} : { feed }) });
  };

  const write = (bytes: Uint8Array): Promise<void> | undefined => {
    if (!socket.writable) return undefined;
    if (socket.write(Buffer.concat([mark, bytes, endMark]))) return undefined;
    // A sender that does not read its answers is not read either.
    return new Promise((resolve) => {
      const settled = (): void => {
        socket.off('drain', settled).off('close', settled);
        resolve();
      };
      socket.on('drain', settled).on('close', settled);
    });
  };

  const advance = (): void => {
    // Whoever sends nothing that can be read is no sender; nobody was told that the rest came.
    if (unreadable >= limits.mostUnreadable) ready = [];
    while (ready.length > 0 && waiting < limits.mostUnanswered) start(ready.shift()!);
    if (ready.length > 0 || waiting >= limits.mostUnanswered) socket.pause();
    else if (socket.isPaused() && !hasEnded) socket.resume();
    const isIdle = waiting === 0 && ready.length === 0;
    if (unreadable >= limits.mostUnreadable && isIdle) socket.destroy();
    // A frame that is on its way is waited for; the listener sets the latest moment.
    else if (isIdle && (hasEnded || (isDraining && !framer.isOpen))) socket.end();
    socket.setTimeout(!isIdle ? 0 : framer.isOpen ? Math.min(silenceMs, limits.frameMs) : limits.idleMs);
  };

  const left = (): void => {
    if (hasEnded) return;
    hasEnded = true;
    const rest = framer.end();
    if (rest !== undefined && !isDraining) ready.push(rest);
    advance();
  };

  socket.setNoDelay(true);
  socket.setKeepAlive(true, 30_000);
  socket.on('data', (chunk: Buffer) => {
    if (hasEnded) return;
    lastDataMs = Date.now();
    ready.push(...framer.push(chunk));
    advance();
    options.grew();
  });
  socket.on('end', left);
  socket.on('close', left);
  socket.on('timeout', () => {
    const content = framer.seemsWhole();
    if (content !== undefined && reception.endsBySilence(content)) {
      ready.push(framer.endBySilence());
      return advance();
    }
    const remainingMs = framer.isOpen ? limits.frameMs - (Date.now() - lastDataMs) : 0;
    if (remainingMs > 0) return void socket.setTimeout(remainingMs);
    left();
    socket.destroySoon();
  });
  // Whatever went wrong with it, `close` comes next.
  socket.on('error', () => undefined);
  advance();

  return {
    status,
    get held() {
      return framer.held;
    },
    drain() {
      isDraining = true;
      advance();
    },
    destroy() {
      isDraining = true;
      socket.destroy();
    },
  };
}
