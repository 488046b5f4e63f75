import type { ConsentAnswer } from '../schema/facts.js';
import { accessWithoutConsent, basisOf, emergencyOverride, setsAside } from './claim.js';
import { passed, refused, type About, type Passed, type Refusal } from './decision.js';

const dayMs = 86_400_000;

/** Whether the person has agreed, where the profile has them asked (R18), or may be looked up unasked (R19, R20). */
export function consentTo(about: About): Refusal | Passed {
  if (about.policy.governance.consent.model === 'implied') return passed;
  const answer = countingAnswer(about);
  if (answer?.answer === 'given') return { permitted: true, basis: `consent given at ${answer.organisation}` };
  const unasked = accessWithoutConsent(about);
  if (unasked !== undefined) {
    const { statute } = about.policy.governance.withoutConsent.find(({ code }) => code === unasked.claim.ground)!;
    return { permitted: true, basis: `${basisOf(unasked)} under ${statute}` };
  }
  if (setsAside(emergencyOverride(about), 'consent', about)) return passed;
  return answer === undefined
    ? refused('CONSENT_NOT_ASKED', 'R18 consent at first access')
    : refused('CONSENT_REFUSED', 'R18 consent at first access');
}

/**
 * The answer that counts now: of this organisation or of any, as the profile says, and not too old; the newest,
 * and of two of the same moment the refusal. An agreement dated ahead does not count yet; a refusal does.
 */
export function countingAnswer({ viewer, facts, policy, now }: About): ConsentAnswer | undefined {
  const { countsFor, countsDays } = policy.governance.consent;
  const nowMs = now.getTime();
  let newest: ConsentAnswer | undefined;
  for (const answer of facts.consents) {
    if (countsFor === 'organisation' && answer.organisation !== viewer.organisation) continue;
    if (countsDays !== undefined && answer.answeredMs + countsDays * dayMs <= nowMs) continue;
    const isRefusal = answer.answer !== 'given';
    if (!isRefusal && !(answer.answeredMs <= nowMs)) continue;
    if (newest === undefined || answer.answeredMs > newest.answeredMs) newest = answer;
    // Not `===`: of a refusal whose moment cannot be read nothing says that it is the older one.
    else if (isRefusal && !(answer.answeredMs < newest.answeredMs)) newest = answer;
  }
  return newest;
}
