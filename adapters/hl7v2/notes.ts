import type { Segment } from '../formats/hl7v2/message.js';
import { NTE } from '../formats/hl7v2/names.js';

/** The text of notes, one for each NTE, its lines kept. */
export function commentsOf(notes: readonly Segment[]): string[] {
  return notes
    .map((note) =>
      note
        .field(NTE.Comment)
        .map((line) => line.text() ?? '')
        .join('\n'),
    )
    .filter((comment) => comment.trim() !== '');
}

/** The notes (NTE) that follow `segment` before anything else does. */
export function notesAfter(segments: readonly Segment[], segment: Segment): readonly Segment[] {
  const after = segments.slice(segments.indexOf(segment) + 1);
  const end = after.findIndex(({ name }) => name !== 'NTE');
  return end < 0 ? after : after.slice(0, end);
}
