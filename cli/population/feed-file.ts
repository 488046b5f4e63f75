import type { Moment } from './calendar.js';

/** One file as a partner sends it on a feed of the profile. */
export interface FeedFile {
  readonly feed: string;
  readonly fileName: string;
  readonly bytes: Uint8Array;
  /** When the sender sent it; files of one person go out in this order. */
  readonly at: Moment;
}
