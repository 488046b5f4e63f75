/**
 * The one importer of graphql-shield. Each subgraph's `rules.ts` is a table of rules per field; here
 * the table becomes shield `Rule` objects for every field coordinate, and a rule is evaluated once
 * per (person, rule) where a request enters a person's record, not around every leaf: shield's own
 * middleware turns each leaf into a promise (see docs/decisions/0004).
 */
import { rule as shieldRule } from 'graphql-shield';
import { getNamedType, isObjectType, isUnionType, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import type { Decision, Refusal } from '../../policy/decide.js';
import { explanationOf } from '../../policy/reasons.js';
import type { Section } from '../../schema/entry.js';
import { RecordError } from '../../schema/errors.js';
import type { PersonInRequest, RecordContext } from '../context.js';
import { Withheld } from './withheld.js';

export type Verdict = true | Withheld;

/** How a rule finds the person it is about; shield hands it the parent value of the field. */
export type PersonOf = (parent: unknown, context: RecordContext, info: unknown) => PersonInRequest;

/** What a line of a subgraph's rules may say about a field. */
export type RuleLine =
  | { readonly kind: 'anyone' }
  | { readonly kind: 'section'; readonly section: Section }
  | { readonly kind: 'viewer'; readonly may: (context: RecordContext) => Verdict };

/** Rules by type and field. A field without a line is refused and fails the contract test. */
export type RuleLines = { readonly [type: string]: { readonly [field: string]: RuleLine } };

/** A rule of shield, with its function open to us: outages it throws stay outages. */
export interface FieldRule {
  readonly name: string;
  readonly func: (parent: unknown, args: unknown, context: RecordContext, info: unknown) => Verdict;
}

export type RuleTree = { readonly [type: string]: { readonly [field: string]: FieldRule } };

/** Nothing of a person's record: whoever holds a valid token may read it. */
export const anyone: RuleLine = { kind: 'anyone' };

/** A section of the record: the field itself, its entries, and every element in them. */
export function section(name: Section): RuleLine {
  return { kind: 'section', section: name };
}

/** Sections by name, as lines of the Patient type. */
export function sectionLines(...names: Section[]): { readonly [field: string]: RuleLine } {
  return Object.fromEntries(names.map((name) => [name, section(name)]));
}

/** Anything that only the viewer decides. */
export function viewer(may: (context: RecordContext) => Verdict): RuleLine {
  return { kind: 'viewer', may };
}

const parentIsPerson: PersonOf = (parent) => parent as PersonInRequest;

/**
 * Rules for every field of a subgraph's own types. A section's line covers its entry type (each element
 * by the role table) and, by containment, the value types inside an element.
 * @param personOf only the comparison with shield's own middleware gives another one.
 */
export function ruleTree(schema: GraphQLSchema, lines: RuleLines, personOf: PersonOf = parentIsPerson): RuleTree {
  const tree: Record<string, Record<string, FieldRule>> = {};
  const put = (type: string, field: string, func: FieldRule['func']): void => {
    (tree[type] ??= {})[field] ??= shieldRule(`${type}.${field}`, { cache: 'no_cache' })(func as never) as unknown as FieldRule;
  };
  for (const [typeName, fields] of Object.entries(lines)) {
    for (const [field, line] of Object.entries(fields)) {
      if (line.kind === 'anyone') put(typeName, field, () => true);
      if (line.kind === 'viewer') put(typeName, field, (_parent, _args, context) => line.may(context));
      if (line.kind === 'section') {
        const name = line.section;
        put(typeName, field, (parent, _args, context, info) =>
          verdict(`${typeName}.${field}`, personOf(parent, context, info).decisions.section(name), context),
        );
        const sectionType = objectType(schema, typeName, field);
        // Whether the section may be read was decided on the way in; coverage says what is not shown.
        for (const part of Object.keys(sectionType.getFields())) put(sectionType.name, part, () => true);
        const entryType = objectType(schema, sectionType.name, 'entries');
        for (const element of Object.values(entryType.getFields())) {
          put(entryType.name, element.name, elementRule(entryType.name, element.name, name, isLocating(element), personOf));
          const inside = getNamedType(element.type);
          if (isObjectType(inside)) coverContained(inside, put, personOf);
        }
        coverContained(objectType(schema, sectionType.name, 'coverage'), put, personOf);
      }
    }
  }
  return tree;
}

/** Elements every entry has, whatever the role may see of it. */
const ofEveryEntry = new Set(['id', 'provenance', 'alsoRecordedBy']);

function elementRule(type: string, element: string, of: Section, locating: boolean, personOf: PersonOf): FieldRule['func'] {
  const coordinate = `${type}.${element}`;
  return (parent, _args, context, info) => {
    const { decisions } = personOf(parent, context, info);
    return verdict(
      coordinate,
      ofEveryEntry.has(element) ? decisions.section(of) : decisions.element(of, element, locating),
      context,
    );
  };
}

/** What is inside an element is decided with it; only a locating part has a rule of its own. */
function coverContained(
  type: GraphQLObjectType,
  put: (type: string, field: string, func: FieldRule['func']) => void,
  personOf: PersonOf,
  seen = new Set<string>(),
): void {
  if (seen.has(type.name)) return;
  seen.add(type.name);
  for (const field of Object.values(type.getFields())) {
    const coordinate = `${type.name}.${field.name}`;
    put(
      type.name,
      field.name,
      isLocating(field)
        ? (parent, _args, context, info) => locatingVerdict(coordinate, personOf(parent, context, info), context)
        : () => true,
    );
    const inside = getNamedType(field.type);
    if (isObjectType(inside)) coverContained(inside, put, personOf, seen);
  }
}

function verdict(coordinate: string, decision: Decision, context: RecordContext): Verdict {
  return decision.permitted ? true : withheldBecause(coordinate, decision, context);
}

/** A refusal as it stands in the place of what it withholds, in the words of the profile. */
export function withheldBecause(coordinate: string, { reason, rule }: Refusal, context: RecordContext): Withheld {
  return new Withheld(coordinate, reason, rule, explanationOf(reason, context.surroundings.policy.messages));
}

/** Whether what would help to find the person may be told, wherever it stands. */
export function locatingVerdict(coordinate: string, person: PersonInRequest, context: RecordContext): Verdict {
  return verdict(coordinate, person.decisions.locating, context);
}

/** The verdict of a rule about a person, evaluated once per request. */
export function verdictOf(rule: FieldRule, person: PersonInRequest, context: RecordContext): Verdict {
  const known = person.verdicts.get(rule) as Verdict | undefined;
  if (known !== undefined) return known;
  const verdict = rule.func(person, {}, context, undefined);
  person.verdicts.set(rule, verdict);
  return verdict;
}

/** Field coordinates that an operation can reach and no rule covers. Federation's own two fields are the boundary's. */
export function uncovered(schema: GraphQLSchema, tree: RuleTree): string[] {
  const reached = new Set<GraphQLObjectType>();
  const reach = (type: unknown): void => {
    if (isUnionType(type)) type.getTypes().forEach(reach);
    if (!isObjectType(type) || reached.has(type) || type.name.startsWith('_')) return;
    reached.add(type);
    for (const field of Object.values(type.getFields())) reach(getNamedType(field.type));
  };
  [schema.getQueryType(), schema.getMutationType(), schema.getType('_Entity')].forEach(reach);
  return [...reached]
    .flatMap((type) => Object.keys(type.getFields()).map((field) => [type.name, field] as const))
    .filter(([type, field]) => !(type === 'Query' && (field === '_entities' || field === '_service')))
    .filter(([type, field]) => tree[type]?.[field] === undefined)
    .map(([type, field]) => `${type}.${field}`);
}

/** Whether a field carries `@locating`. */
export function isLocating(field: {
  readonly astNode?: { readonly directives?: readonly { readonly name: { readonly value: string } }[] } | null | undefined;
}): boolean {
  return field.astNode?.directives?.some((directive) => directive.name.value === 'locating') ?? false;
}

function objectType(schema: GraphQLSchema, type: string, field: string): GraphQLObjectType {
  const owner = schema.getType(type);
  const named = isObjectType(owner) ? getNamedType(owner.getFields()[field]?.type as never) : undefined;
  if (!isObjectType(named))
    throw new RecordError('CONFIG_INVALID', { detail: `rules name ${type}.${field}, which the SDL has not` });
  return named;
}
