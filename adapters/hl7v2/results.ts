import type { Statement } from '../../schema/entry.js';
import { RecordError } from '../../schema/errors.js';
import type { Segment } from '../formats/hl7v2/message.js';
import { OBR, OBX, ORC } from '../formats/hl7v2/names.js';
import { first, text } from '../formats/hl7v2/typed.js';
import { documentAmongResults } from './documents.js';
import { byPerson, identityIn, linksOf, nhsNumberStatusIn } from './identity.js';
import { isReportText } from './observation-value.js';
import { orderGroups, type Noted, type OrderGroup } from './order-groups.js';
import { one, type About, type Reading } from './reading.js';
import { panelNotes, result, type Result } from './result.js';
import { isVeryRestricted } from './restricted.js';
import { unique } from './snapshot-lists.js';
import { snapshot } from './statements.js';
import { entityKey } from './values.js';

/**
 * ORU R01 and OUL R22: results of one or more people, each PID opening the next person's. The PID of
 * a result only says whose it is: a laboratory's copy of an address never replaces that of the PAS.
 * @throws RecordError when no person of the message can be identified
 */
export function results(reading: Reading): Statement[] {
  const people = byPerson(reading);
  if (people.length < 2) return resultsOfPerson(reading);
  const all = people.map((group) => {
    try {
      return resultsOfPerson(group);
    } catch (error) {
      // One person's bad identifier must not hold back another's results.
      if (!(error instanceof RecordError)) throw error;
      const pid = one(group, 'PID');
      reading.refuse(error.code, `${error.location ?? 'PID-3'} of the PID in line ${pid?.line ?? 0}`, error.detail);
      return undefined;
    }
  });
  const readable = all.filter((statements) => statements !== undefined);
  if (readable.length === 0) throw new RecordError('IDENTIFIER_MISSING', { location: 'PID-3', feed: reading.feed.name });
  return readable.flat();
}

function resultsOfPerson(reading: Reading): Statement[] {
  const pid = one(reading, 'PID');
  if (pid === undefined) throw new RecordError('STRUCTURE_INVALID', { location: 'PID' });
  const identity = identityIn(reading, pid);
  const about: About = { ...reading, subject: identity.subject };
  const uniqueKey = unique();
  return [
    ...linksOf(identity, nhsNumberStatusIn(reading)),
    ...orderGroups(reading.segments).flatMap((group) => resultsOf(about, group, uniqueKey)),
  ];
}

/** The results of one order. */
export function resultsOf(about: About, group: OrderGroup, uniqueKey: (key: string) => string): Statement[] {
  const order = orderKey(group);
  const list = `result:${order}`;
  const rows = resultRows(group.observations);
  if (isVeryRestricted(group.orc, ORC.ConfidentialityCode)) {
    about.refuse('DOCUMENT_RESTRICTED', `ORC-28 in line ${group.orc?.line ?? 0}`, 'results marked very restricted');
  }
  // A cancelled order without results takes back those it had: their codes are not named again.
  const isCancelled = rows.length === 0 && text(group.obr, OBR.ResultStatus)?.trim() === 'X';
  return [
    ...(isCancelled ? [snapshot(about, 'investigationResults', list, []), snapshot(about, 'documents', list, [])] : []),
    ...rows.flatMap((row) => result(about, group, row, uniqueKey(keyOf(order, row.rows[0])), list)),
    ...group.documents.flatMap((described) => documentAmongResults(about, described)),
    ...panelNotes(about, group, uniqueKey(`result:${order}::`), list),
  ];
}

/** Filler order number, else placer's, of OBR or ORC; else what was asked for and when. */
function orderKey({ obr, orc }: OrderGroup): string {
  const number =
    entityKey(first(obr, OBR.FillerOrderNumber)) ??
    entityKey(first(orc, ORC.FillerOrderNumber)) ??
    entityKey(first(obr, OBR.PlacerOrderNumber)) ??
    entityKey(first(orc, ORC.PlacerOrderNumber));
  return number ?? `${text(obr, OBR.UniversalServiceIdentifier) ?? ''}@${text(obr, OBR.ObservationDateTime) ?? ''}`;
}

/** `result:<order>:<OBX-3>:<OBX-4>`: what a correction of the same result has in common with it. */
function keyOf(order: string, obx: Segment | undefined): string {
  const test = text(obx, OBX.ObservationIdentifier) ?? text(obx, OBX.ObservationIdentifier, 2) ?? '';
  return `result:${order}:${test}:${text(obx, OBX.ObservationSubID) ?? ''}`;
}

/** One result for each OBX, but for consecutive lines of one text (same OBX-3 and OBX-4), which are one. */
function resultRows(observations: readonly Noted[]): readonly Result[] {
  const results: { rows: Segment[]; notes: Segment[] }[] = [];
  for (const { segment, notes } of observations) {
    const last = results.at(-1);
    const before = last?.rows.at(-1);
    if (last && before && isReportText(segment) && isReportText(before) && keyOf('', segment) === keyOf('', before)) {
      last.rows.push(segment);
      last.notes.push(...notes);
    } else {
      results.push({ rows: [segment], notes: [...notes] });
    }
  }
  return results;
}
