import { createHash } from 'node:crypto';
import { errorCodes, type ErrorCode } from '../../../schema/errors.js';
import { itk } from '../../formats/xml/itk.js';
import { interactionKey, itkAddressType, type ItkAddress } from '../../formats/xml/itk-handling.js';
import { hl7v3 } from '../../formats/xml/query.js';
import type { ArrivalOutcome } from '../../../store/inbox/inbox-store.js';
import { errorSystem, itkIdentity, type Enveloped } from './itk-answer.js';

/** An envelope that was settled. */
export interface SettledEnvelope {
  readonly feed: string;
  readonly id: string;
  readonly outcome: ArrivalOutcome;
  /** When it became so, ms since 1970. */
  readonly settledMs: number;
}

const anyService = 'urn:nhs-itk:services:201005:sendDistEnvelope';
const ownService = 'urn:nhs-itk:services:201005:SendBusinessAck-v1-0';
const interaction = 'urn:nhs-itk:interaction:ITKBusinessAcknowledgement-v1-0';
const profile = 'urn:nhs-en:profile:ITKBusinessAcknowledgement-v1-0';
/** Interactions, as HL7 in England numbers them. */
const interactions = '2.16.840.1.113883.2.1.3.2.4.12';

/** Whether what came was taken over: also when a later one of the same document stands, or it was known before. */
export function isAccepted({ state, code }: ArrivalOutcome): boolean {
  return state === 'applied' || state === 'superseded' || (state === 'ignored' && code === undefined);
}

/**
 * The ITK business acknowledgement of an envelope: a `BusinessResponseMessage` (MCCI_RM020000GB02) in an envelope to its sender. AA when it
 * was applied, with a warning (WG) when part of it was refused; else AE with the reason (ER). Made anew it is the same, until what became
 * of the envelope is another.
 */
export function businessAcknowledgement(enveloped: Enveloped, settled: SettledEnvelope): object {
  const { sender, service } = enveloped;
  const uuid = (of: string) => uuidOf(of, settled);
  const payload = `uuid_${uuid('payload')}`;
  const us: ItkAddress = { type: itkAddressType, uri: itkIdentity };
  return {
    'itk:DistributionEnvelope': {
      '@xmlns:itk': itk,
      'itk:header': {
        // ITK 2.2 has one service for all; before, each message had its own.
        '@service': service === anyService ? anyService : ownService,
        '@trackingid': uuid('envelope'),
        ...(sender === undefined ? {} : { 'itk:addresslist': { 'itk:address': addressed(sender) } }),
        'itk:auditIdentity': { 'itk:id': { '@uri': us.uri } },
        'itk:manifest': {
          '@count': '1',
          'itk:manifestitem': { '@id': payload, '@mimetype': 'text/xml', '@profileid': profile },
        },
        'itk:senderAddress': addressed(us),
        'itk:handlingSpecification': { 'itk:spec': { '@key': interactionKey, '@value': interaction } },
      },
      'itk:payloads': {
        '@count': '1',
        'itk:payload': { '@id': payload, BusinessResponseMessage: response(enveloped, settled, uuid('message'), us) },
      },
    },
  };
}

function addressed({ type, uri }: ItkAddress): object {
  return type === itkAddressType ? { '@uri': uri } : { '@type': type, '@uri': uri };
}

function response(about: Enveloped, { outcome, settledMs }: SettledEnvelope, id: string, us: ItkAddress): object {
  const accepted = isAccepted(outcome);
  const typeCode = accepted ? 'AA' : 'AE';
  return {
    '@xmlns': hl7v3,
    id: { '@root': id },
    creationTime: { '@value': new Date(settledMs).toISOString().replace(/\D/g, '').slice(0, 14) + '+0000' },
    interactionId:
      about.interaction === undefined ? { '@nullFlavor': 'NA' } : { '@root': interactions, '@extension': about.interaction },
    // Of one payload it is certain what it became; of several the whole is told.
    ...(about.payloadIds.length === 1 ? { acknowledgedBy2: conveying(typeCode, about.payloadIds[0]) } : {}),
    acknowledgedBy3: conveying(typeCode, about.trackingId),
    communicationFunction: party('SND', us),
    communicationFunction1: party('RCV', about.sender),
    controlActEvent1: {
      '@classCode': 'CACT',
      '@moodCode': 'EVN',
      ...(outcome.code === undefined ? {} : { reason: reason(outcome.code, outcome.location, accepted ? 'WG' : 'ER') }),
    },
  };
}

function conveying(typeCode: 'AA' | 'AE', id: string | undefined): object {
  return { '@typeCode': typeCode, conveyingTransmission: { id: id ? { '@root': id } : { '@nullFlavor': 'NI' } } };
}

function party(typeCode: 'RCV' | 'SND', address: ItkAddress | undefined): object {
  const id = address === undefined ? { '@nullFlavor': 'NI' } : { '@root': address.type, '@extension': address.uri };
  return { '@typeCode': typeCode, entity: { '@classCode': 'ENT', '@determinerCode': 'INSTANCE', id } };
}

/** A code of ours and the place it is about; never a value. */
function reason(code: ErrorCode, location: string | undefined, severity: 'ER' | 'WG'): object {
  return {
    '@typeCode': 'RSON',
    justifyingDetectedIssueEvent: {
      '@classCode': 'ALRT',
      '@moodCode': 'EVN',
      code: {
        '@code': code,
        '@codeSystem': errorSystem,
        '@displayName': errorCodes[code],
        ...(location === undefined ? {} : { originalText: location }),
        qualifier: { '@code': severity },
      },
    },
  };
}

/** The same of the same: a UUID of its own making (RFC 9562, version 8). */
function uuidOf(what: string, { feed, id, settledMs }: SettledEnvelope): string {
  const hash = createHash('sha256').update([what, feed, id, settledMs].join('\0')).digest('hex');
  const variant = ((Number.parseInt(hash[16]!, 16) & 3) | 8).toString(16);
  return [hash.slice(0, 8), hash.slice(8, 12), `8${hash.slice(13, 16)}`, variant + hash.slice(17, 20), hash.slice(20, 32)]
    .join('-')
    .toUpperCase();
}
