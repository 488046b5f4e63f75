import type { Statement } from '../../schema/entry.js';
import type { Segment } from '../formats/hl7v2/message.js';
import { AL1 } from '../formats/hl7v2/names.js';
import { text } from '../formats/hl7v2/typed.js';
import { allergies } from './allergies.js';
import { diagnoses } from './diagnoses.js';
import { isDocument } from './observation-value.js';
import { observed } from './observations.js';
import type { About } from './reading.js';
import { retract } from './statements.js';

/**
 * Allergies that an order, prescription or referral brings along. An order with results of before repeats them for
 * each visit: the same allergy counts once.
 */
export function allergiesAlong(about: About): Statement[] {
  const seen = new Set<string>();
  const segments = about.segments.filter((segment) => {
    if (segment.name !== 'AL1') return true;
    const allergen = [1, 2].map((part) => text(segment, AL1.AllergenCodeMnemonicDescription, part) ?? '').join('^');
    if (seen.has(allergen)) return false;
    seen.add(allergen);
    return true;
  });
  return allergies({ ...about, segments });
}

/**
 * The diagnoses that something is ordered or booked for (DG1), and what was observed before it (OBX), as facts of
 * their own under its key: a reader of the problem list or of the findings would not look for them in an order. That a diagnosis is what something
 * was asked for stands beside it, as it may be in question still.
 */
export function diagnosesAndFindings(
  about: About,
  key: string,
  matter: 'an order' | 'a prescription' | 'an appointment',
  { diagnoses: dg1s, observations }: { readonly diagnoses: readonly Segment[]; readonly observations: readonly Segment[] },
): Statement[] {
  return [
    ...diagnoses({ ...about, segments: dg1s }, key, `Given as what ${matter} is for`),
    ...observed(about, observations, key, undefined),
  ];
}

/** `statements` taken back, as what they came with was marked very restricted: also where they were shared before. */
export function takenBack(about: About, statements: readonly Statement[]): Statement[] {
  return statements.map((each) => (each.kind === 'put' ? retract(about, each.section, each.key, 'deleted') : each));
}

/** Observations without files, where whatever they came with states those. */
export function withoutFiles(observations: readonly Segment[]): readonly Segment[] {
  return observations.filter((obx) => !isDocument(obx));
}
