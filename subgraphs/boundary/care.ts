/** Resolvers every care subgraph has: a person by reference, and its sections behind the boundary. */
import type { GraphQLResolveInfo } from 'graphql';
import { parseNhsNumber } from '../../schema/nhs-number.js';
import { RecordError } from '../../schema/errors.js';
import { lawfulBasisOf } from '../../policy/decide.js';
import type { Section } from '../../schema/entry.js';
import { sectionNames, sections } from '../../schema/sections.js';
import type { SubgraphName } from '../../schema/sdl.js';
import type { PersonInRequest, RecordContext } from '../context.js';
import type { EntryArguments } from './entries.js';
import type { RuleTree } from './rules.js';
import { viewOf, type SectionView } from './section.js';

type Resolver = (parent: never, args: never, context: RecordContext, info: GraphQLResolveInfo) => unknown;
export type Resolvers = { readonly [type: string]: { readonly [field: string]: Resolver } };

/** Sections a subgraph owns. */
export function sectionsOf(subgraph: SubgraphName): readonly Section[] {
  return sectionNames.filter((name) => sections[name].subgraph === subgraph);
}

/**
 * Resolvers of a care subgraph. A reference discloses nothing: it only opens the person for this
 * request; every section below is decided by the subgraph's rules.
 * @param rules read when a section is entered, so that rules may be built from the finished schema.
 */
export function careResolvers(subgraph: SubgraphName, rules: () => RuleTree): Resolvers {
  const owned = sectionsOf(subgraph);
  const types: Record<string, Record<string, Resolver>> = {
    Patient: {
      __resolveReference: ((reference: { nhsNumber: string }, context: RecordContext) =>
        personIn(reference.nhsNumber, context, subgraph)) as unknown as Resolver,
    },
  };
  for (const section of owned) {
    types['Patient']![section] = ((person: PersonInRequest, _args: unknown, context: RecordContext) =>
      viewOf(section, person, context, rules())) as unknown as Resolver;
    types[typeOf(section)] = {
      entries: ((view: SectionView, args: EntryArguments, context: RecordContext, info: GraphQLResolveInfo) =>
        view.entries(args, context, info)) as unknown as Resolver,
      totalCount: ((view: SectionView, args: { reconciled?: boolean | null }) => view.totalCount(args)) as unknown as Resolver,
      coverage: ((view: SectionView, _args: unknown, _context: RecordContext, info: GraphQLResolveInfo) =>
        view.coverage(info)) as unknown as Resolver,
    };
  }
  return types;
}

/** Type of a section: its field name with a capital. */
function typeOf(section: Section): string {
  return section.charAt(0).toUpperCase() + section.slice(1);
}

/**
 * The person with this NHS number in this request; the audit notes that the record was opened.
 * @throws RecordError BAD_NHS_NUMBER
 */
export async function personIn(text: unknown, context: RecordContext, subgraph: SubgraphName): Promise<PersonInRequest> {
  // A reference of another process may hold anything in its place.
  const nhsNumber = typeof text === 'string' ? parseNhsNumber(text) : undefined;
  if (!nhsNumber) throw new RecordError('BAD_NHS_NUMBER');
  const person = await context.person(nhsNumber);
  const { policy } = context.surroundings;
  const access = person.decisions.person;
  context.collector.touched(nhsNumber, {
    relationship: access.permitted ? access.basis : undefined,
    lawfulBasis: lawfulBasisOf(policy, context.viewer.purpose),
    subgraph,
  });
  return person;
}
