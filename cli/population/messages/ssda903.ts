import type { FeedFile } from '../feed-file.js';
import type { Moment } from '../calendar.js';
import { csvFile } from './csv-text.js';

const headerColumns = ['CHILD', 'SEX', 'DOB', 'ETHNIC', 'UPN', 'MOTHER', 'MC_DOB'] as const;
const episodeColumns = [
  'CHILD',
  'DECOM',
  'RNE',
  'LS',
  'CIN',
  'PLACE',
  'PLACE_PROVIDER',
  'DEC',
  'REC',
  'REASON_PLACE_CHANGE',
  'HOME_POST',
  'PL_POST',
  'URN',
] as const;
const indexColumns = ['LA_Code', 'LA_Person_Unique_Identifier', 'NHS_Number', 'Date_of_Birth'] as const;
const reviewColumns = ['CHILD', 'DOB', 'REVIEW', 'REVIEW_CODE'] as const;

export type ChildHeaderRow = Readonly<Partial<Record<(typeof headerColumns)[number], string>>>;
export type EpisodeRow = Readonly<Partial<Record<(typeof episodeColumns)[number], string>>>;
export type PersonIndexRow = Readonly<Partial<Record<(typeof indexColumns)[number], string>>>;
export type ReviewRow = Readonly<Partial<Record<(typeof reviewColumns)[number], string>>>;

/** Which NHS numbers the council's own numbers stand for: the national return has none. */
export const personIndex = (feed: string, fileName: string, at: Moment, rows: readonly PersonIndexRow[]): FeedFile =>
  csvFile(feed, fileName, at, indexColumns, rows);

/** Children looked after: who they are. */
export const childrenHeader = (feed: string, fileName: string, at: Moment, rows: readonly ChildHeaderRow[]): FeedFile =>
  csvFile(feed, fileName, at, headerColumns, rows);

/** Children looked after: where they were placed, from when to when. */
export const childrenEpisodes = (feed: string, fileName: string, at: Moment, rows: readonly EpisodeRow[]): FeedFile =>
  csvFile(feed, fileName, at, episodeColumns, rows);

/** Children looked after: reviews. */
export const childrenReviews = (feed: string, fileName: string, at: Moment, rows: readonly ReviewRow[]): FeedFile =>
  csvFile(feed, fileName, at, reviewColumns, rows);
