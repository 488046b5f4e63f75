import type { Gaps } from './gap.js';

const noTemplate = 'no ITK or C-CDA template holds it';
const inWords = "kept in the section's own words (narrative): no coded entry holds it";
const aTemplateUnused = 'the template has a place for it that no fixture or synthetic partner fills';

/** CDA: ITK templates, Transfer-of-Care sections and C-CDA. */
export const cdaGaps: Gaps = {
  absent: [
    [
      'no section of the templates is about council services; councils send CSV',
      'servicesAndCare',
      'primarySupportReason',
      'localAuthority',
    ],
    [
      'no section of its own: what a document says of it stands under Safety alerts and is shown as alerts',
      'safeguarding',
      'risks',
    ],
    ['no template; About me is written in care homes and by people themselves, who send no CDA', 'aboutMe'],
    [
      'no section of its own: plans stand under Plan and requested actions, or in a letter',
      'contingencySafetyPlans',
      'additionalSupportPlans',
    ],
  ],
  anywhere: [
    ['the place is that of the encounter in the header; entries have none of their own', /(?:^|\.)location(?:\.|$)/],
    [
      'an entry names who wrote it (author); who did it is named where the template has a performer',
      /(?:^|\.)performingProfessional(?:$|\.)/,
    ],
    [
      'an author has identifier, name, role and organisation; grade and specialty have no place, and the telephone of an author is kept with the document',
      /personCompletingRecord\.(?:grade|specialty|contactDetails)$/,
    ],
  ],
  sections: {
    personDemographics: [
      [
        aTemplateUnused,
        'personName.personPreferredName',
        'personName.personNameSuffix',
        'religion',
        'personsAddress.addressLine4',
        'personsAddress.addressLine5',
        'placeOfBirth',
      ],
      [
        noTemplate,
        'sex',
        'personsContactDetails.preferredContactMethod',
        'personsContactDetails.personsTelephoneNumberDetails.preferenceOfTelephoneNumber',
        'personsContactDetails.personsEmailAddressDetails.preferenceOfEmailAddress',
        'personsContactDetails.otherContactInformation',
        'photograph',
        'immigrationStatus',
        'organAndTissueDonation',
        'overseasVisitorStatus',
      ],
      [aTemplateUnused, 'dateOfDeath'],
    ],
    individualRequirements: [
      [inWords, 'reasonableAdjustment', 'mobility'],
      ['the observation is the category; the detail is its text', 'impairment.impairmentAdditionalDetail'],
    ],
    professionalContacts: [
      ['a participant has name, role, organisation and telephone', 'keyWorker', 'speciality', 'team', 'startDate', 'endDate'],
    ],
    personalContacts: [[noTemplate, 'comments', 'parentalResponsibility', 'householdMember', 'nhsNumber']],
    medicationsAndMedicalDevices: [
      [
        noTemplate,
        'medicationItemCluster.medicationPrescribedBy',
        'medicationItemCluster.medicationTradeFamily',
        'medicationItemCluster.overTheCounterMedicationFlag',
        'medicationItemCluster.structuredDoseDirectionCluster.doseType',
        'medicationItemCluster.courseDetailsCluster.linkToIndicationRecord',
        'medicationItemCluster.repeatMedication.reviewDate',
      ],
      [
        aTemplateUnused,
        'medicationItemCluster.form',
        'medicationItemCluster.quantitySupplied',
        'medicationItemCluster.dateSupplied',
        'medicationItemCluster.site',
        'medicationItemCluster.method',
        'medicationItemCluster.additionalInstructions',
        'medicationItemCluster.courseDetailsCluster.endDateTime',
        'medicationItemCluster.structuredDoseDirectionCluster.structuredDoseAmount.rate',
        'medicationItemCluster.structuredDoseDirectionCluster.doseDirectionDuration',
        'medicationItemCluster.structuredDoseDirectionCluster.maxdoseperadministration',
      ],
      [
        "a change or stop is said in the section's own words, and by the status of the medication activity",
        'medicationItemCluster.medicationChangeSummaryCluster',
        'medicationDiscontinuedEntry',
      ],
    ],
    allergiesAndAdverseReactions: [
      [
        'the reaction observation holds what happened, its severity and since when',
        'reactionDetailsCluster.date',
        'reactionDetailsCluster.substance',
        'reactionDetailsCluster.certainty',
        'reactionDetailsCluster.routeOfExposure',
        'reactionDetailsCluster.comment',
      ],
      [noTemplate, 'evidence'],
      [aTemplateUnused, 'allergyEndDate'],
    ],
    vaccinations: [
      [aTemplateUnused, 'indication'],
      [noTemplate, 'reported'],
    ],
    problemList: [[noTemplate, 'stageOfDisease']],
    contactsWithProfessionals: [
      [aTemplateUnused, 'responsibleProfessional', 'locationType'],
      [
        'the header names the encounter, who took part and where',
        'consultationMethod',
        'specialty',
        'service',
        'professionalsPresent',
      ],
    ],
    admissionDetails: [
      [
        inWords,
        'reasonForAdmission',
        'admissionMethod',
        'legalStatusOnAdmission',
        'sourceOfAdmission',
        'individualAccompanyingPerson',
        'specialty',
      ],
    ],
    dischargeDetails: [
      [
        inWords,
        'dischargeMethod',
        'dischargingSpecialty',
        'dischargingDepartment',
        'legalStatusOnDischarge',
        'dischargeDestination.dischargeAddress',
      ],
    ],
    futureAppointments: [
      [aTemplateUnused, 'reasonForAppointment', 'locationOfFutureAppointment', 'specialty', 'professionalToSeeThePerson'],
    ],
    referralDetails: [
      [
        inWords,
        'referrerDetails',
        'referralMethod',
        'clinicalUrgencyOfReferral',
        'referralTo',
        'referralCriteria',
        'returnResponseTo',
        'referralType',
      ],
    ],
    proceduresAndTherapies: [[inWords, 'complicationsRelatedToProcedure', 'specificAnesthesiaIssues']],
    documents: [[noTemplate, 'service', 'comments', 'additionalInformationRequiredForImages']],
    planAndRequestedActions: [
      [inWords, 'agreedWithThePersonOrTheirLegitimateRepresentative', 'outcomeOfPlanAndRequestedActions'],
    ],
    familyHistory: [['the organizer is about a relative, not about a day', 'date']],
    pregnancyStatus: [[aTemplateUnused, 'expectedDeliveryDate']],
    participationInResearch: [[inWords, 'identificationCode']],
    assessments: [
      [aTemplateUnused, 'structuredAssessment.subscaleScore', 'structuredAssessment.subscaleValue', 'comment'],
      ['a scale has one number, which is its score', 'structuredAssessment.assessmentValue', 'structuredAssessment.globalScore'],
    ],
    careAndSupportPlan: [
      ['goal and health concern are sent as text and status', 'needsConcernsOrProblems', 'strengths'],
      [
        inWords,
        'agreedWithPersonOrLegitimateRepresentative',
        'careFundingSource',
        'otherCarePlanningDocuments',
        'plannedReviewDateInterval',
        'responsibilityForReview',
      ],
    ],
    socialContext: [
      [
        'a social history observation is kept with its words under Social circumstances; only smoking and alcohol have codes of their own',
        'householdComposition',
        'occupationalHistory',
        'educationalHistory',
        'lifestyleChoices',
        'drugSubstanceUse',
        'access',
        'dependants',
        'accommodationStatus',
        'householdEnvironment',
      ],
      [aTemplateUnused, 'smokingStatus.smokingStatusDetails', 'smokingStatus.dateStoppedSmoking'],
    ],
    legalInformation: [
      [
        inWords,
        'consentForInformationSharing.reasonForConsentNotGiven',
        'consentRelatingToChild',
        'mentalCapacityAssessment',
        'lastingPowerOfAttorneyForHealthAndWelfareOrCourtAppointedDeputy',
        'deprivationOfLibertySafeguardsOrEquivalent',
        'mentalHealthActOrEquivalentStatus',
      ],
    ],
    endOfLifeCare: [
      ['the advance directive observation holds decision and date', 'cardioPulmonaryResuscitationDecision'],
      [
        'no template but that of advance directives; palliative care plans come as documents',
        'estimatedPrognosis',
        'awarenessOfPrognosis',
        'prioritiesOfCare',
        'anticipatoryActions',
        'anticipatoryMedicinesEquipment',
        'preferredPlaceOfDeath',
        'preferredPlaceOfCare',
      ],
    ],
    investigationsRequested: [[aTemplateUnused, 'reasonForRequest', 'requestPriority']],
    examinationFindings: [[aTemplateUnused, 'observations.site', 'observations.interpretation', 'observations.freeText']],
  },
};
