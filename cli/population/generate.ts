import type { FeedFile } from './feed-file.js';
import { councilFiles } from './sources/council.js';
import { makePerson } from './person.js';
import { tellPerson, type ToldPerson } from './sources/person-files.js';

export interface PopulationOptions {
  /** Another seed is another population; the people with a story keep name and NHS number. */
  readonly seed?: number;
  /** How many people; at least the ten with a story are made. */
  readonly people?: number;
  /** Dates are relative to this, so that stays are open and appointments lie ahead. */
  readonly now?: Date;
}

/** One file of the population, as a partner would send it. */
export interface PopulationFile {
  readonly feed: string;
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

export const defaultSeed = 20_240_201;
export const defaultPeople = 200;

/**
 * A synthetic, de-identified population as the bytes that partners of the default profile would send,
 * in the order of sending: person by person, then the councils' files. NHS numbers are 999… only.
 * The same seed, size and moment give the same bytes.
 */
export function* populationFiles(options: PopulationOptions = {}): Iterable<PopulationFile> {
  const { seed = defaultSeed, people = defaultPeople, now = new Date() } = options;
  const told: ToldPerson[] = [];
  for (let index = 0; index < Math.max(people, 10); index++) {
    const person = tellPerson(makePerson(seed, index, now));
    yield* person.files.map(asSent);
    told.push(person);
  }
  yield* councilFiles(told).map(asSent);
}

const asSent = ({ feed, fileName, bytes }: FeedFile): PopulationFile => ({ feed, fileName, bytes });
