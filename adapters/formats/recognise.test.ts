import { describe, expect, it } from 'vitest';
import { recognise } from './recognise.js';

const cda = '<ClinicalDocument xmlns="urn:hl7-org:v3"/>';

describe('content is recognised', () => {
  it.each([
    ['an HL7 v2 message', 'MSH|^~\\&|PAS', 'hl7v2'],
    ['with other delimiters', 'MSH$%~\\&$PAS', 'hl7v2'],
    ['in an MLLP frame', '\x0bMSH|^~\\&|PAS', 'hl7v2'],
    ['behind a mark and white space', '\uFEFF \r\nMSH|^~\\&|PAS', 'hl7v2'],
    ['in a batch', 'FHS|^~\\&|PAS\rBHS|^~\\&|PAS\rMSH|', 'hl7v2'],
    ['in XML', '<?xml version="1.0"?><h:ADT_A01 xmlns:h="urn:hl7-org:v2xml">', 'hl7v2-xml'],
    ['a CDA document', cda, 'cda'],
    ['a CDA document behind comments', `\n<?xml version="1.0"?><?xsl x?><!-- <a> -->\n${cda}`, 'cda'],
    ['a CDA document with a prefix', '<v3:ClinicalDocument xmlns:v3="urn:hl7-org:v3"/>', 'cda'],
    ['an ITK envelope', '<itk:DistributionEnvelope xmlns:itk="urn:nhs-itk:ns:201005"/>', 'cda'],
    ['a SOAP envelope', '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"/>', 'cda'],
    ['a CSV file', 'CHILD,DOB\n1,01/01/2010', 'csv'],
    ['a CSV file with a mark and CRLF', '\uFEFFCHILD,DOB\r\n1,01/01/2010', 'csv'],
    ['a CSV file with quoted names', '"Date of birth (full)","Person ID"\n"2010-01-01","1"', 'csv'],
    ['a CSV file in tabs', 'CHILD\tDOB\n1\t2', 'csv'],
    ['a CSV file without rows', 'CHILD,DOB', 'csv'],
  ])('%s', (_, text, kind) => {
    expect(recognise(Buffer.from(text))).toBe(kind);
    expect(recognise(Buffer.from(`\uFEFF${text.replace('\uFEFF', '')}`, 'utf16le'))).toBe(kind);
  });

  it.each([
    ['nothing', ''],
    ['prose', 'Mrs Tester was admitted, late, in the evening.'],
    ['prose of several lines', 'Mrs Tester was admitted, late.\nShe left.'],
    ['another XML document', '<html><ClinicalDocument/></html>'],
    ['a word that begins as a message does', 'MSHA is a word, you know'],
    ['JSON', '{"a": 1, "b": 2}\n{"a": 1, "b": 2}'],
    ['a PDF', '%PDF-1.4\n'],
  ])('as nothing known: %s', (_, text) => {
    expect(recognise(Buffer.from(text))).toBeUndefined();
  });
});
