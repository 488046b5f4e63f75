import { anyone, sectionLines, type RuleLines } from '../boundary/rules.js';

/** Who may read what of encounters: sections decide by role, relationship and objection; anything else is refused. */
export const rules: RuleLines = {
  Patient: {
    nhsNumber: anyone,
    ...sectionLines(
      'problemList',
      'contactsWithProfessionals',
      'admissionDetails',
      'dischargeDetails',
      'futureAppointments',
      'referralDetails',
      'proceduresAndTherapies',
      'documents',
      'planAndRequestedActions',
      'formulation',
      'familyHistory',
      'pregnancyStatus',
      'participationInResearch',
    ),
  },
};
