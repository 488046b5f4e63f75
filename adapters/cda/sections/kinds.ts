import type { XmlElement } from '../../formats/xml/element.js';
import { child, children } from '../../formats/xml/query.js';
import { narrativeText } from '../narrative.js';
import { said } from '../values/coded.js';

/** What a section is about, as far as it is read. */
export type SectionKind =
  | 'allergies'
  | 'medications'
  | 'problems'
  | 'results'
  | 'vitalSigns'
  | 'examination'
  | 'procedures'
  | 'encounters'
  | 'vaccinations'
  | 'plan'
  | 'interventions'
  | 'instructions'
  | 'socialHistory'
  | 'familyHistory'
  | 'functionalStatus'
  | 'mentalStatus'
  | 'assessments'
  | 'devices'
  | 'advanceDirectives'
  | 'goals'
  | 'concerns'
  | 'formulation'
  | 'reason'
  | 'referral'
  | 'admission'
  | 'discharge'
  | 'attendance'
  | 'requirements'
  | 'research'
  | 'legal'
  | 'consent'
  | 'alerts'
  | 'safeguarding'
  | 'appointment'
  | 'contacts'
  | 'notes';

const cCda = '2.16.840.1.113883.10.20.22.2.';

/** C-CDA section templates, without their common root; `.1` (entries required) is the same section. */
const byTemplate: Readonly<Record<string, SectionKind>> = {
  '6': 'allergies',
  '1': 'medications',
  '5': 'problems',
  '3': 'results',
  '4': 'vitalSigns',
  '7': 'procedures',
  '22': 'encounters',
  '2': 'vaccinations',
  '10': 'plan',
  '17': 'socialHistory',
  '15': 'familyHistory',
  '14': 'functionalStatus',
  '56': 'mentalStatus',
  '57': 'assessments',
  '23': 'devices',
  '21': 'advanceDirectives',
  '60': 'goals',
  '58': 'concerns',
  '8': 'formulation',
  '9': 'plan',
  '24': 'problems',
  '41': 'instructions',
  '11': 'medications',
  '12': 'reason',
  '13': 'reason',
  '38': 'medications',
  '44': 'medications',
  '20': 'problems',
  '43': 'problems',
  '34': 'problems',
  '35': 'problems',
  '36': 'problems',
  '45': 'instructions',
  '65': 'notes',
  '16': 'results',
  '26': 'examination',
  '500': 'contacts',
};

/** Section codes: LOINC of C-CDA and patient summaries, SNOMED CT of UK Transfer of Care and NHS 111. */
const byCode: Readonly<Record<string, SectionKind>> = {
  '48765-2': 'allergies',
  '10160-0': 'medications',
  '10183-2': 'medications',
  '75311-1': 'medications',
  '42346-7': 'medications',
  '29549-3': 'medications',
  '60590-7': 'medications',
  '57828-6': 'medications',
  '11450-4': 'problems',
  '11348-0': 'problems',
  '11535-2': 'problems',
  '46241-6': 'problems',
  '42347-5': 'problems',
  '10218-6': 'problems',
  '10219-4': 'problems',
  '59769-0': 'problems',
  '55109-3': 'problems',
  '30954-2': 'results',
  '11493-4': 'results',
  '8716-3': 'vitalSigns',
  '29545-1': 'examination',
  '10184-0': 'examination',
  '10210-3': 'examination',
  '61149-1': 'examination',
  '47519-4': 'procedures',
  '10223-6': 'procedures',
  '29554-3': 'procedures',
  '46240-8': 'encounters',
  '11369-6': 'vaccinations',
  '18776-5': 'plan',
  '51847-2': 'plan',
  '59772-4': 'plan',
  '62387-6': 'interventions',
  '8653-8': 'instructions',
  '69730-0': 'instructions',
  '29762-2': 'socialHistory',
  '10162-6': 'socialHistory',
  '10157-6': 'familyHistory',
  '47420-5': 'functionalStatus',
  '10190-7': 'mentalStatus',
  '61144-2': 'assessments',
  '46264-8': 'devices',
  '42348-3': 'advanceDirectives',
  '61146-7': 'goals',
  '75310-3': 'concerns',
  '51848-0': 'formulation',
  '29299-5': 'reason',
  '46239-0': 'reason',
  '10154-3': 'reason',
  '42349-1': 'referral',
  '85847-2': 'contacts',
  '34109-9': 'notes',
  '11488-4': 'notes',
  '34746-8': 'notes',
  '28570-0': 'notes',
  '11506-3': 'notes',
  '18842-5': 'notes',
  '34117-2': 'notes',
  '1052891000000108': 'referral',
  '1052901000000109': 'requirements',
  '1078911000000106': 'requirements',
  '886751000000102': 'research',
  '886781000000108': 'admission',
  '886811000000106': 'discharge',
  '1077881000000105': 'attendance',
  '886891000000102': 'reason',
  '887161000000102': 'problems',
  '717711000000103': 'problems',
  '717121000000105': 'problems',
  '933271000000106': 'problems',
  '887171000000109': 'procedures',
  '887181000000106': 'formulation',
  '1082101000000102': 'results',
  '1102421000000108': 'vitalSigns',
  '887141000000103': 'assessments',
  '886961000000102': 'legal',
  '61861000000100': 'consent',
  '887031000000108': 'consent',
  '886931000000107': 'alerts',
  '933361000000108': 'medications',
  '886921000000105': 'allergies',
  '1102181000000102': 'vaccinations',
  '1052941000000107': 'concerns',
  '1052951000000105': 'instructions',
  '887201000000105': 'plan',
  '887051000000101': 'socialHistory',
  '1077931000000102': 'contacts',
  '1078901000000109': 'contacts',
  '913341000000104': 'plan',
  '4281000179108': 'assessments',
  '749001000000101': 'appointment',
};

/** Titles, where a section has neither template nor code: those of NHS 111, and the PRSB headings. First match wins. */
const byTitle: readonly (readonly [RegExp, SectionKind])[] = [
  [/advice given|information and advice|instructions/i, 'instructions'],
  [/patient'?s reported condition|presenting complaint|reason for (?:call|contact|visit)/i, 'reason'],
  [/pathways assessment|triage/i, 'assessments'],
  [/disposition/i, 'plan'],
  [/consent|permission to view/i, 'consent'],
  [/safeguarding/i, 'safeguarding'],
  [/special patient note|alert/i, 'alerts'],
  [/allerg/i, 'allergies'],
  [/medication|prescribed items/i, 'medications'],
  [/\bdiagnos[ie]s\b|problems?(?: list)?$/i, 'problems'],
  [/^procedures/i, 'procedures'],
  [/clinical summary/i, 'formulation'],
  [/investigation results/i, 'results'],
  [/immuni[sz]ation|vaccination/i, 'vaccinations'],
  [/plan and requested actions/i, 'plan'],
  [/appointment/i, 'appointment'],
  [/social context|social history/i, 'socialHistory'],
  [/family history/i, 'familyHistory'],
  [/legal information/i, 'legal'],
];

/** The section's title, in words. */
export function titleOf(section: XmlElement): string | undefined {
  const title = child(section, 'title');
  return (
    (title === undefined ? undefined : narrativeText(title)?.replaceAll('\n', ' ')) ?? said(child(section, 'code'), 'displayName')
  );
}

/**
 * What a section is about, by template, code, then title; undefined when none is known. A code that is known
 * wins over a template that says otherwise: published examples carry templates copied from another section.
 */
export function kindOf(section: XmlElement): SectionKind | undefined {
  const code = said(child(section, 'code'), 'code');
  const known = code === undefined ? undefined : byCode[code];
  return known ?? templateKind(section) ?? titleKind(section);
}

function templateKind(section: XmlElement): SectionKind | undefined {
  for (const id of children(section, 'templateId')) {
    const root = said(id, 'root') ?? '';
    if (root === '2.16.840.1.113883.10.20.2.10') return 'examination';
    const number = root.startsWith(cCda) ? root.slice(cCda.length).split('.')[0] : undefined;
    const kind = number === undefined ? undefined : byTemplate[number];
    if (kind !== undefined) return kind;
  }
  return undefined;
}

function titleKind(section: XmlElement): SectionKind | undefined {
  const title = titleOf(section);
  return title === undefined ? undefined : byTitle.find(([pattern]) => pattern.test(title))?.[1];
}

/** Whether a section has a heading of UK Transfer of Care, by its SNOMED CT code. */
export function isUkHeading(section: XmlElement): boolean {
  return /^\d{6,18}$/.test(said(child(section, 'code'), 'code') ?? '');
}

/** A name for a section in messages to operators: its code, else where it stands. Never its content. */
export function locationOfSection(section: XmlElement): string {
  return `section ${said(child(section, 'code'), 'code') ?? `at line ${section.line}`}`;
}
