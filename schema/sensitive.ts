import { createHash } from 'node:crypto';
import { isAbsolute } from 'node:path';
import { z } from 'zod';
import { readCheckedYaml } from './checked-yaml.js';
import type { Profile } from './profile.js';
import { projectPath } from './project-path.js';
import type { SensitiveLabeller } from './sensitive-labeller.js';

const word = z
  .string()
  .regex(/^[\p{L}\p{N}]+\*?(?: [\p{L}\p{N}]+\*?)*$/u, 'words are letters and digits, with `*` only at their end');

const setShape = z.array(
  z.strictObject({
    category: z.string().min(1),
    codes: z.array(z.string().min(1)).default([]),
    icd10: z.array(z.string().regex(/^[A-Z]\d\d(\.\d{1,3})?$/, 'an ICD-10 category is written A54 or Z11.3')).default([]),
    specialties: z.array(z.string().min(1)).default([]),
    words: z.array(word).default([]),
  }),
);

/** What marks entries of one sensitive category. */
export type SensitiveSet = z.infer<typeof setShape>[number];

/** Changes with the way sets are matched, so that the store labels its entries anew. */
const matchingVersion = 2;

/**
 * The labeller of the profile's sensitive sets (R22).
 * @throws RecordError CONFIG_INVALID naming file and line; a set that cannot be read must not pass as empty.
 */
export function loadSensitive(profile: Pick<Profile, 'sensitiveSets'>): SensitiveLabeller {
  const files = profile.sensitiveSets.map((file) => (isAbsolute(file) ? file : projectPath(file)));
  return sensitiveLabeller(files.flatMap((file) => readCheckedYaml(file, setShape)));
}

/** A labeller of the sets. An entry is sensitive when anything in it, at any depth, is marked by any set. */
export function sensitiveLabeller(sets: readonly SensitiveSet[]): SensitiveLabeller {
  const codes = new Set(sets.flatMap((set) => set.codes.map(plain)));
  const specialties = new Set(sets.flatMap((set) => set.specialties.map(plain)));
  const icd10 = sets.flatMap((set) => set.icd10.map((category) => category.replace('.', '')));
  const words = wordPattern(sets.flatMap((set) => set.words));

  const marksText = (text: string): boolean => codes.has(plain(text)) || (words?.test(readable(text)) ?? false);
  const marksCode = (code: string, system: string): boolean => {
    if (codes.has(plain(code))) return true;
    // A post-coordinated expression (`a:b=c`, `a+b`) holds several codes; short ones are no SNOMED codes.
    if (code.match(/\d{6,18}/g)?.some((part) => codes.has(part)) === true) return true;
    if (!/icd.?10|^i10p?$|2\.16\.840\.1\.113883\.6\.3$/i.test(system)) return false;
    const undotted = code.trim().toUpperCase().replace('.', '');
    return icd10.some((category) => undotted.startsWith(category));
  };

  /** `about` is the name of the element that the value is in, or below. */
  function marks(value: unknown, about: string): boolean {
    if (typeof value === 'string') return marksText(value) || (isSpecialty(about) && specialties.has(plain(value)));
    if (Array.isArray(value)) return value.some((part) => marks(part, about));
    if (value === null || typeof value !== 'object') return false;
    const { code, system } = value as { readonly code?: unknown; readonly system?: unknown };
    if (typeof code === 'string' && marksCode(code, typeof system === 'string' ? system : '')) return true;
    return Object.entries(value).some(([name, part]) => {
      // A code system's name says what can be coded, not what is; where a message came from is no fact of care.
      if ((name === 'system' && typeof code === 'string') || name === 'provenance') return false;
      return marks(part, isValuePart(name) ? about : name);
    });
  }

  return {
    hash: createHash('sha256')
      .update(JSON.stringify([matchingVersion, sets]))
      .digest('hex'),
    isSensitive: (section, body, beside = []) =>
      // Evidence of involvement carries bare codes of whatever recognises it: specialty, clinic, reason.
      section === 'involvement'
        ? marks((body as { readonly codes?: unknown }).codes, 'specialty')
        : marks(body, section) || beside.some((code) => marks(codeWritten(code), section)),
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
