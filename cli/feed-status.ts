/** The live view of who is connected over MLLP: metrics, and a status for whoever sits at the machine. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Counter, Gauge, type Registry } from 'prom-client';
import type { MllpStatus } from '../adapters/inbox/mllp/server.js';
import { RecordError } from '../schema/errors.js';

/** What {@link statusRoute} answers. `mllp` is left out where MLLP is not listened on. */
export interface FeedStatus {
  readonly mllp?: MllpStatus;
}

/** Registers metrics of MLLP by `listener` (`plain`, `tls`) and code: never an address, a sender or anything of a message. */
export function registerFeedMetrics(registry: Registry, status: () => MllpStatus | undefined): void {
  const registers = [registry];
  const listener = (isTls: boolean) => ({ listener: isTls ? 'tls' : 'plain' });
  const each = (set: (listens: { listener: string }, isTls: boolean, now: MllpStatus) => void): void => {
    const now = status();
    if (now === undefined) return;
    for (const isTls of [false, true]) set(listener(isTls), isTls, now);
  };
  new Gauge({
    name: 'scr_mllp_connections',
    help: 'Connections over MLLP that are open.',
    labelNames: ['listener'],
    registers,
    collect() {
      each((listens, isTls, now) => this.set(listens, now.connections.filter((one) => one.isTls === isTls).length));
    },
  });
  new Gauge({
    name: 'scr_mllp_waiting',
    help: 'Frames read and not yet answered.',
    labelNames: ['listener'],
    registers,
    collect() {
      each((listens, isTls, now) => {
        const own = now.connections.filter((one) => one.isTls === isTls);
        this.set(
          listens,
          own.reduce((sum, { waiting }) => sum + waiting, 0),
        );
      });
    },
  });
  new Counter({
    name: 'scr_mllp_refused_total',
    help: 'Frames not accepted, by code.',
    labelNames: ['listener', 'code'],
    registers,
    collect() {
      this.reset();
      for (const { isTls, code, count } of status()?.refused ?? []) this.inc({ ...listener(isTls), code }, count);
    },
  });
  new Gauge({
    name: 'scr_mllp_last_error_seconds',
    help: 'Unix time of the last frame not accepted, by its code.',
    labelNames: ['listener', 'code'],
    registers,
    collect() {
      this.reset();
      each((listens, isTls, now) => {
        const last = now.lastErrors.findLast((one) => one.isTls === isTls);
        if (last !== undefined) this.set({ ...listens, code: last.code }, Date.parse(last.at) / 1000);
      });
    },
  });
  for (const [name, help, of] of [
    ['scr_mllp_received_total', 'Frames received.', (now: MllpStatus) => now.received],
    [
      'scr_mllp_turned_away_total',
      'Connections turned away by a limit, or for want of a certificate.',
      (now: MllpStatus) => now.turnedAway,
    ],
  ] as const) {
    new Counter({
      name,
      help,
      registers,
      collect() {
        const now = status();
        this.reset();
        if (now !== undefined) this.inc(of(now));
      },
    });
  }
}

/** `GET /feeds/status`, for this machine only, as it names addresses and certificates; to others it is not there. */
export function statusRoute(server: FastifyInstance, status: () => MllpStatus | undefined): void {
  server.get('/feeds/status', (request, reply) => {
    reply.header('cache-control', 'no-store');
    if (!isOfThisMachine(request)) {
      const { code, message } = new RecordError('NOT_FOUND');
      return reply.code(404).send({ code, message });
    }
    const mllp = status();
    return reply.send((mllp === undefined ? {} : { mllp }) satisfies FeedStatus);
  });
}

/** A proxy on this machine asks for others: what it passes on is not of this machine. */
function isOfThisMachine({ raw }: FastifyRequest): boolean {
  const isPassedOn = ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'].some((name) => name in raw.headers);
  return !isPassedOn && /^(?:127\.|::1$|::ffff:127\.)/.test(raw.socket.remoteAddress ?? '');
}
