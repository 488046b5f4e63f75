import type { Persona } from '../../identity/personas.js';

/** Where the server listens, seen from this page (`…/graphiql/`), also behind a path prefix. */
export const address = (path: string): string => new URL(`../${path}`, document.baseURI).href;

/** As `GET /development/sample-people` lists them. */
export interface SamplePerson {
  readonly id?: string;
  readonly nhsNumber: string;
  readonly name: string;
  readonly story: string;
  /** In words that name personas: `gp, then hospital-doctor`. */
  readonly tryAs: string;
}

/** What the server offers beside `/graphql`: in development personas and sample people, elsewhere nothing. */
export interface Surroundings {
  readonly personas: readonly Persona[];
  readonly people: readonly SamplePerson[];
  /** Set where a partner's system opened the page: who asks, about whom; or, in words, why nobody does. */
  readonly launched?: LaunchedFor | string | undefined;
}

/** As `GET /launch/session` says it. */
export interface LaunchedFor {
  readonly userId: string;
  readonly name?: string;
  readonly organisation: string;
  readonly roleCode: string;
  readonly role?: string;
  readonly purpose: string;
  readonly nhsNumber: string;
}

export async function askWhatThereIs(): Promise<Surroundings> {
  const launched = await launchedFor();
  // Opened about one person for one user: neither can be chosen, nor anybody else once the session is over.
  if (launched !== undefined) return { personas: [], people: [], launched };
  const [personas, people] = await Promise.all([
    list<Persona>('development/personas'),
    list<SamplePerson>('development/sample-people'),
  ]);
  return { personas, people };
}

/** Asked only where a launch led here: elsewhere there is nothing to ask. */
async function launchedFor(): Promise<Surroundings['launched']> {
  if (!new URLSearchParams(window.location.search).has('launched')) return undefined;
  try {
    const response = await fetch(address('launch/session'), { headers: ofLaunch, cache: 'no-store' });
    if (response.ok) return (await response.json()) as LaunchedFor;
    return response.status === 401 ? over : unreachable;
  } catch {
    return unreachable;
  }
}

const over = 'This session is over. Open the person again from your own system.';
const unreachable = 'The record cannot be reached just now, so nobody is signed in. Reload the page in a moment.';
/** What a page of another site cannot send: beside it the cookie of a launch counts. */
const ofLaunch = { accept: 'application/json', 'apollo-require-preflight': 'true' };

/** Ends the session of the launch, and shows that it is over. */
export async function signOff(): Promise<void> {
  await fetch(address('launch/session'), { method: 'DELETE', headers: ofLaunch }).catch(() => undefined);
  window.location.reload();
}

/** The NHS number that the page was opened for. */
export const launchedNumber = ({ launched }: Surroundings): string | undefined =>
  typeof launched === 'object' ? launched.nhsNumber : undefined;

async function list<T>(path: string): Promise<readonly T[]> {
  try {
    const response = await fetch(address(path), { headers: { accept: 'application/json' } });
    const answer: unknown = response.ok ? await response.json() : [];
    return Array.isArray(answer) ? (answer as T[]) : [];
  } catch {
    return [];
  }
}

/** The personas that the words of `tryAs` name, in their order. */
export function personasIn(tryAs: string, personas: readonly Persona[]): readonly Persona[] {
  const words = tryAs.match(/[a-z]+(?:-[a-z]+)*/g) ?? [];
  return words.flatMap((word) => personas.filter(({ id }) => id === word));
}

/** `999 000 0018`, as people read it out. */
export const spaced = (nhsNumber: string): string => nhsNumber.replace(/^(\d{3})(\d{3})(\d{4})$/, '$1 $2 $3');
