/** Root fields that only the viewer decides: refused before their resolver is called. */
import { isObjectType, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import { lawfulBasisOf } from '../../policy/decide.js';
import { RecordError } from '../../schema/errors.js';
import { parseNhsNumber } from '../../schema/nhs-number.js';
import type { SubgraphName } from '../../schema/sdl.js';
import type { RecordContext } from '../context.js';
import type { RuleLines, RuleTree } from './rules.js';
import type { Withheld } from './withheld.js';

/**
 * Puts each `viewer` rule of a subgraph in front of its field's resolver, and a limit in front of references; a refusal about
 * a person goes to the audit.
 */
export function guardRootFields(schema: GraphQLSchema, subgraph: SubgraphName, lines: RuleLines, rules: RuleTree): void {
  limitReferences(schema);
  for (const [typeName, fields] of Object.entries(lines)) {
    for (const [fieldName, line] of Object.entries(fields)) {
      const type = schema.getType(typeName);
      const field = isObjectType(type) ? type.getFields()[fieldName] : undefined;
      if (line.kind !== 'viewer' || !field) continue;
      const resolve = field.resolve as GraphQLFieldResolver<unknown, RecordContext>;
      const rule = rules[typeName]![fieldName]!;
      field.resolve = (parent, args, context: RecordContext, info) => {
        const verdict = rule.func(parent, args, context, info);
        if (verdict !== true) {
          noteRefusal(subgraph, args, verdict, context);
          throw verdict;
        }
        return resolve(parent, args, context, info);
      };
    }
  }
}

/** People one question to a subgraph may be about: the gateway's limit of aliases allows fewer. */
const referencesLimit = 100;

/** Refuses lists of references longer than any operation needs: what they cost is in no limit of operations. */
function limitReferences(schema: GraphQLSchema): void {
  const field = schema.getQueryType()?.getFields()['_entities'];
  if (!field) return;
  const resolve = field.resolve as GraphQLFieldResolver<unknown, RecordContext>;
  field.resolve = (parent, args: { readonly representations: readonly unknown[] }, context: RecordContext, info) => {
    if (args.representations.length > referencesLimit) throw new RecordError('OPERATION_TOO_LARGE');
    return resolve(parent, args, context, info);
  };
}

/** Who was asked about, by the arguments a root field takes; an attempt that was refused is part of the trail too (R38). */
function noteRefusal(subgraph: SubgraphName, args: unknown, refusal: Withheld, context: RecordContext): void {
  const { nhsNumber, input } = args as { readonly nhsNumber?: unknown; readonly input?: { readonly nhsNumber?: unknown } };
  const asked = nhsNumber ?? input?.nhsNumber;
  const person = typeof asked === 'string' ? parseNhsNumber(asked) : undefined;
  if (person === undefined) return;
  const { coordinate, reason, rule } = refusal.extensions;
  const lawfulBasis = lawfulBasisOf(context.surroundings.policy, context.viewer.purpose);
  context.collector.touched(person, { relationship: undefined, lawfulBasis, subgraph });
  context.collector.withheld(person, coordinate, reason, rule, []);
}
