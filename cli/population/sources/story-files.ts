import type { FeedFile } from '../feed-file.js';
import type { Health } from '../health.js';
import type { StoryName } from '../stories.js';
import type { Views } from '../views.js';
import { cancelledAdmissionFiles, deathFiles, mergeFiles } from './stories-of-identity.js';
import { notYetLiveFiles, objectionFiles, sensitiveAddressFiles, sensitiveFiles } from './stories-of-sharing.js';
import { conflictFiles } from './stories-of-conflict.js';
import type { Teller } from './teller.js';

type Tale = (teller: Teller, health: Health, views: Views) => readonly FeedFile[];

const tales: { readonly [S in StoryName]?: Tale } = {
  conflicting: conflictFiles,
  objection: objectionFiles,
  sensitive: sensitiveFiles,
  'sensitive-address': sensitiveAddressFiles,
  merged: mergeFiles,
  'not-yet-live': notYetLiveFiles,
  deceased: deathFiles,
  'open-admission': cancelledAdmissionFiles,
};

/** What is sent about a person beside the usual, because of their story. */
export function storyFiles(teller: Teller, health: Health, views: Views): readonly FeedFile[] {
  const { story } = teller.person;
  const tale = story === undefined ? undefined : tales[story.name];
  return tale === undefined ? [] : tale(teller, health, views);
}
