import type { Subject } from '../../schema/entry.js';
import type { ErrorCode } from '../../schema/errors.js';
import type { Feed } from '../../schema/profile.js';
import type { PartialDateTime } from '../../schema/partial-date.js';
import type { Segment } from '../formats/hl7v2/message.js';

/** One message being read: its segments, the feed it came on, and where refused parts are reported. */
export interface Reading {
  readonly segments: readonly Segment[];
  readonly feed: Feed;
  /** ODS code of the partner that controls the feed. */
  readonly partner: string;
  readonly statedAt: PartialDateTime | undefined;
  /** MSH-9.2. */
  readonly event: string;
  /** Reports a part that cannot be translated while the rest stands; `location` and `detail` hold no value. */
  refuse(code: ErrorCode, location: string, detail?: string): void;
}

/** A reading of segments that are about one known person. */
export interface About extends Reading {
  readonly subject: Subject;
}

/** The first segment of that name. */
export function one(reading: Reading, name: string): Segment | undefined {
  return reading.segments.find((segment) => segment.name === name);
}

/** Every segment of that name, in order. */
export function every(reading: Reading, name: string): readonly Segment[] {
  return reading.segments.filter((segment) => segment.name === name);
}
