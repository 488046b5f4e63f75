/** Why somebody would, or would not, see each part of a person's record: for a privacy officer to read. */
import type { Section } from '../schema/entry.js';
import type { ClaimInForce, ConsentAnswer } from '../schema/facts.js';
import { sectionNames } from '../schema/sections.js';
import { accessWithoutConsent, declaredRelationship, emergencyOverride, setsAside, type CountingClaim } from './claim.js';
import { consentTo, countingAnswer } from './consent.js';
import { decisionsAbout } from './decide.js';
import type { About, Decision, Passed, Refusal } from './decision.js';
import { sectionElements } from './elements.js';
import { standingAgainst, weightOf } from './objection.js';
import { personChecks, relationshipTo } from './person.js';

/** One of the checks of viewer and person, in the order they are made. */
export interface CheckMade {
  /** What it asks, in a word or two: `role`, `yearly training`, `relationship`. */
  readonly asks: string;
  /** R-number of the rule it keeps. */
  readonly rule: string;
  /** What it said; undefined where an earlier check had refused already, so that it was not asked. */
  readonly outcome: Refusal | Passed | undefined;
}

/** One partner's share of a section. */
export interface ShareExplained {
  /** ODS code. */
  readonly partner: string;
  readonly decision: Decision;
  /** Elements that stay readable although the share is withheld (R13); those the role sees. */
  readonly kept: readonly string[];
  /** Identifiers of the objections that stand against this share, set aside by an override or not. */
  readonly objections: readonly string[];
}

export interface SectionExplained {
  readonly section: Section;
  readonly decision: Decision;
  /** Elements of the section that the role sees; a locating part of them only while {@link Explanation.locating} permits. */
  readonly elements: readonly string[];
  /** Elements of the section that the role does not see. */
  readonly elementsWithheld: readonly string[];
  readonly shares: readonly ShareExplained[];
}

/** A claim of this user that counts now. */
export interface ClaimExplained {
  readonly id: string;
  readonly kind: ClaimInForce['kind'];
  /** Milliseconds since 1970, UTC: its own end, or the profile's longest where that is sooner. */
  readonly untilMs: number;
  /** What it does without, of what would otherwise withhold something now. */
  readonly setsAside: readonly ('relationship' | 'objection' | 'consent')[];
}

export interface Explanation {
  readonly person: Decision;
  /** Whether what would help to find the person may be told (R23). */
  readonly locating: Decision;
  readonly checks: readonly CheckMade[];
  readonly claims: readonly ClaimExplained[];
  /** The answer that counts, where the profile has people asked (R18). */
  readonly consent: ConsentAnswer | undefined;
  /** Objections that count for anybody now, and whether this viewer's override sets them aside. */
  readonly objections: readonly { readonly id: string; readonly underReview: boolean; readonly isSetAside: boolean }[];
  readonly sections: readonly SectionExplained[];
}

/**
 * Explains every section to the privacy officer who asks about `about.viewer`. The decisions are those of
 * `decide`; nothing is decided here a second time.
 * @param partners ODS codes of the partners whose shares to explain; left out: all of the profile
 */
export function explain(about: About, partners: readonly string[] = [...about.policy.partners.keys()]): Explanation {
  const { viewer, facts, policy } = about;
  const decisions = decisionsAbout(about);
  const seen = viewer.role === undefined ? undefined : policy.roles.get(viewer.role);
  const rules = policy.governance.objections;
  const overrides = setsAside(emergencyOverride(about), 'objection', about);

  function share(partner: string, section: Section): ShareExplained {
    const decision = decisions.partner(partner, section);
    const allOrNothing = policy.partners.get(partner)?.allOrNothing ?? false;
    const sharing = { recipient: viewer.organisation, source: partner, section, allOrNothing };
    return {
      partner,
      decision,
      kept: decision.permitted ? [] : [...(decision.kept ?? [])].filter((element) => seen?.get(section)?.has(element) === true),
      objections: standingAgainst(facts.objections, sharing, rules)?.objections.map(({ id }) => id) ?? [],
    };
  }

  return {
    person: decisions.person,
    locating: decisions.locating,
    checks: checksMade(about),
    claims: claimsOf(about),
    consent: policy.governance.consent.model === 'implied' ? undefined : countingAnswer(about),
    objections: facts.objections
      .filter((objection) => weightOf(objection, rules) !== undefined)
      .map(({ id, underReview }) => ({ id, underReview: underReview === true, isSetAside: overrides })),
    sections: sectionNames.map((section): SectionExplained => {
      const all = [...(sectionElements().get(section) ?? [])];
      return {
        section,
        decision: decisions.section(section),
        elements: all.filter((element) => seen?.get(section)?.has(element) === true),
        elementsWithheld: all.filter((element) => seen?.get(section)?.has(element) !== true),
        shares: partners.map((partner) => share(partner, section)),
      };
    }),
  };
}

function checksMade(about: About): readonly CheckMade[] {
  let isRefused = false;
  return personChecks.map(({ asks, rule, holds }) => {
    if (isRefused) return { asks, rule, outcome: undefined };
    const outcome = holds(about);
    isRefused = !outcome.permitted;
    return { asks, rule, outcome };
  });
}

function claimsOf(about: About): readonly ClaimExplained[] {
  const counting = [declaredRelationship(about), emergencyOverride(about), accessWithoutConsent(about)];
  return counting.flatMap((one) => {
    if (one === undefined) return [];
    const { claim, untilMs } = one;
    return { id: claim.id, kind: claim.kind, untilMs, setsAside: doneWithout(one, about) };
  });
}

/** What would withhold more if this claim were not there. */
function doneWithout({ claim }: CountingClaim, about: About): ClaimExplained['setsAside'] {
  const { facts } = about;
  const without = { ...about, facts: { ...facts, claims: facts.claims.filter(({ id }) => id !== claim.id) } };
  const objections = facts.objections.some((objection) => weightOf(objection, about.policy.governance.objections) !== undefined);
  const isOverride = claim.kind === 'emergency-override';
  return [
    ...(claim.kind !== 'without-consent' && !relationshipTo(without).permitted ? (['relationship'] as const) : []),
    ...(isOverride && objections && setsAside(emergencyOverride(about), 'objection', about) ? (['objection'] as const) : []),
    ...(claim.kind !== 'declared-relationship' && !consentTo(without).permitted ? (['consent'] as const) : []),
  ];
}
