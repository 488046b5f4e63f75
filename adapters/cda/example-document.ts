import type { Section, Statement } from '../../schema/entry.js';
import type { XmlElement } from '../formats/xml/element.js';
import { contextFor, documentIn } from './example-feed.js';
import { translateCda } from './translate.js';

/** For tests: parts of a document that the rest of it is written around. */
export interface DocumentParts {
  readonly id?: string;
  readonly written?: string;
  readonly header?: string;
  readonly body?: string;
}

/** For tests: a document about 999 000 0018 with these parts. */
export function exampleDocument({ id = 'd1', written = '20260105', header = '', body = '' }: DocumentParts): XmlElement {
  return documentIn(`<ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:npfitlc="NPFIT:HL7:Localisation" xmlns:sdtc="urn:hl7-org:sdtc"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><id root="1.2.3" extension="${id}"/><code code="34133-9"/>
    <effectiveTime value="${written}"/>${header}
    <recordTarget><patientRole><id root="2.16.840.1.113883.2.1.4.1" extension="9990000018"/></patientRole></recordTarget>
    <author><time value="${written}"/><assignedAuthor><assignedPerson><name>Dr Ada Fenn</name></assignedPerson></assignedAuthor></author>
    <component><structuredBody>${body}</structuredBody></component></ClinicalDocument>`);
}

/** For tests: a section with this code. */
export const sectionOf = (code: string, inner: string): string =>
  `<component><section><code code="${code}"/>${inner}</section></component>`;

/** For tests: entries of a section. */
export const entriesOf = (...statements: readonly string[]): string =>
  statements.map((each) => `<entry>${each}</entry>`).join('');

/** For tests: what becomes of the document. */
export const statementsOf = (parts: DocumentParts): readonly Statement[] =>
  translateCda(exampleDocument(parts), contextFor('RGT')).translation.statements;

/** For tests: the entries that a document's body puts in `name`. */
export function putsIn<S extends Section>(name: S, body: string): readonly Extract<Statement, { kind: 'put'; section: S }>[] {
  return statementsOf({ body }).filter(
    (each): each is Extract<Statement, { kind: 'put'; section: S }> => each.kind === 'put' && each.section === name,
  );
}

/** For tests: the bodies of those entries. */
export const bodiesIn = (name: Section, body: string): readonly unknown[] => putsIn(name, body).map((each) => each.body);
