/** What is compared: one clinical fact, whoever found it, reduced to what both sides can be asked for. */
export interface PeerFact {
  readonly kind: FactKind;
  /** FHIR resource type, or section of ours. */
  readonly from: string;
  readonly codes: readonly string[];
  readonly words: readonly string[];
  /** As precise as written; the first ten characters count. */
  readonly dates: readonly string[];
  /** What an observation found: each value as a number, or in its code and its words. */
  readonly values: readonly (readonly string[])[];
}

export const factKinds = [
  'allergies',
  'conditions',
  'medications',
  'immunisations',
  'procedures',
  'encounters',
  'observations',
  'documents',
  'identity',
  'appointments',
  'family history',
] as const;
export type FactKind = (typeof factKinds)[number];

/** Every scalar below `value`, with the name of the property that holds it. */
export function* scalarsIn(value: unknown, name = ''): Generator<readonly [string, string]> {
  if (Array.isArray(value)) for (const part of value) yield* scalarsIn(part, name);
  else if (value !== null && typeof value === 'object')
    for (const [key, part] of Object.entries(value)) yield* scalarsIn(part, key);
  else {
    const text = scalarText(value);
    if (text !== undefined) yield [name, text];
  }
}

/** A string, number or truth value that says something, as text. */
export function scalarText(value: unknown): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** Words as compared: without case, punctuation, entities and repeated blanks. */
export function plain(text: string): string {
  return text
    .replaceAll(/&(?:amp|lt|gt|quot|apos|#\d+|nbsp);|<[^<>]*>/g, ' ')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}.+<>=%]+/gu, ' ')
    .trim();
}
