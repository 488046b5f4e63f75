import { randomUUID } from 'node:crypto';
import { XMLBuilder } from 'fast-xml-parser';
import { errorCodes } from '../../../schema/errors.js';
import { envelopeIn, itk } from '../../formats/xml/itk.js';
import { handlingIn, type Handling } from '../../formats/xml/itk-handling.js';
import { readXml } from '../../formats/xml/read.js';
import { walk } from '../../formats/xml/query.js';
import type { Fault } from '../mllp/acknowledge.js';

/** By which this record names itself to other ITK systems. */
export const itkIdentity = 'urn:nhs-uk:addressing:shared-care-record';
/** Of our error codes. */
export const errorSystem = 'urn:shared-care-record:error';

/** What an acknowledgement of an ITK envelope refers to. */
export interface Enveloped extends Handling {
  readonly trackingId: string;
  readonly service: string;
  /** Set when the envelope came inside SOAP: the identifier of that message, or ''. */
  readonly soapMessageId: string | undefined;
}

/** The ITK envelope that `bytes` hold, if they can be read and hold one. */
export function envelopedIn(bytes: Uint8Array): Enveloped | undefined {
  try {
    const { root } = readXml(bytes);
    const envelope = envelopeIn({ root });
    const handling = handlingIn({ root });
    if (envelope === undefined || handling === undefined) return undefined;
    const isSoap = root.name === 'Envelope';
    return {
      ...handling,
      trackingId: envelope.trackingId ?? '',
      service: envelope.service ?? '',
      soapMessageId: isSoap ? messageIdIn(root) : undefined,
    };
  } catch {
    // What cannot be read is told by the inbox.
    return undefined;
  }
}

function messageIdIn(root: Parameters<typeof walk>[0]): string {
  for (const part of walk(root)) {
    if (typeof part === 'string' || part.name !== 'MessageID' || !part.namespace?.includes('addressing')) continue;
    return part.children
      .filter((one) => typeof one === 'string')
      .join('')
      .trim();
  }
  return '';
}

const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@', suppressEmptyNode: true });

/**
 * The ITK 2 infrastructure acknowledgement (`itk:InfrastructureResponse`): that the envelope is kept here, or why it is not. What became
 * of it is told by `itk-business-answer.ts`.
 */
export function infrastructureResponse({ trackingId, service }: Enveloped, fault?: Fault): object {
  return {
    'itk:InfrastructureResponse': {
      '@xmlns:itk': itk,
      '@result': fault === undefined ? 'OK' : 'Failure',
      '@timestamp': new Date().toISOString(),
      '@serviceRef': service,
      '@trackingIdRef': trackingId,
      'itk:reportingIdentity': { 'itk:id': { '@uri': itkIdentity } },
      'itk:errors': fault === undefined ? '' : { 'itk:errorInfo': errorInfo(fault) },
    },
  };
}

/** An answer to an envelope as XML: in SOAP when the envelope came in SOAP. */
export function answered({ service, soapMessageId }: Enveloped, body: object): string {
  if (soapMessageId === undefined) return declared(body);
  return declared({
    'soap:Envelope': {
      '@xmlns:soap': 'http://schemas.xmlsoap.org/soap/envelope/',
      '@xmlns:wsa': 'http://www.w3.org/2005/08/addressing',
      'soap:Header': {
        'wsa:MessageID': `urn:uuid:${randomUUID()}`,
        'wsa:Action': `${service}Response`,
        ...(soapMessageId === '' ? {} : { 'wsa:RelatesTo': soapMessageId }),
      },
      'soap:Body': body,
    },
  });
}

function errorInfo({ code, location }: Fault): object {
  return {
    'itk:ErrorID': randomUUID().toUpperCase(),
    'itk:ErrorCode': { '@codeSystem': errorSystem, '#text': code },
    'itk:ErrorText': errorCodes[code],
    'itk:ErrorDiagnosticText': location ?? '',
  };
}

/** A document with its declaration. */
export function declared(document: object): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build(document)}`;
}
