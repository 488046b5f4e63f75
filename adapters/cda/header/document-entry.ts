import type { Body, DocumentFile } from '../../../schema/entry.js';
import { RecordError } from '../../../schema/errors.js';
import { bytesWritten } from '../../formats/encapsulated.js';
import type { XmlElement } from '../../formats/xml/element.js';
import { child, children, path } from '../../formats/xml/query.js';
import { draft, type Draft } from '../drafts.js';
import { narrativeText } from '../narrative.js';
import { professional } from '../participants.js';
import { documentIdentity } from '../sender.js';
import { markAllRead, markRead, type Source } from '../source.js';
import { coded, said } from '../values/coded.js';
import { read } from '../values/names.js';
import { recipientsOf } from './people.js';

/**
 * Refuses a document marked very restricted: it must reach nobody before a person has looked at it.
 * @throws RecordError DOCUMENT_RESTRICTED
 */
export function refuseVeryRestricted(document: XmlElement): void {
  if (isVeryRestricted(document)) throw new RecordError('DOCUMENT_RESTRICTED', { location: 'confidentialityCode' });
}

/** Whether a document or section is marked V (very restricted). */
export function isVeryRestricted(element: XmlElement): boolean {
  return children(element, 'confidentialityCode').some((code) => said(code, 'code')?.toUpperCase() === 'V');
}

/** Sections that PRSB has no section for: their words, under their titles. */
export interface HomelessSections {
  readonly homelessWords: readonly string[];
  readonly homelessSections: readonly XmlElement[];
}

/** The document itself as an entry, with the words of the sections that have no home of their own. */
export function documentEntry(homeless: HomelessSections, source: Source): Draft {
  const document = source.document;
  const identity = documentIdentity(document);
  const type = coded(child(document, 'code'), source);
  const author = children(document, 'author')[0];
  const custodian = path(document, 'custodian', 'assignedCustodian', 'representedCustodianOrganization');
  const body = unstructured(source);
  markRead(source, ...['id', 'setId', 'versionNumber', 'languageCode'].map((name) => child(document, name)));
  for (const related of children(document, 'relatedDocument')) markAllRead(source, related);
  const entry: Body<'documents'> = {
    narrative: [...homeless.homelessWords, body.words].filter((words) => words !== undefined).join('\n\n'),
    date: source.writtenAt,
    performingProfessional: professional(author, source),
    documentationLocation: read(child(custodian, 'name'), source),
    confidentiality: coded(child(document, 'confidentialityCode'), source),
    class: type?.text,
    documentTitle: read(child(document, 'title'), source) ?? type?.text,
    documentName: type,
    documentMimeType: body.mediaType ?? 'text/xml',
    personCompletingRecord: source.author,
    service: coded(child(path(document, 'documentationOf', 'serviceEvent'), 'code'), source),
    documentIdentifier: identity.id,
    documentVersion: identity.version,
    recipients: recipientsOf(source),
    sizeInBytes: body.size,
  };
  return draft('documents', document, entry, { tells: homeless.homelessSections, content: body.file });
}

interface Attached {
  readonly words?: string | undefined;
  readonly mediaType?: string | undefined;
  readonly size?: number | undefined;
  readonly file?: DocumentFile | undefined;
}

/** What a body that is no XML holds: its words when it is plain text, else its kind and size. */
function unstructured(source: Source): Attached {
  const text = path(source.document, 'component', 'nonXMLBody', 'text');
  return text === undefined ? {} : attached(text, source);
}

/** An ED element as an attachment: its words when it is plain text, and its file. A reference to a file elsewhere is none. */
export function attached(data: XmlElement, source: Source): Attached {
  const mediaType = said(data, 'mediaType');
  markRead(source, data);
  const isEncoded = said(data, 'representation') === 'B64';
  const isPlain = !isEncoded && (mediaType === undefined || mediaType === 'text/plain');
  if (!isEncoded) markAllRead(source, data);
  // RTF and HTML are markup: their words are not taken for text.
  const words = isPlain ? narrativeText(data) : undefined;
  const written = words ?? data.children.filter((part) => typeof part === 'string').join('');
  if (written.trim() === '') return { mediaType };
  const isCompressed = said(data, 'compression') !== undefined;
  const bytes = isCompressed ? undefined : bytesWritten(isPlain ? written : written.trim(), isEncoded ? 'base64' : 'text');
  if (bytes === undefined) source.refused.push({ code: 'DOCUMENT_UNREADABLE', location: locationOf(data) });
  return {
    words,
    mediaType,
    size: isEncoded ? sizeWritten(written) : undefined,
    file: bytes && { bytes, ...(mediaType === undefined ? {} : { declaredType: mediaType }) },
  };
}

function sizeWritten(base64: string): number {
  return Math.floor((base64.replaceAll(/\s/g, '').replace(/=+$/, '').length * 3) / 4);
}

/** The element with its parents, as far as the document. */
function locationOf(element: XmlElement): string {
  const names: string[] = [];
  for (let at: XmlElement | undefined = element; at?.parent !== undefined; at = at.parent) names.unshift(at.name);
  return names.join('/');
}
