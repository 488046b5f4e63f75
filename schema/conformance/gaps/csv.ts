import type { Gaps } from './gap.js';

const noColumn = 'no column of Client Level Data, SSDA903 or the council layout';

/** CSV: Client Level Data Release 1 and 2, the SSDA903 modules that may be shared, and the council layout. */
export const csvGaps: Gaps = {
  absent: [
    [
      'health records: councils hold none and send none',
      'medicationsAndMedicalDevices',
      'allergiesAndAdverseReactions',
      'vaccinations',
      'problemList',
      'contactsWithProfessionals',
      'admissionDetails',
      'dischargeDetails',
      'futureAppointments',
      'proceduresAndTherapies',
      'planAndRequestedActions',
      'formulation',
      'familyHistory',
      'pregnancyStatus',
      'participationInResearch',
      'investigationResults',
      'investigationsRequested',
      'examinationFindings',
    ],
    ['a table holds no documents', 'documents'],
  ],
  anywhere: [],
  sections: {
    personDemographics: [
      [
        noColumn,
        'religion',
        'photograph',
        'placeOfBirth',
        'maritalStatus',
        'organAndTissueDonation',
        'overseasVisitorStatus',
        'personsContactDetails.personsTelephoneNumberDetails.preferenceOfTelephoneNumber',
        'personsContactDetails.personsEmailAddressDetails.preferenceOfEmailAddress',
      ],
      ['SSDA903 says of a child only that they seek asylum', 'immigrationStatus'],
    ],
    gpPractice: [['the column holds the code of the practice', 'gpName']],
    socialContext: [['the column is a date', 'smokingStatus.dateStoppedSmoking.codedValue']],
    careAndSupportPlan: [
      [
        'one goal and one action to a need: a spreadsheet has no room for stages within them',
        'needsConcernsOrProblems.goalsAndHopes.actionsAndActivities.stageGoal',
      ],
    ],
  },
};
