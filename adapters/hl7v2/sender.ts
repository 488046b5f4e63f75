import type { Hl7Message, Segment } from '../formats/hl7v2/message.js';

/** The sender as it names itself, by which the profile finds its feed: `MSH-3|MSH-4`, namespace ids only. */
export function senderOf(message: Hl7Message): string {
  const header = message.segments.find((segment) => segment.name === 'MSH');
  return `${namespace(header, 3)}|${namespace(header, 4)}`;
}

function namespace(header: Segment | undefined, field: number): string {
  return header?.field(field)[0]?.text()?.trim() ?? '';
}
