/** Who asks: from an access token, or from the session that a launch opened. Nothing else a request says counts. */
import type { IncomingMessage } from 'node:http';
import { RecordError } from '../../schema/errors.js';
import type { Viewer } from '../../schema/viewer.js';
import type { TokenVerifier } from '../identity/verify.js';

/** Somebody recognised, with the proof to hand on to a subgraph that runs elsewhere and verifies it again. */
export interface Recognised {
  readonly viewer: Viewer;
  readonly authorization: string;
}

/** Opens what the token of a launched session stands for. */
export interface SessionDoor {
  /** @throws RecordError SESSION_EXPIRED, UNAUTHENTICATED (no such session), STORE_UNAVAILABLE */
  viewerOf(token: string): Promise<Viewer>;
}

/** `__Host-`: set over HTTPS by this very host, for all of its paths, and for no other host. */
export const sessionCookie = '__Host-scr-session';
/** A header that a form or a link of another site cannot send: Apollo asks for one of them too. */
const headersOfOurPages = ['apollo-require-preflight', 'x-apollo-operation-name'];
const sessionBearer = /^Bearer +([\w-]{43}) *$/i;

export type Recognise = (request: Pick<IncomingMessage, 'headers' | 'rawHeaders'>) => Promise<Recognised>;

/**
 * @throws RecordError UNAUTHENTICATED, TOKEN_REFUSED, SESSION_EXPIRED; IDENTITY_UNAVAILABLE or STORE_UNAVAILABLE where
 * nobody can be recognised just now.
 */
export function openRecognise(verifier: TokenVerifier, sessions: SessionDoor | undefined): Recognise {
  return async ({ headers, rawHeaders }) => {
    const given = rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === 'authorization');
    // Node takes the first of several, a proxy perhaps the last: whom such a request is from, nobody can say.
    if (given.length > 1) throw new RecordError('TOKEN_REFUSED', { detail: 'more than one Authorization header' });
    const { authorization } = headers;
    const token = authorization === undefined ? sessionIn(headers) : sessionBearer.exec(authorization)?.[1];
    if (token === undefined || sessions === undefined) {
      return { viewer: await verifier.verify(authorization), authorization: authorization! };
    }
    return { viewer: await sessions.viewerOf(token), authorization: `Bearer ${token}` };
  };
}

/** The session of the cookie, if a page of ours sent it: a browser adds cookies to requests of other sites as well. */
function sessionIn(headers: IncomingMessage['headers']): string | undefined {
  const cookies = (headers.cookie ?? '').split(/; */).filter((pair) => pair.startsWith(`${sessionCookie}=`));
  const token = cookies[0]?.slice(sessionCookie.length + 1);
  if (token === undefined) return undefined;
  if (cookies.length > 1 || !/^[\w-]{43}$/.test(token)) throw new RecordError('UNAUTHENTICATED', { detail: 'session cookie' });
  if (!headersOfOurPages.some((name) => headers[name] !== undefined && headers[name] !== '')) {
    throw new RecordError('UNAUTHENTICATED', { detail: `a session cookie counts beside ${headersOfOurPages.join(' or ')} only` });
  }
  return token;
}
