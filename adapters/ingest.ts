import type { ErrorCode } from '../schema/errors.js';
import type { PartialDateTime } from '../schema/partial-date.js';
import type { Profile } from '../schema/profile.js';
import type { Applied, Store } from '../store/store.js';
import { translateBytes, type TranslatedUnit } from './translate.js';

/** Bytes to take in: a message, a document, or a file of many. */
export interface IngestInput {
  readonly bytes: Uint8Array;
  /** Name of the feed, where whoever sends it says so; else it is found by the sender. */
  readonly feed?: string;
  readonly fileName?: string;
  readonly receivedAt?: PartialDateTime;
}

/** One unit, or one part of a unit, that was not stored. */
export interface Quarantined {
  readonly code: ErrorCode;
  /** Where in the source; never a value. */
  readonly location: string;
  readonly fileName?: string;
  /** Whether nothing of the unit was stored, or a part only. */
  readonly whole: boolean;
}

/** What became of what was read. `read` is `stored` + `duplicates` + the units quarantined whole. */
export interface IngestReport {
  readonly read: number;
  readonly stored: number;
  readonly duplicates: number;
  /** PRSB entries that the stored units put or changed. */
  readonly entries: number;
  readonly quarantined: readonly Quarantined[];
  /** Events that a snapshot left out and that were taken back. */
  readonly withdrawn?: number;
  /** Snapshots of which nothing was applied, as they name too few of the rows that the last one had: they wait for a decision. */
  readonly held?: readonly Held[];
  /** A snapshot of which nothing was applied, as a newer one was. */
  readonly superseded?: true;
  /** The file was refused before anything of it was read: nothing of it is kept in quarantine. */
  readonly unread?: true;
  /** It went through the inbox, which counts it. */
  readonly viaInbox?: true;
}

export interface Held {
  readonly submission: number;
  readonly rows: number;
  readonly expected: number;
  readonly named: number;
}

/** What became of both. */
export function together(one: IngestReport, other: IngestReport): IngestReport {
  const withdrawn = (one.withdrawn ?? 0) + (other.withdrawn ?? 0);
  const held = [...(one.held ?? []), ...(other.held ?? [])];
  return {
    read: one.read + other.read,
    stored: one.stored + other.stored,
    duplicates: one.duplicates + other.duplicates,
    entries: one.entries + other.entries,
    quarantined: [...one.quarantined, ...other.quarantined],
    ...(withdrawn === 0 ? {} : { withdrawn }),
    ...(held.length === 0 ? {} : { held }),
    ...((one.superseded ?? other.superseded) ? { superseded: true as const } : {}),
    ...((one.unread ?? other.unread) ? { unread: true as const } : {}),
  };
}

export interface Ingest {
  /** Translates `input` and stores it, at the latest when {@link finish} has answered. */
  add(input: IngestInput): Promise<void>;
  /** Stores what still waits; everything added is durable when this resolves. */
  finish(): Promise<IngestReport>;
}

const batchUnits = 200;
const batchBytes = 8_000_000;

/** Takes in many inputs, storing their units in batches that cross file boundaries. */
export function openIngest(store: Store, profile: Profile): Ingest {
  const report = { read: 0, stored: 0, duplicates: 0, entries: 0, quarantined: [] as Quarantined[] };
  let waiting: { readonly unit: Translated; readonly fileName: string | undefined }[] = [];
  let refused: Refused[] = [];
  let waitingBytes = 0;

  const flush = async (): Promise<void> => {
    const batch = waiting;
    const refusals = refused;
    waiting = [];
    refused = [];
    waitingBytes = 0;
    // All at once: they share connections and commits to disk.
    await Promise.all(refusals.map(({ message, refusal }) => store.quarantine(message, refusal)));
    const outcomes = await store.apply(batch.map(({ unit }) => unit));
    for (const [index, outcome] of outcomes.entries()) count(outcome, batch[index]!.fileName);
  };

  const count = (outcome: Applied, fileName: string | undefined): void => {
    const named = fileName === undefined ? {} : { fileName };
    if (outcome.outcome === 'duplicate') report.duplicates++;
    else if (outcome.outcome === 'quarantined')
      report.quarantined.push({ code: outcome.code, location: 'store', whole: true, ...named });
    else {
      report.stored++;
      report.entries += outcome.entries;
      for (const { code, location } of outcome.refused ?? []) report.quarantined.push({ code, location, whole: false, ...named });
    }
  };

  return {
    async add({ bytes, fileName, ...about }) {
      const named = fileName === undefined ? {} : { fileName };
      for (const unit of translateBytes(bytes, { profile, ...named, ...about })) {
        report.read++;
        waitingBytes += unit.message.bytes.length;
        if (unit.refusal !== undefined) {
          refused.push(unit);
          report.quarantined.push({ code: unit.refusal.code, location: unit.refusal.location, whole: true, ...named });
        } else {
          waiting.push({ unit, fileName });
        }
        if (waiting.length + refused.length >= batchUnits || waitingBytes >= batchBytes) await flush();
      }
    },
    async finish() {
      await flush();
      return report;
    },
  };
}

type Translated = Extract<TranslatedUnit, { readonly refusal?: undefined }>;
type Refused = Exclude<TranslatedUnit, Translated>;

/** Takes in one input; everything in it is durable, or quarantined with a reason, when this resolves. */
export async function ingestBytes(store: Store, profile: Profile, input: IngestInput): Promise<IngestReport> {
  const ingest = openIngest(store, profile);
  await ingest.add(input);
  return ingest.finish();
}
