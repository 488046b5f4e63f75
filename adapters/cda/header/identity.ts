import { localSubject, type Statement, type Subject } from '../../../schema/entry.js';
import { RecordError } from '../../../schema/errors.js';
import { parseNhsNumber, type NhsNumber, type NhsNumberStatus } from '../../../schema/nhs-number.js';
import type { XmlElement } from '../../formats/xml/element.js';
import { child, children } from '../../formats/xml/query.js';
import { markRead, type Source } from '../source.js';
import { said } from '../values/coded.js';

const verifiedRoot = '2.16.840.1.113883.2.1.4.1';
const unverifiedRoot = '2.16.840.1.113883.2.1.3.2.4.18.23';
const localRoot = '2.16.840.1.113883.2.1.3.2.4.18.24';
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

interface NumberFound {
  readonly nhsNumber: NhsNumber;
  readonly status: NhsNumberStatus | undefined;
}

/** Whom a document is about. */
export interface Identity {
  readonly subject: Subject;
  readonly nhsNumber?: NhsNumber;
  readonly status?: NhsNumberStatus;
  /** Local identifiers, with the authority that gave them. */
  readonly local: readonly { readonly authority: string; readonly value: string }[];
  readonly links: readonly Statement[];
  readonly patientRole: XmlElement;
}

/**
 * The one person a document is about. Only a number under the verified OID counts as verified (01).
 * @throws RecordError IDENTIFIER_MISSING without a usable identifier; MESSAGE_UNMAPPABLE when it is about
 * several people or holds two different NHS numbers of equal standing: which one is not ours to guess.
 */
export function identityOf(source: Source): Identity {
  const targets = children(source.document, 'recordTarget');
  if (targets.length > 1)
    throw new RecordError('MESSAGE_UNMAPPABLE', { detail: 'the document is about several people', location: 'recordTarget' });
  const patientRole = child(targets[0], 'patientRole');
  if (patientRole === undefined)
    throw new RecordError('IDENTIFIER_MISSING', { detail: 'no patientRole', location: 'recordTarget' });
  const number = nhsNumberOf(patientRole, source);
  const local = localIdentifiers(patientRole, source);
  const first = local[0];
  if (number === undefined) {
    if (first === undefined) throw new RecordError('IDENTIFIER_MISSING', { location: 'recordTarget/patientRole/id' });
    return { subject: localSubject(first.authority, first.value), local, links: [], patientRole };
  }
  const { nhsNumber, status } = number;
  const links = local.map(({ authority, value }): Statement => ({
    kind: 'link',
    subject: localSubject(authority, value),
    nhsNumber,
    ...(status === undefined ? {} : { status }),
  }));
  return { subject: nhsNumber, nhsNumber, ...(status === undefined ? {} : { status }), local, links, patientRole };
}

function nhsNumberOf(patientRole: XmlElement, source: Source): NumberFound | undefined {
  const found = children(patientRole, 'id').flatMap((id): readonly NumberFound[] => {
    const status = standingOf(id, source);
    const nhsNumber = status === undefined ? undefined : parseNhsNumber(said(id, 'extension') ?? '');
    if (nhsNumber === undefined) return [];
    markRead(source, id);
    return [{ nhsNumber, status: status === 'configured' ? undefined : status }];
  });
  for (const status of ['01', undefined, '02'] as const) {
    const numbers = found.filter((each) => each.status === status);
    if (new Set(numbers.map((each) => each.nhsNumber)).size > 1) {
      throw new RecordError('MESSAGE_UNMAPPABLE', {
        detail: 'two different NHS numbers',
        location: 'recordTarget/patientRole/id',
      });
    }
    if (numbers[0] !== undefined) return numbers[0];
  }
  return undefined;
}

/** What an id says of an NHS number's standing; `configured` where the feed's settings name its root or authority. */
function standingOf(id: XmlElement, source: Source): '01' | '02' | 'configured' | undefined {
  const root = said(id, 'root') ?? '';
  if (root === verifiedRoot) return '01';
  if (root === unverifiedRoot) return '02';
  const authorities = source.context.feed.nhsNumberAuthorities;
  return authorities.includes(root) || authorities.includes(said(id, 'assigningAuthorityName') ?? '') ? 'configured' : undefined;
}

function localIdentifiers(patientRole: XmlElement, source: Source): Identity['local'] {
  return children(patientRole, 'id').flatMap((id) => {
    const root = said(id, 'root');
    const extension = said(id, 'extension');
    if (standingOf(id, source) !== undefined || said(id, 'nullFlavor') !== undefined) return [];
    if (extension === undefined) {
      // Only a UUID identifies by itself; a bare OID is an authority without an identifier.
      if (root === undefined || !uuid.test(root)) return [];
      markRead(source, id);
      return [{ authority: 'UUID', value: root.toLowerCase() }];
    }
    markRead(source, id);
    return [{ authority: authorityOf(id, root, source), value: extension }];
  });
}

/** The UK local root is every sender's: its authority is the name beside it, else the feed's own. Other roots are authorities. */
function authorityOf(id: XmlElement, root: string | undefined, source: Source): string {
  const ours = source.context.feed.localAuthority ?? source.context.partner;
  if (root === undefined || root === localRoot) return said(id, 'assigningAuthorityName') ?? ours;
  return root;
}
