import { scalarsIn, scalarText, type FactKind, type PeerFact } from './peers-fhir-facts.js';

/** A FHIR resource as parsed: of a peer's result nothing is known for certain. */
interface Resource {
  readonly resourceType: string;
  readonly id?: string;
  readonly [name: string]: unknown;
}

/** The resources that state a clinical fact; the rest are people, places, money and bookkeeping. */
const kinds: Readonly<Record<string, FactKind>> = {
  AllergyIntolerance: 'allergies',
  Condition: 'conditions',
  MedicationStatement: 'medications',
  MedicationRequest: 'medications',
  MedicationAdministration: 'medications',
  MedicationDispense: 'medications',
  Immunization: 'immunisations',
  Procedure: 'procedures',
  Encounter: 'encounters',
  Observation: 'observations',
  DiagnosticReport: 'observations',
  DocumentReference: 'documents',
  Composition: 'documents',
  Patient: 'identity',
  Appointment: 'appointments',
  FamilyMemberHistory: 'family history',
};

/** What each kind is known by, and when it was. */
const aboutOf: Readonly<Record<FactKind, readonly string[]>> = {
  allergies: ['code', 'reaction'],
  conditions: ['code'],
  medications: ['medicationCodeableConcept', 'medicationReference'],
  immunisations: ['vaccineCode'],
  procedures: ['code'],
  encounters: ['identifier'],
  observations: ['code'],
  documents: ['type', 'title', 'masterIdentifier', 'identifier'],
  identity: ['identifier', 'name'],
  appointments: ['identifier', 'appointmentType'],
  'family history': ['condition'],
};
const datesOf = [
  'onsetDateTime',
  'effectiveDateTime',
  'effectivePeriod',
  'occurrenceDateTime',
  'performedDateTime',
  'performedPeriod',
  'period',
  'start',
  'birthDate',
  'date',
];

/** The distinct clinical facts of a bundle: the same thing said twice counts once. */
export function factsOfBundle(bundle: unknown): readonly PeerFact[] {
  const resources = ((bundle as { readonly entry?: readonly { readonly resource: Resource }[] }).entry ?? []).map(
    ({ resource }) => resource,
  );
  const byReference = new Map(resources.map((each) => [`${each.resourceType}/${each.id}`, each]));
  const facts = resources.flatMap((resource) => {
    const kind = kinds[resource.resourceType];
    return kind === undefined ? [] : [factOf(kind, resource, byReference)].filter(saysWhat);
  });
  return [...new Map(facts.map((fact) => [JSON.stringify(fact), fact])).values()];
}

function factOf(kind: FactKind, resource: Resource, byReference: ReadonlyMap<string, Resource>): PeerFact {
  const about = aboutOf[kind].map((name) => resolved(resource[name], byReference));
  const scalars = [...scalarsIn(about.filter((each) => each !== undefined))];
  const values =
    kind === 'observations'
      ? [resource, ...(Array.isArray(resource['component']) ? (resource['component'] as Resource[]) : [])].flatMap(valuesOf)
      : [];
  const isOf = (names: readonly string[]) => scalars.flatMap(([name, text]) => (names.includes(name) ? [text] : []));
  // Of a person or a visit the identifier says which, and its type says nothing.
  const byIdentifier = kind === 'identity' || kind === 'encounters';
  const codes = isOf(byIdentifier ? ['value'] : ['code', 'value'])
    .filter((code) => code !== 'ASSERTION')
    .map((code) => code.replace(/^urn:uuid:/, ''));
  const words = isOf(byIdentifier ? ['family'] : ['display', 'text', 'title']);
  return {
    kind,
    from: resource.resourceType,
    // An assertion is known by what it asserts.
    codes: codes.length + words.length > 0 ? codes : values.flat(),
    words,
    // The peer dates documents by when it converted them.
    dates: kind === 'documents' ? [] : datesOf.flatMap((name) => dateIn(resource[name])),
    values,
  };
}

/** Resources that name nothing (an allergy without a substance, made of "no known allergies") cannot be found by anyone. */
function saysWhat({ codes, words, dates, kind }: PeerFact): boolean {
  return codes.length > 0 || words.length > 0 || (kind === 'encounters' && dates.length > 0);
}

/** The medicine of a reference, with nothing that is not its name. */
function resolved(value: unknown, byReference: ReadonlyMap<string, Resource>): unknown {
  const reference = (value as { readonly reference?: string } | undefined)?.reference;
  return reference === undefined ? value : byReference.get(reference)?.['code'];
}

function dateIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  const start = (value as { readonly start?: string } | undefined)?.start;
  return start === undefined ? [] : [start];
}

function valuesOf(holder: Resource): readonly (readonly string[])[] {
  const { valueQuantity, valueString, valueCodeableConcept, valueDateTime } = holder as unknown as {
    readonly valueQuantity?: { readonly value?: unknown };
    readonly valueString?: unknown;
    readonly valueCodeableConcept?: {
      readonly coding?: readonly { readonly code?: string; readonly display?: string }[];
      readonly text?: string;
    };
    readonly valueDateTime?: unknown;
  };
  const concept = [
    ...(valueCodeableConcept?.coding ?? []).flatMap((each) => [each.code, each.display]),
    valueCodeableConcept?.text,
  ];
  return [[valueQuantity?.value], [valueString], [valueDateTime], concept]
    .map((spellings) => spellings.flatMap((each) => scalarText(each) ?? []))
    .filter((spellings) => spellings.length > 0);
}
