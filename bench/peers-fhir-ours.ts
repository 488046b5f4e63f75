import type { Section, Statement, Translation } from '../schema/entry.js';
import { scalarsIn, type FactKind } from './peers-fhir-facts.js';

/** One fact of ours: an entry, or one observation of a set of them. */
export interface OwnFact {
  readonly section: Section | 'involvement' | 'identity';
  readonly kind: FactKind | undefined;
  readonly codes: readonly string[];
  readonly words: readonly string[];
  readonly dates: readonly string[];
}

/** The kind that a section's entries count as, where we found something that the peer did not. */
const kindOf: Readonly<Partial<Record<Section, FactKind>>> = {
  allergiesAndAdverseReactions: 'allergies',
  problemList: 'conditions',
  medicationsAndMedicalDevices: 'medications',
  vaccinations: 'immunisations',
  proceduresAndTherapies: 'procedures',
  contactsWithProfessionals: 'encounters',
  admissionDetails: 'encounters',
  investigationResults: 'observations',
  examinationFindings: 'observations',
  socialContext: 'observations',
  assessments: 'observations',
  pregnancyStatus: 'observations',
  documents: 'documents',
  personDemographics: 'identity',
  futureAppointments: 'appointments',
  familyHistory: 'family history',
};

/** What a translation says, fact by fact. What it takes back counts as said: a cancelled visit was found, too. */
export function factsOfTranslation({ statements }: Translation): readonly OwnFact[] {
  const subjects = new Set(statements.flatMap((each) => ('subject' in each ? [each.subject] : [])));
  return [...statements.flatMap(factsOf), ...[...subjects].map((subject) => fact('identity', {}, [subject]))];
}

function factsOf(statement: Statement): readonly OwnFact[] {
  switch (statement.kind) {
    case 'put':
    case 'patch': {
      const body: Readonly<Record<string, unknown>> = { ...(statement.kind === 'put' ? statement.body : statement.changes) };
      const beside = [statement.key, statement.subject, ...(statement.codes ?? []).map((code) => code.replace(/^.*\|/, ''))];
      const observations = body['observations'];
      if (!Array.isArray(observations) || observations.length === 0) return [fact(statement.section, body, beside)];
      return observations.map((each: unknown) => fact(statement.section, { ...body, observations: [each] }, beside));
    }
    case 'retract':
      return [fact(statement.section, {}, [statement.key])];
    case 'involvement':
      return [fact('involvement', statement.involvement, [statement.key])];
    case 'link':
    case 'merge':
      return [fact('identity', statement, [])];
    default:
      return [];
  }
}

function fact(section: OwnFact['section'], body: object, beside: readonly string[]): OwnFact {
  const scalars = [...scalarsIn(body)].filter(([name]) => name !== 'system');
  return {
    section,
    kind: kindOf[section as Section],
    codes: [...scalars.filter(([name]) => name !== 'text' && name !== 'display').map(([, text]) => text), ...beside],
    words: [...scalars.map(([, text]) => text), ...beside],
    dates: scalars.filter(([, text]) => /^\d{4}(?:-\d{2}(?:-\d{2}(?:T|$)|$)|$)/.test(text)).map(([, text]) => text),
  };
}
