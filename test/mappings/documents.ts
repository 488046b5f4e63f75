import { messageTypes } from '../../adapters/hl7v2/message-types.js';
import type { Format } from '../../schema/feed.js';
import { kindsOfRows } from './csv-specimens.js';
import { headerTable, sectionTitles } from './cda-specimens.js';
import { leafTitle, segmentTitle } from './hl7v2-names.js';
import { markdownOf, type Table } from './render.js';
import { documentsOf, specimensOf } from './specimens.js';
import { survey, type Row } from './survey.js';

const made = '<!-- Made by `npm run mappings` from what the adapters really do. Do not edit. -->\n';

const how = `How to read the tables: each leaf of the fixtures, and of the files of a few synthetic people, was replaced by
another of its kind and the message translated again; what changed then is what the leaf is for.

- **Becomes**: the PRSB section and element that shows it. _(beyond PRSB)_ marks what the sources send and care needs, and the
  standard has no element for. _Not shown_: kept with the message as it came, with the reason; nothing is dropped.
- **Decides**: what else depends on it. Facts are kept under the identifier and key that the source used, so a leaf may decide
  _which entry it is_ without being shown.
`;

const documents: Readonly<Record<Format, () => string>> = { hl7v2: hl7v2Document, cda: cdaDocument, csv: csvDocument };

/** The formats that have a document of their own, `<format>.md`. */
export const documentedFormats = Object.keys(documents) as readonly Format[];

/** What becomes of each leaf of a format, in Markdown. */
export function mappingDocument(format: Format): string {
  return documents[format]();
}

function hl7v2Document(): string {
  const tables = tablesOf(survey(specimensOf('hl7v2')), (segment) => `${segment}: ${segmentTitle(segment)}`, byNumber);
  const decides = `What the rest means is decided by MSH-9 (message type: only some are read, and what is read of each differs), by PV1-2
(inpatient, outpatient, emergency), ORC-1 and the message's event (new, changed, cancelled), and by OBX-2 (how OBX-5 is to be
read). \`""\` (HL7 null) deletes what the sender said before; an absent leaf leaves it. It never lifts a dissent or a flag that hides.`;
  const text = page('HL7 v2', decides, markdownOf(tables, { format: 'hl7v2', leaf: 'Field', called: leafTitle }));
  return text + typesWithoutExample();
}

/** The tables cannot show what no example sends. */
function typesWithoutExample(): string {
  const seen = new Set(
    specimensOf('hl7v2').flatMap((specimen) => {
      const outcome = specimen.translate();
      return 'refusedWith' in outcome ? [] : [outcome.translation.messageType];
    }),
  );
  const unseen = Object.keys(messageTypes).filter((type) => !seen.has(type));
  if (unseen.length === 0) return '';
  return `\n## Message types read, and in no example\n\n${unseen.map((type) => `\`${type}\``).join(', ')}\n`;
}

function cdaDocument(): string {
  const titles = sectionTitles(documentsOf());
  const title = (table: string): string => {
    if (table === headerTable) return 'Header';
    const code = /^section\[(.*?)\]/.exec(table)![1]!;
    return code === '' ? `Section without code: ${titles.get(table) ?? ''}` : `Section ${code}: ${titles.get(table) ?? ''}`;
  };
  const decides = `What the rest means is decided by the section's code, else its template, else its title; within a section by template
(named in brackets), \`moodCode\` (done or planned), \`negationInd\` and \`statusCode\`. A null flavour is never taken for a value.
Leaves are written from the section down; \`@\` marks an attribute. The narrative of a section is one leaf, \`text\`.`;
  return page('CDA', decides, markdownOf(tablesOf(survey(specimensOf('cda')), title), { format: 'cda', leaf: 'Leaf' }));
}

function csvDocument(): string {
  const decides = `What the rest means is decided by the header (which layout it is) and, in Client Level Data, by \`Event_Type\` and
\`Client_Type\`. Layouts, values and rules: [feeds-csv.md](../feeds-csv.md).`;
  const tables = tablesOf(survey(specimensOf('csv')), (kind) => kind);
  const absent = kindsOfRows.filter((kind) => !tables.some(({ title }) => title.startsWith(kind)));
  const refused = absent.length === 0 ? '' : `\n## Refused whole\n\n${absent.map((kind) => `- \`${kind}\``).join('\n')}\n`;
  return `${page('CSV', decides, markdownOf(tables, { format: 'csv', leaf: 'Column' }))}${refused}`;
}

function page(format: string, decides: string, tables: string): string {
  return `${made}\n# What becomes of each field: ${format}\n\n${how}\n${decides}\n\n${tables}`;
}

function tablesOf(
  rows: readonly Row[],
  title: (table: string) => string,
  order: (one: Row, other: Row) => number = () => 0,
): readonly Table[] {
  const tables = [...new Set(rows.map(({ table }) => table))];
  return tables.map((table) => ({ title: title(table), rows: rows.filter((row) => row.table === table).sort(order) }));
}

function byNumber(one: Row, other: Row): number {
  const numbers = ({ name }: Row) => [...name.matchAll(/(?<=[-.])\d+/g)].map(([digits]) => Number(digits));
  const [a, b] = [numbers(one), numbers(other)];
  return a.map((number, at) => number - (b[at] ?? 0)).find((difference) => difference !== 0) ?? a.length - b.length;
}
