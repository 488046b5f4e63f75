import type { XmlElement } from '../../formats/xml/element.js';
import { child } from '../../formats/xml/query.js';
import { draft, type Draft } from '../drafts.js';
import { attached } from '../header/document-entry.js';
import { performedBy, recordedBy } from '../participants.js';
import type { Source } from '../source.js';
import { entriesOf, hasTemplate, wordsOf } from '../statements.js';
import { coded, spoken } from '../values/coded.js';
import { happenedAt } from '../values/times.js';
import type { EntriesReader, WordsReader } from './reader.js';

/** Clinical notes (Note Activity) and media: documents of their own. */
export const notes: EntriesReader = (section, source, title) =>
  entriesOf(section).flatMap((each) =>
    each.name === 'observationMedia' ? media(each, source, title) : isNote(each) ? note(each, source, title) : [],
  );

/** The words of a notes section. */
export const noteWords: WordsReader = (section, source, text, title) => [
  draft('documents', section, {
    narrative: text,
    date: source.writtenAt,
    documentTitle: title,
    documentName: coded(child(section, 'code'), source),
    documentMimeType: 'text/plain',
    personCompletingRecord: source.author,
  }),
];

/** Attachments of a section of any kind. */
export function mediaOf(section: XmlElement, source: Source, title: string | undefined): readonly Draft[] {
  return entriesOf(section).flatMap((each) => (each.name === 'observationMedia' ? media(each, source, title) : []));
}

function isNote(statement: XmlElement): boolean {
  return statement.name === 'act' && (hasTemplate(statement, '4.202') || child(statement, 'text') !== undefined);
}

function note(act: XmlElement, source: Source, title: string | undefined): readonly Draft[] {
  const text = child(act, 'text');
  const code = coded(child(act, 'code'), source);
  const file = text?.attributes.get('mediaType') === undefined ? undefined : attached(text, source);
  const words = wordsOf(act, source);
  // A note may come twice: as a file, and in words through a reference.
  const narrative =
    file === undefined || file.words !== undefined || file.size !== undefined
      ? (file?.words ?? (file?.size === undefined ? words : undefined))
      : undefined;
  if (narrative === undefined && file === undefined) return [];
  return [
    draft(
      'documents',
      act,
      {
        narrative,
        date: happenedAt(child(act, 'effectiveTime'), source) ?? source.writtenAt,
        documentTitle: spoken(code) ?? title,
        documentName: code,
        documentMimeType: file?.mediaType ?? 'text/plain',
        sizeInBytes: file?.size,
        performingProfessional: performedBy(act, source),
        personCompletingRecord: recordedBy(act, source),
      },
      { content: file?.file },
    ),
  ];
}

function media(element: XmlElement, source: Source, title: string | undefined): readonly Draft[] {
  const value = child(element, 'value');
  if (value === undefined) return [];
  const file = attached(value, source);
  return [
    draft(
      'documents',
      element,
      {
        narrative: file.words,
        date: source.writtenAt,
        documentTitle: title ?? 'Attachment',
        documentMimeType: file.mediaType,
        sizeInBytes: file.size,
        personCompletingRecord: source.author,
      },
      { content: file.file },
    ),
  ];
}
