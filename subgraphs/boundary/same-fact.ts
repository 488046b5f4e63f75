/**
 * Reconciled, not merged: a fact that several sources recorded alike is shown once, with the others beside it.
 * Nothing is matched by guesswork: a shared code, compatible dates, and nothing clinical that only the
 * other one says. Whatever differs is shown side by side (R32).
 */
import type { CodedOrText, Quantity } from '../../schema/prsb.generated.js';
import type { Section } from '../../schema/entry.js';
import type { StoredEntry } from '../../store/store.js';

/** An entry with the entries of other sources that say the same. */
export interface ReconciledEntry extends StoredEntry {
  readonly also?: readonly StoredEntry[];
}

/** Where the coded element stands that says what an entry is about; a section left out is never reconciled. */
const subjectOf: { readonly [S in Section]?: readonly (readonly string[])[] } = {
  problemList: [['problem']],
  allergiesAndAdverseReactions: [['causativeAgent']],
  medicationsAndMedicalDevices: [
    ['medicationItemCluster', 'medicationName'],
    ['medicationDiscontinuedEntry', 'nameOfDiscontinuedMedication'],
  ],
  vaccinations: [['vaccineProduct'], ['vaccineProcedure']],
  proceduresAndTherapies: [['procedure']],
  investigationResults: [['investigation']],
  examinationFindings: [['examinationFindings']],
};

/** Sections whose entries are events: without a date on both, two of them may be two events. */
const events: ReadonlySet<Section> = new Set([
  'vaccinations',
  'proceduresAndTherapies',
  'investigationResults',
  'examinationFindings',
]);

/** Who recorded it, where, and under which number: what may differ between two records of one fact. */
const circumstances = new Set([
  'id',
  'provenance',
  'alsoRecordedBy',
  'performingProfessional',
  'personCompletingRecord',
  'location',
  'requestedBy',
  'specimen',
  'panel',
]);

type Body = { readonly [element: string]: unknown };

/** The entries of a section with each fact once, in the order given. */
export function reconciled(section: Section, entries: readonly StoredEntry[]): readonly ReconciledEntry[] {
  const paths = subjectOf[section];
  if (!paths || entries.length < 2) return entries;
  const absorbed = new Map<StoredEntry, StoredEntry[]>();
  const gone = new Set<StoredEntry>();
  for (const alike of byCode(entries, paths)) {
    // What says most comes first, so that nothing said is lost when the others stand behind it.
    const sizes = new Map(alike.map((entry) => [entry, size(entry.body)]));
    const richest = alike.toSorted((a, b) => sizes.get(b)! - sizes.get(a)!);
    for (const [i, shown] of richest.entries()) {
      if (gone.has(shown)) continue;
      for (const other of richest.slice(i + 1)) {
        if (gone.has(other) || absorbed.has(other) || !sameFact(section, shown, other)) continue;
        gone.add(other);
        absorbed.set(shown, [...(absorbed.get(shown) ?? []), other]);
      }
    }
  }
  if (gone.size === 0) return entries;
  return entries.flatMap((entry) => {
    if (gone.has(entry)) return [];
    const also = absorbed.get(entry);
    return also ? [{ ...entry, also }] : [entry];
  });
}

/** Whether `other` says nothing that `shown` does not say: the rule, in the words of the SDL. */
export function sameFact(section: Section, shown: StoredEntry, other: StoredEntry): boolean {
  const paths = subjectOf[section];
  if (!paths || shown.body.provenance.feed === other.body.provenance.feed) return false;
  const main = paths.find((path) => at(shown.body, path) !== undefined);
  if (!main || !shareCode(at(shown.body, main) as CodedOrText, at(other.body, main) as CodedOrText | undefined)) return false;
  if (events.has(section) && (shown.startsMs === undefined || other.startsMs === undefined)) return false;
  return Object.entries(other.body as Body).every(
    ([element, value]) => circumstances.has(element) || covers((shown.body as Body)[element], value),
  );
}

/** Groups of entries of several feeds that share a code of their main element; entries without one are in no group. */
function byCode(entries: readonly StoredEntry[], paths: readonly (readonly string[])[]): readonly StoredEntry[][] {
  const groups = new Map<string, StoredEntry[]>();
  for (const entry of entries) {
    for (const path of paths) {
      for (const { code, system } of (at(entry.body, path) as CodedOrText | undefined)?.coding ?? []) {
        const key = `${system ?? ''}|${code}`;
        const group = groups.get(key);
        if (!group) groups.set(key, [entry]);
        else if (!group.includes(entry)) group.push(entry);
      }
    }
  }
  // What one feed says twice is two facts: without a second feed there is nothing to compare.
  return [...groups.values()].filter((group) => group.some((entry) => feedOf(entry) !== feedOf(group[0]!)));
}

/** Undefined of an entry kept to its minimum, which has no provenance. */
function feedOf({ body }: StoredEntry): string | undefined {
  return (body as Partial<StoredEntry['body']>).provenance?.feed;
}

function at(body: object, path: readonly string[]): unknown {
  let value: unknown = body;
  for (const step of path) value = (value as Body | undefined)?.[step];
  return value;
}

function shareCode(a: CodedOrText, b: CodedOrText | undefined): boolean {
  return (
    b !== undefined &&
    a.coding.some((one) => one.system !== undefined && b.coding.some((two) => two.code === one.code && two.system === one.system))
  );
}

/** Whether everything `other` says here is said by `shown`, at least as precisely. */
function covers(shown: unknown, other: unknown): boolean {
  if (other === undefined || other === null) return true;
  if (shown === undefined || shown === null) return false;
  if (typeof other === 'string') return typeof shown === 'string' && textCovers(shown, other);
  if (typeof other !== 'object') return shown === other;
  if (Array.isArray(other)) {
    return Array.isArray(shown) && shown.length === other.length && other.every((item) => shown.some((own) => covers(own, item)));
  }
  if (isCoded(other)) return isCoded(shown) && codedCovers(shown, other);
  if (isQuantity(other)) return isQuantity(shown) && quantityEquals(shown, other);
  return Object.entries(other).every(([name, value]) => circumstances.has(name) || covers((shown as Body)[name], value));
}

const partialDate = /^\d{4}(-\d{2}(-\d{2}(T.*)?)?)?$/;

function textCovers(shown: string, other: string): boolean {
  if (partialDate.test(shown) && partialDate.test(other)) return shown.startsWith(other) || sameInstant(shown, other);
  return folded(shown) === folded(other);
}

function sameInstant(a: string, b: string): boolean {
  return a.includes('T') && b.includes('T') && Date.parse(a) === Date.parse(b);
}

/** The same code; words may differ only where they are no more than the code's own display. */
function codedCovers(shown: CodedOrText, other: CodedOrText): boolean {
  const sameText = folded(shown.text ?? '') === folded(other.text ?? '');
  if (other.coding.length === 0 || shown.coding.length === 0) return sameText && other.coding.length === 0;
  return shareCode(shown, other) && (sameText || (saysNoMoreThanCode(shown) && saysNoMoreThanCode(other)));
}

function saysNoMoreThanCode({ text, coding }: CodedOrText): boolean {
  return text === undefined || coding.some(({ display }) => display !== undefined && folded(display) === folded(text));
}

function quantityEquals(a: Quantity, b: Quantity): boolean {
  const sameValue =
    a.value === undefined || b.value === undefined ? folded(a.text) === folded(b.text) : Number(a.value) === Number(b.value);
  return sameValue && a.comparator === b.comparator && folded(a.unit ?? '') === folded(b.unit ?? '');
}

function folded(text: string): string {
  return text.trim().replaceAll(/\s+/g, ' ').toLowerCase();
}

function isCoded(value: unknown): value is CodedOrText {
  return typeof value === 'object' && value !== null && Array.isArray((value as { coding?: unknown }).coding);
}

function isQuantity(value: unknown): value is Quantity {
  return typeof value === 'object' && value !== null && typeof (value as { text?: unknown }).text === 'string' && !isCoded(value);
}

/** How much an entry says: its leaves; of as many, the longer ones say more (`2019-05` more than `2019`). */
function size(value: unknown): number {
  if (value === null || value === undefined) return 0;
  if (typeof value !== 'object') return 1 + (typeof value === 'string' ? Math.min(value.length, 1000) / 1e6 : 0);
  let sum = 0;
  for (const name in value) sum += size((value as Body)[name]);
  return sum;
}
