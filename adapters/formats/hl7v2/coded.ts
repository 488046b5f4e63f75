import type { CodedOrText, Coding } from '../../../schema/prsb.generated.js';
import type { Repetition } from './message.js';

/** Label of a code system as senders write it (any case) → URI. */
export type CodeSystems = ReadonlyMap<string, string>;

const uris: Readonly<Record<string, readonly string[]>> = {
  'http://snomed.info/sct': [
    'SCT',
    'SNM3',
    'SNCT',
    'SNOMED',
    'SNOMED-CT',
    'SNOMED CT',
    'SNOMEDCT',
    'SCT2',
    '2.16.840.1.113883.6.96',
  ],
  'http://hl7.org/fhir/sid/icd-10': ['I10', 'ICD10', 'ICD-10', 'I10P', '2.16.840.1.113883.6.3'],
  'http://hl7.org/fhir/sid/icd-10-cm': ['I10C', 'ICD10CM', 'ICD-10-CM'],
  'http://hl7.org/fhir/sid/icd-9-cm': ['I9', 'I9C', 'I9CDX', 'ICD9', 'ICD9CM', 'ICD-9-CM'],
  'https://fhir.hl7.org.uk/CodeSystem/OPCS-4': ['OPCS4', 'OPCS-4', 'OPCS', 'O4'],
  'http://loinc.org': ['LN', 'LOINC', '2.16.840.1.113883.6.1'],
  'http://read.info/readv2': ['RD', 'RD2', 'READ', 'READ2', 'READV2', 'READ CODES'],
  'http://read.info/ctv3': ['CTV3', 'READ3', 'RD3', 'RC3'],
  'https://dmd.nhs.uk': ['DMD', 'DM+D', 'DM-D'],
  'http://unitsofmeasure.org': ['UCUM'],
  'http://hl7.org/fhir/sid/cvx': ['CVX'],
  'http://www.nlm.nih.gov/research/umls/rxnorm': ['RXNORM', 'RXN'],
};

/** The labels known everywhere. Anything else keeps the label as sent. */
export const knownCodeSystems: CodeSystems = new Map(
  Object.entries(uris).flatMap(([uri, labels]) => labels.map((label) => [label, uri] as const)),
);

/**
 * A CE or CWE as its codes and words: primary (1–3), alternate (4–6) and second alternate triplet
 * (10–12), original text (9). Codes are never corrected; a label that is not known stays as sent.
 * Undefined when absent, empty or HL7 null.
 */
export function coded(repetition: Repetition | undefined, systems: CodeSystems = knownCodeSystems): CodedOrText | undefined {
  return codedFrom((component) => repetition?.text(component), systems);
}

/** The same where the CE stands in the sub-components of one component (`CE` inside another type). */
export function codedWithin(repetition: Repetition | undefined, component: number, systems: CodeSystems = knownCodeSystems) {
  return codedFrom((subcomponent) => repetition?.text(component, subcomponent), systems);
}

/** A plain coded field (IS, ID) of a table that `system` names. */
export function codedAs(code: string | undefined, system: string, display?: string): CodedOrText | undefined {
  if (code === undefined || code.trim() === '') return undefined;
  return { coding: [{ code: code.trim(), system, ...(display ? { display } : {}) }], ...(display ? { text: display } : {}) };
}

/** The URI of a code system by its label, or the label itself. */
export function systemOf(label: string | undefined, systems: CodeSystems = knownCodeSystems): string | undefined {
  const written = label?.trim();
  if (!written) return undefined;
  return systems.get(written) ?? systems.get(written.toUpperCase()) ?? written;
}

function codedFrom(at: (part: number) => string | undefined, systems: CodeSystems): CodedOrText | undefined {
  const coding: Coding[] = [];
  for (const start of [1, 4, 10]) {
    const code = at(start)?.trim();
    if (!code) continue;
    const display = at(start + 1)?.trim();
    const system = systemOf(at(start + 2), systems);
    coding.push({ code, ...(system ? { system } : {}), ...(display ? { display } : {}) });
  }
  const text = [9, 2, 5, 11].map(at).find((words) => words?.trim());
  if (coding.length === 0 && text === undefined) return undefined;
  return { coding, ...(text === undefined ? {} : { text }) };
}
