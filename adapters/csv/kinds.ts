import { RecordError } from '../../schema/errors.js';
import { councilKindOf, councilKinds, isCouncilKind, recordIdColumn, type CouncilKind } from './council/kinds.js';
import { columnsOf, folded } from './header.js';
import { personIdColumns } from './person-columns.js';

/** What the rows of a file are. Each is described in docs/feeds-csv.md. */
export type RecordKind =
  | CouncilKind
  | 'cld'
  | 'person-index'
  | 'ssda903-header'
  | 'ssda903-episodes'
  | 'ssda903-reviews'
  | 'ssda903-uasc'
  | 'ssda903-oc2'
  | 'ssda903-oc3'
  | 'ssda903-missing'
  | 'ssda903-previous-permanence'
  | 'ssda903-social-workers'
  | 'ssda903-deprivation-of-liberty'
  | 'ssda903-adoption'
  | 'ssda903-placed-for-adoption';

interface KindFacts {
  /** Any of these columns, beside CHILD, tells an SSDA903 table. */
  readonly told?: readonly string[];
  /** Without these columns the file fails; of a list within it, one is enough. */
  readonly mandatory: readonly (string | readonly string[])[];
}

const child = (told: readonly string[], mandatory: readonly string[]): KindFacts => ({
  told,
  mandatory: ['CHILD', ...mandatory],
});

type NationalKind = Exclude<RecordKind, CouncilKind>;

const kinds: { readonly [K in NationalKind]: KindFacts } = {
  cld: { mandatory: ['LA_Code', ['NHS_Number', ...personIdColumns], 'Client_Type', 'Event_Type', 'Event_Start_Date'] },
  'person-index': { mandatory: [personIdColumns, 'NHS_Number'] },
  'ssda903-header': child(['ETHNIC', 'UPN'], ['DOB']),
  'ssda903-episodes': child(['DECOM'], ['DECOM', 'RNE', 'DEC', 'REC']),
  'ssda903-reviews': child(['REVIEW'], ['REVIEW']),
  'ssda903-uasc': child(['DUC'], ['DUC']),
  'ssda903-oc2': child(['SDQ_SCORE'], ['SDQ_SCORE']),
  'ssda903-oc3': child(['IN_TOUCH'], ['ACCOM']),
  'ssda903-missing': child(['MIS_START'], ['MISSING', 'MIS_START']),
  'ssda903-previous-permanence': child(['PREV_PERM'], []),
  'ssda903-social-workers': child(['SW_DECOM'], ['SW_ID', 'SW_DECOM']),
  'ssda903-deprivation-of-liberty': child(['DOLO_START'], ['DOLO_START']),
  'ssda903-adoption': child(['DATE_INT'], []),
  'ssda903-placed-for-adoption': child(['DATE_PLACED'], []),
};

/** Columns that only Client Level Data has, in Release 1 and 2; three of them tell the file even when a mandatory one is missing. */
const cldColumns = [
  'Event_Type',
  'Event_Start_Date',
  'Event_End_Date',
  'Event_Outcome',
  'Client_Type',
  'Service_Type',
  'Service_Component',
  'Primary_Support_Reason',
  'Request_Route_of_Access',
  'Assessment_Type',
  'Review_Reason',
  'Reporting_Period_End_Date',
].map(folded);

/** What the rows under this header are, or undefined when it is no layout known here. Spelling of names does not matter. */
export function kindOf(header: readonly string[]): RecordKind | undefined {
  const council = councilKindOf(header);
  if (council !== undefined) return council;
  const columns = new Set(header.map(folded));
  const has = (name: string): boolean => columns.has(folded(name));
  if (cldColumns.filter((column) => columns.has(column)).length >= 3) return 'cld';
  if (has('CHILD')) {
    const names = Object.keys(kinds) as NationalKind[];
    return names.find((kind) => kinds[kind].told?.some(has));
  }
  return has('NHS_Number') && personIdColumns.some(has) ? 'person-index' : undefined;
}

/** @throws RecordError STRUCTURE_INVALID naming the mandatory columns that the header lacks. */
export function requireColumns(kind: RecordKind, header: readonly string[]): void {
  const columns = columnsOf(header);
  const mandatory = isCouncilKind(kind)
    ? [recordIdColumn, councilKinds[kind], ['NHS_Number', ...personIdColumns]]
    : kinds[kind].mandatory;
  const missing = mandatory
    .map((names) => (typeof names === 'string' ? [names] : names))
    .filter((names) => !names.some((name) => columns.has(folded(name))))
    .map((names) => names.join(' or '));
  if (missing.length > 0) {
    throw new RecordError('STRUCTURE_INVALID', { detail: `missing columns: ${missing.join(', ')}`, location: 'header' });
  }
}
