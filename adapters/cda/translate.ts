import type { Section, SnapshotList, Statement, Translation } from '../../schema/entry.js';
import { RecordError } from '../../schema/errors.js';
import type { Adapter, FeedContext } from '../../schema/feed.js';
import { earliestMs, type PartialDateTime } from '../../schema/partial-date.js';
import { sectionNames } from '../../schema/sections.js';
import type { XmlElement } from '../formats/xml/element.js';
import { child, children, hl7v3 } from '../formats/xml/query.js';
import { codesBeside } from './codes-beside.js';
import { tidy, type Draft } from './drafts.js';
import { keysOf, type Keyless } from './entry-keys.js';
import { groupedBy } from './grouped.js';
import { consentsOf } from './header/consent.js';
import { demographicsOf } from './header/demographics.js';
import { documentEntry, refuseVeryRestricted } from './header/document-entry.js';
import { encounterOf } from './header/encounter.js';
import { identityOf, type Identity } from './header/identity.js';
import { personalContacts, professionalContacts, referrals } from './header/people.js';
import { practiceOf } from './header/practice.js';
import { leavesOf } from './leaves.js';
import { completedBy } from './participants.js';
import { sectionsOf } from './sections/read.js';
import { documentIdentity, senderOf, type DocumentIdentity } from './sender.js';
import { markRead, sourceOf, type Source } from './source.js';
import { said } from './values/coded.js';
import { moment } from './values/times.js';

type Put = Extract<Statement, { readonly kind: 'put' }>;
type Retract = Extract<Statement, { readonly kind: 'retract' }>;

/** About the person, not of one document: a later document changes them, and none ends them by leaving them out. */
const outlastsDocument: ReadonlySet<Section> = new Set(['personDemographics', 'gpPractice']);

/**
 * Translates one CDA document (NHS ITK, UK Transfer of Care, C-CDA): the header and every section.
 * Its entries form the lists `document:<set>`, one for each section, so that a later version ends what it
 * no longer says.
 * @throws RecordError STRUCTURE_INVALID (no ClinicalDocument, or without id), IDENTIFIER_MISSING and
 * MESSAGE_UNMAPPABLE (whom it is about), DOCUMENT_RESTRICTED (marked very restricted)
 */
export const translateCda: Adapter<XmlElement> = (document, context) => {
  if (document.name !== 'ClinicalDocument' || document.namespace !== hl7v3)
    throw new RecordError('STRUCTURE_INVALID', { detail: 'the root is no ClinicalDocument' });
  const about = documentIdentity(document);
  if (about.id === '')
    throw new RecordError('STRUCTURE_INVALID', { detail: 'a document without id', location: 'ClinicalDocument/id' });
  refuseVeryRestricted(document);
  const source = openedSource(document, context);
  const identity = identityOf(source);
  const body = sectionsOf(source);
  const encounter = encounterOf(identity, body.encounter, source);
  const practice = practiceOf(identity, source);
  const consents = consentsOf(identity, source);
  const drafts = [
    ...practice.drafts,
    ...personalContacts(identity, source),
    ...professionalContacts(source),
    ...encounter.drafts,
    ...consents.drafts,
    ...body.drafts,
    documentEntry(body, source),
  ];
  const entries = entriesFrom(drafts, about, identity, source);
  const statements: readonly Statement[] = [
    ...identity.links,
    ...personStatement(identity, source),
    ...entries,
    ...listsOf(
      entries.filter((each) => each.kind === 'put'),
      about,
      identity,
    ),
    ...practice.statements,
    ...encounter.statements,
    ...referrals(identity, source),
    ...consents.statements,
  ];
  return { translation: translationOf(source, about, identity, statements), refused: [...body.refused, ...source.refused] };
};

function openedSource(document: XmlElement, context: FeedContext): Source {
  const source = sourceOf(document, context);
  const writtenAt = moment(child(document, 'effectiveTime'), source);
  const author = tidy(completedBy(child(document, 'author'), source));
  return { ...source, writtenAt, author };
}

function translationOf(
  source: Source,
  about: DocumentIdentity,
  identity: Identity,
  statements: readonly Statement[],
): Translation {
  const code = child(source.document, 'code');
  const type = said(code, 'code') ?? 'untyped';
  markRead(source, code);
  return {
    sender: senderOf(source.document),
    messageIdentifier: about.version === undefined ? about.id : `${about.id} version ${about.version}`,
    messageType: `CDA ${type}`,
    ...statedAt(about, source),
    ...(identity.status === undefined ? {} : { nhsNumberStatus: identity.status }),
    statements,
    ...leavesOf(source),
  };
}

/**
 * When the document was written, in milliseconds that count its version where it replaces another: of two versions
 * of one day, or one minute, the later one must win whichever arrives last.
 */
function statedAt(about: DocumentIdentity, source: Source): Pick<Translation, 'statedAt'> {
  if (source.writtenAt === undefined) return {};
  if (!about.isReplacement) return { statedAt: source.writtenAt };
  const version = Math.min(Math.max(Math.trunc(Number(about.version ?? '1')) || 1, 1), 999);
  const at = new Date(earliestMs(source.writtenAt) + version).toISOString().replace('Z', '+00:00');
  return { statedAt: at as PartialDateTime };
}

function personStatement(identity: Identity, source: Source): readonly Statement[] {
  const changes = demographicsOf(identity, source);
  if (Object.keys(changes).length === 0) return [];
  return [
    { kind: 'patch', subject: identity.subject, section: 'personDemographics', key: 'person', changes, ...recordedAt(source) },
  ];
}

function recordedAt(source: Source): Pick<Put, 'recordedAt'> {
  return source.writtenAt === undefined ? {} : { recordedAt: source.writtenAt };
}

function entriesFrom(
  drafts: readonly Draft[],
  about: DocumentIdentity,
  identity: Identity,
  source: Source,
): readonly (Put | Retract)[] {
  const keyless = drafts.flatMap((draft): readonly Keyless[] => {
    const body = tidy<object>(draft.body);
    return body === undefined ? [] : [{ draft, body, fixed: ownKey(draft, about, source) }];
  });
  const keys = keysOf(keyless);
  const put = keyless.map(({ draft, body }, at): Put | Retract => {
    if (isNullified(draft.from))
      return { kind: 'retract', subject: identity.subject, section: draft.section, key: keys[at]!, because: 'entered-in-error' };
    markRead(source, ...children(draft.from, 'id'));
    const list = outlastsDocument.has(draft.section) ? {} : { list: listName(about.key) };
    return {
      kind: 'put',
      subject: identity.subject,
      section: draft.section,
      key: keys[at]!,
      body,
      ...besides(draft, body),
      ...(draft.content === undefined ? {} : { content: draft.content }),
      ...recordedAt(source),
      ...list,
    } as Put;
  });
  // The same said twice in one document is one entry.
  return [...new Map(put.map((each) => [`${each.section} ${each.key}`, each])).values()];
}

function besides(draft: Draft, body: object): Pick<Put, 'codes'> {
  const codes = codesBeside([...(draft.tells ?? [draft.from]), ...headingsOf(draft.from)], body);
  return codes.length === 0 ? {} : { codes };
}

/** The code of the section that a statement stands in: one that is no known heading may say what all of it is about. */
function headingsOf(from: XmlElement): readonly XmlElement[] {
  let at: XmlElement | undefined = from;
  while (at !== undefined && at.name !== 'section') at = at.parent;
  return children(at, 'code');
}

/** Whether a statement, or the one around it, was made in error (status `nullified`). */
function isNullified(statement: XmlElement): boolean {
  for (let at: XmlElement | undefined = statement; at !== undefined && at.name !== 'section'; at = at.parent) {
    if (said(child(at, 'statusCode'), 'code') === 'nullified') return true;
  }
  return false;
}

/** Keys that are not the entry's own id: the document's is its set's, and a person has one registered practice. */
function ownKey(draft: Draft, about: DocumentIdentity, source: Source): string | undefined {
  if (draft.section === 'gpPractice') return 'registered-practice';
  if (draft.from === source.document && draft.section === 'documents') return about.key;
  return undefined;
}

function listName(documentKey: string): string {
  return `document:${documentKey}`;
}

/** One list for each section that has entries; a replacement also empties those it says nothing in any more. */
function listsOf(entries: readonly Put[], about: DocumentIdentity, identity: Identity): readonly SnapshotList[] {
  const list = listName(about.key);
  const bySection = groupedBy(
    entries.filter((each) => each.list === list),
    (each) => each.section,
  );
  const listed = sectionNames.filter(
    (section) => !outlastsDocument.has(section) && (about.isReplacement || bySection.has(section)),
  );
  const ours = listed.map((section): SnapshotList => ({
    kind: 'list',
    subject: identity.subject,
    section,
    list,
    keys: bySection.get(section)?.map((each) => each.key) ?? [],
  }));
  const replaced = about.replaces.flatMap((key) =>
    sectionNames
      .filter((section) => !outlastsDocument.has(section))
      .map((section): SnapshotList => ({ kind: 'list', subject: identity.subject, section, list: listName(key), keys: [] })),
  );
  return [...ours, ...replaced];
}
