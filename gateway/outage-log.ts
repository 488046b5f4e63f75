/** Tells operators of every outage in an answer: codes and kinds only, since causes may quote data. */
import type { ApolloServerPlugin } from '@apollo/server';
import type { Logger } from 'pino';
import { recordErrorIn } from './errors.js';
import type { GatewayContext } from './request.js';

export function outageLog(logger: Logger): ApolloServerPlugin<GatewayContext> {
  return {
    requestDidStart() {
      return Promise.resolve({
        didEncounterErrors({ errors, contextValue }) {
          for (const error of errors) {
            const code = recordErrorIn(error)?.code ?? error.extensions['code'];
            if (typeof code === 'string' && code !== 'INTERNAL' && !code.endsWith('_UNAVAILABLE')) continue;
            logger.error(
              { requestId: contextValue.requestId, code, ...causeOf(recordErrorIn(error) ?? error) },
              'outage in an answer',
            );
          }
          return Promise.resolve();
        },
      });
    },
  };
}

/** Kind and code of the innermost cause: enough to find it, nothing that was said in it. */
function causeOf(error: unknown): { cause?: string; causeCode?: string; at?: string } {
  let at = error;
  for (let depth = 0; depth < 6 && at instanceof Error; depth++) {
    const next = (at as { originalError?: unknown }).originalError ?? at.cause;
    if (next === undefined) break;
    at = next;
  }
  if (!(at instanceof Error)) return {};
  const code = (at as { code?: unknown }).code;
  const place = at.stack
    ?.split('\n')
    .find((line) => line.includes('/') && !line.includes('node_modules'))
    ?.trim();
  return {
    cause: at.name,
    ...(typeof code === 'string' ? { causeCode: code } : {}),
    ...(place === undefined ? {} : { at: place }),
  };
}
