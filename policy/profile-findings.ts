import { error, type Finding } from '../schema/finding.js';
import { findingsIn } from '../schema/profile-findings.js';
import type { Profile } from '../schema/profile.js';
import { sectionElements } from './elements.js';
import { reasons } from './reasons.js';

/** All that is amiss in a profile: what it says of itself, and what policy knows beside it. */
export function policyFindings(profile: Profile): readonly Finding[] {
  const found = [...findingsIn(profile)];
  for (const code of Object.keys(profile.messages)) {
    if (!Object.hasOwn(reasons, code))
      found.push(error(['messages', code], `${code} is no reason code; they are ${Object.keys(reasons).join(', ')}`));
  }
  const demographics = sectionElements().get('personDemographics');
  for (const [at, element] of profile.objections.minimumKept.entries()) {
    if (demographics?.has(element) !== true)
      found.push(error(['objections', 'minimumKept', at], `${element} is not an element of personDemographics`));
  }
  return found;
}
