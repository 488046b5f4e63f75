/**
 * The boundary answers exactly as graphql-shield's own middleware around every leaf would, for any role,
 * relationship, objection, flag and selection: only faster.
 */
import { buildSubgraphSchema } from '@apollo/subgraph';
import fc from 'fast-check';
import { execute, isObjectType, parse, type ExecutionResult, type GraphQLResolveInfo, type GraphQLSchema } from 'graphql';
import { applyMiddleware } from 'graphql-middleware';
import { allow, shield } from 'graphql-shield';
import { expect, test } from 'vitest';
import { inProcess } from '../../gateway/execution/in-process.js';
import { nothingDecided, type PersonFacts } from '../../schema/facts.js';
import { parseNhsNumber, type NhsNumber } from '../../schema/nhs-number.js';
import { loadProfile } from '../../schema/profile.js';
import type { Refusal } from '../../policy/decide.js';
import { sectionElements } from '../../policy/elements.js';
import { loadPolicy } from '../../policy/table.js';
import { sdlOf } from '../../schema/sdl.js';
import { roles, type Viewer } from '../../schema/viewer.js';
import type { Store, StoredEntry } from '../../store/store.js';
import type { PersonInRequest, RecordContext, Surroundings } from '../context.js';
import { openSubgraph, ruleLinesOf } from '../registry.js';
import { openRequest } from '../request.js';
import { sectionsOf } from './care.js';
import { locates, shown } from './coverage.js';
import { newestFirst } from './entries.js';
import { ruleTree } from './rules.js';
import { Withheld } from './withheld.js';

const profile = loadProfile('cambridgeshire-peterborough');
const policy = loadPolicy(profile);
const partners = new Map(profile.partners.map((partner) => [partner.ods, partner]));
const people = ['9990000018', '9990000026'].map((text) => parseNhsNumber(text)!);

const coded = (text: string) => ({ coding: [{ code: '1', system: 'http://snomed.info/sct', display: text }], text });
const doctor = { name: 'Dr Example', organisation: coded('Example Surgery'), contactDetails: '01223 000000' };
const bodies: { readonly [section: string]: object } = {
  personDemographics: {
    personName: { personFirstName: ['Ann'], personFamilyName: ['Example'] },
    gender: coded('Female'),
    dateOfBirth: '1980',
    personsAddress: [{ addressLine1: '1 Example Street', postcode: 'CB99 9ZZ' }],
  },
  gpPractice: { gpName: 'Dr Example', gpPracticeIdentifier: 'Y99901' },
  personalContacts: { name: 'Bo Example', contactDetails: ['01223 000001'] },
  professionalContacts: { name: 'Dr Example', organisation: coded('Example Surgery') },
};
const selections = [
  'personDemographics { entries { id gender { text } personsAddress { addressLine1 postcode } personName { personFamilyName } provenance { feed partner { odsCode name } } } }',
  'personDemographics { entries { provenance { receivedAt messageIdentifier } ethnicity { text } dateOfBirth narrative } }',
  'gpPractice { entries { gpName gpPracticeIdentifier } }',
  'personalContacts { entries { name contactDetails provenance { format } } }',
  'professionalContacts { entries { name organisation { text coding { code } } } }',
];

const entries = (section: string, count: number, by: readonly string[]): StoredEntry[] =>
  Array.from({ length: count }, (_, i) => ({
    id: `${section}-${i}`,
    section: section as never,
    partner: by[i % by.length]!,
    startsMs: i % 3 === 0 ? undefined : i * 1e10,
    endsMs: undefined,
    body: {
      ...structuredClone(bodies[section]!),
      performingProfessional: structuredClone(doctor),
      provenance: {
        feed: 'a-feed',
        format: 'hl7v2',
        messageType: 'ADT^A01',
        messageIdentifier: 'M1',
        receivedAt: '2026-01-01T00:00:00+00:00',
      },
    } as never,
  }));

const factsOf = fc.record({
  involvement: fc.option(fc.constantFrom('RGT', 'Y99901', '312', 'RYC')),
  sensitiveAddress: fc.boolean(),
  objection: fc.option(
    fc.record({
      sections: fc.option(fc.constantFrom(['personDemographics'], ['gpPractice', 'personalContacts']), { freq: 1 }),
      sourcePartners: fc.option(fc.constantFrom(['RGT'], ['Y99901']), { freq: 1 }),
      recipientPartners: fc.option(fc.constantFrom(['RGT'], ['312']), { freq: 1 }),
    }),
  ),
});
type Drawn = typeof factsOf extends fc.Arbitrary<infer T> ? T : never;

function facts(nhsNumber: NhsNumber, drawn: Drawn): PersonFacts {
  const { objection } = drawn;
  return {
    nhsNumber,
    known: true,
    involvements:
      drawn.involvement === null ? [] : [{ kind: 'admission', organisation: drawn.involvement, from: '2026-01-01' as never }],
    objections:
      objection === null
        ? []
        : [
            {
              id: 'o',
              ...(objection.sections ? { sections: objection.sections as never } : {}),
              ...(objection.sourcePartners ? { sourcePartners: objection.sourcePartners } : {}),
              ...(objection.recipientPartners ? { recipientPartners: objection.recipientPartners } : {}),
            },
          ],
    sensitiveAddress: drawn.sensitiveAddress,
    ...nothingDecided,
  };
}

interface SlowContext extends RecordContext {
  readonly slow: Map<string, PersonInRequest>;
}

/** `_entities.0`: the place in the answer where a person begins. */
function place(info: GraphQLResolveInfo): string {
  const path: (string | number)[] = [];
  for (let at: GraphQLResolveInfo['path'] | undefined = info.path; at; at = at.prev) path.unshift(at.key);
  return path.slice(0, 2).join('.');
}

/** What is objected to as a whole keeps its minimum, and a refusal in every other place. */
function onlyKept(entry: StoredEntry, { kept, reason, rule }: Refusal & { readonly kept: ReadonlySet<string> }): StoredEntry {
  const elements = [...sectionElements().get(entry.section as never)!];
  const body = Object.fromEntries(
    elements.map((name) => [
      name,
      kept.has(name) ? (entry.body as unknown as Record<string, unknown>)[name] : new Withheld('', reason, rule, ''),
    ]),
  );
  return { ...entry, startsMs: undefined, body: { ...body, provenance: {} } as never };
}

/** Every leaf behind shield's middleware: the slow design, with the same rules. */
function slowSchema(): GraphQLSchema {
  const owned = sectionsOf('demographics');
  const resolvers: Record<string, Record<string, unknown>> = {
    Patient: {
      __resolveReference: ({ nhsNumber }: { nhsNumber: NhsNumber }, context: RecordContext) => context.person(nhsNumber),
    },
  };
  for (const section of owned) {
    resolvers['Patient']![section] = (
      person: PersonInRequest,
      _args: unknown,
      context: SlowContext,
      info: GraphQLResolveInfo,
    ) => {
      context.slow.set(place(info), person);
      return { person, section };
    };
    resolvers[section.charAt(0).toUpperCase() + section.slice(1)] = {
      entries: ({ person }: { person: PersonInRequest }, _args: unknown, { viewer }: RecordContext) =>
        person.entries
          .filter((entry) => entry.section === section)
          .flatMap((entry) => {
            const share = person.decisions.partner(entry.partner, section);
            if (share.permitted) return [entry];
            return share.kept === undefined ? [] : [onlyKept(entry, share as Refusal & { kept: ReadonlySet<string> })];
          })
          .sort(newestFirst)
          .map((entry) => {
            const partner = partners.get(entry.partner)!;
            const hidden = locates(partner, person, viewer) && {
              partner: null,
              feed: null,
              system: null,
              messageIdentifier: null,
            };
            const { provenance } = entry.body;
            if (Object.values(provenance).length === 0) return { ...entry.body, id: entry.id };
            return { ...entry.body, id: entry.id, provenance: { ...entry.body.provenance, partner: shown(partner), ...hidden } };
          }),
    };
  }
  const bare = buildSubgraphSchema({ typeDefs: parse(sdlOf('demographics')), resolvers: resolvers as never });
  const tree = structuredTree(bare);
  return applyMiddleware(bare, shield(tree as never, { fallbackRule: allow, allowExternalErrors: true, debug: true }));
}

/** The rules of production, found by place instead of by parent; a section's rule stands at its entries. */
function structuredTree(schema: GraphQLSchema): Record<string, Record<string, unknown>> {
  const rules = ruleTree(schema, ruleLinesOf('demographics'), (_parent, context, info) =>
    (context as SlowContext).slow.get(place(info as GraphQLResolveInfo))!,
  );
  const tree: Record<string, Record<string, unknown>> = {};
  for (const [type, fields] of Object.entries(rules)) if (type !== 'Query') tree[type] = { ...fields };
  for (const section of sectionsOf('demographics')) {
    const type = section.charAt(0).toUpperCase() + section.slice(1);
    tree[type] = { entries: tree['Patient']![section] };
    tree['Patient']![section] = allow;
  }
  for (const type of Object.keys(tree)) if (!isObjectType(schema.getType(type))) delete tree[type];
  return tree;
}

function refusals(result: ExecutionResult): string[] {
  return (result.errors ?? [])
    .map((error) => {
      const extensions =
        (error.originalError as { extensions?: Record<string, unknown> } | undefined)?.extensions ?? error.extensions;
      return `${error.path?.join('.')} ${String(extensions['code'])} ${String(extensions['reason'])}`;
    })
    .sort();
}

test('the boundary answers as shield around every leaf would', async () => {
  const slow = slowSchema();
  const fast = inProcess<RecordContext>('demographics', openSubgraph('demographics').schema);
  let refused = 0;
  let shownValues = 0;
  let keptMinimum = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...roles),
      fc.constantFrom('RGT', 'Y99901', '312', 'RYC', 'XXX'),
      fc.constantFrom('direct-care', 'emergency-care', 'de-identified-analysis'),
      fc.tuple(factsOf, factsOf),
      fc.integer({ min: 0, max: 4 }),
      fc.subarray(selections, { minLength: 1 }),
      async (role, organisation, purpose, drawn, count, chosen) => {
        const viewer: Viewer = { userId: 'u', name: undefined, roleCode: 'R0000', role, organisation, purpose, sessionId: 's' };
        const store = {
          readPerson: (nhsNumber: NhsNumber) =>
            Promise.resolve({
              facts: facts(nhsNumber, drawn[people.indexOf(nhsNumber)]!),
              entries: Object.keys(bodies).flatMap((section) => entries(section, count, ['RGT', 'Y99901', '312'])),
            }),
        } as unknown as Store;
        const surroundings: Surroundings = {
          profile,
          policy,
          store,
          population: 'synthetic',
          partners,
          feedsOf: new Map(),
          freshness: () => Promise.resolve(new Map()),
          staffOf: () => undefined,
        };
        const begin = () =>
          openRequest(surroundings, {
            viewer,
            requestId: 'r',
            operation: { name: undefined, hash: '' },
            sections: [],
            now: new Date('2026-02-01'),
          });
        const text = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Patient { ${chosen.join(' ')} } } }`;
        const variables = { representations: people.map((nhsNumber) => ({ __typename: 'Patient', nhsNumber })) };

        const quick = (await fast.prepare(text, parse(text), undefined)(variables, begin())) as ExecutionResult;
        const full = await execute({
          schema: slow,
          document: parse(text),
          variableValues: variables,
          contextValue: { ...begin(), slow: new Map() },
        });
        expect(quick.data).toEqual(JSON.parse(JSON.stringify(full.data)));
        expect(refusals(quick)).toEqual(refusals(full));
        refused += refusals(quick).length;
        if (refusals(quick).some((line) => /entries.*OBJECTION/.test(line))) keptMinimum++;
        shownValues += JSON.stringify(quick.data).length;
      },
    ),
    { numRuns: 150, seed: 20261121 },
  );
  // The draw must have met both answers, or the comparison proves nothing.
  expect(refused).toBeGreaterThan(100);
  expect(shownValues).toBeGreaterThan(10_000);
  expect(keptMinimum).toBeGreaterThan(5);
});
