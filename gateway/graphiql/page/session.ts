import type { Fetcher } from '@graphiql/toolkit';
import { address } from './surroundings.js';

/** Who the page asks as: a persona whose token it fetches, the holder of a pasted token, or whoever a launch opened the page for. */
export type Identity = { readonly persona: string } | { readonly token: string } | { readonly launched: true } | undefined;

interface Issued {
  readonly token: string;
  readonly untilMs: number;
}

const renewBeforeMs = 60_000;
const nobody = { errors: [{ message: 'Paste an access token first: the gateway answers nobody it does not know.' }] };
const elsewhere = { errors: [{ message: 'You changed who is asking before the answer came. Run it again.' }] };

/**
 * Asks the gateway in the name of whoever is signed in at that moment. Tokens are kept in this object only:
 * never in storage, and never in the URL.
 */
export function openSession(first: Identity) {
  let identity = first;
  const issued = new Map<string, Issued>();

  async function token(): Promise<string | undefined> {
    // The cookie of a launch is sent by the browser, and cannot be read here.
    if (identity === undefined || 'launched' in identity) return undefined;
    if ('token' in identity) return identity.token;
    const { persona } = identity;
    const known = issued.get(persona);
    if (known !== undefined && known.untilMs > Date.now()) return known.token;
    const response = await fetch(address('development/token'), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ persona }),
    });
    if (!response.ok) throw new Error(`No token could be issued for ${persona} (HTTP ${response.status}).`);
    const { access_token, expires_in } = (await response.json()) as { access_token: string; expires_in: number };
    issued.set(persona, { token: access_token, untilMs: Date.now() + expires_in * 1000 - renewBeforeMs });
    return access_token;
  }

  const ask: Fetcher = async (parameters, options) => {
    const asker = identity;
    if (asker === undefined) return nobody;
    const bearer = await token();
    const response = await fetch(address('graphql'), {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        // A page of another site cannot send it: beside it the cookie of a launch counts.
        'apollo-require-preflight': 'true',
        accept: 'application/graphql-response+json, application/json',
        ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
        ...options?.headers,
      },
      body: JSON.stringify(parameters),
      cache: 'no-store',
    });
    // A server that lost its keys refuses what it once issued; the next request fetches a new one.
    if (response.status === 401) issued.clear();
    const answer = await readAnswer(response);
    // An answer for one person must never stand under the name of another.
    return asker === identity ? answer : elsewhere;
  };

  return {
    ask,
    become(next: Identity): void {
      identity = next;
    },
  };
}
export type Session = ReturnType<typeof openSession>;

async function readAnswer(response: Response) {
  const text = await response.text();
  try {
    return JSON.parse(text) as object;
  } catch {
    return { errors: [{ message: `The gateway answered HTTP ${response.status}, and not in JSON.` }] };
  }
}
