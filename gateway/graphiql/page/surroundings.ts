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
  /** Set where a partner's system opened the page: who asks, about whom. */
  readonly launched?: LaunchedFor | undefined;
}

/** As `GET /launch/session` says it. */
export interface LaunchedFor {
  readonly userId: string;
  readonly name?: string;
  readonly organisation: string;
  readonly roleCode: string;
  readonly purpose: string;
  readonly nhsNumber: string;
}

export async function askWhatThereIs(): Promise<Surroundings> {
  const launched = await launchedFor();
  // Opened about one person for one user: neither can be chosen.
  if (launched !== undefined) return { personas: [], people: [], launched };
  const [personas, people] = await Promise.all([
    list<Persona>('development/personas'),
    list<SamplePerson>('development/sample-people'),
  ]);
  return { personas, people };
}

/** Asked only where a launch led here: elsewhere there is nothing to ask. */
async function launchedFor(): Promise<LaunchedFor | undefined> {
  if (!new URLSearchParams(window.location.search).has('launched')) return undefined;
  try {
    const headers = { accept: 'application/json', 'apollo-require-preflight': 'true' };
    const response = await fetch(address('launch/session'), { headers, cache: 'no-store' });
    return response.ok ? ((await response.json()) as LaunchedFor) : undefined;
  } catch {
    return undefined;
  }
}

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
