import type { Statement, Subject } from '../../schema/entry.js';
import { RecordError } from '../../schema/errors.js';
import { byPerson, discardedIn, identifiersOf, identityIn, linksOf, nhsNumberStatusIn, type Identity } from './identity.js';
import { every, one, type Reading } from './reading.js';

/**
 * A40 and the older A34, A36, A39, and A47 (change of identifier): MRG-1 leads to PID-3 from now on.
 * They carry no data changes (HL7 UK A.3), so nothing else of them is read.
 * @throws RecordError STRUCTURE_INVALID without MRG
 */
export function merged(reading: Reading): Statement[] {
  if (every(reading, 'MRG').length === 0) throw new RecordError('STRUCTURE_INVALID', { location: 'MRG' });
  return byPerson(reading).flatMap((group) => {
    const survivor = identityIn(group, one(group, 'PID'));
    const links = linksOf(survivor, nhsNumberStatusIn(group));
    const merges = every(group, 'MRG').flatMap((mrg) => {
      const discarded = discardedIn(group, mrg);
      return identifiersOf(discarded).flatMap((subject) => leadsTo(subject, survivor));
    });
    return [...links, ...merges];
  });
}

/** To the survivor's identifier of the same authority where there is one, so that a later correction of the NHS number follows. */
function leadsTo(discarded: Subject, survivor: Identity): Statement[] {
  if (discarded === survivor.nhsNumber || survivor.local.includes(discarded)) return [];
  const authority = authorityOf(discarded);
  const kin = authority === undefined ? undefined : survivor.local.find((subject) => authorityOf(subject) === authority);
  return [{ kind: 'merge', discarded, survivor: kin ?? survivor.subject }];
}

function authorityOf(subject: Subject): string | undefined {
  const bar = subject.indexOf('|');
  return bar < 0 ? undefined : subject.slice(0, bar);
}

/**
 * A24: two sets of identifiers are one person's. Told apart from a merge in that both stay in use; it
 * can be kept only where an NHS number joins them.
 * @throws RecordError MESSAGE_UNMAPPABLE otherwise
 */
export function linked(reading: Reading): Statement[] {
  const identities = byPerson(reading).map((group) => identityIn(group, one(group, 'PID')));
  const numbers = [...new Set(identities.flatMap(({ nhsNumber }) => nhsNumber ?? []))];
  const [nhsNumber] = numbers;
  if (identities.length < 2 || nhsNumber === undefined || numbers.length > 1) {
    throw new RecordError('MESSAGE_UNMAPPABLE', { location: 'PID-3', detail: 'a link needs two PID and one NHS number' });
  }
  return identities.flatMap((identity) => linksOf({ ...identity, nhsNumber }, undefined));
}

/**
 * A37: two sets of identifiers are not one person's after all. Whatever joined any of the one with any of the other
 * before (A24, a PID-3 that held both, a wrong A40) no longer counts; facts stay with the identifier they were said of.
 * @throws RecordError STRUCTURE_INVALID without two PID
 */
export function unlinked(reading: Reading): Statement[] {
  const groups = byPerson(reading);
  if (groups.length < 2) throw new RecordError('STRUCTURE_INVALID', { location: 'PID', detail: 'two PID to part' });
  const [first, ...others] = groups.map((group) => identityIn(group, one(group, 'PID')));
  const own = identifiersOf(first!);
  const parted = others.flatMap((other) =>
    own.flatMap((subject) => identifiersOf(other).flatMap((from) => (from === subject ? [] : [{ subject, from }]))),
  );
  // What each PID says of itself still holds, and is said after the parting.
  const links = [first!, ...others].flatMap((identity) => linksOf(identity, undefined));
  return [...parted.map((pair): Statement => ({ kind: 'unlink', ...pair })), ...links];
}
