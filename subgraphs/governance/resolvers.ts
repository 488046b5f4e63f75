import type { GraphQLResolveInfo } from 'graphql';
import type { Resolvers } from '../boundary/care.js';
import type { RuleTree } from '../boundary/rules.js';
import type { PersonInRequest, RecordContext } from '../context.js';
import { accessTo } from './access.js';
import { account } from './account.js';
import { claimFields } from './claims.js';
import { explainFields } from './explain.js';
import { consentFields } from './consents.js';
import { flagFields } from './flags.js';
import { numberOf } from './inputs.js';
import { objectionFields } from './objections.js';
import { optOutFields } from './opt-outs.js';
import { feeds, refusedAccesses } from './oversight.js';
import { partnersSharing } from './partners.js';
import { reviewFields } from './reviews.js';
import { purposesOfUse, sharingRules } from './sharing.js';
import { trailFields } from './trail.js';

/**
 * Resolvers of governance. Who may is decided here again for the person concerned, whatever rules
 * stand before; every answer about a person, and every refusal, goes to the audit.
 */
export function resolvers(rules: () => RuleTree): Resolvers {
  const objections = objectionFields(rules);
  const consents = consentFields(rules);
  const claims = claimFields(rules);
  const reviews = reviewFields(rules);
  const flags = flagFields(rules);
  const resolvers = {
    Query: {
      me: (_root: unknown, _args: unknown, { viewer, surroundings }: RecordContext) => ({
        ...viewer,
        population: surroundings.population === 'real' ? 'REAL' : 'SYNTHETIC',
      }),
      partners: (_root: unknown, _args: unknown, context: RecordContext) => partnersSharing(context),
      lawfulBases: (_root: unknown, _args: unknown, context: RecordContext) => purposesOfUse(context),
      sharingRules: (_root: unknown, _args: unknown, context: RecordContext) => sharingRules(context),
      refusedAccesses: (_root: unknown, args: Parameters<typeof refusedAccesses>[0], context: RecordContext) =>
        refusedAccesses(args, context),
      feeds: (_root: unknown, _args: unknown, context: RecordContext) => feeds(context),
      ...objections.Query,
      ...consents.Query,
      ...reviews.Query,
      ...flags.Query,
      ...optOutFields(rules).Query,
      ...trailFields(rules).Query,
      ...explainFields(rules).Query,
    },

    Mutation: {
      ...objections.Mutation,
      ...consents.Mutation,
      ...claims.Mutation,
      ...reviews.Mutation,
      ...flags.Mutation,
    },

    Patient: {
      // Discloses nothing: it neither reads the person nor says whether there is one.
      __resolveReference: (reference: { readonly nhsNumber: string }) => ({
        __typename: 'Patient',
        nhsNumber: numberOf(reference.nhsNumber),
      }),

      access: async (
        patient: Pick<PersonInRequest, 'nhsNumber'>,
        _args: unknown,
        context: RecordContext,
        info: GraphQLResolveInfo,
      ) => {
        const { value, nhsNumber, entries } = await accessTo(patient.nhsNumber, context);
        return account(value, 'Patient.access', entries, { nhsNumber, context, info, rules: rules() });
      },
    },
  };
  return resolvers as unknown as Resolvers;
}
