/**
 * Shaping of the joined answer into what the client asked for. Only the levels where subgraphs meet
 * (the root, and entity types) need it: whatever is below comes whole from one subgraph, in the shape
 * and order of the client's own selection, and is passed on as it is.
 */
import {
  getNamedType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

export interface ShapedField {
  readonly key: string;
  /** Set for `__typename`. */
  readonly typename: string | undefined;
  readonly type: GraphQLOutputType;
  /** Fields of the object below when subgraphs meet there; undefined passes the value on. */
  readonly below: readonly ShapedField[] | undefined;
  /** All of one inner list must hold for the field to be there: `@skip`, `@include` with variables. */
  readonly conditions: readonly (readonly Condition[])[];
}

interface Condition {
  readonly variable: string;
  readonly equals: boolean;
}

type Fragments = { readonly [name: string]: FragmentDefinitionNode };

/** Types where answers of several subgraphs meet, and those from which such a type can be reached. */
export function meetingTypes(schema: GraphQLSchema, entities: ReadonlySet<string>): ReadonlySet<string> {
  const meeting = new Set<string>(entities);
  for (const root of [schema.getQueryType(), schema.getMutationType()]) if (root) meeting.add(root.name);
  for (let grew = true; grew;) {
    grew = false;
    for (const type of Object.values(schema.getTypeMap())) {
      if (!isObjectType(type) || type.name.startsWith('__') || meeting.has(type.name)) continue;
      if (Object.values(type.getFields()).some((field) => meeting.has(getNamedType(field.type).name))) {
        meeting.add(type.name);
        grew = true;
      }
    }
  }
  return meeting;
}

/** Whether the operation asks about the schema itself, which subgraphs do not answer. */
export function introspects(operation: OperationDefinitionNode, fragments: Fragments): boolean {
  const seen = new Set<string>();
  const found = (set: SelectionSetNode): boolean =>
    set.selections.some((node) => {
      if (node.kind === Kind.FIELD) return node.name.value === '__schema' || node.name.value === '__type';
      if (node.kind === Kind.INLINE_FRAGMENT) return found(node.selectionSet);
      if (seen.has(node.name.value)) return false;
      seen.add(node.name.value);
      return found(fragments[node.name.value]!.selectionSet);
    });
  return found(operation.selectionSet);
}

/** The shape of an operation's answer. */
export function shapeOf(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: Fragments,
  meeting: ReadonlySet<string>,
): readonly ShapedField[] {
  const root = operation.operation === 'mutation' ? schema.getMutationType()! : schema.getQueryType()!;
  return fieldsOf(root, [{ set: operation.selectionSet, under: [] }], fragments, meeting);
}

/** A selection of the document, with the conditions under which it counts. */
interface Conditional {
  readonly set: SelectionSetNode;
  readonly under: readonly Condition[];
}

interface Collected {
  readonly node: FieldNode;
  readonly under: readonly Condition[];
}

function fieldsOf(
  type: GraphQLObjectType,
  sets: readonly Conditional[],
  fragments: Fragments,
  meeting: ReadonlySet<string>,
): readonly ShapedField[] {
  const collected = new Map<string, Collected[]>();
  for (const { set, under } of sets) collect(set, under, collected, fragments);
  return [...collected].map(([key, found]) => {
    const name = found[0]!.node.name.value;
    const conditions = conditionsOfAll(found);
    if (name === '__typename') return { key, typename: type.name, type: schemaString, below: undefined, conditions };
    const fieldType = type.getFields()[name]!.type;
    const named = getNamedType(fieldType);
    const below =
      isObjectType(named) && meeting.has(named.name)
        ? fieldsOf(
            named,
            // Of two selections of one field, one may be skipped: what only that one selects is then not asked for.
            found.flatMap(({ node, under }) => (node.selectionSet ? [{ set: node.selectionSet, under }] : [])),
            fragments,
            meeting,
          )
        : undefined;
    return {
      key,
      typename: undefined,
      type: fieldType,
      below,
      conditions,
    };
  });
}

// `__typename` is never null; its type is never asked for.
const schemaString = undefined as unknown as GraphQLOutputType;

/** The keys of one level, each with the conditions under which it is there. */
export function keysIn(set: SelectionSetNode): readonly Pick<ShapedField, 'key' | 'conditions'>[] {
  const collected = new Map<string, Collected[]>();
  collect(set, [], collected, {});
  return Array.from(collected, ([key, found]) => ({ key, conditions: conditionsOfAll(found) }));
}

/** Whether a field is there, with these variables. */
export function isIncluded(conditions: ShapedField['conditions'], variables: Record<string, unknown>): boolean {
  if (conditions.length === 0) return true;
  return conditions.some((all) => all.every(({ variable, equals }) => (variables[variable] === true) === equals));
}

function conditionsOfAll(found: readonly Collected[]): ShapedField['conditions'] {
  return found.some(({ under }) => under.length === 0) ? [] : found.map(({ under }) => under);
}

function collect(set: SelectionSetNode, outer: readonly Condition[], into: Map<string, Collected[]>, fragments: Fragments): void {
  for (const node of set.selections) {
    const conditions = conditionsOf(node);
    if (conditions === 'never') continue;
    const all = [...outer, ...conditions];
    if (node.kind === Kind.FIELD) {
      const key = node.alias?.value ?? node.name.value;
      const same = into.get(key);
      if (same) same.push({ node, under: all });
      else into.set(key, [{ node, under: all }]);
    } else
      collect(
        node.kind === Kind.INLINE_FRAGMENT ? node.selectionSet : fragments[node.name.value]!.selectionSet,
        all,
        into,
        fragments,
      );
  }
}

function conditionsOf(node: SelectionNode): Condition[] | 'never' {
  const conditions: Condition[] = [];
  for (const directive of node.directives ?? []) {
    const wanted = directive.name.value === 'include' ? true : directive.name.value === 'skip' ? false : undefined;
    const value = directive.arguments?.[0]?.value;
    if (wanted === undefined || !value) continue;
    if (value.kind === Kind.BOOLEAN && value.value !== wanted) return 'never';
    if (value.kind === Kind.VARIABLE) conditions.push({ variable: value.name.value, equals: wanted });
  }
  return conditions;
}

/** Marks a null that a non-null type does not allow: the parent becomes null in its place. */
const bubbled = Symbol('bubbled');

/** The answer in the client's shape; null when a required root field is missing. */
export function shape(
  fields: readonly ShapedField[],
  data: Record<string, unknown>,
  variables: Record<string, unknown>,
): Record<string, unknown> | null {
  const shaped = shapeObject(fields, data, variables);
  return shaped === bubbled ? null : (shaped as Record<string, unknown>);
}

function shapeObject(fields: readonly ShapedField[], data: Record<string, unknown>, variables: Record<string, unknown>): unknown {
  const out: Record<string, unknown> = {};
  for (const field of fields) {
    if (!isIncluded(field.conditions, variables)) continue;
    if (field.typename !== undefined) {
      out[field.key] = field.typename;
      continue;
    }
    const value = shapeValue(field.type, field.below, data[field.key], variables);
    if (value === bubbled) return bubbled;
    out[field.key] = value;
  }
  return out;
}

function shapeValue(
  type: GraphQLOutputType,
  below: readonly ShapedField[] | undefined,
  value: unknown,
  variables: Record<string, unknown>,
): unknown {
  if (isNonNullType(type)) {
    const inner = shapeValue(type.ofType, below, value, variables);
    return inner === null ? bubbled : inner;
  }
  if (value === null || value === undefined) return null;
  if (!below) return value;
  if (isListType(type)) {
    const items: unknown[] = [];
    for (const item of value as unknown[]) {
      const shaped = shapeValue(type.ofType as GraphQLOutputType, below, item, variables);
      if (shaped === bubbled) return null;
      items.push(shaped);
    }
    return items;
  }
  const shaped = shapeObject(below, value as Record<string, unknown>, variables);
  return shaped === bubbled ? null : shaped;
}
