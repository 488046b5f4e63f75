import { createHash } from 'node:crypto';
import type { Profile } from './profile.js';
import type { SensitiveLabeller } from './sensitive-labeller.js';
import { readSensitiveSets, type SensitiveSet } from './sensitive-sets.js';

/** Changes with the way sets are matched, so that the store labels its entries anew. */
const matchingVersion = 4;

/**
 * The labeller of the profile's sensitive sets (R22).
 * @throws RecordError CONFIG_INVALID naming file and line; a set that cannot be read must not pass as empty.
 */
export function loadSensitive(profile: Pick<Profile, 'sensitiveSets'>): SensitiveLabeller {
  return sensitiveLabeller(readSensitiveSets(profile));
}

/** A labeller of the sets. An entry is sensitive when anything in it, at any depth, is marked by any set. */
export function sensitiveLabeller(sets: readonly SensitiveSet[]): SensitiveLabeller {
  const codes = new Set(sets.flatMap((set) => set.codes.map(plain)));
  const specialties = new Set(sets.flatMap((set) => set.specialties.map(plain)));
  const categories = {
    icd10: sets.flatMap((set) => set.icd10.map(undotted)),
    opcs4: sets.flatMap((set) => set.opcs4.map(undotted)),
  };
  const clinics = clinicsOf(sets);
  const wordsOf = wordsBySection(sets);
  const documents = unsearchable(sets);

  const marksCode = (code: string, system: string): boolean => {
    if (codes.has(plain(code))) return true;
    // A post-coordinated expression (`a:b=c`, `a+b`) holds several codes; short ones are no SNOMED codes.
    if (code.match(/\d{6,18}/g)?.some((part) => codes.has(part)) === true) return true;
    const kind = /icd.?10|^i10p?$|2\.16\.840\.1\.113883\.6\.3$/i.test(system)
      ? 'icd10'
      : /opcs/i.test(system)
        ? 'opcs4'
        : undefined;
    return kind !== undefined && categories[kind].some((category) => undotted(code).startsWith(category));
  };

  /** Whether anything in `body` is marked, by what marks in one section, of one partner. */
  function marker(section: string, partner: string) {
    const words = wordsOf(section);
    const places = clinics.get(partner);
    const marksText = (text: string, about: string): boolean =>
      codes.has(plain(text)) ||
      (words?.test(readable(text)) ?? false) ||
      (isSpecialty(about) && specialties.has(plain(text))) ||
      (places !== undefined && isPlace(about) && places.has(plain(text)));
    /** `about` is the name of the element that the value is in, or below. */
    return function marks(value: unknown, about: string): boolean {
      if (typeof value === 'string') return marksText(value, about);
      if (Array.isArray(value)) return value.some((part) => marks(part, about));
      if (value === null || typeof value !== 'object') return false;
      const { code, system } = value as { readonly code?: unknown; readonly system?: unknown };
      if (typeof code === 'string' && marksCode(code, typeof system === 'string' ? system : '')) return true;
      return Object.entries(value).some(([name, part]) => {
        // A code system's name says what can be coded, not what is; where a message came from is no fact of care.
        if ((name === 'system' && typeof code === 'string') || name === 'provenance') return false;
        return marks(part, isValuePart(name) ? about : name);
      });
    };
  }

  return {
    hash: createHash('sha256')
      .update(JSON.stringify([matchingVersion, sets]))
      .digest('hex'),
    isSensitive(section, body, beside = [], partner = '') {
      const marks = marker(section, partner);
      // Evidence of involvement carries bare codes of whatever recognises it: specialty, clinic, reason.
      if (section === 'involvement') return marks((body as { readonly codes?: unknown }).codes, 'specialtyOrPlace');
      return (
        marks(body, section) ||
        beside.some((code) => marks(codeWritten(code), section)) ||
        (section === 'documents' && documents(body as Readonly<Record<string, unknown>>))
      );
    },
  };
}

/** Codes and names of clinics by the partner that calls them so. */
function clinicsOf(sets: readonly SensitiveSet[]): ReadonlyMap<string, ReadonlySet<string>> {
  const clinics = new Map<string, Set<string>>();
  for (const [partner, names] of sets.flatMap((set) => Object.entries(set.clinics))) {
    const known = clinics.get(partner) ?? new Set();
    for (const name of names) known.add(plain(name));
    clinics.set(partner, known);
  }
  return clinics;
}

/** The words to look for in a section, made into one pattern at first use. */
function wordsBySection(sets: readonly SensitiveSet[]): (section: string) => RegExp | undefined {
  const patterns = new Map<string, RegExp | undefined>();
  return (section) => {
    if (!patterns.has(section)) {
      const words = sets.flatMap((set) => [
        ...((set.wordsNotIn as readonly string[]).includes(section) ? [] : set.words),
        ...((set.wordsIn as Readonly<Record<string, readonly string[]>>)[section] ?? []),
      ]);
      patterns.set(section, wordPattern(words));
    }
    return patterns.get(section);
  };
}

/** Whether a document is of a kind that is left out where its file cannot be searched: a scan, a PDF, a Word file. */
function unsearchable(sets: readonly SensitiveSet[]): (body: Readonly<Record<string, unknown>>) => boolean {
  const kinds = sets.flatMap((set) => set.unsearchableDocuments);
  const isAny = kinds.includes('*');
  const words = wordPattern(kinds.filter((kind) => kind !== '*'));
  return ({ content, documentTitle, documentName, class: kind }) => {
    // What could be searched stands there as its words.
    if (kinds.length === 0 || typeof content !== 'object' || content === null) return false;
    return isAny || words?.test(readable(JSON.stringify([documentTitle, documentName, kind]))) === true;
  };
}

/** A code kept beside an entry: `system|code`, or the code alone. */
function codeWritten(text: string): { readonly code: string; readonly system?: string } {
  const bar = text.lastIndexOf('|');
  return bar < 0 ? { code: text } : { code: text.slice(bar + 1), system: text.slice(0, bar) };
}

/** Parts of a coded value: what they say belongs to the element around them. */
function isValuePart(name: string): boolean {
  return (
    name === 'coding' || name === 'code' || name === 'text' || name === 'display' || name === 'codedValue' || name === 'freeText'
  );
}

function isSpecialty(element: string): boolean {
  return /special|service|clinic|department|team/i.test(element);
}

function isPlace(element: string): boolean {
  return isSpecialty(element) || /location|place|ward|unit|site|organisation|provider/i.test(element);
}

function undotted(code: string): string {
  return plain(code).replace('.', '');
}

function plain(code: string): string {
  return code.trim().toUpperCase();
}

/** Text as it reads: accents folded, invisible characters out, a tag or underscore as the gap that it shows as. */
function readable(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/[\p{M}\p{Cf}]/gu, '')
    .replaceAll(/<[^<>]*>|_|&nbsp;/g, ' ');
}

function wordPattern(words: readonly string[]): RegExp | undefined {
  if (words.length === 0) return undefined;
  const alternatives = words.map((phrase) =>
    phrase
      .split(' ')
      .map((part) =>
        part
          .normalize('NFKD')
          .replaceAll(/\p{M}/gu, '')
          .replace('*', String.raw`[\p{L}\p{N}]*`),
      )
      // Between two words anything but a letter, a digit or the end of a sentence.
      .join(String.raw`[^\p{L}\p{N}.;!?]+`),
  );
  return new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${alternatives.join('|')})(?![\p{L}\p{N}])`, 'iu');
}
