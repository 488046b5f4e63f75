import type { XmlDocument, XmlElement } from './element.js';
import { attribute, child, elementsOf, hl7v3, textOf, walk } from './query.js';
import { readXml } from './read.js';

/** Namespace of the ITK distribution envelope. */
export const itk = 'urn:nhs-itk:ns:201005';

/** What the envelope around a document says. */
export interface Envelope {
  readonly trackingId?: string;
  /** Address of the sender as written: `urn:nhs-uk:addressing:ods:RYE:…`. */
  readonly sender?: string;
  readonly service?: string;
}

/** A clinical document and the envelope it came in, if any. */
export interface ClinicalDocument {
  readonly document: XmlElement;
  readonly envelope?: Envelope;
}

/**
 * The clinical documents of an XML document: the root itself, or the payloads of an ITK
 * DistributionEnvelope (as XML, escaped or base64), on its own or inside SOAP.
 * @throws RecordError as {@link readXml} for a payload that cannot be read
 */
export function clinicalDocumentsOf(document: XmlDocument): readonly ClinicalDocument[] {
  if (isClinical(document.root)) return [{ document: document.root }];
  const envelope = distributionEnvelopeIn(document);
  if (envelope) {
    const about = envelopeOf(envelope);
    const payloads = elementsOf(child(envelope, 'payloads', itk));
    return payloads.flatMap((payload) => documentsIn(payload)).map((found) => ({ document: found, envelope: about }));
  }
  // A document in a wrapper that is not known (SOAP without ITK, a test harness).
  return outermost(document.root).map((found) => ({ document: found }));
}

/** What the ITK envelope of a document says, wherever it stands in it; undefined when there is none. */
export function envelopeIn({ root }: Pick<XmlDocument, 'root'>): Envelope | undefined {
  const envelope = distributionEnvelopeIn({ root });
  return envelope === undefined ? undefined : envelopeOf(envelope);
}

/** The ITK envelope itself. */
export function distributionEnvelopeIn({ root }: Pick<XmlDocument, 'root'>): XmlElement | undefined {
  return find(root, 'DistributionEnvelope', itk);
}

function documentsIn(payload: XmlElement): readonly XmlElement[] {
  const found = outermost(payload);
  if (found.length > 0) return found;
  const written = textOf(payload)?.trim();
  if (!written) return [];
  const inner = written.startsWith('<') ? Buffer.from(written) : fromBase64(written);
  if (!inner) return [];
  return outermost({ ...payload, children: [readXml(withoutDeclaredEncoding(inner, written)).root] });
}

/** An escaped payload was decoded with the envelope: what its own declaration says no longer holds. */
function withoutDeclaredEncoding(inner: Buffer, written: string): Uint8Array {
  return written.startsWith('<') ? Buffer.from(written.replace(/^<\?xml[^>]*\?>/, '')) : inner;
}

function fromBase64(written: string): Buffer | undefined {
  const compact = written.replace(/\s+/g, '');
  if (compact.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(compact)) return undefined;
  const bytes = Buffer.from(compact, 'base64');
  return /^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]*</.test(bytes.subarray(0, 64).toString('latin1')) ? bytes : undefined;
}

function envelopeOf(envelope: XmlElement): Envelope {
  const header = child(envelope, 'header', itk);
  const trackingId = attribute(header, 'trackingid');
  const service = attribute(header, 'service');
  const sender =
    attribute(child(header, 'senderAddress', itk), 'uri') ?? attribute(elementsOf(child(header, 'auditIdentity', itk))[0], 'uri');
  return { ...(trackingId ? { trackingId } : {}), ...(sender ? { sender } : {}), ...(service ? { service } : {}) };
}

/** Clinical documents at or below `element`, not those inside another. */
function outermost(element: XmlElement): readonly XmlElement[] {
  return elementsOf(element).flatMap((part) => (isClinical(part) ? [part] : outermost(part)));
}

function find(element: XmlElement, name: string, namespace: string): XmlElement | undefined {
  if (element.name === name && element.namespace === namespace) return element;
  for (const part of walk(element)) {
    if (typeof part !== 'string' && part.name === name && part.namespace === namespace) return part;
  }
  return undefined;
}

function isClinical(element: XmlElement): boolean {
  return element.name === 'ClinicalDocument' && element.namespace === hl7v3;
}
