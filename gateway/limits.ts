/** How much one operation may ask for. */
import { ApolloArmor } from '@escape.tech/graphql-armor';
import { GraphQLError, type ASTVisitor, type ValidationContext } from 'graphql';
import type { ApolloServerOptions } from '@apollo/server';
import type { GatewayContext } from './request.js';

/** A whole record with every section and element is about 4,500 tokens and 9 levels deep. */
const maxTokens = 15_000;
const maxDepth = 15;
const maxAliases = 60;
const maxCost = 500_000;

type Limits = Required<Pick<ApolloServerOptions<GatewayContext>, 'validationRules' | 'plugins'>> & {
  readonly parseOptions: { readonly maxTokens: number };
};

/** Limits of tokens, depth, aliases and cost; what is refused says so with OPERATION_TOO_LARGE. */
export function operationLimits(): Limits {
  const refused = { onReject: [tooLarge], propagateOnRejection: false };
  const armor = new ApolloArmor({
    maxDepth: { n: maxDepth, ignoreIntrospection: true, ...refused },
    maxAliases: { n: maxAliases, ...refused },
    costLimit: { maxCost, ignoreIntrospection: true, ...refused },
    maxTokens: { enabled: false },
    maxDirectives: { n: 100, ...refused },
    blockFieldSuggestion: { enabled: false },
  }).protect();
  return {
    validationRules: [...(armor.validationRules as Limits['validationRules']), noPrototypeNames, plainIntrospection],
    plugins: armor.plugins as unknown as Limits['plugins'],
    parseOptions: { maxTokens },
  };
}

function tooLarge(context: unknown, error: GraphQLError): void {
  (context as ValidationContext).reportError(new GraphQLError(error.message, { extensions: { code: 'OPERATION_TOO_LARGE' } }));
}

/** `__proto__` as an alias would be lost in a JavaScript object: refused rather than answered wrongly. */
function noPrototypeNames(context: ValidationContext): ASTVisitor {
  return {
    Field(node) {
      if (node.alias?.value === '__proto__') {
        context.reportError(
          new GraphQLError('`__proto__` cannot be an alias.', { nodes: [node], extensions: { code: 'BAD_REQUEST' } }),
        );
      }
    },
  };
}

/**
 * Introspection counts in none of the limits, and each alias in it repeats the whole schema below: without any, all that can
 * be asked is under a megabyte.
 */
function plainIntrospection(context: ValidationContext): ASTVisitor {
  return {
    Field(node) {
      const inSchema = node.name.value === '__schema' || node.name.value === '__type';
      if (!node.alias || !(inSchema || context.getParentType()?.name.startsWith('__'))) return;
      context.reportError(
        new GraphQLError('Introspection takes no aliases.', { nodes: [node], extensions: { code: 'OPERATION_TOO_LARGE' } }),
      );
    },
  };
}
