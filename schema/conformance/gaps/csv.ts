import type { Gaps } from './gap.js';

const noColumn = 'no column of Client Level Data or SSDA903';
const aLabelOnly = 'the return gives a label without place, date or author';

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
      'endOfLifeCare',
    ],
    ['a table holds no documents', 'documents'],
    [
      `${noColumn}; not part of the PRSB local-authority view`,
      'risks',
      'aboutMe',
      'contingencySafetyPlans',
      'additionalSupportPlans',
    ],
    [noColumn, 'alerts', 'localAuthority'],
  ],
  anywhere: [
    [
      'the council is the author; no column names a person or a place',
      /(?:^|\.)(?:performingProfessional|personCompletingRecord|location)(?:$|\.)/,
    ],
  ],
  sections: {
    personDemographics: [
      [
        noColumn,
        'personName',
        'religion',
        'personsAddress',
        'personsContactDetails',
        'photograph',
        'placeOfBirth',
        'maritalStatus',
        'immigrationStatus',
        'organAndTissueDonation',
        'overseasVisitorStatus',
      ],
    ],
    gpPractice: [['the column holds the code of the practice', 'gpName']],
    individualRequirements: [
      [aLabelOnly, 'impairment', 'cognition'],
      [noColumn, 'reasonableAdjustment', 'mobility', 'otherIndividualRequirements'],
    ],
    professionalContacts: [['SSDA903 names a social worker by a number of their own', 'name', 'keyWorker', 'speciality', 'team']],
    personalContacts: [
      [
        'the return says that there is an unpaid carer, not who it is',
        'name',
        'relationship',
        'contactDetails',
        'comments',
        'parentalResponsibility',
        'householdMember',
        'nhsNumber',
      ],
    ],
    referralDetails: [
      [
        'a request has a route of access and an outcome; the council is who it went to',
        'referrerDetails',
        'referralMethod',
        'clinicalUrgencyOfReferral',
        'referralTo',
        'referralCriteria',
        'returnResponseTo',
      ],
    ],
    assessments: [
      [
        'the questionnaire of SSDA903 (OC2) is one score',
        'structuredAssessment.assessmentValue',
        'structuredAssessment.globalScore',
        'structuredAssessment.subscaleScore',
        'structuredAssessment.subscaleValue',
      ],
    ],
    careAndSupportPlan: [
      [
        'a review has a date, a reason and an outcome; the plan itself is not in the return',
        'strengths',
        'needsConcernsOrProblems',
        'agreedWithPersonOrLegitimateRepresentative',
        'otherCarePlanningDocuments',
        'plannedReviewDateInterval',
        'responsibilityForReview',
      ],
    ],
    socialContext: [
      [aLabelOnly, 'occupationalHistory', 'dependants', 'accommodationStatus'],
      [
        noColumn,
        'householdComposition',
        'educationalHistory',
        'lifestyleChoices',
        'smokingStatus',
        'alcoholIntake',
        'drugSubstanceUse',
        'socialCircumstances',
        'access',
        'householdEnvironment',
      ],
    ],
    safeguarding: [[noColumn, 'safeguardingConcerns', 'childProtectionPlan', 'unbornChildProtectionPlan']],
    legalInformation: [
      [
        noColumn,
        'consentForInformationSharing',
        'consentRelatingToChild',
        'mentalCapacityAssessment',
        'lastingPowerOfAttorneyForHealthAndWelfareOrCourtAppointedDeputy',
        'mentalHealthActOrEquivalentStatus',
        'advanceDecisionToRefuseTreatment',
      ],
      ['a period under a deprivation-of-liberty order has a start and an end', 'deprivationOfLibertySafeguardsOrEquivalent'],
    ],
    equipmentAndAdaptations: [[noColumn, 'comment']],
  },
};
