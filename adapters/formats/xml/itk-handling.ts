import type { XmlDocument } from './element.js';
import { distributionEnvelopeIn, itk } from './itk.js';
import { attribute, child, children } from './query.js';

/** An address of ITK: the kind of address as an OID, and the address. */
export interface ItkAddress {
  readonly type: string;
  readonly uri: string;
}

/** How the sender of an ITK envelope wants it handled, and what an acknowledgement refers to. */
export interface Handling {
  /** `senderAddress`: where acknowledgements go. */
  readonly sender?: ItkAddress;
  /** What the payload is for: `urn:nhs-itk:interaction:…`. */
  readonly interaction?: string;
  /** Whether to say what became of the payload (ITK 2.2 acknowledgement framework, `ackrequested`). */
  readonly wantsBusinessAcknowledgement: boolean;
  readonly payloadIds: readonly string[];
}

/** Type of an address that names none. */
export const itkAddressType = '2.16.840.1.113883.2.1.3.2.4.18.22';
/** Keys of handling specifications. */
export const interactionKey = `${itk}:interaction`;
const acknowledgementKey = `${itk}:ackrequested`;

/** What the ITK envelope in a document says of its handling; undefined when there is none. */
export function handlingIn(document: Pick<XmlDocument, 'root'>): Handling | undefined {
  const envelope = distributionEnvelopeIn(document);
  if (envelope === undefined) return undefined;
  const header = child(envelope, 'header', itk);
  const specs = children(child(header, 'handlingSpecification', itk), 'spec', itk);
  const valueOf = (key: string) =>
    attribute(
      specs.find((spec) => attribute(spec, 'key') === key),
      'value',
    );
  const address = child(header, 'senderAddress', itk);
  const uri = attribute(address, 'uri');
  const interaction = valueOf(interactionKey);
  return {
    ...(uri === undefined ? {} : { sender: { uri, type: attribute(address, 'type') ?? itkAddressType } }),
    ...(interaction === undefined ? {} : { interaction }),
    wantsBusinessAcknowledgement: valueOf(acknowledgementKey)?.trim().toLowerCase() === 'true',
    payloadIds: children(child(envelope, 'payloads', itk), 'payload', itk).flatMap((payload) => attribute(payload, 'id') ?? []),
  };
}
