import type { Section, Statement } from '../../schema/entry.js';
import type { Change, Decision, Effects } from './effect.js';
import { elementAt, sectionName, type Element } from './elements.js';

type EntryStatement = Extract<Statement, { readonly kind: 'put' | 'patch' }>;

const isEntry = (one: Statement): one is EntryStatement => one.kind === 'put' || one.kind === 'patch';

/** What altering a leaf changed in the entries of every section. */
export function entryEffects(was: readonly Statement[], is: readonly Statement[], change: Change): Effects {
  const [before, after] = [was.filter(isEntry), is.filter(isEntry)];
  const sections = [...new Set([...before, ...after].map(({ section }) => section))];
  const effects = sections.map((section) => {
    const of = (all: readonly EntryStatement[]) => all.filter((one) => one.section === section);
    return sectionEffects(section, of(before), of(after), change);
  });
  return { becomes: effects.flatMap(({ becomes }) => becomes), decides: effects.flatMap(({ decides }) => decides) };
}

function sectionEffects(
  section: Section,
  before: readonly EntryStatement[],
  after: readonly EntryStatement[],
  change: Change,
): Effects {
  const about = sectionName(section);
  const isUneven = before.length !== after.length;
  const pairs = paired(before, after);
  const bodies = pairs.map(([one, other]) => bodyEffects(section, one, other, change));
  const decides: Decision[] = bodies.flatMap((each) => each.decides);
  if (isUneven) decides.push({ what: 'whether there is an entry', about });
  if (pairs.some(([one, other]) => one.key !== other.key)) decides.push({ what: 'which entry it is', about });
  const codes = ({ codes: all }: EntryStatement): string => JSON.stringify(all);
  if (pairs.some(([one, other]) => codes(one) !== codes(other)))
    decides.push({ what: 'whether it is sensitive, by its code', about });
  if (pairs.some(([one, other]) => one.kind !== other.kind)) {
    decides.push({ what: 'whether it replaces the entry before or changes it', about });
  }
  const single = isUneven ? shownAlone(section, [before, after], pairs.flat(), change) : [];
  return { becomes: [...bodies.flatMap((each) => each.becomes), ...single], decides };
}

/** Elements of entries that came or went with the leaf, and carry it. */
function shownAlone(
  section: Section,
  [before, after]: readonly [readonly EntryStatement[], readonly EntryStatement[]],
  pairs: readonly EntryStatement[],
  change: Change,
): readonly Element[] {
  const carrying = (entries: readonly EntryStatement[], text: string | undefined): readonly Element[] =>
    entries
      .filter((one) => !pairs.includes(one))
      .flatMap((one) => [...valuesOf(section, one).values()])
      .flatMap((value) => (carries(value.text, text) ? [value.element] : []));
  return [...carrying(before, change.from), ...carrying(after, change.to)];
}

/** As many as before are the same ones in order, whatever their keys; otherwise those with one key belong together. */
function paired(before: readonly EntryStatement[], after: readonly EntryStatement[]) {
  const byKey = new Map(after.map((one) => [one.key, one]));
  return before.flatMap((one, at) => {
    const other = before.length === after.length ? after[at] : byKey.get(one.key);
    return other === undefined ? [] : [[one, other] as const];
  });
}

function bodyEffects(section: Section, one: EntryStatement, other: EntryStatement, change: Change): Effects {
  const [was, is] = [valuesOf(section, one), valuesOf(section, other)];
  const becomes: Element[] = [];
  const decides: Decision[] = [];
  for (const name of new Set([...was.keys(), ...is.keys()])) {
    const [old, now] = [was.get(name), is.get(name)];
    if (old?.text === now?.text) continue;
    const { element } = (old ?? now)!;
    const isAnother = old !== undefined && now !== undefined && change.to !== undefined;
    if (isAnother || carries(now?.text, change.to) || carries(old?.text, change.from)) becomes.push(element);
    else decides.push({ what: 'whether it is said', about: `${element.section} › ${element.element}` });
  }
  return { becomes, decides };
}

/** Whether a value holds the text, or its digits where they were written as a date. */
function carries(value: string | undefined, text: string | undefined): boolean {
  if (value === undefined || text === undefined || text.trim() === '') return false;
  // A short code may stand in any text by chance.
  const isIn = text.trim().length > 2 ? value.toLowerCase().includes(text.trim().toLowerCase()) : value.trim() === text.trim();
  if (isIn) return true;
  const digits = text.replaceAll(/\D/g, '');
  return digits.length >= 4 && value.replaceAll(/\D/g, '').includes(digits.slice(0, 12));
}

/** A document's file as a text that differs when the file does. */
function fileOf(statement: EntryStatement): string | undefined {
  const content = 'content' in statement ? statement.content : undefined;
  if (content === undefined) return undefined;
  return `${content.declaredType ?? ''} ${Buffer.from(content.bytes).toString('base64')}`;
}

interface Value {
  readonly element: Element;
  readonly text: string;
}

/** What an entry says, by the name of the element. */
function valuesOf(section: Section, statement: EntryStatement): ReadonlyMap<string, Value> {
  const found = new Map<string, Value>();
  const walk = (value: unknown, path: readonly string[]): void => {
    if (value === undefined) return;
    if (typeof value === 'object' && value !== null) {
      for (const [step, part] of Object.entries(value)) walk(part, [...path, step]);
      return;
    }
    const element = elementAt(section, path);
    const before = found.get(element.element);
    const text = String(value as string | number | boolean | null);
    found.set(element.element, { element, text: before === undefined ? text : `${before.text}\n${text}` });
  };
  walk(statement.kind === 'put' ? statement.body : statement.changes, []);
  if (statement.kind === 'patch') for (const { path, value } of statement.nested ?? []) walk(value, path.split('.'));
  walk(statement.recordedAt, ['provenance', 'recordedAt']);
  if (statement.kind === 'put') walk(fileOf(statement), ['content']);
  return found;
}
