import { anyone, sectionLines, type RuleLines } from '../boundary/rules.js';

/** Who may read what of demographics: sections decide by role, relationship and objection; anything else is refused. */
export const rules: RuleLines = {
  Query: { patient: anyone },
  Patient: {
    nhsNumber: anyone,
    ...sectionLines(
      'personDemographics',
      'gpPractice',
      'individualRequirements',
      'alerts',
      'professionalContacts',
      'personalContacts',
    ),
  },
};
