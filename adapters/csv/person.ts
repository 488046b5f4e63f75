import { codeLists } from '../../schema/code-lists.js';
import { localSubject, type Statement, type Subject } from '../../schema/entry.js';
import { RecordError } from '../../schema/errors.js';
import type { FeedContext } from '../../schema/feed.js';
import { parseNhsNumber, type NhsNumber } from '../../schema/nhs-number.js';
import { present } from '../../schema/present.js';
import type { CodedOrText, OtherIdentifier } from '../../schema/prsb.generated.js';
import type { Demographics } from './demographics.js';
import type { RowReader } from './row.js';
import { patch } from './statements.js';

/** Whom a row is about. */
export interface Person {
  readonly subject: Subject;
  readonly authority: string;
  readonly nhsNumber: NhsNumber | undefined;
  readonly localId: string | undefined;
  /** Names the person within keys: stays the same when a later file adds the NHS number. */
  readonly key: string;
}

/**
 * The authority of a row's local identifiers. Codes by which one council names itself (the feed's
 * senders) are one authority: a file that says 312 and one that says E10000003 mean the same people.
 * @throws RecordError FEED_UNKNOWN when the row names a council that the feed does not list.
 */
export function authorityOf(laCode: string | undefined, { feed, partner }: FeedContext): string {
  const own = feed.localAuthority ?? feed.senders[0] ?? partner;
  if (laCode === undefined || laCode === own || feed.senders.includes(laCode)) return own;
  if (feed.senders.length === 0 && feed.localAuthority === undefined) return laCode;
  throw new RecordError('FEED_UNKNOWN', { detail: 'the local-authority code of the row is not one of this feed' });
}

const damagedBySpreadsheet = /^\d+(?:\.\d+)?e\+?\d+$/i;

/**
 * The person of a row: by NHS number, else by the local identifier (combined person id of the
 * Client Level Data method). A number that is no NHS number is refused and never repaired.
 * @throws RecordError IDENTIFIER_MISSING when neither is usable.
 */
export function personOf(row: RowReader, authority: string, idColumns: readonly string[]): Person {
  const nhsNumber = nhsNumberIn(row);
  const localId = localIdIn(row, idColumns);
  if (nhsNumber === undefined && localId === undefined) {
    throw new RecordError('IDENTIFIER_MISSING', { location: `line ${row.line}` });
  }
  const local = localId === undefined ? undefined : localSubject(authority, localId);
  return { subject: nhsNumber ?? local!, authority, nhsNumber, localId, key: local ?? nhsNumber! };
}

function nhsNumberIn(row: RowReader): NhsNumber | undefined {
  const text = row.text('NHS_Number');
  if (text === undefined) return undefined;
  const nhsNumber = parseNhsNumber(text);
  if (nhsNumber === undefined) {
    const detail = damagedBySpreadsheet.test(text) ? 'turned into a float by a spreadsheet' : 'not an NHS number';
    row.refuse('NHS_Number', 'BAD_NHS_NUMBER', detail);
  }
  return nhsNumber;
}

/** Whether a local identifier may be that of one person. */
export function namesOnePerson(id: string): boolean {
  return !damagedBySpreadsheet.test(id) && /[1-9]/.test(id);
}

// `1.23E+09`, `0` and `UNKNOWN` stand for many people: used as an identifier they would make them one.
function localIdIn(row: RowReader, columns: readonly string[]): string | undefined {
  const id = row.text(...columns);
  if (id === undefined) return undefined;
  if (namesOnePerson(id)) return id;
  for (const column of columns)
    if (row.peek(column) === id) row.refuse(column, 'IDENTIFIER_MISSING', 'not an identifier of one person');
  return undefined;
}

const { system, values } = codeLists.nhsNumberStatus;
const notTraced: CodedOrText = { coding: [{ code: '02', system, display: values['02'] }], text: values['02'] };

/** The local identifier, for demographics: a list of identifiers is replaced whole, so one kind of table states it. */
export function localIdentifierOf({ localId, authority }: Person): readonly OtherIdentifier[] {
  return localId === undefined ? [] : [{ value: localId, authority, type: 'Local authority person identifier' }];
}

/**
 * What every row says of its person: the link of both identifiers, and demographics.
 * @param of tells demographics of one kind of file apart, so that a postcode alone does not replace a whole address
 */
export function statementsAbout(person: Person, demographics: Demographics, of = 'person'): readonly Statement[] {
  const { subject, nhsNumber, localId, authority, key } = person;
  const statements: Statement[] = [];
  // Councils trace NHS numbers themselves but these files never say so: present, not verified here.
  if (nhsNumber !== undefined && localId !== undefined) {
    statements.push({ kind: 'link', subject: localSubject(authority, localId), nhsNumber, status: '02' });
  }
  const status = nhsNumber === undefined ? {} : { nhsNumber, nhsNumberStatusIndicator: notTraced };
  const changes = present({ ...demographics, ...status });
  if (changes !== undefined) statements.push(patch(subject, 'personDemographics', `${of}|${key}`, changes));
  return statements;
}
