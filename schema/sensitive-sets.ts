/** The sets of what is highly sensitive, as data: YAML that names what marks an entry, and plain files of licensed members. */
import { readFileSync } from 'node:fs';
import { dirname, isAbsolute, resolve } from 'node:path';
import { z } from 'zod';
import { readCheckedYaml } from './checked-yaml.js';
import { RecordError } from './errors.js';
import type { Profile } from './profile.js';
import { projectPath } from './project-path.js';
import { sectionNames } from './sections.js';

const word = z
  .string()
  .regex(/^[\p{L}\p{N}]+\*?(?: [\p{L}\p{N}]+\*?)*$/u, 'words are letters and digits, with `*` only at their end');
const words = z.array(word).default([]);
const texts = z.array(z.string().min(1)).default([]);
const section = z.enum(sectionNames as [(typeof sectionNames)[number], ...(typeof sectionNames)[number][]]);

const setShape = z.strictObject({
  category: z.string().min(1),
  codes: texts,
  /** Files of members, from this file's folder or absolute: one code a line, or an RF2 simple reference set. */
  codeFiles: texts,
  icd10: z.array(z.string().regex(/^[A-Z]\d\d(\.\d{1,3})?$/, 'an ICD-10 category is written A54 or Z11.3')).default([]),
  opcs4: z.array(z.string().regex(/^[A-Z]\d\d(\.\d)?$/, 'an OPCS-4 category is written Q11 or Q11.2')).default([]),
  specialties: texts,
  /** Codes or names of clinics and places, by the partner (ODS) that calls them so. */
  clinics: z.record(z.string(), z.array(z.string().min(1)).min(1)).default({}),
  words,
  /** Words that mark in one section only: names of medicines, of results, types of documents. */
  wordsIn: z.partialRecord(section, z.array(word).min(1)).default({}),
  /** Sections in whose text `words` are not looked for. */
  wordsNotIn: z.array(section).default([]),
  /** Words in the title, class or name of a document whose file cannot be searched: it is then left out unread. `*`: any. */
  unsearchableDocuments: z.array(z.union([word, z.literal('*')])).default([]),
});
const fileShape = z.array(setShape).min(1, 'a set file that holds no set would pass as if nothing were sensitive');

/** What marks entries of one sensitive category. */
export type SensitiveSet = z.infer<typeof setShape>;

/** A set with everything left out but what is given. */
export function sensitiveSet(about: Partial<SensitiveSet> & { readonly category: string }): SensitiveSet {
  return setShape.parse(about);
}

/**
 * The sensitive sets of the profile, members of their files included in `codes`.
 * @throws RecordError CONFIG_INVALID naming file and line; a set that cannot be read, or that has nothing in it, must not
 * pass as empty.
 */
export function readSensitiveSets(profile: Pick<Profile, 'sensitiveSets'>): readonly SensitiveSet[] {
  return profile.sensitiveSets.flatMap((named) => {
    const file = isAbsolute(named) ? named : projectPath(named);
    return readCheckedYaml(file, fileShape).map((set) => {
      const members = set.codeFiles.flatMap((name) => readMembers(resolve(dirname(file), name)));
      const whole = { ...set, codes: [...set.codes, ...members] };
      if (markersIn(whole) === 0) throw new RecordError('CONFIG_INVALID', { detail: `${file}: ${set.category} holds nothing` });
      return whole;
    });
  });
}

/** How many of each kind of marker each category of the profile has: for whoever checks that the licensed members are there. */
export function sensitiveCounts(profile: Pick<Profile, 'sensitiveSets'>): readonly SensitiveCount[] {
  return readSensitiveSets(profile).map((set) => ({
    category: set.category,
    codes: new Set(set.codes).size,
    files: set.codeFiles.length,
    markers: markersIn(set),
  }));
}

export interface SensitiveCount {
  readonly category: string;
  /** Codes, those of files included. */
  readonly codes: number;
  readonly files: number;
  /** Everything that marks: codes, categories, specialties, clinics, words. */
  readonly markers: number;
}

function markersIn(set: SensitiveSet): number {
  const { codes, icd10, opcs4, specialties, clinics, words: anywhere, wordsIn, unsearchableDocuments } = set;
  return [
    codes,
    icd10,
    opcs4,
    specialties,
    anywhere,
    unsearchableDocuments,
    ...Object.values(clinics),
    ...Object.values(wordsIn),
  ].reduce((sum, list) => sum + (list?.length ?? 0), 0);
}

/** The codes of a file of members: one a line (`#` begins a remark), or the active ones of an RF2 simple reference set. */
export function readMembers(file: string): readonly string[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new RecordError('CONFIG_INVALID', { detail: `no file of sensitive codes at ${file}`, cause });
  }
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const members = lines[0]?.includes('\t') === true ? activeIn(lines, file) : listedIn(lines, file);
  if (members.length === 0) throw new RecordError('CONFIG_INVALID', { detail: `${file} holds no code` });
  return members;
}

function listedIn(lines: readonly string[], file: string): string[] {
  return lines.flatMap((line, index) => {
    const code = line.replace(/#.*/, '').trim();
    if (code === '') return [];
    if (!/^[\w.-]{2,30}$/.test(code)) throw new RecordError('CONFIG_INVALID', { detail: `${file}:${index + 1}: not one code` });
    return [code];
  });
}

function activeIn([header = '', ...rows]: readonly string[], file: string): string[] {
  const columns = header.split('\t');
  const [active, member] = [columns.indexOf('active'), columns.indexOf('referencedComponentId')];
  if (active < 0 || member < 0) {
    throw new RecordError('CONFIG_INVALID', {
      detail: `${file}:1: a reference set has the columns active and referencedComponentId`,
    });
  }
  return rows.flatMap((row, index) => {
    if (row.trim() === '') return [];
    const cells = row.split('\t');
    const code = cells[member]?.trim() ?? '';
    if (!/^\d{6,18}$/.test(code)) throw new RecordError('CONFIG_INVALID', { detail: `${file}:${index + 2}: no SNOMED CT code` });
    return cells[active]?.trim() === '1' ? [code] : [];
  });
}
