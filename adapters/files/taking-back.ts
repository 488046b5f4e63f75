import type { Statement } from '../../schema/entry.js';
import type { Feed } from '../../schema/profile.js';
import type { Unit } from '../../store/apply/units.js';
import type { Submission } from '../../store/snapshots/snapshot-store.js';
import type { PartialDateTime } from '../../schema/partial-date.js';

/** Makes the units by which a submission takes back what it leaves out: said by the feed, as of the period, like its rows. */
export function takingBack(
  { id, fileName, receivedAt, period }: Submission,
  { name, partner, localAuthority, senders }: Feed,
): (key: Buffer, statements: readonly Statement[]) => Unit {
  const statedAt = period !== undefined && period.to <= receivedAt.slice(0, 10) ? (period.to as PartialDateTime) : undefined;
  return (key, statements) => ({
    // No row stands for it.
    message: { feed: name, partner, format: 'csv', bytes: new Uint8Array(), receivedAt },
    translation: {
      sender: localAuthority ?? senders[0] ?? partner,
      messageIdentifier: `${fileName ?? 'file'}:left out:${key.toString('hex')}@${id}`,
      messageType: 'CLD withdrawn',
      ...(statedAt === undefined ? {} : { statedAt }),
      statements,
      mapped: [],
      unmapped: [],
    },
    refused: [],
  });
}
