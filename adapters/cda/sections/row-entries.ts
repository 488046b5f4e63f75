import type { Body, Section } from '../../../schema/entry.js';
import type { XmlElement } from '../../formats/xml/element.js';
import { draft, type Draft } from '../drafts.js';
import type { Source } from '../source.js';
import { textOnly } from '../values/coded.js';
import type { SectionKind } from './kinds.js';
import { deniesAllergies, saysNothing } from './nothing-said.js';
import { tableRows, type TableRow } from './table-rows.js';

/** The columns that are understood, by what they hold; the first is the one that a row cannot be without. */
type Columns = Readonly<Record<string, RegExp>>;

interface TableKind {
  readonly section: Section;
  readonly columns: Columns;
  readonly body: (cell: (column: string) => string | undefined, rest: string | undefined, about: About) => Body;
}

interface About {
  readonly narrative: string;
  readonly source: Source;
}

const of = <S extends Section>(
  section: S,
  columns: Columns,
  body: (cell: (column: string) => string | undefined, rest: string | undefined, about: About) => Body<S>,
): TableKind => ({ section, columns, body });

const kinds: Readonly<Partial<Record<SectionKind, TableKind>>> = {
  medications: of(
    'medicationsAndMedicalDevices',
    {
      name: /^(?:name of )?(?:medicine|medication|drug|medicinal product|item)(?: name| item)?s?$/,
      dose: /^dos(?:e|age)$/,
      directions: /^(?:dos(?:e|age) )?(?:directions?|instructions?)(?: description)?$/,
      frequency: /^(?:frequency|how often)$/,
      route: /^route(?: of administration)?$/,
      form: /^form(?:ulation)?$/,
      status: /^(?:course |medication )?status$/,
      indication: /^(?:indication|reason)s?$/,
    },
    (cell, rest, { narrative, source }) => ({
      narrative,
      medicationItemCluster: {
        medicationName: textOnly(cell('name')),
        date: source.writtenAt,
        route: textOnly(cell('route')),
        form: textOnly(cell('form')),
        structuredDoseDirectionCluster: {
          doseDirectionsDescription: [cell('dose'), cell('directions'), cell('frequency')]
            .filter((each) => each !== undefined)
            .join(', '),
        },
        courseDetailsCluster: {
          courseStatus: textOnly(cell('status')),
          indication: cell('indication'),
          commentRecommendation: rest,
        },
        personCompletingRecord: source.author,
      },
    }),
  ),
  problems: of(
    'problemList',
    {
      name: /^(?:name of )?(?:diagnos[ie]s|problem|condition)(?: name)?s?$/,
      status: /^(?:problem |clinical )?status$/,
      type: /^(?:(?:diagnosis|problem) )?type$/,
    },
    (cell, rest, { narrative, source }) => ({
      narrative,
      problem: textOnly(cell('name')),
      problemStatus: textOnly(cell('status')),
      problemType: textOnly(cell('type')),
      date: source.writtenAt,
      comment: rest === undefined ? undefined : [rest],
      personCompletingRecord: source.author,
    }),
  ),
  allergies: of(
    'allergiesAndAdverseReactions',
    {
      name: /^(?:causative agent|agent|allergen|substance|allerg(?:y|ies)|allergic to|allergy to)$/,
      reaction: /^(?:(?:description of )?reaction|manifestation)s?$/,
      severity: /^severity$/,
      type: /^type(?: of reaction)?$/,
    },
    (cell, rest, { narrative, source }) => ({
      narrative,
      causativeAgent: textOnly(cell('name')),
      noKnownAllergy: deniesAllergies(cell('name') ?? '') ? true : undefined,
      typeOfReaction: textOnly(cell('type')),
      reactionDetailsCluster: [{ descriptionOfReaction: textOnly(cell('reaction')), severity: textOnly(cell('severity')) }],
      comment: rest,
      personCompletingRecord: source.author,
    }),
  ),
  procedures: of(
    'proceduresAndTherapies',
    { name: /^(?:name of )?(?:procedure|operation|therapy)(?: name)?s?$/, status: /^status$/ },
    (cell, rest, { narrative, source }) => ({
      narrative,
      procedure: textOnly(cell('name')),
      procedureStatus: textOnly(cell('status')),
      comment: rest,
      personCompletingRecord: source.author,
    }),
  ),
  vaccinations: of(
    'vaccinations',
    { name: /^(?:vaccine|vaccination|immuni[sz]ation)(?: name)?s?$/, batch: /^batch(?: number)?$/ },
    (cell, _rest, { narrative, source }) => ({
      narrative,
      vaccineProcedure: textOnly(cell('name')),
      batchNumber: cell('batch'),
      personCompletingRecord: source.author,
    }),
  ),
};

// Over a table, or in a heading, these may turn the meaning of every row.
const turning =
  /\b(?:stop|discontinu|ceas|withdr|withh|held|omit|suspend|previous|past|former|not|no|chang|avoid|declin|refus|famil)/i;

/**
 * One entry for each row of the tables of a section that has words only, in the words of its cells; undefined where
 * the tables do not say clearly enough what a row is. Nothing is coded or dated from words.
 */
export function rowEntries(
  kind: SectionKind,
  block: XmlElement,
  title: string | undefined,
  source: Source,
): readonly Draft[] | undefined {
  const table = kinds[kind];
  const rows = table === undefined ? undefined : tableRows(block);
  if (table === undefined || rows === undefined) return undefined;
  if ([title, ...rows.map((row) => row.caption)].some((words) => words !== undefined && turning.test(words))) return undefined;
  const named = rows.map((row) => cellsOf(row, table.columns));
  if (named.some((each) => each === undefined || each['name'] === undefined || saysNothing(each['name']))) return undefined;
  return rows.map((row, at) => {
    const cells = named[at]!;
    const used = new Set(Object.values(columnsIn(row, table.columns) ?? {}));
    const rest = row.cells.filter(({ header, text }) => text !== '' && !used.has(header)).map(written);
    const body = table.body((column) => cells[column], rest.length === 0 ? undefined : rest.join('\n'), {
      narrative: narrativeOf(row),
      source,
    });
    return draft(table.section, row.element, body as never);
  });
}

/** How a row reads, and that it was read from a table. */
function narrativeOf({ caption, cells }: TableRow): string {
  const line = cells
    .filter(({ text }) => text !== '')
    .map(written)
    .join(' | ');
  return `From a table of the document${caption === undefined ? '' : ` (${caption})`}: ${line}`;
}

function written({ header, text }: TableRow['cells'][number]): string {
  return `${header}: ${text}`;
}

/** The header under which each column that is understood stands; undefined when two could be the same. */
function columnsIn(row: TableRow, columns: Columns): Readonly<Record<string, string>> | undefined {
  const found: Record<string, string> = {};
  for (const { header } of row.cells) {
    const plain = header
      .toLowerCase()
      .replaceAll(/[^a-z ]/g, '')
      .trim();
    const column = Object.entries(columns).find(([, pattern]) => pattern.test(plain))?.[0];
    if (column === undefined) continue;
    if (found[column] !== undefined) return undefined;
    found[column] = header;
  }
  return found;
}

/** The words of each column that is understood. */
function cellsOf(row: TableRow, columns: Columns): Readonly<Record<string, string>> | undefined {
  const headers = columnsIn(row, columns);
  if (headers === undefined) return undefined;
  const entries = Object.entries(headers).flatMap(([column, header]) => {
    const text = row.cells.find((cell) => cell.header === header)?.text ?? '';
    return text === '' ? [] : [[column, text] as const];
  });
  return Object.fromEntries(entries);
}
