/** Who looked at a person's record, and whose records the viewer looked at (R39). */
import type { GraphQLResolveInfo } from 'graphql';
import { searchTrail, type TrailQuery } from '../../audit/search.js';
import type { Disclosure } from '../../schema/disclosure.js';
import { ownAccessGround, type OwnAccess } from '../../store/governance/records.js';
import type { RuleTree } from '../boundary/rules.js';
import type { RecordContext } from '../context.js';
import { account, told } from './account.js';
import { admitToReview, touch } from './authority.js';
import { numberOf, pageOf } from './inputs.js';

/** Fields of governance about the audit trail. */
export function trailFields(rules: () => RuleTree) {
  return {
    Query: {
      auditTrail: told('Query.auditTrail', rules, async (args: TrailQuery, context) => {
        const nhsNumber = numberOf(args.nhsNumber);
        admitToReview('Query.auditTrail', nhsNumber, context);
        const { totalCount, disclosures } = await searchTrail(context.surroundings.store, { ...args, nhsNumber });
        const value = { totalCount, disclosures: disclosures.map(shownDisclosure) };
        return { nhsNumber, value, entries: disclosures.map(({ id }) => id) };
      }),

      myAccess: async (
        _root: unknown,
        args: { readonly first?: number | null; readonly offset?: number | null },
        context: RecordContext,
        info: GraphQLResolveInfo,
      ) => {
        const { viewer, surroundings } = context;
        // A session of one person shows no other's number (R7).
        const { more, accesses } = await surroundings.store.accessesBy({
          userId: viewer.userId,
          nhsNumber: viewer.lockedTo,
          ...pageOf(args),
        });
        for (const nhsNumber of new Set(accesses.map((access) => access.nhsNumber))) {
          touch(nhsNumber, { permitted: true, basis: ownAccessGround }, context);
          const ofPerson = accesses.filter((access) => access.nhsNumber === nhsNumber);
          const page = { more, accesses: ofPerson.map(shownAccess) };
          const ids = ofPerson.map(({ id }) => id);
          account(page, 'Query.myAccess', ids, { nhsNumber, context, info, rules: rules() });
        }
        return { more, accesses: accesses.map(shownAccess) };
      },
    },
  };
}

function shownAccess({ relationship, operationName, ...access }: OwnAccess) {
  return { ...access, relationship: relationship ?? null, operationName: operationName ?? null };
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
