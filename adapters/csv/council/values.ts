import { RecordError } from '../../../schema/errors.js';
import { parseNhsNumber } from '../../../schema/nhs-number.js';
import type { PartialDateTime } from '../../../schema/partial-date.js';
import { present } from '../../../schema/present.js';
import type { CodedOrText, PerformingProfessional, PersonCompletingRecord, Quantity } from '../../../schema/prsb.generated.js';
import { folded } from '../header.js';
import type { RowReader } from '../row.js';
import { words } from '../statements.js';

/** SNOMED CT. */
export const snomed = 'http://snomed.info/sct';
const odsCode = 'https://fhir.nhs.uk/Id/ods-organization-code';

/** Words in `column`, with the SNOMED CT code of `column_SNOMED_Code` where the file has one. */
export function codedIn(row: RowReader, column: string): CodedOrText | undefined {
  return withCode(row.text(column), row.text(`${column}_SNOMED_Code`), snomed);
}

/** An organisation or place by name in `column`, with the ODS code of `column_Code` where the file has one. */
export function placeIn(row: RowReader, column: string): CodedOrText | undefined {
  return withCode(row.text(column), row.text(`${column}_Code`), odsCode);
}

/** Words with a code, of which either may be missing. */
export function withCode(text: string | undefined, code: string | undefined, system: string): CodedOrText | undefined {
  if (code === undefined) return words(text);
  return { coding: [{ code, system }], ...(text !== undefined && { text }) };
}

/** Values in one cell, divided by `|`. */
export function listIn(row: RowReader, column: string): readonly string[] | undefined {
  const values = row
    .text(column)
    ?.split('|')
    .map((value) => value.trim())
    .filter((value) => value !== '');
  return values === undefined || values.length === 0 ? undefined : values;
}

/** Values in one cell, divided by `|`, as words. */
export function wordsIn(row: RowReader, column: string): readonly CodedOrText[] | undefined {
  return listIn(row, column)?.map((text) => ({ coding: [], text }));
}

const answers: { readonly [answer: string]: boolean } = {
  yes: true,
  y: true,
  true: true,
  1: true,
  no: false,
  n: false,
  false: false,
  0: false,
};

/** A yes or no; `Unknown` tells nobody anything, and any other word is refused. */
export function flagIn(row: RowReader, column: string): boolean | undefined {
  const said = row.peek(column);
  if (said === undefined || /^(?:unknown|not known)$/i.test(said)) return undefined;
  const answer = answers[folded(said)];
  if (answer === undefined) row.refuse(column, 'MESSAGE_UNMAPPABLE', 'neither yes nor no');
  else row.text(column);
  return answer;
}

/** A score, digit for digit; `value` only where it is a number. */
export function scoreIn(row: RowReader, column: string, unitColumn?: string): Quantity | undefined {
  const text = row.text(column);
  if (text === undefined) return undefined;
  const unit = unitColumn === undefined ? undefined : row.text(unitColumn);
  return { text, ...(/^-?\d+(?:\.\d+)?$/.test(text) && { value: text }), ...(unit !== undefined && { unit }) };
}

/** The NHS number of somebody else; one that is none is refused and never shown. */
export function otherNhsNumberIn(row: RowReader, column: string): string | undefined {
  const said = row.peek(column);
  if (said === undefined) return undefined;
  const nhsNumber = parseNhsNumber(said);
  if (nhsNumber === undefined) row.refuse(column, 'BAD_NHS_NUMBER', 'not an NHS number');
  else row.text(column);
  return nhsNumber;
}

/** An end on which it hangs whether something still goes on. @throws RecordError DATE_INVALID when it cannot be read */
export function endIn(row: RowReader, column: string): PartialDateTime | undefined {
  const end = row.date(column);
  if (end === undefined && row.peek(column) !== undefined)
    throw new RecordError('DATE_INVALID', { detail: 'an end that cannot be read', location: row.at(column) });
  return end;
}

/** Who did it: columns `Professional`, `Professional_Role`, … */
export function professionalIn(row: RowReader): PerformingProfessional | undefined {
  return present({
    name: row.text('Professional'),
    role: codedIn(row, 'Professional_Role'),
    grade: row.text('Professional_Grade'),
    speciality: words(row.text('Professional_Specialty')),
    professionalIdentifier: row.text('Professional_Identifier'),
    organisation: placeIn(row, 'Professional_Organisation'),
    contactDetails: row.text('Professional_Contact'),
  });
}

/** Who wrote it down, and when: columns `Recorded_By`, `Recorded_By_Role`, …, `Recorded_On`. */
export function recorderIn(row: RowReader): PersonCompletingRecord | undefined {
  return present({
    name: row.text('Recorded_By'),
    role: codedIn(row, 'Recorded_By_Role'),
    grade: row.text('Recorded_By_Grade'),
    specialty: words(row.text('Recorded_By_Specialty')),
    organisation: placeIn(row, 'Recorded_By_Organisation'),
    professionalIdentifier: row.text('Recorded_By_Identifier'),
    dateCompleted: row.date('Recorded_On'),
    contactDetails: row.text('Recorded_By_Contact'),
  });
}

/** Where, by whom, and by whom written down. */
export function circumstancesIn(row: RowReader) {
  return {
    location: placeIn(row, 'Location'),
    performingProfessional: professionalIn(row),
    personCompletingRecord: recorderIn(row),
  };
}

/** A group of elements with the row's date and circumstances; undefined when the group itself says nothing. */
export function groupOf<T extends object>(row: RowReader, value: T) {
  const said = present(value);
  return said && { date: row.date('Date'), ...circumstancesIn(row), ...said };
}

/** Columns numbered from 1: what `read` answers for each number, as long as the header has one of its columns. */
export function numbered<T>(
  row: RowReader,
  column: (at: number) => string,
  read: (at: number) => T | undefined,
): readonly T[] | undefined {
  const found: T[] = [];
  for (let at = 1; row.has(column(at)); at++) {
    const value = read(at);
    if (value !== undefined) found.push(value);
  }
  return found.length === 0 ? undefined : found;
}
