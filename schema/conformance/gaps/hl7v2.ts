import type { Gaps } from './gap.js';

const noField = 'HL7 v2 has no field for it';
const noSegment = 'HL7 v2 has no segment for it';
const onceElsewhere = 'said once by another field: XCN names a person, not a grade, a team or a service';
const aNameOnly = 'XCN gives identifier and name; the role is that of the field itself (attending, consulting, …)';

/** HL7 v2, as the UK profile A.3 and HL7 2.4–2.5.1 define the messages taken here. */
export const hl7v2Gaps: Gaps = {
  absent: [
    [
      `${noSegment}; circumstances, plans and social care do not travel in messages of this standard`,
      'planAndRequestedActions',
      'formulation',
      'pregnancyStatus',
      'participationInResearch',
      'servicesAndCare',
      'primarySupportReason',
      'assessments',
      'careAndSupportPlan',
      'socialContext',
      'safeguarding',
      'risks',
      'equipmentAndAdaptations',
      'aboutMe',
      'contingencySafetyPlans',
      'additionalSupportPlans',
      'endOfLifeCare',
      'localAuthority',
    ],
    ['no alert segment; NTE below PID is free text to the reader and stays with the message', 'alerts'],
    [noSegment, 'familyHistory'],
  ],
  anywhere: [
    [
      'HL7 v2 names who ordered, performed or attends; who typed it (EVN-5, ORC-10) is kept with the message',
      /personCompletingRecord/,
    ],
    [
      'XCN holds identifier and name: role, grade, specialty and contact details are not sent',
      /performingProfessional\.(?:role|grade|speciality|organisation|contactDetails)$/,
    ],
    ['the segment has no place of its own; the visit (PV1-3) has', /(?:^|\.)location(?:\.|$)/],
    [
      aNameOnly,
      /(?:responsibleProfessional|responsibleCareProfessional|dischargingConsultant|seenBy|professionalToSeeThePerson)\.role$/,
    ],
  ],
  sections: {
    individualRequirements: [
      [
        'PID-15 says which sign or touch language is needed, as words; no segment says more of what a person needs',
        'reasonableAdjustment',
        'impairment',
        'cognition',
        'mobility',
        'otherIndividualRequirements.performingProfessional',
      ],
    ],
    personDemographics: [
      ['the NHSDD phenotypic sex came after HL7 2.4: PID-8 is the stated gender', 'sex'],
      ['XPN.4 is sent by no partner of the synthetic population', 'personName.personNameSuffix'],
      [
        noField,
        'personsContactDetails.preferredContactMethod',
        'personsContactDetails.personsTelephoneNumberDetails.preferenceOfTelephoneNumber',
        'personsContactDetails.personsEmailAddressDetails.preferenceOfEmailAddress',
        'personsContactDetails.otherContactInformation',
        'photograph',
        'immigrationStatus',
        'organAndTissueDonation',
      ],
    ],
    professionalContacts: [[onceElsewhere, 'keyWorker', 'team', 'contactDetails', 'endDate']],
    personalContacts: [
      [noField, 'comments', 'parentalResponsibility', 'householdMember'],
      ["the contact's own identifiers (NK1-33) are not shown: they are another person's", 'nhsNumber'],
    ],
    medicationsAndMedicalDevices: [
      [
        noField,
        'medicationItemCluster.medicationPrescribedBy',
        'medicationItemCluster.medicationTradeFamily',
        'medicationItemCluster.overTheCounterMedicationFlag',
        'medicationItemCluster.structuredDoseDirectionCluster.doseType',
        'medicationItemCluster.repeatMedication.reviewDate',
        'medicationItemCluster.courseDetailsCluster.linkToIndicationRecord',
      ],
      ['a device is not ordered by RDE', 'medicalDevicesEntry'],
      [
        'said by the order control (ORC-1), which starts, changes or stops the item itself',
        'medicationItemCluster.medicationChangeSummaryCluster',
      ],
      [
        'optional fields of RXE and RXR (rates, maxima, site, method, notes) that no fixture or synthetic partner sends; what is sent there is kept with the message',
        'medicationItemCluster.site',
        'medicationItemCluster.method',
        'medicationItemCluster.structuredDoseDirectionCluster.maxdoseperperiod',
        'medicationItemCluster.structuredDoseDirectionCluster.maxdoseperadministration',
        'medicationItemCluster.courseDetailsCluster.commentRecommendation',
      ],
    ],
    allergiesAndAdverseReactions: [
      [
        'AL1 holds type, agent, severity, reaction and one date; what IAM adds is sent by no synthetic partner',
        'reactionDetailsCluster.date',
        'reactionDetailsCluster.substance',
        'reactionDetailsCluster.onsetDate',
        'reactionDetailsCluster.certainty',
        'reactionDetailsCluster.routeOfExposure',
        'reactionDetailsCluster.comment',
        'evidence',
        'allergyEndDate',
        'performingProfessional',
      ],
    ],
    vaccinations: [
      ['RXA-5 names the product given; the procedure follows from it', 'vaccineProcedure'],
      [
        'RXA-2 counts messages, not doses of a course; RXA-19 is a reason to treat that VXU senders leave empty',
        'doseSequence',
        'indication',
      ],
      ['RXA-9 says whether it was reported, not when or by whom', 'reported'],
    ],
    problemList: [['DG1 has no end and no stage; PRB-16 ends a problem', 'endDate', 'stageOfDisease']],
    contactsWithProfessionals: [[noField, 'consultationMethod', 'professionalsPresent']],
    admissionDetails: [
      ['ZU1-20 and -21 (psychiatric census) are not sent by a partner', 'legalStatusOnAdmission'],
      [noField, 'individualAccompanyingPerson'],
    ],
    dischargeDetails: [
      ['ZU1-20 and -21 (psychiatric census) are not sent by a partner', 'legalStatusOnDischarge'],
      ['PV1-36 and -37 are codes; an address is not sent', 'dischargeDestination.dischargeAddress'],
    ],
    referralDetails: [
      [onceElsewhere, 'referrerDetails', 'referralTo'],
      ['RF1 holds priority and reason, no reason for the priority', 'clinicalUrgencyOfReferral.reasonForUrgencyOfReferral'],
      ['PRD with the role of who wants the answer is sent by no partner', 'returnResponseTo'],
    ],
    proceduresAndTherapies: [
      [
        'PR1 names procedure, time, people and modifiers; body site and what went wrong are in the coded procedure or a letter',
        'anatomicalSite',
        'complicationsRelatedToProcedure',
        'specificAnesthesiaIssues',
        'comment',
      ],
    ],
    documents: [
      ['the content comes with the message: there is no other place to name', 'documentationLocation'],
      ['TXA-2 is the type, which names the document; a class above it is not sent', 'class'],
      [noField, 'comments', 'additionalInformationRequiredForImages'],
    ],
    legalInformation: [
      [
        'ZU8-2 is the consent code alone',
        'consentForInformationSharing.reasonForConsentNotGiven',
        'consentForInformationSharing.performingProfessional',
      ],
      [
        noSegment,
        'consentRelatingToChild',
        'mentalCapacityAssessment',
        'lastingPowerOfAttorneyForHealthAndWelfareOrCourtAppointedDeputy',
        'deprivationOfLibertySafeguardsOrEquivalent',
        'mentalHealthActOrEquivalentStatus',
        'advanceDecisionToRefuseTreatment',
      ],
    ],
    examinationFindings: [
      ['OBX-16 (who observed) is not sent with observations of a visit', 'performingProfessional'],
      ['a finding in words is an observation (OBX-5); there is no second place', 'examinationFindings'],
      ['OBX-20 (site) is of HL7 2.7', 'observations.site'],
    ],
  },
};
