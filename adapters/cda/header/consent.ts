import type { Statement } from '../../../schema/entry.js';
import { child, children } from '../../formats/xml/query.js';
import { draft, type Draft } from '../drafts.js';
import { markRead, type Source } from '../source.js';
import { coded, spoken } from '../values/coded.js';
import { happenedAt } from '../values/times.js';
import type { Identity } from './identity.js';

const aboutSharing = /\b(?:shar|record|upload|disclos|view)/i;
const refusal = /\b(?:declin|refus|dissent|withdr|withh|not given|no consent|does not consent)/i;

/**
 * The consents of the header that are about sharing the record. A refusal is taken as an objection (R21): the
 * cautious reading. Consent to one disclosure never lifts an objection made elsewhere.
 */
export function consentsOf(
  identity: Identity,
  source: Source,
): { readonly drafts: readonly Draft[]; readonly statements: readonly Statement[] } {
  const drafts: Draft[] = [];
  const statements: Statement[] = [];
  for (const consent of children(source.document, 'authorization').flatMap((each) => children(each, 'consent'))) {
    const words = spoken(coded(child(consent, 'code'), source));
    if (words === undefined || !aboutSharing.test(words)) continue;
    markRead(source, consent, ...children(consent, 'id'), child(consent, 'statusCode'));
    const date = happenedAt(child(consent, 'effectiveTime'), source) ?? source.writtenAt;
    const isRefused = refusal.test(words);
    const given = { date, consentForInformationSharing: words, personCompletingRecord: source.author };
    drafts.push(draft('legalInformation', consent, { consentForInformationSharing: given }));
    if (isRefused) statements.push({ kind: 'objection', subject: identity.subject, action: 'record' });
  }
  return { drafts, statements };
}
