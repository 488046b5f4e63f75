import type { XmlElement } from '../../formats/xml/element.js';
import { children } from '../../formats/xml/query.js';
import { said } from './coded.js';

/** Roots of ODS organisation and site codes in UK CDA. */
const odsRoots = new Set(['2.16.840.1.113883.2.1.3.2.4.19.1', '2.16.840.1.113883.2.1.3.2.4.19.2']);
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const odsLike = /^[A-Z0-9]{3,12}$/;
const practiceCode = /^[A-HJ-NPV-Y]\d{5}$/;

/** `root^extension` of an II element (root alone where that is all), or undefined when it is null. A UUID is one in any case. */
export function identifier(id: XmlElement | undefined): string | undefined {
  const root = said(id, 'root')?.replace(uuid, (found) => found.toLowerCase());
  const extension = said(id, 'extension');
  if (root === undefined && extension === undefined) return undefined;
  return extension === undefined ? root : `${root ?? ''}^${extension}`;
}

/** The first identifier of a thing, as `root^extension`. */
export function identifierOf(element: XmlElement): string | undefined {
  for (const id of children(element, 'id')) {
    const found = identifier(id);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The ODS code among the ids of an organisation: under an ODS root, never guessed from another. */
export function odsCodeOf(organisation: XmlElement | undefined): string | undefined {
  if (organisation === undefined) return undefined;
  for (const id of children(organisation, 'id')) {
    const code = said(id, 'extension')?.toUpperCase();
    if (code !== undefined && odsLike.test(code) && odsRoots.has(said(id, 'root') ?? '')) return code;
  }
  return undefined;
}

/** As {@link odsCodeOf}, else any extension that could be an ODS code: enough to find a feed, not to name an organisation. */
export function odsLikeCodeOf(organisation: XmlElement | undefined): string | undefined {
  if (organisation === undefined) return undefined;
  const known = odsCodeOf(organisation);
  if (known !== undefined) return known;
  return children(organisation, 'id')
    .map((id) => said(id, 'extension')?.toUpperCase())
    .find((code) => code !== undefined && odsLike.test(code));
}

/** Whether an ODS code is of the form of a GP practice (`A12345`). */
export function isPracticeCode(code: string): boolean {
  return practiceCode.test(code);
}
