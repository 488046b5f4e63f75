import type { FeedFile } from '../feed-file.js';
import type { Moment } from '../calendar.js';
import type { KnownAs } from '../known-as.js';
import type { Practice } from '../words/organisations.js';
import { type Concept } from '../words/clinical.js';
import { author, custodian, oid, recordTarget, template, uuidOf, cdaTime, loinc } from './cda-parts.js';
import { element, type Xml, xmlBytes } from './xml-text.js';

/** A section of a C-CDA document: its template, LOINC code, words and entries. */
export interface SummarySection {
  readonly template: string;
  readonly code: Concept;
  readonly lines: readonly string[];
  readonly entries: readonly Xml[];
}

/** Root of the C-CDA templates. */
export const templates = '2.16.840.1.113883.10.20.22';

/** A section by the last part of its template, its LOINC code and title. */
export function summarySection(
  place: string,
  code: string,
  title: string,
  lines: readonly string[],
  entries: readonly Xml[],
): SummarySection {
  return { template: `${templates}.${place}`, code: { code, term: title }, lines, entries };
}

/** A practice's summary of a person as a C-CDA continuity of care document. */
export function practiceSummary(
  practice: Practice,
  at: Moment,
  version: number,
  known: KnownAs,
  sections: readonly SummarySection[],
): FeedFile {
  const key = `${practice.ods}-${known.localNumbers[0]?.number ?? 'x'}`;
  const root = element(
    'ClinicalDocument',
    { xmlns: 'urn:hl7-org:v3', 'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance', 'xmlns:sdtc': 'urn:hl7-org:sdtc' },
    element('realmCode', { code: 'GB' }),
    element('typeId', { root: '2.16.840.1.113883.1.3', extension: 'POCD_HD000040' }),
    template('2.16.840.1.113883.10.20.22.1.1', '2015-08-01'),
    template('2.16.840.1.113883.10.20.22.1.2', '2015-08-01'),
    element('id', { root: uuidOf(`${key}-summary-${version}`) }),
    loinc('code', { code: '34133-9', term: 'Summarization of Episode Note' }),
    element('title', {}, 'Practice summary'),
    element('effectiveTime', { value: cdaTime(at, 14) }),
    element('confidentialityCode', { code: 'N', codeSystem: '2.16.840.1.113883.5.25' }),
    element('languageCode', { code: 'en-GB' }),
    element('setId', { root: uuidOf(`${key}-summary`) }),
    element('versionNumber', { value: String(version) }),
    recordTarget(known),
    author(
      {
        given: practice.gp.given,
        family: practice.gp.family,
        title: 'Dr',
        role: 'General Medical Practitioner',
        identifier: practice.gp.code,
      },
      at,
      practice.ods,
      practice.name,
    ),
    custodian(practice.ods, practice.name),
    element('component', {}, element('structuredBody', {}, sections.map(sectionOf))),
  );
  return {
    feed: practice.summaryFeed,
    fileName: `${practice.summaryFeed}-${known.localNumbers[0]?.number ?? 'x'}-${version}.xml`,
    at,
    bytes: xmlBytes(root),
  };
}

function sectionOf(section: SummarySection): Xml {
  return element(
    'component',
    {},
    element(
      'section',
      {},
      template(section.template),
      template(section.template, '2015-08-01'),
      element('code', { code: section.code.code, codeSystem: oid.loinc, displayName: section.code.term }),
      element('title', {}, section.code.term),
      element(
        'text',
        {},
        section.lines.length === 0
          ? 'Nothing recorded'
          : element(
              'list',
              {},
              section.lines.map((line) => element('item', {}, line)),
            ),
      ),
      section.entries.map((entry) => element('entry', { typeCode: 'DRIV' }, entry)),
    ),
  );
}
