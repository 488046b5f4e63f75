/** What PRSB publishes: our transcription of the names, conformance and cardinality of every element, as data beside this file. */
import { z } from 'zod';
import { readCheckedYaml } from '../checked-yaml.js';
import type { Conformance } from '../model.js';
import { projectPath } from '../project-path.js';

/** The published models this record follows. */
export const standards = {
  'core-information-standard': 'PRSB Core Information Standard v2.0',
  'local-authority-view': 'PRSB Local authority information (for shared care records) v1.1',
  'about-me': 'PRSB About Me v2.01',
  provenance: 'PRSB Provenance v1.2',
} as const;
export type Standard = keyof typeof standards;

/** A group of elements that a standard repeats wherever a professional is named. */
export type ProfessionalGroup = 'PP' | 'PCR';

export interface PublishedElement {
  /** Names from the section down, as published, joined by ` › `. */
  readonly path: string;
  readonly conformance: Conformance;
  readonly cardinality: string;
  /** Performing professional or Person completing record: its parts are published once. */
  readonly group?: ProfessionalGroup;
}

export interface PublishedSection {
  readonly section: string;
  readonly conformance: Conformance;
  readonly cardinality: string;
  readonly elements: readonly PublishedElement[];
}

const conformance = z.enum(['M', 'R', 'O']);
const element = z
  .tuple([z.string(), conformance, z.string()], z.enum(['PP', 'PCR']))
  .transform(([path, conformance, cardinality, group]): PublishedElement => ({
    path,
    conformance,
    cardinality,
    ...(group === undefined ? {} : { group }),
  }));
const sections = z.array(
  z.strictObject({ section: z.string(), conformance, cardinality: z.string(), elements: z.array(element) }),
);

/** Parts of the two groups of professionals (CIS v2.0). */
export const professionalParts: { readonly [group in ProfessionalGroup]: readonly string[] } = {
  PP: ['Name', 'Role', 'Grade', 'Speciality', 'Professional identifier', 'Organisation', 'Contact details'],
  PCR: ['Name', 'Role', 'Grade', 'Specialty', 'Organisation', 'Professional identifier', 'Date completed', 'Contact details'],
};

/** Every section of a standard with its elements, in the order of publication. */
export function published(standard: Standard): readonly PublishedSection[] {
  return readCheckedYaml(projectPath(`schema/conformance/${standard}.yaml`), sections);
}
