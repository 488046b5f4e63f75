import type { XmlElement } from '../formats/xml/element.js';
import { child, children, path } from '../formats/xml/query.js';
import { said } from './values/coded.js';
import { identifier, identifierOf, odsLikeCodeOf } from './values/identifiers.js';

/**
 * ODS code of who sends a document: its custodian, else the organisation of its first author that has one.
 * Any id that could be an ODS code counts, whatever its root: the profile's feeds decide what it means.
 * Empty when the document names none.
 */
export function senderOf(clinicalDocument: XmlElement): string {
  const custodian = path(clinicalDocument, 'custodian', 'assignedCustodian', 'representedCustodianOrganization');
  const authors = children(clinicalDocument, 'author').map((author) => path(author, 'assignedAuthor', 'representedOrganization'));
  for (const organisation of [custodian, ...authors]) {
    const code = odsLikeCodeOf(organisation);
    if (code !== undefined) return code;
  }
  return '';
}

/** Which document this is, of which set, and what it replaces. */
export interface DocumentIdentity {
  /** `root^extension` of the document's id; empty when it has none. */
  readonly id: string;
  readonly setId?: string;
  readonly version?: string;
  /** Identity of the set, or of the document where there is no set: what a later version shares with this one. */
  readonly key: string;
  /** Keys of documents this one replaces (relatedDocument RPLC), other than its own. */
  readonly replaces: readonly string[];
  /** Whether it takes the place of an earlier version. */
  readonly isReplacement: boolean;
}

/** Identity of a clinical document; see {@link DocumentIdentity}. */
export function documentIdentity(clinicalDocument: XmlElement): DocumentIdentity {
  const id = identifierOf(clinicalDocument) ?? '';
  const setId = identifier(child(clinicalDocument, 'setId'));
  const version = said(child(clinicalDocument, 'versionNumber'), 'value');
  const parents = children(clinicalDocument, 'relatedDocument')
    .filter((related) => said(related, 'typeCode') === 'RPLC')
    .flatMap((related) => children(related, 'parentDocument'));
  const key = setId ?? id;
  // A parent is stored under its set; only one that names none is stored under its own id.
  const replaces = new Set(parents.flatMap((parent) => identifier(child(parent, 'setId')) ?? identifierOf(parent) ?? []));
  replaces.delete(key);
  return {
    id,
    ...(setId === undefined ? {} : { setId }),
    ...(version === undefined ? {} : { version }),
    key,
    replaces: [...replaces],
    isReplacement: parents.length > 0 || Number(version ?? '1') > 1,
  };
}
