/**
 * The texts and codes of the model that stay shown while a sensitive-address flag stands (R23), each with the reason why. A new
 * element is in none of these lists, and the test fails until somebody has decided: `@locating`, or a line here.
 */

/** Elements by name, wherever they stand. Not for names that could tell a place: those are decided one by one, below. */
export const openByName: { readonly [reason: string]: string } = {
  'who the person is, and not where': `
    personFirstName personFamilyName personNameSuffix nhsNumber nhsNumberStatusIndicator photograph gender sex
    ethnicity religion maritalStatus immigrationStatus overseasVisitorStatus preferredLanguage`,
  'a role, grade or specialty: many people everywhere have it': 'role grade speciality specialty dischargingSpecialty',
  'an illness, finding or result, which care is decided by': `
    problem stageOfDisease problemStatus problemType priority alert risk riskType safeguardingConcerns causativeAgent substance
    typeOfReaction descriptionOfReaction certainty severity evidence category clinicalStatus complicationsRelatedToProcedure
    specificAnesthesiaIssues familyHistory relationshipToPerson examinationFindings interpretation investigation investigationResult
    panel specimen resultStatus abnormalFlags abnormalIndicator referenceRanges unitsOfMeasure estimatedPrognosis
    awarenessOfPrognosis formulation cognition mobilityNeeds impairmentCategory impairmentAdditionalDetail smokingStatus
    smokingStatusDetails alcoholIntake drugSubstanceUse codedValue triggerFactors relapseIndicatorsEarlyWarningSigns`,
  'a medicine, vaccine, device or what is done with it': `
    medicationName route routeOfExposure method additionalInstructions unitOfMeasure
    doseDirectionsDescription courseStatus indication descriptionOfAmendment nameOfDiscontinuedMedication medicalDevice
    medicationPrescribedBy vaccineProcedure manufacturer batchNumber vaccinationSituation reportOrigin
    equipmentName`,
  'what is done, asked for or planned, and why': `
    procedure procedureStatus laterality investigationRequested statusOfRequest reasonForRequest requestPriority reasonForContact reasonForAdmission reasonForAppointment reasonForReferral reasonForUrgencyOfReferral urgency
    referralCriteria outcomeOfPlanAndRequestedActions actionsForProfessionals actionsForPersonOrTheirCarer what whatShouldHappen
    suggestedStrategies copingStrategy stageGoal outcomes strengths anticipatoryActions prioritiesOfCare
    additionalSupportPlanContent reasonableAdjustment reasonableAdjustmentAdditionalDetail otherIndividualRequirement
    assessmentSummary`,
  'a decision in law or of the person': `
    cardioPulmonaryResuscitationDecision advanceStatement advanceDecisionToRefuseTreatment legalStatusOnAdmission
    legalStatusOnDischarge consentForInformationSharing reasonForConsentNotGiven consentRelatingToChild mentalCapacityAssessment
    agreedWithThePersonOrTheirLegitimateRepresentative`,
  'a kind or a state, from a list that is the same everywhere': `
    contactType consultationMethod outcomeOfContact contactStatus outcomeOfAttendance arrivalMode admissionMethod
    admissionStatus dischargeMethod appointmentStatus referralStatus referralType status goalStatus outcome
    reviewOutcome methodOfAssessment assessmentType structuredAssessmentName additionalSupportPlanName contingencyPlanName
    primarySupportReason socialCarePackageType`,
  'what kind of document or file it is': `
    class documentName documentStatus documentVersion documentMimeType confidentiality formatCode eventCodeList mimeType mediaType
    declaredType reason`,
};

/** Elements that by their name or description could tell where, and do not: by type and name, so that another `site` is not let through. */
export const openOneByOne: { readonly [reason: string]: string } = {
  'a part of the body': `
    MedicationsAndMedicalDevicesMedicationItemCluster.site ExaminationFindingsObservations.site VaccinationsEntry.bodySite
    ProceduresAndTherapiesEntry.anatomicalSite`,
  'who the person is, and not where': `
    PersonDemographicsEntry.placeOfBirth PersonDemographicsPersonName.personFullName
    PersonDemographicsPersonName.personPreferredName PersonDemographicsPersonName.title`,
  'a kind of place from a national list, which care at the end of life goes by': `
    EndOfLifeCarePreferredPlaceOfDeathPreferredPlaceOfDeath1st.typeOfPlace
    EndOfLifeCarePreferredPlaceOfDeathPreferredPlaceOfDeath2nd.typeOfPlace`,
  'words on a clinical fact: to leave them out could harm more than they tell': `
    AllergiesAndAdverseReactionsEntry.comment AllergiesAndAdverseReactionsReactionDetailsCluster.comment
    MedicationsAndMedicalDevicesMedicalDevicesEntry.comments MedicationsAndMedicalDevicesMedicationDiscontinuedEntry.comment
    MedicationsAndMedicalDevicesMedicationItemClusterCourseDetailsCluster.commentRecommendation ProblemListEntry.comment
    ProceduresAndTherapiesEntry.comment InvestigationResultsEntry.comments FamilyHistoryEntry.comment AssessmentsEntry.comment
    ExaminationFindingsObservations.freeText CareAndSupportPlanNeedsConcernsOrProblems.freeText
    CareAndSupportPlanNeedsConcernsOrProblemsGoalsAndHopes.freeText`,
  'how to speak with, treat and support the person': 'AboutMeResponse.freeText',
  'how a service is arranged or ended, from a list': `
    ServicesAndCareEntry.deliveryMechanism ServicesAndCareEntry.outcome AssessmentsEntry.eligibleNeedsIdentified
    LegalInformationDeprivationOfLibertySafeguardsOrEquivalent.applicationStatus`,
  'a medicine or vaccine by its national name or form': `
    MedicationsAndMedicalDevicesMedicationItemCluster.medicationTradeFamily VaccinationsEntry.vaccineProduct
    MedicationsAndMedicalDevicesMedicationItemCluster.form`,
  'how a referral was sent, or an image made, from a list': `
    ReferralDetailsEntry.referralMethod DocumentsAdditionalInformationRequiredForImages.imageProcedure`,
  'why a review took place, from a list': 'AssessmentsEntry.reviewReason CareAndSupportPlanEntry.reviewReason',
  'a study of many sites, which whoever prescribes has to know': `
    ParticipationInResearchEntry.nameOfResearchStudy ParticipationInResearchEntry.identificationCode`,
};
