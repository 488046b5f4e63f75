import { anyone, sectionLines, type RuleLines } from '../boundary/rules.js';

/** Who may read what of social-care: sections decide by role, relationship and objection; anything else is refused. */
export const rules: RuleLines = {
  Patient: {
    nhsNumber: anyone,
    ...sectionLines(
      'servicesAndCare',
      'primarySupportReason',
      'assessments',
      'careAndSupportPlan',
      'socialContext',
      'safeguarding',
      'legalInformation',
      'risks',
      'equipmentAndAdaptations',
      'aboutMe',
      'contingencySafetyPlans',
      'additionalSupportPlans',
      'endOfLifeCare',
      'localAuthority',
    ),
  },
};
