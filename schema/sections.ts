import type { Section } from './entry.js';
import type { SubgraphName } from './sdl.js';

interface SectionFacts {
  readonly subgraph: Exclude<SubgraphName, 'governance'>;
  /**
   * Elements that date an entry, first present wins (paths into the body). `start` orders and filters
   * entries; `end` says that a period is over. A section without `end` holds points in time.
   */
  readonly start: readonly string[];
  readonly end?: readonly string[];
}

const at = (subgraph: SectionFacts['subgraph'], start: readonly string[] = ['date'], end?: readonly string[]): SectionFacts =>
  end === undefined ? { subgraph, start } : { subgraph, start, end };

/** The sections of the PRSB Core Information Standard v2.0 (and the local-authority view), and who owns each. */
export const sections: { readonly [S in Section]: SectionFacts } = {
  personDemographics: at('demographics', []),
  gpPractice: at('demographics', []),
  individualRequirements: at('demographics', [
    'reasonableAdjustment.date',
    'impairment.date',
    'cognition.date',
    'mobility.date',
    'otherIndividualRequirements.date',
  ]),
  alerts: at('demographics', ['personCompletingRecord.dateCompleted']),
  professionalContacts: at('demographics', ['startDate'], ['endDate']),
  personalContacts: at('demographics', []),
  medicationsAndMedicalDevices: at(
    'medications',
    [
      'medicationItemCluster.courseDetailsCluster.startDateTime',
      'medicationItemCluster.date',
      'medicationItemCluster.dateSupplied',
      'medicationDiscontinuedEntry.dateOfChange',
    ],
    ['medicationItemCluster.courseDetailsCluster.endDateTime', 'medicationDiscontinuedEntry.dateOfChange'],
  ),
  allergiesAndAdverseReactions: at(
    'medications',
    ['dateFirstExperienced', 'personCompletingRecord.dateCompleted'],
    ['allergyEndDate'],
  ),
  vaccinations: at('medications'),
  problemList: at('encounters', ['onsetDate', 'date'], ['endDate']),
  contactsWithProfessionals: at('encounters', ['dateOfContact'], ['endDate']),
  admissionDetails: at('encounters', ['dateOfAdmission']),
  dischargeDetails: at('encounters', ['dateOfDischarge']),
  futureAppointments: at('encounters', ['dateOfAppointment'], ['endDate', 'dateOfAppointment']),
  referralDetails: at('encounters'),
  proceduresAndTherapies: at('encounters'),
  documents: at('encounters'),
  planAndRequestedActions: at('encounters'),
  formulation: at('encounters'),
  familyHistory: at('encounters'),
  pregnancyStatus: at('encounters', ['date'], ['expectedDeliveryDate']),
  participationInResearch: at('encounters', ['personCompletingRecord.dateCompleted']),
  servicesAndCare: at('social-care', ['serviceStartDate'], ['serviceEndDate']),
  primarySupportReason: at('social-care', ['startDate'], ['endDate']),
  assessments: at('social-care'),
  careAndSupportPlan: at('social-care', ['dateThisPlanWasLastUpdated']),
  socialContext: at('social-care', [
    'householdComposition.date',
    'occupationalHistory.date',
    'educationalHistory.date',
    'lifestyleChoices.date',
    'smokingStatus.date',
    'alcoholIntake.date',
    'drugSubstanceUse.date',
    'socialCircumstances.date',
    'access.date',
    'dependants.date',
    'accommodationStatus.date',
    'householdEnvironment.date',
  ]),
  safeguarding: at(
    'social-care',
    [
      'safeguardingConcerns.safeguardingConcernsDate',
      'lookedAfterChild.lookedAfterChildStartDate',
      'childProtectionPlan.childProtectionPlanStartDate',
      'unbornChildProtectionPlan.unbornChildProtectionPlanStartDate',
    ],
    [
      'safeguardingConcerns.safeguardingConcernsEndDate',
      'lookedAfterChild.lookedAfterChildEndDate',
      'childProtectionPlan.childProtectionPlanEndDate',
      'unbornChildProtectionPlan.unbornChildProtectionPlanEndDate',
    ],
  ),
  legalInformation: at('social-care', [
    'consentForInformationSharing.date',
    'consentRelatingToChild.date',
    'mentalCapacityAssessment.date',
    'lastingPowerOfAttorneyForHealthAndWelfareOrCourtAppointedDeputy.date',
    'deprivationOfLibertySafeguardsOrEquivalent.startDateOfAuthorisation',
    'mentalHealthActOrEquivalentStatus.sectionStartDate',
    'advanceDecisionToRefuseTreatment.date',
  ]),
  risks: at('social-care', ['startDateOfRisk'], ['endDateOfRisk']),
  equipmentAndAdaptations: at('social-care'),
  aboutMe: at('social-care', ['date', 'dateLastUpdated']),
  contingencySafetyPlans: at('social-care', ['dateThisPlanWasLastUpdated']),
  additionalSupportPlans: at('social-care', ['dateThisPlanWasLastUpdated']),
  endOfLifeCare: at('social-care', [
    'cardioPulmonaryResuscitationDecision.date',
    'estimatedPrognosis.date',
    'preferredPlaceOfDeath.date',
    'preferredPlaceOfCare.date',
  ]),
  localAuthority: at('social-care', []),
  investigationResults: at('results'),
  investigationsRequested: at('results'),
  examinationFindings: at('results'),
};

/** Every section, in a fixed order. */
export const sectionNames = Object.keys(sections) as readonly Section[];

/** Whether `name` is a section. */
export function isSection(name: string): name is Section {
  return Object.hasOwn(sections, name);
}
