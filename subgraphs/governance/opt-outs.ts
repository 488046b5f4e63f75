/** Opt-outs on file (R21). */
import type { RuleTree } from '../boundary/rules.js';
import type { RecordContext } from '../context.js';
import { told } from './account.js';
import { admitTo } from './authority.js';
import { numberOf } from './inputs.js';

/** Fields of governance about opt-outs. */
export function optOutFields(rules: () => RuleTree) {
  return {
    Query: {
      optOuts: told('Query.optOuts', rules, async (args: { readonly nhsNumber: string }, context) => {
        const person = await context.person(numberOf(args.nhsNumber));
        admitTo('read objections', 'Query.optOuts', person, context);
        const { nationalDataOptOut, gpDissent } = person.facts.optOuts;
        const reach = context.surroundings.policy.governance.optOuts;
        const { purpose } = context.viewer;
        const hidesForYou =
          (nationalDataOptOut && reach.nationalDataOptOut.includes(purpose)) || (gpDissent && reach.gpDissent.includes(purpose));
        return { nhsNumber: person.nhsNumber, value: { nationalDataOptOut, gpDissent, hidesForYou }, entries: [] };
      }),
      optOutLists: (_root: unknown, _args: unknown, { surroundings }: RecordContext) => surroundings.store.optOutLists(),
    },
  };
}
