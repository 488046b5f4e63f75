import type { GraphQLResolveInfo } from 'graphql';
import { searchTrail, type TrailQuery } from '../../audit/search.js';
import { decisionsAbout, explanationOf, lawfulBasisOf } from '../../policy/decide.js';
import type { Disclosure } from '../../schema/disclosure.js';
import { RecordError } from '../../schema/errors.js';
import { parseNhsNumber, type NhsNumber } from '../../schema/nhs-number.js';
import type { Resolvers } from '../boundary/care.js';
import type { RuleTree } from '../boundary/rules.js';
import type { PersonInRequest, RecordContext } from '../context.js';
import { account } from './account.js';
import { aboutOf, admitTo, admitToReview, may, touch } from './authority.js';
import { keyOf, reasonOf, scopeOf, shownObjection, type ObjectionInput } from './objections.js';
import { partnersSharing } from './partners.js';

/**
 * Resolvers of governance. Who may is decided here again for the person concerned, whatever rules
 * stand before; every answer about a person, and every refusal, goes to the audit.
 */
export function resolvers(rules: () => RuleTree): Resolvers {
  const resolvers = {
    Query: {
      me: (_root: unknown, _args: unknown, { viewer, surroundings }: RecordContext) => ({
        ...viewer,
        population: surroundings.population === 'real' ? 'REAL' : 'SYNTHETIC',
      }),

      partners: (_root: unknown, _args: unknown, context: RecordContext) => partnersSharing(context),

      objections: async (
        _root: unknown,
        args: { readonly nhsNumber: string },
        context: RecordContext,
        info: GraphQLResolveInfo,
      ) => {
        const person = await context.person(numberOf(args.nhsNumber));
        admitTo('read objections', 'Query.objections', person, context);
        const objections = await context.surroundings.store.objectionsOf(person.nhsNumber);
        const shown = objections.map((objection) => shownObjection(objection, person, context));
        return account(shown, 'Query.objections', idsOf(shown), { nhsNumber: person.nhsNumber, context, info, rules: rules() });
      },

      auditTrail: async (_root: unknown, args: TrailQuery, context: RecordContext, info: GraphQLResolveInfo) => {
        const nhsNumber = numberOf(args.nhsNumber);
        admitToReview('Query.auditTrail', nhsNumber, context);
        const { totalCount, disclosures } = await searchTrail(context.surroundings.store, { ...args, nhsNumber });
        const trail = { totalCount, disclosures: disclosures.map(shownDisclosure) };
        return account(trail, 'Query.auditTrail', idsOf(disclosures), { nhsNumber, context, info, rules: rules() });
      },
    },

    Mutation: {
      recordObjection: async (
        _root: unknown,
        { input }: { readonly input: ObjectionInput },
        context: RecordContext,
        info: GraphQLResolveInfo,
      ) => {
        const person = await context.person(numberOf(input.nhsNumber));
        admitTo('record objection', 'Mutation.recordObjection', person, context);
        const scope = scopeOf(input, context);
        const reason = reasonOf(input.reason, 'input.reason');
        const recorded = await context.surroundings.store.recordObjection({
          nhsNumber: person.nhsNumber,
          ...scope,
          ...(reason === undefined ? {} : { reason }),
          underReview: context.surroundings.profile.objections.reviewed,
          recordedBy: context.viewer.userId,
          organisation: context.viewer.organisation,
          role: context.viewer.role,
          idempotencyKey: keyOf(input),
        });
        const shown = shownObjection(recorded, person, context);
        return account(shown, 'Mutation.recordObjection', [recorded.id], {
          nhsNumber: person.nhsNumber,
          context,
          info,
          rules: rules(),
        });
      },

      withdrawObjection: async (
        _root: unknown,
        args: { readonly id: string; readonly version: number; readonly reason: string },
        context: RecordContext,
        info: GraphQLResolveInfo,
      ) => {
        const { store } = context.surroundings;
        const allowed = may('Mutation.withdrawObjection', 'withdraw objection')(context);
        const held = await store.objection(args.id);
        if (held === undefined) throw allowed === true ? new RecordError('NOT_FOUND') : allowed;
        const person = await context.person(held.nhsNumber);
        admitTo('withdraw objection', 'Mutation.withdrawObjection', person, context);
        const reason = reasonOf(args.reason, 'reason');
        if (reason === undefined) throw new RecordError('BAD_REQUEST', { location: 'reason', detail: 'say why it is withdrawn' });
        const withdrawn = await store.withdrawObjection({
          id: args.id,
          version: args.version,
          by: context.viewer,
          reason,
        });
        const shown = shownObjection(withdrawn, person, context);
        return account(shown, 'Mutation.withdrawObjection', [args.id], {
          nhsNumber: person.nhsNumber,
          context,
          info,
          rules: rules(),
        });
      },
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
        const person = await context.person(patient.nhsNumber);
        const decision = decisionsAbout(aboutOf(person, context)).person;
        touch(person.nhsNumber, decision, context);
        const { policy } = context.surroundings;
        const access = {
          permitted: decision.permitted,
          reason: decision.permitted ? null : decision.reason,
          explanation: decision.permitted ? null : explanationOf(decision.reason, policy.messages),
          relationship: decision.permitted ? decision.basis : null,
          lawfulBasis: lawfulBasisOf(policy, context.viewer.purpose),
        };
        return account(access, 'Patient.access', [], { nhsNumber: person.nhsNumber, context, info, rules: rules() });
      },
    },
  };
  return resolvers as unknown as Resolvers;
}

function numberOf(text: unknown): NhsNumber {
  const nhsNumber = typeof text === 'string' ? parseNhsNumber(text) : undefined;
  if (nhsNumber === undefined) throw new RecordError('BAD_NHS_NUMBER');
  return nhsNumber;
}

function idsOf(listed: readonly { readonly id: string }[]): readonly string[] {
  return listed.map(({ id }) => id);
}

function shownDisclosure({ viewer, atUtc, id, ...disclosure }: Disclosure) {
  return {
    ...disclosure,
    id,
    at: atUtc,
    userId: viewer.userId,
    userName: viewer.name,
    roleCode: viewer.roleCode,
    role: viewer.role,
    organisation: viewer.organisation,
    purpose: viewer.purpose,
  };
}
