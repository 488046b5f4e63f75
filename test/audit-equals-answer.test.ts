/** R38: the disclosure of an operation says what its answer shows and withholds: no field more, none less, of no other entries. */
import { Supergraph } from '@apollo/federation-internals';
import fc from 'fast-check';
import {
  getNamedType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  parse,
  print,
  visit,
  type DocumentNode,
  type GraphQLObjectType,
  type GraphQLOutputType,
} from 'graphql';
import { getVariableValues } from 'graphql/execution/values.js';
import { expect, test } from 'vitest';
import type { NhsNumber } from '../schema/nhs-number.js';
import { sectionNames } from '../schema/sections.js';
import { roles } from '../schema/viewer.js';
import { composeSupergraph } from '../subgraphs/registry.js';
import { answeredFields } from './answered-fields.js';
import { entry, known, serve, stranger, type Held, type Told } from './held-in-memory.js';
import { randomOperation } from './random-operation.js';

const schema = Supergraph.build(composeSupergraph()).apiSchema().toGraphQLJSSchema();

const sections = [
  'personDemographics',
  'problemList',
  'medicationsAndMedicalDevices',
  'investigationResults',
  'careAndSupportPlan',
] as const;
const [plain, flagged, objecting, nobody] = ['9990000018', '9990000026', '9990000034', '9990000042'] as const;
const partners = ['RGT', 'Y99901', '312', 'RYC'];

/** An invented body of an entry: of each element some have it and some have not. */
function bodyOf(type: GraphQLObjectType, draw: () => number): object {
  const value = (of: GraphQLOutputType): unknown => {
    if (isNonNullType(of)) return value(of.ofType);
    if (isListType(of)) return Array.from({ length: draw() % 3 }, () => value(of.ofType));
    const named = getNamedType(of);
    if (isObjectType(named)) return bodyOf(named, draw);
    return named.name === 'Int'
      ? 1
      : named.name === 'Boolean'
        ? true
        : named.name === 'PartialDateTime'
          ? '2020'
          : `text ${draw() % 2}`;
  };
  const fields = Object.values(type.getFields()).filter(({ name }) => !['id', 'provenance', 'alsoRecordedBy'].includes(name));
  return Object.fromEntries(
    fields.flatMap(({ name, type: of }) => (isNonNullType(of) || draw() % 3 > 0 ? [[name, value(of)]] : [])),
  );
}

function heldOf(nhsNumber: NhsNumber): Held {
  if (nhsNumber === nobody) return stranger(nhsNumber);
  let state = Number(nhsNumber) % 65_521;
  const draw = (): number => (state = (state * 75 + 74) % 65_537);
  const entries = sections.flatMap((section) => {
    const type = getNamedType(
      (
        getNamedType((schema.getType('Patient') as GraphQLObjectType).getFields()[section]!.type) as GraphQLObjectType
      ).getFields()['entries']!.type,
    ) as GraphQLObjectType;
    const said = bodyOf(type, draw);
    return partners.flatMap((partner, i) => [
      entry(section, partner, `${section}-${partner}-own`, bodyOf(type, draw), draw() * 1e6),
      // Said alike by all: what is reconciled shows it once.
      entry(section, partner, `${section}-${partner}-same-${i}`, said, 1e9),
    ]);
  });
  const objections = nhsNumber === objecting ? [{ id: 'o', sourcePartners: ['RGT'] }] : [];
  return { facts: known(nhsNumber, ['RGT', 'Y99901', '312'], { sensitiveAddress: nhsNumber === flagged, objections }), entries };
}

const entriesArguments = [
  '',
  '(first: 2)',
  '(reconciled: false)',
  '(filter: { period: CURRENT, partners: ["RGT", "RYC"] })',
  '(first: -1)',
  '(filter: { partners: ["Y99901"] })',
];
const options = {
  argumentsOf: {
    'Query.patient': [
      `(nhsNumber: "${plain}")`,
      '(nhsNumber: $of)',
      `(nhsNumber: "${flagged}")`,
      `(nhsNumber: "${objecting}")`,
      `(nhsNumber: "${nobody}")`,
    ],
    ...Object.fromEntries(
      ['objections', 'consents', 'sensitiveAddressFlags', 'optOuts'].map((field) => [`Query.${field}`, ['(nhsNumber: $of)']]),
    ),
    ...Object.fromEntries(
      sections.map((section) => [`${section.charAt(0).toUpperCase()}${section.slice(1)}.entries`, entriesArguments]),
    ),
  },
  variables: { of: 'ID!' },
  without: [
    // Not about one person that the operation names: tests of their own.
    ...['auditTrail', 'accessReviews', 'myAccess', 'explainAccess', 'refusedAccesses', 'feeds'].map((field) => `Query.${field}`),
    ...sectionNames.filter((name) => !(sections as readonly string[]).includes(name)).map((name) => `Patient.${name}`),
  ],
  maxDepth: 5,
  maxFields: 6,
};

/** Every entry is asked for its identifier too, by which the audit is compared; some operations look at the schema as well. */
function prepared(draws: readonly number[], introspects: boolean): DocumentNode {
  const identified = visit(parse(randomOperation(schema, draws, options)), {
    Field(node) {
      if (node.name.value !== 'entries' && node.name.value !== 'alsoRecordedBy') return undefined;
      const id = {
        kind: Kind.FIELD,
        name: { kind: Kind.NAME, value: 'id' },
        alias: { kind: Kind.NAME, value: 'auditId' },
      } as const;
      return { ...node, selectionSet: { ...node.selectionSet!, selections: [...node.selectionSet!.selections, id] } };
    },
  });
  const text = print(identified);
  return parse(introspects ? text.replace('{', '{ __schema { queryType { name } }') : text);
}

const governed = /^(?:Query|Objection|ConsentAnswer|SensitiveAddressFlag|OptOuts|Access|Patient\.access)\b/;

function shownIn(document: DocumentNode, variables: Record<string, unknown>, told: Told): object {
  const found = answeredFields(schema, document, variables, told.data as Record<string, unknown>);
  return Object.fromEntries(
    [...found].map(([nhsNumber, fields]) => [
      nhsNumber,
      Object.fromEntries(
        [...fields].map(([coordinate, { count, entries }]) => [
          coordinate,
          `${count} of ${governed.test(coordinate) ? '' : [...entries].sort().join()}`,
        ]),
      ),
    ]),
  );
}

function auditedAsShown(told: Told): object {
  return Object.fromEntries(
    told.disclosures
      .filter(({ returned }) => returned.length > 0)
      .map(({ nhsNumber, returned }) => [
        nhsNumber,
        Object.fromEntries(
          returned.map(({ coordinate, count, entries }) => [
            coordinate,
            `${count} of ${governed.test(coordinate) ? '' : [...entries].sort().join()}`,
          ]),
        ),
      ]),
  );
}

test('the disclosure lists exactly what the answer shows and refuses', async () => {
  const graph = await serve(heldOf, {
    objectionsOf: () => Promise.resolve([]),
    consentsOf: () => Promise.resolve([]),
    addressFlagsOf: () => Promise.resolve([]),
    optOutLists: () => Promise.resolve([]),
  });
  let shown = 0;
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(999), { maxLength: 250, size: 'max' }),
      fc.constantFrom(...roles),
      fc.record({ yes: fc.boolean(), no: fc.boolean(), default: fc.boolean(), of: fc.constantFrom(plain, flagged, objecting) }),
      fc.boolean(),
      async (draws, role, given, introspects) => {
        const document = prepared(draws, introspects);
        const operation = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION)!;
        const used = new Set(operation.variableDefinitions?.map((one) => one.variable.name.value));
        const variables = Object.fromEntries(Object.entries(given).filter(([name]) => used.has(name)));
        const told = await graph.ask(role, print(document), variables);
        if (told.status !== 200) return expect(told.codes).toContain('OPERATION_TOO_LARGE');
        // A field that always has a value, with all of it skipped: nothing is answered.
        if (told.data === null) return expect(told.codes).toEqual(['BAD_REQUEST']);
        const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
        expect(auditedAsShown(told), print(document)).toEqual(shownIn(document, coerced!, told));

        const errors = told.errors.filter(({ extensions }) => extensions['code'] === 'WITHHELD');
        const withheld = told.disclosures.flatMap((disclosure) => disclosure.withheld);
        const told_ = new Set(
          errors.map(({ extensions }) => `${String(extensions['coordinate'])} ${String(extensions['reason'])}`),
        );
        const audited = new Set(withheld.map(({ coordinate, reason }) => `${coordinate} ${reason}`));
        expect([...told_].filter((refusal) => !audited.has(refusal))).toEqual([]);
        // Beside the errors it says whose data is left out, and that a section is withheld of which only the count was asked.
        const more = withheld.filter(
          ({ coordinate, reason, partners: of }) =>
            of.length === 0 && !coordinate.startsWith('Patient.') && !told_.has(`${coordinate} ${reason}`),
        );
        expect(more, print(document)).toEqual([]);
        shown += Object.keys(auditedAsShown(told)).length;
        refused += errors.length;
        return undefined;
      },
    ),
    { numRuns: 150, seed: 20261122 },
  );
  expect(shown).toBeGreaterThan(30);
  expect(refused).toBeGreaterThan(25);
});
