/** Why somebody would, or would not, see each section of a person's record; for a privacy officer. Nothing here reads an entry. */
import { explanationOf, refused, type About, type Decision } from '../../policy/decide.js';
import { explain, type CheckMade, type Explanation, type ShareExplained } from '../../policy/explain.js';
import { utcNow } from '../../schema/partial-date.js';
import { locates, shown, type PartnerShown } from '../boundary/coverage.js';
import type { RuleTree } from '../boundary/rules.js';
import type { PersonInRequest, RecordContext } from '../context.js';
import { told, type Told } from './account.js';
import { admit, admitToReview } from './authority.js';
import { numberOf } from './inputs.js';
import { shownKind } from './claims.js';
import { supposed, type SupposedViewerInput } from './supposed.js';

interface ExplainArgs {
  readonly nhsNumber: string;
  readonly as: SupposedViewerInput;
}

/** Fields of governance that explain other people's access. */
export function explainFields(rules: () => RuleTree) {
  return { Query: { explainAccess: told('Query.explainAccess', rules, explainAccess) } };
}

async function explainAccess(args: ExplainArgs, context: RecordContext): Promise<Told> {
  const coordinate = 'Query.explainAccess';
  const { surroundings, now } = context;
  const { viewer, staff } = await supposed(args.as, context);
  const person = await context.person(numberOf(args.nhsNumber));
  admitToReview(coordinate, person.nhsNumber, context);
  // Whether a practice near by would be let in tells that it is near by: who asks of each in turn must not find the person.
  if (locates(surroundings.partners.get(viewer.organisation), person, context.viewer))
    admit(coordinate, person.nhsNumber, refused('SENSITIVE_ADDRESS', 'R23 sensitive-address flag'), context);
  const { policy, population } = surroundings;
  const claims = args.as.userId == null ? [] : person.facts.claims;
  const about: About = { viewer, staff, facts: { ...person.facts, claims }, policy, population, now };
  const explained = explain(about);
  return {
    nhsNumber: person.nhsNumber,
    value: inWords(explained, about, person, context),
    entries: [...explained.claims, ...explained.objections].map(({ id }) => id),
  };
}

function inWords(explained: Explanation, about: About, person: PersonInRequest, context: RecordContext) {
  const { surroundings } = context;
  const decided = (decision: Decision) => decisionInWords(decision, context);
  return {
    role: about.viewer.role ?? null,
    decision: decided(explained.person),
    locating: decided(explained.locating),
    checks: explained.checks.map((check) => checkInWords(check, hidesConsent(explained, about), context)),
    claims: explained.claims.map(({ id, kind, untilMs, setsAside }) => ({
      id,
      kind: shownKind(kind),
      until: utcNow(new Date(untilMs)),
      setsAside,
    })),
    objections: explained.objections,
    sections: explained.sections.map(({ section, decision, elements, elementsWithheld, shares }) => ({
      section,
      decision: decided(decision),
      elements: decision.permitted ? elements : [],
      elementsWithheld,
      // Where the whole section is refused there is nothing to say of its partners.
      shares: decision.permitted ? sharesInWords(shares, about, person, context) : [],
    })),
    notAsked: [...(surroundings.viewOnly?.partners ?? [])].flatMap((ods) => {
      const partner = surroundings.partners.get(ods);
      return partner === undefined ? [] : [shown(partner)];
    }),
  };
}

/** Under a sensitive-address flag the organisation that asked for consent is not named: it may be near by. */
function hidesConsent({ consent }: Explanation, { facts, viewer }: About): boolean {
  return facts.sensitiveAddress && consent !== undefined && consent.organisation !== viewer.organisation;
}

function checkInWords({ asks, rule, outcome }: CheckMade, hides: boolean, context: RecordContext) {
  if (outcome === undefined) return { asks, rule, outcome: 'NOT_ASKED', basis: null, reason: null, explanation: null };
  if (outcome.permitted) {
    const basis = asks === 'consent' && hides ? null : (outcome.basis ?? null);
    return { asks, rule, outcome: 'PASSED', basis, reason: null, explanation: null };
  }
  return { asks, outcome: 'REFUSED', basis: null, ...decisionInWords(outcome, context), rule: outcome.rule };
}

function decisionInWords(decision: Decision, context: RecordContext) {
  if (decision.permitted) return { permitted: true, reason: null, rule: null, explanation: null };
  const { reason, rule } = decision;
  return { permitted: false, reason, rule, explanation: explanationOf(reason, context.surroundings.policy.messages) };
}

interface ShareInWords {
  readonly partner: PartnerShown | null;
  readonly decision: ReturnType<typeof decisionInWords>;
  readonly kept: readonly string[];
}

/**
 * Every partner of the record, whatever it holds: those that may be named, by name; of the others one line for each way in
 * which they are decided, after the rest, so that neither number nor place tells who is meant.
 */
function sharesInWords(
  shares: readonly ShareExplained[],
  { viewer }: About,
  person: PersonInRequest,
  context: RecordContext,
): readonly ShareInWords[] {
  const named: ShareInWords[] = [];
  const nameless = new Map<string, ShareInWords>();
  for (const { partner: ods, decision, kept } of shares) {
    const partner = context.surroundings.partners.get(ods)!;
    const line = { decision: decisionInWords(decision, context), kept };
    const isOneOfMany = partner.kind === 'gp-practice' && ods !== viewer.organisation && ods !== context.viewer.organisation;
    if (!isOneOfMany && !locates(partner, person, context.viewer)) named.push({ partner: shown(partner), ...line });
    else nameless.set(JSON.stringify(line), { partner: null, ...line });
  }
  const sorted = [...nameless].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, line]) => line);
  return [...named, ...sorted];
}
