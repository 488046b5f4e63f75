/** Claims that wait for review, and their review. */
import type { GraphQLResolveInfo } from 'graphql';
import { decideClaimReview, decideReviewer, kindsReviewed } from '../../policy/governance.js';
import { RecordError } from '../../schema/errors.js';
import type { ClaimInForce } from '../../schema/facts.js';
import type { StoredClaim } from '../../store/governance/records.js';
import type { RuleTree } from '../boundary/rules.js';
import type { RecordContext } from '../context.js';
import { account, told, type Told } from './account.js';
import { admit, asking, mayReviewClaims } from './authority.js';
import { shownClaim } from './claims.js';
import { changeOf, pageOf, type Versioned } from './inputs.js';

/** Arguments of `accessReviews`, as GraphQL gives them. */
interface WaitingArgs {
  readonly kind?: 'DECLARED_RELATIONSHIP' | 'EMERGENCY_OVERRIDE' | 'WITHOUT_CONSENT' | null;
  readonly organisation?: string | null;
  readonly first?: number | null;
  readonly offset?: number | null;
}

/** `ReviewAccessInput`, as GraphQL gives it. */
interface ReviewInput extends Versioned {
  readonly outcome: 'JUSTIFIED' | 'NOT_JUSTIFIED';
}

const kinds = {
  DECLARED_RELATIONSHIP: 'declared-relationship',
  EMERGENCY_OVERRIDE: 'emergency-override',
  WITHOUT_CONSENT: 'without-consent',
} as const satisfies Record<string, ClaimInForce['kind']>;

/** Fields of governance about the review of claims. */
export function reviewFields(rules: () => RuleTree) {
  return {
    Query: {
      accessReviews: async (_root: unknown, args: WaitingArgs, context: RecordContext, info: GraphQLResolveInfo) => {
        const theirs = kindsReviewed(asking(context));
        const asked = args.kind == null ? theirs : theirs.filter((kind) => kind === kinds[args.kind!]);
        const { totalCount, claims } = await context.surroundings.store.claimsWaiting({
          kinds: asked,
          organisation: args.organisation ?? undefined,
          ...pageOf(args),
        });
        // Of each person the audit notes what is told of them, as if it were told alone.
        for (const [nhsNumber, ofPerson] of byPerson(claims)) {
          admit('Query.accessReviews', nhsNumber, decideReviewer(asking(context)), context);
          const page = { totalCount, claims: ofPerson.map(shownClaim) };
          const ids = ofPerson.map(({ id }) => id);
          account(page, 'Query.accessReviews', ids, { nhsNumber, context, info, rules: rules() });
        }
        return { totalCount, claims: claims.map(shownClaim) };
      },
    },
    Mutation: { reviewAccess: told('Mutation.reviewAccess', rules, review) },
  };
}

async function review({ input }: { readonly input: ReviewInput }, context: RecordContext): Promise<Told> {
  const coordinate = 'Mutation.reviewAccess';
  const { store } = context.surroundings;
  const allowed = mayReviewClaims(coordinate)(context);
  if (allowed !== true) throw allowed;
  const held = await store.claim(input.id);
  if (held === undefined) throw new RecordError('NOT_FOUND');
  admit(coordinate, held.nhsNumber, decideClaimReview(asking(context), held), context);
  const outcome = input.outcome === 'JUSTIFIED' ? 'justified' : 'not-justified';
  const reviewed = await store.reviewClaim({ ...changeOf(input, 'input.', context), outcome });
  return { nhsNumber: held.nhsNumber, value: shownClaim(reviewed), entries: [reviewed.id] };
}

function byPerson(claims: readonly StoredClaim[]) {
  const people = new Map<StoredClaim['nhsNumber'], StoredClaim[]>();
  for (const claim of claims) {
    const known = people.get(claim.nhsNumber);
    if (known === undefined) people.set(claim.nhsNumber, [claim]);
    else known.push(claim);
  }
  return people;
}
