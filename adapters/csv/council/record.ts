import type { Body, RelationshipKind, RetractEntry, Section, Statement } from '../../../schema/entry.js';
import { RecordError } from '../../../schema/errors.js';
import type { FeedContext } from '../../../schema/feed.js';
import type { PartialDateTime } from '../../../schema/partial-date.js';
import { folded } from '../header.js';
import { authorityOf, personOf, type Person } from '../person.js';
import { personIdColumns } from '../person-columns.js';
import type { RowReader } from '../row.js';
import { keyOf, put } from '../statements.js';
import { recordIdColumn, type CouncilKind } from './kinds.js';

/** One row of the council layout: whose record, which record, and whether it still stands. */
export interface CouncilRecord {
  readonly row: RowReader;
  readonly person: Person;
  /** ODS code of the council. */
  readonly partner: string;
  readonly key: string;
  /** When the council last changed it. */
  readonly updated: PartialDateTime | undefined;
  /** It was made in error, or was taken back: what an earlier file said of it is not shown any more. */
  readonly takenBack: RetractEntry['because'] | undefined;
  /** By when it was over, where the council says that it is and need not say since when. */
  readonly overBy: PartialDateTime | undefined;
}

const statuses: { readonly [status: string]: RetractEntry['because'] | 'stands' | 'over' } = {
  current: 'stands',
  ended: 'over',
  closed: 'over',
  deleted: 'deleted',
  cancelled: 'cancelled',
  enteredinerror: 'entered-in-error',
  wrongperson: 'wrong-patient',
};

/** @throws RecordError IDENTIFIER_MISSING, STRUCTURE_INVALID (no Record_ID), MESSAGE_UNMAPPABLE (a status nobody knows) */
export function recordOf(kind: CouncilKind, row: RowReader, context: FeedContext): CouncilRecord {
  const person = personOf(row, authorityOf(row.text('LA_Code'), context), personIdColumns);
  const id = row.text(recordIdColumn);
  if (id === undefined)
    throw new RecordError('STRUCTURE_INVALID', { detail: 'a record without identifier', location: row.at(recordIdColumn) });
  const updated = updatedIn(row, context.receivedAt);
  const status = statusIn(row);
  const day = context.receivedAt.slice(0, 10) as PartialDateTime;
  return {
    row,
    person,
    partner: context.partner,
    key: keyOf(kind, person.key, id),
    updated,
    takenBack: status === 'stands' || status === 'over' ? undefined : status,
    overBy: status === 'over' ? (updated ?? day) : undefined,
  };
}

function statusIn(row: RowReader): RetractEntry['because'] | 'stands' | 'over' {
  const said = row.text('Record_Status');
  const status = said === undefined ? 'stands' : statuses[folded(said)];
  // Shown, it might be something the council has taken back; hidden, something that care needs.
  if (status === undefined)
    throw new RecordError('MESSAGE_UNMAPPABLE', {
      detail: 'a record status that is not known',
      location: row.at('Record_Status'),
    });
  return status;
}

/** A change cannot lie ahead of the receipt: it would hide every later one. */
function updatedIn(row: RowReader, receivedAt: PartialDateTime): PartialDateTime | undefined {
  const updated = row.date('Last_Updated');
  if (updated === undefined || updated.slice(0, 10) <= receivedAt.slice(0, 10)) return updated;
  row.refuse('Last_Updated', 'DATE_INVALID', 'in the future');
  return undefined;
}

/** The entry of a record, or its retraction. */
export function entryOf<S extends Section>(record: CouncilRecord, section: S, body: Body<S>): Statement {
  const { person, key, takenBack, updated } = record;
  if (takenBack !== undefined) return { kind: 'retract', subject: person.subject, section, key, because: takenBack };
  return { ...put(person.subject, section, key, body), ...(updated !== undefined && { recordedAt: updated }) } as Statement;
}

/**
 * That the council is involved with the person, from and until when the record says. A record without a beginning is
 * none; one that is over has an end, though nobody says which.
 */
export function involvementOf(
  { person, key, partner, takenBack, overBy }: CouncilRecord,
  kind: RelationshipKind,
  from: PartialDateTime | undefined,
  end: PartialDateTime | undefined,
): readonly Statement[] {
  const about = { kind: 'involvement', subject: person.subject, key } as const;
  if (takenBack !== undefined) return [{ ...about, op: 'retract', involvement: {} }];
  if (from === undefined) return [];
  const until = end ?? overBy;
  return [{ ...about, op: 'put', involvement: { kind, organisation: partner, from, ...(until !== undefined && { until }) } }];
}
