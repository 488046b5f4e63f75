/** The audit of governance fields: every coordinate shown below one field, as the operation selects it. */
import { getNamedType, type GraphQLObjectType, type GraphQLResolveInfo } from 'graphql';
import type { NhsNumber } from '../../schema/nhs-number.js';
import type { RuleTree } from '../boundary/rules.js';
import { selectionOf, type Selected } from '../boundary/selection.js';
import { Withheld } from '../boundary/withheld.js';
import type { RecordContext } from '../context.js';

/** What is noted, and where. */
export interface Noting {
  readonly nhsNumber: NhsNumber;
  readonly context: RecordContext;
  readonly info: GraphQLResolveInfo;
  readonly rules: RuleTree;
}

/** Notes the field of `info` and what is selected of `value` as shown, or withheld where a refusal stands in a value's place. */
export function account<T>(
  value: T,
  coordinate: string,
  entries: readonly string[],
  { nhsNumber, context, info, rules }: Noting,
): T {
  const values = Array.isArray(value) ? (value as readonly unknown[]) : [value];
  context.collector.returned(nhsNumber, coordinate, values.length, [], entries);
  below(selectionOf(info, getNamedType(info.returnType) as GraphQLObjectType, rules), values);
  return value;

  function below(selected: readonly Selected[], parents: readonly unknown[]): void {
    for (const field of selected) {
      let count = 0;
      const inside: unknown[] = [];
      for (const parent of parents) {
        const part = (parent as Readonly<Record<string, unknown>>)[field.name];
        if (part === undefined || part === null) continue;
        if (part instanceof Withheld) {
          context.collector.withheld(nhsNumber, field.coordinate, part.extensions.reason, part.extensions.rule, []);
          continue;
        }
        const parts = Array.isArray(part) ? (part as readonly unknown[]) : [part];
        count += parts.length;
        if (field.children.length > 0) inside.push(...parts);
      }
      if (count > 0) context.collector.returned(nhsNumber, field.coordinate, count, [], entries);
      if (inside.length > 0) below(field.children, inside);
    }
  }
}

/** What a field of governance answers about one person. */
export interface Told {
  readonly nhsNumber: NhsNumber;
  readonly value: unknown;
  /** Identifiers of what is told. */
  readonly entries: readonly string[];
}

/** A resolver of `coordinate` that tells about one person and has the audit note it. */
export function told<A>(
  coordinate: string,
  rules: () => RuleTree,
  tell: (args: A, context: RecordContext) => Promise<Told>,
): (root: unknown, args: A, context: RecordContext, info: GraphQLResolveInfo) => Promise<unknown> {
  return async (_root, args, context, info) => {
    const { nhsNumber, value, entries } = await tell(args, context);
    return account(value, coordinate, entries, { nhsNumber, context, info, rules: rules() });
  };
}
