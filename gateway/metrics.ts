/** Numbers for operators. Labels are operation outcomes and codes: never a person, a user or an operation's text. */
import type { ApolloServerPlugin } from '@apollo/server';
import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';
import type { GatewayContext } from './request.js';

export interface Metrics {
  readonly plugin: ApolloServerPlugin<GatewayContext>;
  readonly contentType: string;
  /** Where further metrics are registered. */
  readonly registry: Registry;
  /** A request was refused before the graph, by code. */
  refused(this: void, code: string): void;
  /** Refused requests that the trail of refused accesses could not take. */
  refusedUnwritten(this: void, requests: number): void;
  /** An answer left with this HTTP status. */
  answered(status: number): void;
  text(): Promise<string>;
}

export function openMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const operations = new Counter({
    name: 'scr_operations_total',
    help: 'GraphQL operations answered, by the worst thing in the answer.',
    labelNames: ['outcome'],
    registers: [registry],
  });
  const duration = new Histogram({
    name: 'scr_operation_seconds',
    help: 'Time from parsed request to answer.',
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [registry],
  });
  const refusals = new Counter({
    name: 'scr_refused_total',
    help: 'Requests refused before the graph, by code.',
    labelNames: ['code'],
    registers: [registry],
  });
  const unwritten = new Counter({
    name: 'scr_refused_unwritten_total',
    help: 'Refused requests that are missing in the trail of refused accesses: too many at once, or it could not be written.',
    registers: [registry],
  });
  const unavailable = new Counter({
    name: 'scr_unavailable_total',
    help: 'Requests to the graph answered with HTTP 503: identity, store or audit unavailable.',
    registers: [registry],
  });
  return {
    contentType: registry.contentType,
    registry,
    answered: (status) => {
      if (status === 503) unavailable.inc();
    },
    text: () => registry.metrics(),
    refused: (code) => refusals.inc({ code }),
    refusedUnwritten: (requests) => unwritten.inc(requests),
    plugin: {
      requestDidStart() {
        const started = process.hrtime.bigint();
        return Promise.resolve({
          willSendResponse({ response }) {
            duration.observe(Number(process.hrtime.bigint() - started) / 1e9);
            const errors = response.body.kind === 'single' ? response.body.singleResult.errors : undefined;
            operations.inc({ outcome: outcomeOf(errors?.map((error) => error.extensions?.['code'])) });
            return Promise.resolve();
          },
        });
      },
    },
  };
}

function outcomeOf(codes: readonly unknown[] | undefined): string {
  if (!codes || codes.length === 0) return 'ok';
  return codes.every((code) => code === 'WITHHELD') ? 'withheld' : codes.some((code) => code === 'INTERNAL') ? 'error' : 'coded';
}
