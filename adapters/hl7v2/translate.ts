import type { Statement, Translation, Refused } from '../../schema/entry.js';
import { RecordError } from '../../schema/errors.js';
import type { Adapter } from '../../schema/feed.js';
import { earliestMs, fromHl7Timestamp, latestMs, type PartialDateTime } from '../../schema/partial-date.js';
import type { Hl7Message, Segment } from '../formats/hl7v2/message.js';
import { EVN, MSH, OBR, OBX } from '../formats/hl7v2/names.js';
import { leavesOf } from '../formats/hl7v2/read.js';
import { text } from '../formats/hl7v2/typed.js';
import { nhsNumberStatusIn } from './identity.js';
import { messageTypes } from './message-types.js';
import type { Reading } from './reading.js';
import { senderOf } from './sender.js';
import { tracked } from './tracked.js';

/**
 * The adapter of HL7 v2: one message as statements about PRSB entries.
 * @throws RecordError MESSAGE_TYPE_UNSUPPORTED, STRUCTURE_INVALID, IDENTIFIER_MISSING, MESSAGE_UNMAPPABLE
 */
export const translateHl7v2: Adapter<Hl7Message> = (message, { feed, partner }) => {
  const { segments, read } = tracked(message);
  const header = segments.find(({ name }) => name === 'MSH');
  const messageType = `${text(header, MSH.MessageType) ?? ''}^${text(header, MSH.MessageType, 2) ?? ''}`;
  const messageIdentifier = text(header, MSH.MessageControlID);
  const translateType = Object.hasOwn(messageTypes, messageType) ? messageTypes[messageType] : undefined;
  if (translateType === undefined) throw new RecordError('MESSAGE_TYPE_UNSUPPORTED', { location: 'MSH-9', feed: feed.name });
  if (messageIdentifier === undefined) throw new RecordError('STRUCTURE_INVALID', { location: 'MSH-10', feed: feed.name });

  const refused: Refused[] = [];
  const reading: Reading = {
    segments,
    feed,
    partner,
    statedAt: statedAt(segments, messageType),
    event: messageType.slice(-3),
    refuse: (code, location, detail) => refused.push({ code, location, ...(detail === undefined ? {} : { detail }) }),
  };
  const nhsNumberStatus = nhsNumberStatusIn(reading);
  const statements: readonly Statement[] = translateType(reading);
  const { mapped, unmapped } = leaves(message, read);
  const translation: Translation = {
    sender: senderOf(message),
    messageIdentifier,
    messageType,
    ...(reading.statedAt === undefined ? {} : { statedAt: reading.statedAt }),
    ...(nhsNumberStatus === undefined ? {} : { nhsNumberStatus }),
    statements,
    mapped,
    unmapped,
  };
  return { translation, refused };
};

/**
 * In a cancellation EVN-6 is when the cancelled event happened (HL7 2.4, EVN-6), which lies before
 * whatever was said since: ordered by it, a cancelled admission would come back with the next older update.
 */
const cancellations = new Set(
  ['A11', 'A12', 'A13', 'A23', 'A25', 'A26', 'A27', 'A32', 'A33', 'A38', 'A52', 'A53'].map((event) => `ADT^${event}`),
);

/**
 * When what the message says was true: for results the newest OBR-22, else when the event happened
 * (EVN-6), was recorded (EVN-2), or the message was made (MSH-7). A time goes before a bare day, which
 * could not be ordered within it.
 */
function statedAt(segments: readonly Segment[], messageType: string): PartialDateTime | undefined {
  const find = (name: string) => segments.find((segment) => segment.name === name);
  const at = (written: string | undefined) => (written === undefined ? undefined : fromHl7Timestamp(written));
  const results = segments
    .filter(({ name }) => name === 'OBR')
    .flatMap((obr) => at(text(obr, OBR.ResultsRptStatusChngDateTime)) ?? [])
    .sort((a, b) => earliestMs(b) - earliestMs(a));
  const made = at(text(find('MSH'), MSH.DateTimeOfMessage));
  // A laboratory may correct a result and leave its time as it was: a correction is said when its message is made.
  const corrected = segments.some(correctsResult) && made !== undefined && results[0] !== undefined;
  if (corrected && latestMs(made) > latestMs(results[0]!)) return made;
  const occurred = cancellations.has(messageType) ? undefined : text(find('EVN'), EVN.EventOccurred);
  const event = [occurred, text(find('EVN'), EVN.RecordedDateTime)].map(at);
  const candidates = [results[0], ...event, made].filter((date) => date !== undefined);
  return candidates.find((date) => date.length > 10) ?? candidates[0];
}

/** OBX-11 and OBR-25: corrected, deleted, wrong, cancelled (HL7 tables 0085, 0123). */
function correctsResult(segment: Segment): boolean {
  if (segment.name === 'OBX') return /^[CDWX]$/.test(text(segment, OBX.ObservationResultStatus)?.trim() ?? '');
  return segment.name === 'OBR' && /^[CX]$/.test(text(segment, OBR.ResultStatus)?.trim() ?? '');
}

/** Segments and fields that steer or identify the message and are kept as its provenance. */
const control =
  /^(?:MSH-|EVN-[126]\(|(?:PID|NK1|PV1|AL1|IAM|DG1|PR1|OBR|OBX|NTE|SPM|TQ1|TXA|AIS|AIG|AIL|AIP|RGS)(?:\[\d+\])?-1\(1\)\.1\.1$)/;

/** Each leaf in one of two heaps: read by a mapping, or kept with the message only. */
function leaves(message: Hl7Message, read: ReadonlySet<string>): { mapped: string[]; unmapped: string[] } {
  const mapped: string[] = [];
  const unmapped: string[] = [];
  for (const { path } of leavesOf(message)) (read.has(path) || control.test(path) ? mapped : unmapped).push(path);
  return { mapped, unmapped };
}
