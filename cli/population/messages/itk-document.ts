import type { FeedFile } from '../feed-file.js';
import type { Moment } from '../calendar.js';
import type { KnownAs } from '../known-as.js';
import type { Concept } from '../words/clinical.js';
import { author, type Author, cdaTime, custodian, oid, recordTarget, template, uuidOf } from './cda-parts.js';
import { element, type Xml, xmlBytes } from './xml-text.js';

/** A section of an ITK document: a PRSB heading by its SNOMED code, with the legal text. */
export interface TextSection {
  readonly code: Concept;
  readonly paragraphs?: readonly string[];
  readonly table?: { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };
  readonly entries?: readonly Xml[];
}

export interface ItkDocument {
  readonly feed: string;
  readonly custodian: { readonly ods: string; readonly name: string };
  readonly messageType: string;
  readonly profile: string;
  readonly interaction: string;
  readonly code: Concept;
  readonly title: string;
  readonly number: string;
  readonly version: number;
  readonly at: Moment;
  readonly author: Author;
  readonly confidentiality: 'N' | 'R' | 'V';
  readonly encounter?: Xml;
  readonly sections: readonly TextSection[];
}

/** An ITK document inside its distribution envelope. */
export function itkDocument(known: KnownAs, document: ItkDocument): FeedFile {
  const payload = `uuid_${uuidOf(`${document.number}-${document.version}-payload`)}`;
  const root = element(
    'itk:DistributionEnvelope',
    { 'xmlns:itk': 'urn:nhs-itk:ns:201005' },
    element(
      'itk:header',
      {
        service: 'urn:nhs-itk:services:201005:SendCDADocument-v2-0',
        trackingid: uuidOf(`${document.number}-${document.version}-tracking`),
      },
      element('itk:addresslist', {}, element('itk:address', { uri: 'urn:nhs-uk:addressing:ods:SCR' })),
      element('itk:auditIdentity', {}, element('itk:id', { uri: `urn:nhs-uk:identity:ods:${document.custodian.ods}` })),
      element(
        'itk:manifest',
        { count: '1' },
        element('itk:manifestitem', { mimetype: 'text/xml', id: payload, profileid: document.profile }),
      ),
      element('itk:senderAddress', { uri: `urn:nhs-uk:addressing:ods:${document.custodian.ods}` }),
      element(
        'itk:handlingSpecification',
        {},
        element('itk:spec', { key: 'urn:nhs-itk:ns:201005:interaction', value: document.interaction }),
      ),
    ),
    element('itk:payloads', { count: '1' }, element('itk:payload', { id: payload }, clinicalDocument(known, document))),
  );
  return {
    feed: document.feed,
    fileName: `${document.feed}-${document.number}-${document.version}.xml`,
    at: document.at,
    bytes: xmlBytes(root),
  };
}

function clinicalDocument(known: KnownAs, document: ItkDocument): Xml {
  return element(
    'ClinicalDocument',
    {
      xmlns: 'urn:hl7-org:v3',
      'xmlns:npfitlc': 'NPFIT:HL7:Localisation',
      'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
      classCode: 'DOCCLIN',
      moodCode: 'EVN',
    },
    element('typeId', { root: '2.16.840.1.113883.1.3', extension: 'POCD_HD000040' }),
    element('npfitlc:messageType', { root: oid.ukMessageType, extension: document.messageType }),
    element('id', { root: uuidOf(`${document.number}-${document.version}`) }),
    element('code', { code: document.code.code, codeSystem: oid.snomedUk, displayName: document.code.term }),
    element('title', {}, document.title),
    element('effectiveTime', { value: cdaTime(document.at) }),
    element('confidentialityCode', { code: document.confidentiality, codeSystem: oid.confidentiality }),
    element('setId', { root: uuidOf(document.number) }),
    element('versionNumber', { value: String(document.version) }),
    recordTarget(known),
    author(document.author, document.at, document.custodian.ods, document.custodian.name),
    custodian(document.custodian.ods, document.custodian.name),
    document.encounter === undefined ? undefined : element('componentOf', {}, document.encounter),
    element(
      'component',
      { typeCode: 'COMP', contextConductionInd: 'true' },
      element(
        'structuredBody',
        { classCode: 'DOCBODY', moodCode: 'EVN' },
        element(
          'component',
          { typeCode: 'COMP', contextConductionInd: 'true' },
          // ITK nests the headings inside one container section.
          element(
            'section',
            { classCode: 'DOCSECT', moodCode: 'EVN' },
            template(oid.ukTemplate, 'COCD_TP146246GB01#ClassificationSection'),
            element('id', { root: uuidOf(`${document.number}-${document.version}-container`) }),
            document.sections.map((section, index) => textSection(section, `${document.number}-${document.version}-${index}`)),
          ),
        ),
      ),
    ),
  );
}

function textSection(section: TextSection, key: string): Xml {
  return element(
    'component',
    { typeCode: 'COMP', contextConductionInd: 'true' },
    element('npfitlc:contentId', { root: oid.ukContent, extension: 'COCD_TP146246GB01#Section1' }),
    element(
      'section',
      { classCode: 'DOCSECT', moodCode: 'EVN' },
      template(oid.ukTemplate, 'COCD_TP146246GB01#Section1'),
      element('id', { root: uuidOf(key) }),
      element('code', { code: section.code.code, codeSystem: oid.snomedUk, displayName: section.code.term }),
      element('title', {}, section.code.term),
      element(
        'text',
        {},
        (section.paragraphs ?? []).map((text) => element('paragraph', {}, text)),
        section.table === undefined ? undefined : tableOf(section.table),
      ),
      (section.entries ?? []).map((entry) => element('entry', { typeCode: 'COMP' }, entry)),
    ),
  );
}

const tableOf = (table: NonNullable<TextSection['table']>): Xml =>
  element(
    'table',
    {},
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        table.head.map((cell) => element('th', {}, cell)),
      ),
    ),
    element(
      'tbody',
      {},
      table.rows.map((row) =>
        element(
          'tr',
          {},
          row.map((cell) => element('td', {}, cell)),
        ),
      ),
    ),
  );

/** The stay or contact that a document is about. */
export function encompassingEncounter(
  number: string,
  ods: string,
  from: Moment,
  until: Moment | undefined,
  site: { readonly ods: string; readonly name: string },
): Xml {
  return element(
    'encompassingEncounter',
    { classCode: 'ENC', moodCode: 'EVN' },
    template(oid.ukTemplate, 'COCD_TP146228GB01#EncompassingEncounter'),
    element('id', { root: '2.16.840.1.113883.2.1.3.2.4.18.34', extension: number, assigningAuthorityName: ods }),
    element(
      'effectiveTime',
      {},
      element('low', { value: cdaTime(from) }),
      until === undefined ? undefined : element('high', { value: cdaTime(until) }),
    ),
    element(
      'location',
      { typeCode: 'LOC' },
      element(
        'healthCareFacility',
        { classCode: 'ISDLOC' },
        element('id', { root: '2.16.840.1.113883.2.1.3.2.4.19.2', extension: site.ods }),
        element('location', { classCode: 'PLC', determinerCode: 'INSTANCE' }, element('name', {}, site.name)),
      ),
    ),
  );
}
