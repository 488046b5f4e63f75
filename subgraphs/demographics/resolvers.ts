import { careResolvers, personIn, type Resolvers } from '../boundary/care.js';
import type { RuleTree } from '../boundary/rules.js';
import type { RecordContext } from '../context.js';

/** Resolvers of demographics, where a query enters a person's record. */
export function resolvers(rules: () => RuleTree): Resolvers {
  return {
    ...careResolvers('demographics', rules),
    Query: {
      patient: (async (_root: unknown, { nhsNumber }: { nhsNumber: string }, context: RecordContext) => {
        const person = await personIn(nhsNumber, context, 'demographics');
        if (person.facts.known) return person;
        // Whether a number is known is itself information: only who may see any record learns that it is not.
        return person.decisions.person.permitted ? null : person;
      }) as never,
    },
  };
}
