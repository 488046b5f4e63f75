import type { ErrorCode } from '../../schema/errors.js';
import type { Profile } from '../../schema/profile.js';
import type { InboxStore } from '../../store/inbox/inbox-store.js';
import type { Difference } from '../../store/inbox/differences.js';
import type { KeptMessage, Retranslated } from '../../store/inbox/replay.js';
import type { FlagChange, FlagEffect } from '../../store/inbox/replay-flags.js';
import { translateBytes } from '../translate.js';
import type { Inbox } from './inbox.js';

/** What translating kept messages anew changes, or would. */
export interface ReplayReport {
  readonly read: number;
  /** Messages of which something differs. */
  readonly changed: number;
  readonly differences: readonly Difference[];
  /** What becomes of objections and hidden addresses. */
  readonly flags: readonly FlagEffect[];
  /** Messages that cannot be translated any more: they stay as they are. */
  readonly refused: readonly { readonly messageId: number; readonly code: ErrorCode; readonly location: string }[];
  /** Their bytes are not kept any more. */
  readonly bytesGone: number;
  /** What one row means depends on the other rows of its file: send the file again. */
  readonly onlyWithTheirFile: number;
}

const page = 200;
const togetherType = 'SSDA903 Episodes';

/** Which messages to translate anew, and what to do with what differs. */
export interface ReplaySpan {
  readonly feed: string;
  /** ISO 8601, UTC; `from` included, `to` not. */
  readonly from: string;
  readonly to: string;
  readonly apply: boolean;
  /** With `apply`: lift objections and hidden addresses, too, that were only of messages read wrongly. */
  readonly lift?: boolean;
  /** Who does it. */
  readonly by: string;
}

/** Translates the kept messages of a feed with the mapping of now; see {@link InboxStore.retranslate}. */
export async function replayFeed(
  store: InboxStore,
  profile: Profile,
  { apply, lift = false, by, ...span }: ReplaySpan,
): Promise<ReplayReport> {
  const report = {
    read: 0,
    differences: [] as Difference[],
    refused: [] as ReplayReport['refused'][number][],
    bytesGone: 0,
    onlyWithTheirFile: 0,
  };
  const flags: FlagChange[] = [];
  for (let afterId = 0; ;) {
    const messages = await store.keptMessages({ ...span, afterId, first: page });
    if (messages.length === 0) break;
    afterId = messages.at(-1)!.id;
    report.read += messages.length;
    const translated: Retranslated[] = [];
    for (const message of messages) {
      if (message.type === togetherType) report.onlyWithTheirFile++;
      // What a snapshot left out was said by no bytes.
      else if (message.bytes === undefined || message.bytes.length === 0) report.bytesGone++;
      else {
        const again = translatedAnew({ ...message, bytes: message.bytes }, profile);
        if ('code' in again) report.refused.push({ messageId: message.id, ...again });
        else translated.push(again);
      }
    }
    if (translated.length === 0) continue;
    const changes = await store.retranslate(translated, apply);
    for (const difference of changes.differences) report.differences.push(difference);
    for (const change of changes.flags) flags.push(change);
  }
  // Last, and for the replay as a whole: one message may no longer say what another still does.
  const effects = flags.length === 0 ? [] : await store.settleFlags(flags, { apply, lift: lift && apply, by });
  return { ...report, flags: effects, changed: new Set(report.differences.map(({ messageId }) => messageId)).size };
}

function translatedAnew(
  { id, feed, receivedAt, bytes }: KeptMessage & { readonly bytes: Buffer },
  profile: Profile,
): Retranslated | { readonly code: ErrorCode; readonly location: string } {
  const [unit, another] = [...translateBytes(bytes, { profile, feed, receivedAt })];
  if (unit?.translation !== undefined && another === undefined) return { messageId: id, unit };
  const { code, location } = unit?.refusal ?? ({ code: 'MESSAGE_UNMAPPABLE', location: 'message' } as const);
  return { code, location };
}

/** What became of a quarantined part that was tried anew. */
export type Retried = { readonly done: true } | { readonly done: false; readonly code: ErrorCode; readonly location: string };

/**
 * Tries a quarantined message, document or row anew, with the mapping of now. A part of a message that is stored is tried with its
 * message, of which then only what differs changes.
 */
export async function retryQuarantined(
  { inbox, store, profile }: { readonly inbox: Inbox; readonly store: InboxStore; readonly profile: Profile },
  id: number,
): Promise<Retried | undefined> {
  const part = await store.quarantinedPart(id);
  if (part === undefined || part.settled !== undefined) return undefined;
  const bytes = await store.quarantinedBytes(id);
  const gone = { done: false, code: part.code, location: part.location } as const;
  if (bytes === undefined) return gone;
  const named = profile.feeds.some(({ name }) => name === part.feed) ? { feed: part.feed } : {};
  if (part.messageId !== undefined) {
    const [unit, another] = [...translateBytes(bytes, { profile, receivedAt: part.receivedAt, ...named })];
    if (unit?.translation === undefined || another !== undefined) return gone;
    const still = unit.refused.find(({ code, location }) => code === part.code && location === part.location);
    if (still !== undefined) return gone;
    // Nothing is lifted by it: only a replay shows what would be.
    await store.retranslate([{ messageId: part.messageId, unit }], true);
    await store.settleQuarantined(id, 'replayed');
    return { done: true };
  }
  const receipt = await inbox.receive({ channel: 'command', bytes, receivedAt: part.receivedAt, ...named });
  if (receipt.repeated) await store.tryAnew(Number(receipt.id), bytes);
  const outcome = await inbox.settled(receipt.id, 60_000);
  if (outcome === undefined || outcome.state === 'quarantined') {
    return { done: false, code: outcome?.code ?? part.code, location: outcome?.location ?? part.location };
  }
  await store.settleQuarantined(id, 'replayed');
  return { done: true };
}
