/** What an operation selects below a section's entries: the sub-tree of coordinates and their rules. */
import {
  getNamedType,
  isObjectType,
  Kind,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type SelectionSetNode,
} from 'graphql';
import { RecordError } from '../../schema/errors.js';
import { isLocating, type FieldRule, type RuleTree } from './rules.js';

/** One selected field: read from `name` of its parent value, whatever its aliases. */
export interface Selected {
  readonly name: string;
  /** `EntryType.element.part`: what the audit calls it, so that a shared value type is told by its element. */
  readonly coordinate: string;
  readonly rule: FieldRule;
  readonly children: readonly Selected[];
  /** Whether this field or one below it is hidden by a sensitive-address flag. */
  readonly mayLocate: boolean;
}

const cache = new WeakMap<FieldNode, readonly Selected[]>();

/**
 * The sub-tree selected under a field that returns `type`, its coordinates beginning with `path`. Walked once per operation: operations are
 * cached, so their nodes are stable. One whose directives depend on variables is walked each time.
 */
export function selectionOf(
  info: GraphQLResolveInfo,
  type: GraphQLObjectType,
  rules: RuleTree,
  path = type.name,
): readonly Selected[] {
  const nodes = info.fieldNodes;
  const single = nodes.length === 1 ? nodes[0]! : undefined;
  const known = single && cache.get(single);
  if (known) return known;
  const walk = new Walk(rules, info.fragments, info.variableValues);
  const selected = walk.fields(
    type,
    path,
    nodes.flatMap((node) => (node.selectionSet ? [node.selectionSet] : [])),
  );
  if (single && !walk.dependsOnVariables) cache.set(single, selected);
  return selected;
}

class Walk {
  dependsOnVariables = false;

  constructor(
    private readonly rules: RuleTree,
    private readonly fragments: { readonly [name: string]: FragmentDefinitionNode },
    private readonly variables: { readonly [name: string]: unknown },
  ) {}

  fields(type: GraphQLObjectType, path: string, sets: readonly SelectionSetNode[]): readonly Selected[] {
    const byName = new Map<string, FieldNode[]>();
    for (const set of sets) this.collect(set, byName);
    return [...byName].map(([name, nodes]) => {
      const field = type.getFields()[name]!;
      const inside = getNamedType(field.type);
      const children = isObjectType(inside)
        ? this.fields(
            inside,
            `${path}.${name}`,
            nodes.flatMap((node) => (node.selectionSet ? [node.selectionSet] : [])),
          )
        : [];
      const rule = this.rules[type.name]?.[name];
      const coordinate = `${path}.${name}`;
      // Deny by default: a field that no rule covers cannot be selected at all.
      if (!rule) throw new RecordError('POLICY_UNAVAILABLE', { detail: `no rule covers ${type.name}.${name}` });
      return { name, coordinate, rule, children, mayLocate: isLocating(field) || children.some((child) => child.mayLocate) };
    });
  }

  private collect(set: SelectionSetNode, byName: Map<string, FieldNode[]>): void {
    for (const node of set.selections) {
      if (!this.included(node)) continue;
      if (node.kind === Kind.FIELD) {
        if (node.name.value === '__typename') continue;
        const same = byName.get(node.name.value);
        if (same) same.push(node);
        else byName.set(node.name.value, [node]);
      } else if (node.kind === Kind.INLINE_FRAGMENT) this.collect(node.selectionSet, byName);
      else this.collect(this.fragments[node.name.value]!.selectionSet, byName);
    }
  }

  private included(node: SelectionSetNode['selections'][number]): boolean {
    for (const directive of node.directives ?? []) {
      const name = directive.name.value;
      if (name !== 'skip' && name !== 'include') continue;
      const value = directive.arguments?.find((argument) => argument.name.value === 'if')?.value;
      let holds = false;
      if (value?.kind === Kind.BOOLEAN) holds = value.value;
      if (value?.kind === Kind.VARIABLE) {
        this.dependsOnVariables = true;
        holds = this.variables[value.name.value] === true;
      }
      if (name === 'skip' ? holds : !holds) return false;
    }
    return true;
  }
}
