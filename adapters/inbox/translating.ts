import type { Refused } from '../../schema/entry.js';
import type { Profile } from '../../schema/profile.js';
import type { ArrivalUnit, WaitingArrival } from '../../store/inbox/inbox-store.js';
import { translateBytes, unknownFeed } from '../translate.js';

/** The units of an arrival: translated, or refused as it was when it came. */
export function* unitsOf(arrival: WaitingArrival, profile: Profile): Generator<ArrivalUnit> {
  const { id, bytes, feed, fileName, receivedAt, refusal } = arrival;
  if (refusal !== undefined) {
    yield refusedArrival(arrival, refusal, profile);
    return;
  }
  // One behind, so that the last is known to be the only one.
  let before: ArrivalUnit | undefined;
  let count = 0;
  const named = { ...(feed === undefined ? {} : { feed }), ...(fileName === undefined ? {} : { fileName }) };
  for (const unit of translateBytes(bytes, { profile, receivedAt, ...named })) {
    count++;
    if (before !== undefined) yield before;
    before = { ...unit, message: { ...unit.message, arrival: { id, isWhole: false } } };
  }
  if (before === undefined) return;
  // Of a file of rows each row is kept, without what must not be; else the only unit is all of the arrival.
  const isWhole = count === 1 && before.message.format !== 'csv' && before.message.bytes.length === bytes.length;
  yield { ...before, message: { ...before.message, arrival: { id, isWhole } } };
}

function refusedArrival({ id, bytes, lane, receivedAt }: WaitingArrival, refusal: Refused, profile: Profile): ArrivalUnit {
  const feed = profile.feeds.find(({ name }) => name === lane);
  const message = {
    feed: feed?.name ?? unknownFeed,
    partner: feed?.partner ?? '',
    format: feed?.format ?? 'hl7v2',
    bytes,
    receivedAt,
    arrival: { id, isWhole: true },
  } as const;
  return { message, refusal };
}
