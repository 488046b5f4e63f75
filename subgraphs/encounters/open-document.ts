/** Opening a document by its link: who asks, what has changed since, and what the audit takes before a byte leaves. */
import type { AuditWriter } from '../../audit/append.js';
import { lawfulBasisOf } from '../../policy/decide.js';
import { fileEndingOf, servedAs } from '../../schema/media-type.js';
import type { Viewer } from '../../schema/viewer.js';
import type { DocumentLink, StoredEntry } from '../../store/store.js';
import type { PersonInRequest, RecordContext, Surroundings } from '../context.js';
import { openRequest } from '../request.js';

/** Who asks for which document. */
export interface DocumentRequest {
  /** The last part of the link's path. */
  readonly token: string;
  readonly viewer: Viewer;
  readonly requestId: string;
}

/** The document, or why it is not given. Whoever may not know that a document exists is told NOT_FOUND. */
export type OpenedDocument =
  | {
      readonly outcome: 'opened';
      readonly bytes: Uint8Array;
      /** As what it may be handed out: markup is plain text here. */
      readonly contentType: string;
      readonly fileName: string;
    }
  | { readonly outcome: 'refused'; readonly code: 'NOT_FOUND' | 'LINK_EXPIRED' }
  | { readonly outcome: 'refused'; readonly code: 'WITHHELD'; readonly reason: string };

export type DocumentOpener = (request: DocumentRequest) => Promise<OpenedDocument>;

/** What the audit calls the bytes themselves. */
const coordinate = 'DocumentsEntry.content.bytes';
const operation = { name: 'OpenDocument', hash: 'GET /documents' };
const nothing = { outcome: 'refused', code: 'NOT_FOUND' } as const;

/** Why a link no longer opens anything: in the audit, and (but for the first) no business of whoever holds it. */
type Spent = 'LINK_EXPIRED' | 'LINK_USED' | 'LINK_OF_ANOTHER' | 'NO_LONGER_HELD';

/**
 * Opens documents. The link says only which document is meant: access is decided anew from the facts of this moment,
 * and the disclosure, or the refusal, is durable before anything is answered.
 * @returns a function that throws RecordError STORE_UNAVAILABLE, AUDIT_UNAVAILABLE
 */
export function documentOpener(surroundings: Surroundings, audit: AuditWriter): DocumentOpener {
  return async ({ token, viewer, requestId }) => {
    const { store } = surroundings;
    const link = /^[\w-]{43}$/.test(token) ? await store.documentLink(token) : undefined;
    if (link === undefined) return nothing;
    const staff = await surroundings.staffOf(viewer);
    const context = openRequest(surroundings, { viewer, staff, requestId, operation, sections: ['documents'] });
    const person = await context.person(link.nhsNumber);
    const opened = await open(token, link, person, context);
    await audit.append(
      context.collector.disclosures({
        viewer,
        requestId,
        operationName: operation.name,
        operationHash: operation.hash,
        atUtc: context.now.toISOString(),
      }),
    );
    return opened;
  };
}

async function open(token: string, link: DocumentLink, person: PersonInRequest, context: RecordContext): Promise<OpenedDocument> {
  const { viewer, collector, surroundings } = context;
  const { nhsNumber } = person;
  const access = person.decisions.person;
  collector.touched(nhsNumber, {
    relationship: access.permitted ? access.basis : undefined,
    lawfulBasis: lawfulBasisOf(surroundings.policy, viewer.purpose),
    subgraph: 'encounters',
  });
  const spent = (because: Spent, partner?: string): OpenedDocument => {
    collector.withheld(nhsNumber, coordinate, because, 'R38 one-time link', partner === undefined ? [] : [partner]);
    return because === 'LINK_EXPIRED' || because === 'LINK_USED' ? { outcome: 'refused', code: 'LINK_EXPIRED' } : nothing;
  };

  if (link.userId !== viewer.userId || link.sessionId !== viewer.sessionId) return spent('LINK_OF_ANOTHER');
  if (link.state !== 'open') return spent(link.state === 'used' ? 'LINK_USED' : 'LINK_EXPIRED');
  const entry = person.entries.find(({ id }) => id === link.entryId);
  const refusal = refusalOf(entry, person);
  if (refusal) {
    collector.withheld(nhsNumber, coordinate, refusal.reason, refusal.rule, entry ? [entry.partner] : []);
    return { outcome: 'refused', code: 'WITHHELD', reason: refusal.reason };
  }
  const sha256 = (entry?.body as { content?: { sha256?: string } } | undefined)?.content?.sha256;
  // Taken back or replaced since, or of a kind that is never shown: nothing may tell which.
  if (entry === undefined || sha256 === undefined) return spent('NO_LONGER_HELD');
  // Of a view-only partner the file came with its entry, just now.
  const file = person.elsewhere?.files.get(sha256) ?? (await surroundings.store.readDocument(nhsNumber, entry.partner, sha256));
  if (file === undefined) return spent('NO_LONGER_HELD', entry.partner);
  if (!(await surroundings.store.useDocumentLink(token))) return spent('LINK_USED', entry.partner);
  collector.returned(nhsNumber, coordinate, 1, [entry.partner], [entry.id]);
  return {
    outcome: 'opened',
    bytes: file.bytes,
    contentType: servedAs(file.mediaType, file.bytes),
    fileName: `document.${fileEndingOf(file.mediaType)}`,
  };
}

/** The refusal of the viewer's access to the document now, which need not be that of a minute ago. */
function refusalOf(entry: StoredEntry | undefined, person: PersonInRequest) {
  const decisions = [
    // A letter tells where a person lives as surely as an address does.
    person.decisions.element('documents', 'content', true),
    ...(entry === undefined ? [] : [person.decisions.partner(entry.partner, 'documents')]),
  ];
  return decisions.find((decision) => !decision.permitted);
}
