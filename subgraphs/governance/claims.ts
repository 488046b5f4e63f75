/** What staff claim of a person for themselves, for a time: a relationship, an emergency, a ground for looking without consent. */
import { decideGround, type GovernanceAct } from '../../policy/governance.js';
import { utcNow } from '../../schema/partial-date.js';
import type { ClaimInForce } from '../../schema/facts.js';
import type { StoredClaim } from '../../store/governance/records.js';
import type { RuleTree } from '../boundary/rules.js';
import type { RecordContext } from '../context.js';
import { told, type Told } from './account.js';
import { admit, admitTo, asking } from './authority.js';
import { byViewer, keyOf, numberOf, reasonOf } from './inputs.js';

/** `ClaimInput` and `AccessWithoutConsentInput`, as GraphQL gives them. */
export interface ClaimInput {
  readonly nhsNumber: string;
  readonly ground?: string;
  readonly reason: string;
  readonly idempotencyKey: string;
}

const minuteMs = 60_000;

/** Fields of governance about claims. How long one lasts, the profile says; policy counts it no longer than that. */
export function claimFields(rules: () => RuleTree) {
  const claimed = (field: string, kind: ClaimInForce['kind'], act: GovernanceAct) =>
    told(`Mutation.${field}`, rules, ({ input }: { readonly input: ClaimInput }, context) =>
      make(`Mutation.${field}`, kind, act, input, context),
    );
  return {
    Mutation: {
      declareRelationship: claimed('declareRelationship', 'declared-relationship', 'declare relationship'),
      overrideInEmergency: claimed('overrideInEmergency', 'emergency-override', 'override'),
      accessWithoutConsent: claimed('accessWithoutConsent', 'without-consent', 'access without consent'),
    },
  };
}

async function make(
  coordinate: string,
  kind: ClaimInForce['kind'],
  act: GovernanceAct,
  input: ClaimInput,
  context: RecordContext,
): Promise<Told> {
  const person = await context.person(numberOf(input.nhsNumber));
  admitTo(act, coordinate, person, context);
  if (kind === 'without-consent') admit(coordinate, person.nhsNumber, decideGround(asking(context), input.ground ?? ''), context);
  const fromMs = context.now.getTime();
  const claim = await context.surroundings.store.makeClaim({
    nhsNumber: person.nhsNumber,
    kind,
    ground: input.ground,
    reason: reasonOf(input.reason, 'input.reason'),
    by: byViewer(context),
    fromMs,
    untilMs: fromMs + lastsMs(kind, input.ground, context),
    idempotencyKey: keyOf(input.idempotencyKey),
  });
  return { nhsNumber: person.nhsNumber, value: shownClaim(claim), entries: [claim.id] };
}

function lastsMs(kind: ClaimInForce['kind'], ground: string | undefined, { surroundings }: RecordContext): number {
  const { declaredRelationship, override, withoutConsent } = surroundings.profile;
  switch (kind) {
    case 'declared-relationship':
      return (declaredRelationship?.days ?? 0) * 24 * 60 * minuteMs;
    case 'emergency-override':
      return (override?.minutes ?? 0) * minuteMs;
    case 'without-consent':
      return (withoutConsent.find(({ code }) => code === ground)?.hours ?? 0) * 60 * minuteMs;
  }
}

/** A claim, by the names of the SDL. Only who made it and who reviews it are shown it. */
export function shownClaim(claim: StoredClaim) {
  const { review } = claim;
  return {
    id: claim.id,
    version: claim.version,
    kind: shownKind(claim.kind),
    nhsNumber: claim.nhsNumber,
    userId: claim.userId,
    organisation: claim.organisation,
    role: claim.role ?? null,
    ground: claim.ground ?? null,
    reason: claim.reason,
    from: utcNow(new Date(claim.fromMs)),
    until: utcNow(new Date(claim.untilMs)),
    review:
      review === undefined
        ? null
        : {
            outcome: review.outcome === 'justified' ? 'JUSTIFIED' : 'NOT_JUSTIFIED',
            reviewedAt: review.reviewedAt,
            reviewedBy: review.reviewedBy,
            reason: review.reason,
          },
  };
}

/** `AccessClaimKind` of the SDL. */
export function shownKind(kind: ClaimInForce['kind']): string {
  return kind.toUpperCase().replace('-', '_');
}
