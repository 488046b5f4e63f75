import { describe, expect, it } from 'vitest';
import { clinicalDocumentsOf } from './itk.js';
import { attribute, child } from './query.js';
import { readXml } from './read.js';

const cda = (id: string) =>
  `<ClinicalDocument xmlns="urn:hl7-org:v3"><id extension="${id}"/><title>Zoë</title></ClinicalDocument>`;
const envelope = (...payloads: string[]) => `<itk:DistributionEnvelope xmlns:itk="urn:nhs-itk:ns:201005">
  <itk:header service="urn:example:service" trackingid="T1">
    <itk:auditIdentity><itk:id uri="urn:audit"/></itk:auditIdentity><itk:senderAddress uri="urn:nhs-uk:addressing:ods:RX1"/>
  </itk:header>
  <itk:payloads count="1">${payloads.map((payload) => `<itk:payload>${payload}</itk:payload>`).join('')}</itk:payloads>
</itk:DistributionEnvelope>`;
const soap = (body: string) =>
  `<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>${body}</soap:Body></soap:Envelope>`;
const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
const base64 = (text: string, encoding?: BufferEncoding) => Buffer.from(text, encoding).toString('base64');

const documents = (text: string) => clinicalDocumentsOf(readXml(Buffer.from(text)));
const ids = (text: string) => documents(text).map(({ document }) => attribute(child(document, 'id'), 'extension'));

describe('the clinical documents of a file', () => {
  it.each([
    ['a bare document', cda('1'), ['1']],
    ['an ITK envelope', envelope(cda('1')), ['1']],
    ['several payloads', envelope(cda('1'), cda('2')), ['1', '2']],
    ['an escaped payload', envelope(escaped(`<?xml version="1.0" encoding="ISO-8859-1"?>${cda('1')}`)), ['1']],
    ['a base64 payload', envelope(base64(`<?xml version="1.0" encoding="UTF-8"?>${cda('1')}`)), ['1']],
    ['a base64 payload in its own encoding', envelope(base64(`\uFEFF${cda('1')}`, 'utf16le')), ['1']],
    ['SOAP around the envelope', soap(envelope(cda('1'))), ['1']],
    ['SOAP around a document', soap(cda('1')), ['1']],
    ['a payload that is something else', envelope('<other/>', 'JVBERi0xLjQK'), []],
    ['a ClinicalDocument that is not in the CDA namespace', '<ClinicalDocument/>', []],
  ])('%s', (_, text, expected) => {
    expect(ids(text)).toEqual(expected);
  });

  it('keep their text through every wrapping', () => {
    for (const payload of [cda('1'), escaped(cda('1')), base64(cda('1'))]) {
      const [found] = documents(envelope(payload));
      expect(child(found?.document, 'title')?.children).toEqual(['Zoë']);
    }
  });

  it('come with what the envelope says', () => {
    expect(documents(soap(envelope(cda('1'))))[0]?.envelope).toEqual({
      trackingId: 'T1',
      sender: 'urn:nhs-uk:addressing:ods:RX1',
      service: 'urn:example:service',
    });
    expect(documents(cda('1'))[0]).not.toHaveProperty('envelope');
  });

  it('are refused when a hidden payload holds a DOCTYPE', () => {
    const attack = `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>${cda('1')}`;
    for (const payload of [escaped(attack), base64(attack)]) {
      expect(() => documents(envelope(payload))).toThrow(expect.objectContaining({ code: 'XML_FORBIDDEN' }));
    }
  });
});
