import { datasetFindings, feedFindings, partnerFindings } from './profile-findings-partners.js';
import { consentFindings, launchFindings, purposeFindings, retentionFindings } from './profile-findings-rules.js';
import type { Finding } from './finding.js';
import type { Profile } from './profile-shape.js';

/** What is amiss in a profile that fits its shape, in the order in which a profile is written. */
export function findingsIn(profile: Profile): readonly Finding[] {
  return [
    ...partnerFindings(profile),
    ...feedFindings(profile),
    ...datasetFindings(profile),
    ...purposeFindings(profile),
    ...consentFindings(profile),
    ...launchFindings(profile),
    ...retentionFindings(profile),
  ];
}
