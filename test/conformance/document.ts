/** docs/prsb-conformance.md: the comparison for people to read. */
import { differences } from '../../schema/conformance/differences.js';
import { standards } from '../../schema/conformance/elements.js';
import { provenanceHomes } from '../../schema/conformance/provenance.js';
import { mandatoryRules } from '../../schema/mandatory.js';
import { sectionModel } from '../../schema/model.js';
import type { ElementRow, SectionRows } from './compare.js';
import { formats, type Feeding } from './feeding.js';

const headings = { hl7v2: 'HL7 v2', cda: 'CDA', csv: 'CSV' } as const;

export function documentOf(sections: readonly SectionRows[], professionals: readonly ElementRow[], feeding: Feeding): string {
  return [
    '# PRSB conformance',
    '',
    '<!-- Made by `npm run conformance` from the SDL, the transcribed standards and the adapters. Do not edit. -->',
    '',
    `The record follows ${Object.values(standards).join(', ')}. Every element below is a field of the graph, in the section and under the name given;`,
    'its name, conformance, cardinality and coding stand in the SDL as `@prsb`. For each format: the fixture that shows that an element is filled',
    '(of `adapters/<format>/fixtures`, or a message of the synthetic population), or a letter that explains why it is not.',
    '',
    ...summary(sections),
    '',
    ...mandatory(feeding),
    '',
    ...namedOtherwise(),
    '',
    ...provenance(),
    '',
    '## Performing professional and Person completing record',
    '',
    'Told once for all sections: a part counts as filled where any section has it.',
    '',
    ...elementTable(professionals),
    ...sections.flatMap(sectionPart),
    '',
  ].join('\n');
}

/** Counts of one section. */
export function countsOf({ model, rows, notInSdl, beyond }: SectionRows) {
  const fed = (format: (typeof formats)[number]) => rows.filter(({ filled }) => 'proof' in filled[format]).length;
  return {
    section: model.section,
    number: model.number,
    name: model.name,
    inPrsb: rows.length + notInSdl.length,
    inSdl: rows.length,
    hl7v2: fed('hl7v2'),
    cda: fed('cda'),
    csv: fed('csv'),
    anyFormat: rows.filter(({ filled }) => formats.some((format) => 'proof' in filled[format])).length,
    beyond,
  };
}

function summary(sections: readonly SectionRows[]): readonly string[] {
  const counts = sections.map(countsOf);
  const sum = (key: 'inPrsb' | 'inSdl' | 'hl7v2' | 'cda' | 'csv' | 'anyFormat' | 'beyond') =>
    counts.reduce((total, row) => total + row[key], 0);
  const cells = ({ number, name, section, ...count }: ReturnType<typeof countsOf>) =>
    row(
      String(number),
      name,
      `\`${section}\``,
      ...[count.inPrsb, count.inSdl, count.hl7v2, count.cda, count.csv, count.anyFormat, count.beyond].map(String),
    );
  const total = (['inPrsb', 'inSdl', 'hl7v2', 'cda', 'csv', 'anyFormat', 'beyond'] as const).map((key) => String(sum(key)));
  return [
    '## Sections',
    '',
    'Groups count as elements; a group of professionals counts as one. "Beyond" are facts that sources send and care needs, for which PRSB has no element.',
    '',
    ...table(
      ['', 'Section', 'Field', 'In PRSB', 'In the SDL', 'HL7 v2', 'CDA', 'CSV', 'Any format', 'Beyond'],
      [...counts.map(cells), row('', '**All**', '', ...total)],
    ),
  ];
}

function mandatory({ entries, missing }: Feeding): readonly string[] {
  const rows = mandatoryRules.map(({ section, element, without, unless, noneIf, because }) => {
    const otherwise = [...(unless ?? []), ...(noneIf === undefined ? [] : [`${noneIf}: true`])]
      .map((path) => `\`${path}\``)
      .join(', ');
    return row(
      sectionModel(section).name,
      `\`${element}\``,
      without === 'refused' ? `refused${otherwise === '' ? '' : `, unless ${otherwise}`}` : 'kept',
      because,
      entries.has(section) ? `${missing.get(`${section}.${element}`) ?? 0} of ${entries.get(section)}` : 'sent as changes only',
    );
  });
  return [
    '## When a mandatory element is missing',
    '',
    "PRSB's M means that a document cannot be sent without the element. Feeds send them all the same. An entry without its subject is refused: it is",
    "quarantined as `ENTRY_INVALID` with the element's path, and the rest of its message stands. What is of use without the element is kept, and counted here.",
    "An entry that has the source's own words (`narrative`) is never refused for want of its subject. The last column counts entries of the fixtures and the synthetic population.",
    '',
    ...table(['Section', 'Element', 'Without it', 'Because', 'Missing in'], rows),
  ];
}

function namedOtherwise(): readonly string[] {
  return [
    '## Named otherwise than published',
    '',
    ...table(
      ['What', 'Because'],
      differences.map(({ what, because }) => row(what, because)),
    ),
  ];
}

function provenance(): readonly string[] {
  return [
    '## Provenance v1.2',
    '',
    'CIS v2.0 has its own names for what the event record of Provenance v1.2 holds; entries carry them so:',
    '',
    ...table(
      ['Element', 'Where an entry carries it'],
      provenanceHomes.map(({ elements, home }) => row(elements, home)),
    ),
  ];
}

function sectionPart({ model, rows, notInSdl }: SectionRows): readonly string[] {
  return [
    '',
    `## ${model.number}. ${model.name}`,
    '',
    `\`${model.section}\`, ${model.conformance} ${model.cardinality}.`,
    '',
    ...elementTable(rows),
    ...(notInSdl.length === 0 ? [] : ['', `Not in the SDL: ${notInSdl.join(', ')}.`]),
  ];
}

/** The elements, and below them the reasons of the gaps by letter. */
function elementTable(rows: readonly ElementRow[]): readonly string[] {
  const letters = new Map<string, string>();
  const cell = (filling: ElementRow['filled']['cda']): string => {
    if ('proof' in filling) return filling.proof;
    const because = filling.because ?? 'not explained';
    if (!letters.has(because)) letters.set(because, String.fromCodePoint(97 + letters.size));
    return `– ${letters.get(because)}`;
  };
  const lines = rows.map(({ element, filled }) => {
    const { path, conformance, cardinality, coding } = element.prsb!;
    return row(path, `${conformance} ${cardinality}`, coding ?? '', ...formats.map((format) => cell(filled[format])));
  });
  const reasons = [...letters].map(([because, letter]) => `- ${letter}: ${because}`);
  return [
    ...table(['Element', 'PRSB', 'Coding', ...formats.map((format) => headings[format])], lines),
    ...(reasons.length === 0 ? [] : ['', ...reasons]),
  ];
}

const row = (...cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('<', '&lt;')).join(' | ')} |`;

function table(head: readonly string[], rows: readonly string[]): readonly string[] {
  return [row(...head), `|${head.map(() => ' --- |').join('')}`, ...rows];
}
