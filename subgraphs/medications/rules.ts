import { anyone, sectionLines, type RuleLines } from '../boundary/rules.js';

/** Who may read what of medications: sections decide by role, relationship and objection; anything else is refused. */
export const rules: RuleLines = {
  Patient: {
    nhsNumber: anyone,
    ...sectionLines('medicationsAndMedicalDevices', 'allergiesAndAdverseReactions', 'vaccinations'),
  },
};
