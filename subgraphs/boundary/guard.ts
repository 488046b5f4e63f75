/** Root fields that only the viewer decides: refused before their resolver is called. */
import { isObjectType, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import type { RecordContext } from '../context.js';
import type { RuleLines, RuleTree } from './rules.js';

/** Puts each `viewer` rule of a subgraph in front of its field's resolver. */
export function guardRootFields(schema: GraphQLSchema, lines: RuleLines, rules: RuleTree): void {
  for (const [typeName, fields] of Object.entries(lines)) {
    for (const [fieldName, line] of Object.entries(fields)) {
      const type = schema.getType(typeName);
      const field = isObjectType(type) ? type.getFields()[fieldName] : undefined;
      if (line.kind !== 'viewer' || !field) continue;
      const resolve = field.resolve as GraphQLFieldResolver<unknown, RecordContext>;
      const rule = rules[typeName]![fieldName]!;
      field.resolve = (parent, args, context: RecordContext, info) => {
        const verdict = rule.func(parent, args, context, info);
        if (verdict !== true) throw verdict;
        return resolve(parent, args, context, info);
      };
    }
  }
}
