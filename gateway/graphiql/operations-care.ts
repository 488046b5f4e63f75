import type { SampleOperation } from './sample-operation.js';

const person = (nhsNumber: string) => ({ nhsNumber });
const clinicians = ['gp', 'hospital-doctor', 'nurse', 'pharmacist', 'paramedic', 'social-worker'] as const;

/** Who controls an entry and how old it is; what is not shown, per partner. */
const sources = `
fragment Source on Provenance {
  partner { name }
  recordedAt
}`;
const coverage = `
fragment Missing on Coverage {
  partner { name }
  status
  explanation
  liveFrom
}`;

/** Reading one person's record: the whole of it, then domain by domain. */
export const careOperations: readonly SampleOperation[] = [
  {
    id: 'whole-record',
    group: 'The record',
    title: 'Whole record at a glance',
    about: 'One question to five domains at once. Counts come with coverage, so that “none” is never mistaken for “not shown”.',
    as: [...clinicians, 'analyst'],
    variables: person,
    query: `# One question, five domains, one governed answer.
query WholeRecord($nhsNumber: ID!) {
  patient(nhsNumber: $nhsNumber) {
    nhsNumber
    access { permitted relationship lawfulBasis explanation }
    personDemographics {
      entries(first: 1) {
        personName { personFirstName personFamilyName }
        dateOfBirth
        gender { text }
      }
    }
    allergiesAndAdverseReactions {
      totalCount
      entries {
        causativeAgent { text }
        reactionDetailsCluster { descriptionOfReaction { text } severity { text } }
        provenance { ...Source }
      }
      coverage { ...Missing }
    }
    problemList {
      totalCount
      entries(filter: { period: CURRENT }) {
        problem { text coding { code system } }
        onsetDate
        provenance { ...Source }
      }
      coverage { ...Missing }
    }
    medicationsAndMedicalDevices {
      totalCount
      entries(filter: { period: CURRENT }, first: 10) {
        medicationItemCluster {
          medicationName { text }
          structuredDoseDirectionCluster { doseDirectionsDescription }
        }
        provenance { ...Source }
      }
    }
    investigationResults {
      totalCount
      entries(first: 5) {
        date
        investigation { text }
        structuredInvestigationResult { value { text unit } referenceRanges }
        provenance { ...Source }
      }
    }
    servicesAndCare {
      totalCount
      entries {
        socialCarePackageName
        serviceStartDate
        serviceEndDate
        provenance { ...Source }
      }
    }
  }
}
${sources}
${coverage}
`,
  },
  {
    id: 'demographics',
    group: 'By domain',
    title: 'Demographics',
    about: 'Who the person is and whom to reach. Two partners may disagree: both answers are shown, each with its source.',
    as: [...clinicians, 'receptionist'],
    variables: person,
    query: `# Conflicting facts stand side by side, each with who says so and since when.
query Demographics($nhsNumber: ID!) {
  patient(nhsNumber: $nhsNumber) {
    personDemographics {
      totalCount
      entries {
        personName { title personFirstName personFamilyName personPreferredName }
        dateOfBirth
        gender { text coding { code } }
        personsAddress { addressLine1 addressLine2 addressLine3 postcode }
        personsContactDetails {
          personsTelephoneNumberDetails { personsTelephoneNumber }
          personsEmailAddressDetails { personsEmailAddress }
        }
        preferredLanguage { text }
        provenance { ...Source nhsNumberStatus }
      }
      coverage { ...Missing }
    }
    gpPractice { entries { gpName gpPracticeIdentifier provenance { ...Source } } }
    alerts { entries { alert provenance { ...Source } } }
    personalContacts { entries { name relationship { text } contactDetails } }
  }
}
${sources}
${coverage}
`,
  },
  {
    id: 'medications',
    group: 'By domain',
    title: 'Medications, allergies and vaccinations',
    about: 'What the person takes, what they must not be given, and what they are protected against.',
    as: ['pharmacist', 'gp', 'hospital-doctor', 'nurse', 'paramedic'],
    variables: person,
    query: `query Medications($nhsNumber: ID!) {
  patient(nhsNumber: $nhsNumber) {
    allergiesAndAdverseReactions {
      totalCount
      entries {
        causativeAgent { text coding { code system display } }
        typeOfReaction { text }
        reactionDetailsCluster { descriptionOfReaction { text } severity { text } onsetDate }
        provenance { ...Source }
      }
      coverage { ...Missing }
    }
    medicationsAndMedicalDevices {
      totalCount
      entries {
        medicationItemCluster {
          medicationName { text coding { code system } }
          form { text }
          route { text }
          structuredDoseDirectionCluster { doseDirectionsDescription }
          courseDetailsCluster { courseStatus { text } startDateTime endDateTime }
        }
        medicationDiscontinuedEntry { nameOfDiscontinuedMedication { text } dateOfChange }
        provenance { ...Source }
      }
      coverage { ...Missing }
    }
    vaccinations {
      totalCount
      entries { date vaccineProduct { text } doseSequence { text } batchNumber provenance { ...Source } }
    }
  }
}
${sources}
${coverage}
`,
  },
  {
    id: 'encounters',
    group: 'By domain',
    title: 'Encounters, problems and documents',
    about: 'Where the person has been and is expected: admissions, contacts, referrals, appointments, conditions and letters.',
    as: ['hospital-doctor', 'gp', 'nurse', 'paramedic'],
    variables: person,
    query: `query Encounters($nhsNumber: ID!, $since: PartialDateTime) {
  patient(nhsNumber: $nhsNumber) {
    problemList {
      totalCount
      entries { problem { text coding { code system } } onsetDate endDate problemStatus { text } provenance { ...Source } }
      coverage { ...Missing }
    }
    admissionDetails {
      totalCount
      entries(filter: { from: $since }) {
        dateOfAdmission
        reasonForAdmission { text }
        admissionMethod { text coding { code } }
        specialty { text }
        provenance { ...Source }
      }
    }
    dischargeDetails { totalCount entries(filter: { from: $since }) { dateOfDischarge dischargeMethod { text } provenance { ...Source } } }
    contactsWithProfessionals {
      totalCount
      entries(filter: { from: $since }) { dateOfContact contactType reasonForContact { text } outcomeOfContact { text } provenance { ...Source } }
    }
    referralDetails { totalCount entries { date reasonForReferral { text } referralTo { service { text } } provenance { ...Source } } }
    futureAppointments { totalCount entries { dateOfAppointment appointmentStatus specialty { text } provenance { ...Source } } }
    documents { totalCount entries(first: 5) { date documentTitle documentName { text } provenance { ...Source } } }
  }
}
${sources}
${coverage}
`,
  },
  {
    id: 'social-care',
    group: 'By domain',
    title: 'Social care',
    about: 'Services, assessments and needs as the councils send them, from their statutory returns.',
    as: ['social-worker', 'gp', 'hospital-doctor', 'nurse'],
    variables: person,
    query: `query SocialCare($nhsNumber: ID!) {
  patient(nhsNumber: $nhsNumber) {
    servicesAndCare {
      totalCount
      entries {
        socialCarePackageName
        socialCarePackageType
        serviceStartDate
        serviceEndDate
        deliveryMechanism { text }
        provenance { ...Source }
      }
      coverage { ...Missing }
    }
    primarySupportReason { totalCount entries { primarySupportReason active startDate endDate } }
    assessments {
      totalCount
      entries { date assessmentType assessmentSummary eligibleNeedsIdentified { text } outcome { text } provenance { ...Source } }
    }
    safeguarding {
      totalCount
      entries {
        safeguardingConcerns { safeguardingConcernsDate safeguardingConcerns { text } }
        lookedAfterChild { lookedAfterChildStartDate lookedAfterChildEndDate }
      }
      coverage { ...Missing }
    }
    legalInformation {
      totalCount
      entries { lastingPowerOfAttorneyForHealthAndWelfareOrCourtAppointedDeputy { date } provenance { ...Source } }
    }
  }
}
${sources}
${coverage}
`,
  },
  {
    id: 'results',
    group: 'By domain',
    title: 'Results',
    about: 'Measured values digit for digit as the laboratory sent them, with units, reference ranges and flags.',
    as: ['hospital-doctor', 'gp', 'nurse', 'pharmacist'],
    variables: person,
    query: `# Newest first. A value is text, comparator and number: “0.50” stays 0.50 and “<5” keeps its sign.
query Results($nhsNumber: ID!) {
  patient(nhsNumber: $nhsNumber) {
    investigationResults {
      totalCount
      entries(first: 20) {
        date
        panel { text }
        investigation { text coding { code system display } }
        structuredInvestigationResult {
          value { text comparator value unit }
          referenceRanges
          abnormalIndicator { text }
        }
        resultStatus { text }
        comments
        provenance { ...Source messageIdentifier }
      }
      coverage { ...Missing }
    }
    investigationsRequested {
      totalCount
      entries { date investigationRequested { text } statusOfRequest { text } provenance { ...Source } }
    }
  }
}
${sources}
${coverage}
`,
  },
];
