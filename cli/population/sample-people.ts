import { syntheticNhsNumber } from './nhs-numbers.js';
import { stories, type StoryName } from './stories.js';

export interface SamplePerson {
  /** Which story it is, for sample operations that belong to one. */
  readonly id: StoryName;
  readonly nhsNumber: string;
  readonly name: string;
  readonly story: string;
  /** Personas that have a relationship with the person, or that show what the story is about. */
  readonly tryAs: string;
}

/** People worth looking at first, the same for every seed and size of population. */
export const samplePeople: readonly SamplePerson[] = stories.map((story, index) => ({
  id: story.name,
  nhsNumber: syntheticNhsNumber(index),
  name: `${story.given[0]!} ${story.family}`,
  story: story.tell,
  tryAs: story.tryAs,
}));
