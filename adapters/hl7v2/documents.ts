import type { Body, DocumentFile, Statement } from '../../schema/entry.js';
import { RecordError } from '../../schema/errors.js';
import { wordsIn } from '../../schema/media-type.js';
import type { CodedOrText } from '../../schema/prsb.generated.js';
import type { Segment } from '../formats/hl7v2/message.js';
import { OBR, OBX, PV1, TXA } from '../formats/hl7v2/names.js';
import { first, text } from '../formats/hl7v2/typed.js';
import { attachment, fileOf } from './attachment.js';
import { codesBeside } from './codes-beside.js';
import { identityIn, linksOf, nhsNumberStatusIn } from './identity.js';
import { isDocument, linesOf, valueOf, isReportText, valueType } from './observation-value.js';
import type { DescribedDocument } from './order-groups.js';
import { isVeryRestricted } from './restricted.js';
import { every, one, type About, type Reading } from './reading.js';
import { patch, putAsChanged, retract, type Changes } from './statements.js';
import { code, date, entityKey, listed, listedOf, named, performer } from './values.js';

/** Events that carry the content; the others speak of the document only (HL7 2.4 chapter 9). */
const withContent = new Set(['T02', 'T04', 'T06', 'T08', 'T10']);

/**
 * MDM T01–T11: a document's notification, status, addendum, edit, replacement or cancellation, keyed
 * by TXA-12. An addendum is a document of its own; what a replacement replaces is not shown any more.
 * @throws RecordError STRUCTURE_INVALID without TXA-12
 */
export function document(reading: Reading): Statement[] {
  const identity = identityIn(reading, one(reading, 'PID'));
  const about: About = { ...reading, subject: identity.subject };
  const txa = one(about, 'TXA');
  const number = entityKey(first(txa, TXA.UniqueDocumentNumber));
  if (txa === undefined || number === undefined) throw new RecordError('STRUCTURE_INVALID', { location: 'TXA-12' });
  const key = `document:${number}`;
  if (isVeryRestricted(txa, TXA.DocumentConfidentialityStatus)) return restricted(about, key);
  return [...linksOf(identity, nhsNumberStatusIn(reading)), ...statementsOf(about, txa, key)];
}

/** A document that TXA describes among results (ORU, OUL), under the key that a message of its own would give it. */
export function documentAmongResults(about: About, { txa, obx }: DescribedDocument): Statement[] {
  const number = entityKey(first(txa, TXA.UniqueDocumentNumber));
  if (number === undefined) {
    about.refuse('STRUCTURE_INVALID', `TXA-12 in line ${txa.line}`);
    return [];
  }
  const key = `document:${number}`;
  if (isVeryRestricted(txa, TXA.DocumentConfidentialityStatus)) {
    about.refuse('DOCUMENT_RESTRICTED', `TXA-18 in line ${txa.line}`);
    return [retract(about, 'documents', key, 'deleted')];
  }
  if (text(txa, TXA.DocumentAvailabilityStatus)?.trim() === 'CA') return [retract(about, 'documents', key, 'cancelled')];
  const described = documentOf(about, txa);
  if (obx === undefined) return [patch(about, 'documents', key, described)];
  return [putAsChanged(about, 'documents', key, { ...described, ...attachment(obx) }, fileOf(about, obx))];
}

/**
 * A document marked very restricted reaches nobody, and nothing of it is kept; a version that was shared before it was
 * marked is taken back.
 */
function restricted(about: About, key: string): Statement[] {
  if (about.event === 'T01' || about.event === 'T02') throw new RecordError('DOCUMENT_RESTRICTED', { location: 'TXA-18' });
  about.refuse('DOCUMENT_RESTRICTED', 'TXA-18');
  return [retract(about, 'documents', key, 'deleted')];
}

function statementsOf(about: About, txa: Segment, key: string): Statement[] {
  const isGone = about.event === 'T11' || text(txa, TXA.DocumentAvailabilityStatus)?.trim() === 'CA';
  if (isGone) return [retract(about, 'documents', key, 'cancelled')];
  // What was examined and why (OBR) has no element of a document; its words are the title where TXA gives none.
  const examined = every(about, 'OBR');
  const title = code(about, examined[0], OBR.UniversalServiceIdentifier, 'order')?.text;
  const said = documentOf(about, txa);
  const changes = { ...said, documentTitle: said.documentTitle ?? title };
  const beside = codesBeside(about, changes, examined);
  if (!withContent.has(about.event)) return [patch(about, 'documents', key, changes, beside), ...replaced(about, txa, key)];
  const { description, file } = content(about);
  return [
    putAsChanged(about, 'documents', key, { ...changes, ...description }, { ...file, ...beside }),
    ...furtherFiles(about, changes, key),
    ...replaced(about, txa, key),
  ];
}

/** T09, T10: the document that TXA-13 names gives way to this one. */
function replaced(about: About, txa: Segment, key: string): Statement[] {
  if (about.event !== 'T09' && about.event !== 'T10') return [];
  const parent = entityKey(first(txa, TXA.ParentDocumentNumber));
  return parent === undefined || `document:${parent}` === key
    ? []
    : [retract(about, 'documents', `document:${parent}`, 'deleted')];
}

function documentOf(about: About, txa: Segment): Changes<'documents'> {
  const author = performer(first(txa, TXA.OriginatorCodeName)) ?? performer(first(txa, TXA.PrimaryActivityProviderCodeName));
  return {
    date:
      date(about, txa, TXA.ActivityDateTime) ?? date(about, txa, TXA.OriginationDateTime) ?? date(about, txa, TXA.EditDateTime),
    documentName: code(about, txa, TXA.DocumentType, 'documentType'),
    documentTitle: text(txa, TXA.DocumentTitle) ?? text(txa, TXA.UniqueDocumentFileName),
    documentIdentifier: text(txa, TXA.UniqueDocumentNumber),
    documentStatus: status(about, txa),
    confidentiality: listed(about, txa, TXA.DocumentConfidentialityStatus, 'documentConfidentiality'),
    performingProfessional: author,
    service: listedOf(about, first(one(about, 'PV1'), PV1.HospitalService), 'treatmentFunction'),
    personCompletingRecord: completedBy(about, txa),
    recipients: txa.field(TXA.DistributedCopies).flatMap((repetition) => named(repetition)?.name ?? []),
    comments: text(txa, TXA.DocumentChangeReason),
  };
}

/** Completion (TXA-17) and availability (TXA-19) together, as both say whether to rely on it. */
function status(about: About, txa: Segment): CodedOrText | undefined {
  const completion = listed(about, txa, TXA.DocumentCompletionStatus, 'documentCompletion');
  const availability = listed(about, txa, TXA.DocumentAvailabilityStatus, 'documentAvailability');
  const both = [completion, availability].filter((part) => part !== undefined);
  if (both.length === 0) return undefined;
  return { coding: both.flatMap(({ coding }) => coding), text: both.map((part) => part.text ?? part.coding[0]?.code).join(', ') };
}

/** Who authenticated it and when (TXA-22, an XCN with a time in its fifteenth component), else who is to. */
function completedBy(about: About, txa: Segment) {
  const authenticated = performer(first(txa, TXA.AuthenticationPersonTimeStamp));
  const dateCompleted = date(about, txa, TXA.AuthenticationPersonTimeStamp, 15);
  if (authenticated === undefined) return undefined;
  const { name, professionalIdentifier } = authenticated;
  return {
    ...(name ? { name } : {}),
    ...(professionalIdentifier ? { professionalIdentifier } : {}),
    ...(dateCompleted ? { dateCompleted } : {}),
  };
}

/** The text of the document, each heading (OBX-3) once, and the attached file; without one, the text is the file. */
function content(about: About): { readonly description: Body<'documents'>; readonly file: { readonly content?: DocumentFile } } {
  const rows = every(about, 'OBX');
  const attached = rows.find(isDocument);
  const texts = rows.filter((row) => !isDocument(row) && first(row, OBX.ObservationValue) !== undefined);
  const written = blocksOf(texts)
    .map((block) => sectionText(about, block))
    .join('\n\n');
  const isText = texts.some((row) => isReportText(row) || valueType(row) === 'ST');
  const narrative = written.trim() === '' ? {} : { narrative: readable(written) };
  if (attached !== undefined) return { description: { ...attachment(attached), ...narrative }, file: fileOf(about, attached) };
  const file = isText && written.trim() !== '' ? { content: { bytes: textFile(texts, written) } } : {};
  return { description: { ...(isText ? { documentMimeType: 'text/plain' } : {}), ...narrative }, file };
}

/** RTF sent as text is one file from its first row to its last; headings would spoil it. */
function textFile(texts: readonly Segment[], written: string): Uint8Array {
  const lines = linesOf(texts);
  return Buffer.from(lines.startsWith('{\\rtf') ? lines : written, 'utf8');
}

function readable(written: string): string {
  const at = written.indexOf('{\\rtf');
  if (at < 0) return written;
  return `${written.slice(0, at)}${wordsIn(Buffer.from(written.slice(at)), 'application/rtf').trim()}`;
}

/** A second and further file is a document of its own: an entry describes one. */
function furtherFiles(about: About, changes: Changes<'documents'>, key: string): Statement[] {
  const files = every(about, 'OBX').filter(isDocument).slice(1);
  return files.map((file, i) =>
    putAsChanged(
      about,
      'documents',
      `${key}:file:${i + 2}`,
      { ...changes, documentTitle: headingOf(file) || undefined, ...attachment(file) },
      { ...fileOf(about, file), ...codesBeside(about, changes, every(about, 'OBR')) },
    ),
  );
}

/** Consecutive rows under one heading. */
function blocksOf(rows: readonly Segment[]): readonly (readonly Segment[])[] {
  const blocks: Segment[][] = [];
  for (const row of rows) {
    const last = blocks.at(-1);
    if (last?.[0] && headingOf(last[0]) === headingOf(row)) last.push(row);
    else blocks.push([row]);
  }
  return blocks;
}

function headingOf(row: Segment): string {
  return text(row, OBX.ObservationIdentifier, 2) ?? text(row, OBX.ObservationIdentifier) ?? '';
}

function sectionText(about: About, block: readonly Segment[]): string {
  const [row] = block;
  const heading = row && headingOf(row);
  const body = block.every(isReportText) ? linesOf(block) : block.map((each) => shown(about, each)).join('\n');
  return heading ? `${heading}\n${body}` : body;
}

function shown(about: About, row: Segment): string {
  const { finding, quantity } = valueOf(about, [row]);
  return finding?.text ?? [quantity?.text, quantity?.unit].filter((part) => part).join(' ');
}
