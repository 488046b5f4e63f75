import { describe, expect, it } from 'vitest';
import type { PutEntry } from '../../schema/entry.js';
import { contextFor, documentIn } from './example-feed.js';
import { translateCda } from './translate.js';

/** The documents in a CDA document with this body. */
function documentsIn(body: string) {
  const text = `<ClinicalDocument xmlns="urn:hl7-org:v3">
    <id root="7c000000-0000-4000-8000-000000000009"/>
    <code code="11488-4" codeSystem="2.16.840.1.113883.6.1" displayName="Consultation note"/>
    <title>Clinic letter</title><effectiveTime value="20260124"/>
    <recordTarget><patientRole><id root="2.16.840.1.113883.2.1.3.2.4.18.23" extension="9990000085"/></patientRole></recordTarget>
    <author><time value="20260124"/><assignedAuthor><id root="1.2.3.4" extension="D-1"/>
      <representedOrganization><id root="1.2.3.5" extension="RGT"/></representedOrganization></assignedAuthor></author>
    <component>${body}</component></ClinicalDocument>`;
  const { translation, refused } = translateCda(documentIn(text), contextFor('RGT'));
  const documents = translation.statements.filter(
    (each) => each.kind === 'put' && each.section === 'documents',
  ) as PutEntry<'documents'>[];
  return { documents, refused };
}
const fileOf = (document: PutEntry<'documents'> | undefined) =>
  document?.content && { ...document.content, bytes: Buffer.from(document.content.bytes).toString('latin1') };

describe('a body that is no XML', () => {
  it.each([
    ['<text mediaType="application/pdf" representation="B64">JVBE\n Ri0xLjQ=</text>', '%PDF-1.4', 'application/pdf'],
    ['<text mediaType="text/rtf" representation="TXT">{\\rtf1 Dear doctor}</text>', '{\\rtf1 Dear doctor}', 'text/rtf'],
    ['<text mediaType="text/plain">Dear doctor</text>', 'Dear doctor', 'text/plain'],
    [
      '<text mediaType="text/html"><![CDATA[<html><p>Dear doctor</p></html>]]></text>',
      '<html><p>Dear doctor</p></html>',
      'text/html',
    ],
  ])('is the file of the document: %s', (text, bytes, declaredType) => {
    const { documents, refused } = documentsIn(`<nonXMLBody>${text}</nonXMLBody>`);
    expect(documents.map(fileOf)).toEqual([{ bytes, declaredType }]);
    expect(refused).toEqual([]);
  });

  it.each([
    ['<text mediaType="application/pdf" representation="B64">JVBERi0xLjQ*</text>'],
    ['<text mediaType="application/pdf" representation="B64" compression="DF">JVBERi0xLjQ=</text>'],
  ])('that cannot be decoded is refused, and the document listed without it: %s', (text) => {
    const { documents, refused } = documentsIn(`<nonXMLBody>${text}</nonXMLBody>`);
    expect(documents).toMatchObject([{ body: { documentTitle: 'Clinic letter' } }]);
    expect(documents[0]).not.toHaveProperty('content');
    expect(refused).toEqual([{ code: 'DOCUMENT_UNREADABLE', location: 'component/nonXMLBody/text' }]);
  });

  it('that only refers to a file elsewhere has none', () => {
    const { documents, refused } = documentsIn(
      '<nonXMLBody><text mediaType="application/pdf"><reference value="https://files.example/1.pdf"/></text></nonXMLBody>',
    );
    expect(documents[0]).not.toHaveProperty('content');
    expect(refused).toEqual([]);
  });
});

it('a picture in a section is a document with a file of its own', () => {
  const { documents } = documentsIn(`<structuredBody><component><section>
    <code code="30954-2" codeSystem="2.16.840.1.113883.6.1"/><title>Results</title><text>See the picture.</text>
    <entry><observationMedia classCode="OBS" moodCode="EVN"><id root="7c000000-0000-4000-8000-00000000000a"/>
      <value mediaType="image/jpeg" representation="B64">/9j/4A==</value></observationMedia></entry>
    </section></component></structuredBody>`);
  expect(documents.map(fileOf)).toContainEqual({ bytes: '\xff\xd8\xff\xe0', declaredType: 'image/jpeg' });
});
