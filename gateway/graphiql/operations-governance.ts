import type { SampleOperation } from './sample-operation.js';

const person = (nhsNumber: string) => ({ nhsNumber });

/** What is withheld and why, and who looked. */
export const governanceOperations: readonly SampleOperation[] = [
  {
    id: 'receptionist',
    group: 'What is withheld, and why',
    title: 'A role that sees less',
    about: 'A receptionist reads the telephone number and not the diagnosis. Errors name each field; coverage gives the reason.',
    as: ['receptionist'],
    variables: person,
    query: `query WhatARoleSees($nhsNumber: ID!) {
  me { name role organisation purpose }
  patient(nhsNumber: $nhsNumber) {
    access { permitted relationship explanation }
    personDemographics {
      entries {
        personName { personFirstName personFamilyName }
        personsContactDetails { personsTelephoneNumberDetails { personsTelephoneNumber } }
      }
    }
    futureAppointments { totalCount entries { dateOfAppointment } }
    # Withheld from a receptionist: null, a coded error, and a reason in coverage.
    problemList {
      totalCount
      entries { problem { text } }
      coverage { partner { name } status reason explanation }
    }
  }
}
`,
  },
  {
    id: 'access-reviews',
    group: 'Trust',
    title: 'What waits for review',
    about: 'Overrides, declared relationships and accesses without consent, oldest first. Close one with reviewAccess.',
    as: ['privacy-officer'],
    variables: () => ({}),
    query: `query WhatWaitsForReview {
  accessReviews {
    totalCount
    claims { id version kind nhsNumber userId organisation reason from until }
  }
}
`,
  },
  {
    id: 'my-access',
    group: 'Trust',
    title: 'What I looked at myself',
    about: 'Whose records you looked at, newest first, and the rules that are running.',
    as: ['gp', 'nurse', 'hospital-doctor', 'paramedic'],
    variables: () => ({}),
    query: `query WhatILookedAt {
  myAccess(first: 20) { more accesses { at nhsNumber purpose relationship fieldsShown fieldsWithheld } }
  sharingRules { consent { asked question } override { minutes purposes } grounds { code text } }
}
`,
  },
  {
    id: 'sensitive',
    group: 'What is withheld, and why',
    title: 'A sensitive case: what is not there',
    about:
      'Highly sensitive categories vanish without trace, also from counts and coverage. A sensitive address hides every place, and says that it does.',
    as: ['gp', 'hospital-doctor', 'nurse'],
    person: 'sensitive',
    variables: person,
    query: `# Pick the sample person whose story mentions a sensitive matter. Nothing here gives it away.
query WhatIsNotThere($nhsNumber: ID!) {
  patient(nhsNumber: $nhsNumber) {
    problemList { totalCount entries { problem { text } } coverage { status partner { name } } }
    proceduresAndTherapies { totalCount entries { procedure { text } } }
    medicationsAndMedicalDevices { totalCount entries { medicationItemCluster { medicationName { text } } } }
    futureAppointments { totalCount entries { dateOfAppointment specialty { text } } }
    documents { totalCount entries { documentTitle } }
    personDemographics {
      entries {
        personName { personFamilyName }
        # With a sensitive-address flag: withheld, and said to be.
        personsAddress { addressLine1 postcode }
        personsContactDetails { personsTelephoneNumberDetails { personsTelephoneNumber } }
      }
    }
  }
}
`,
  },
  {
    id: 'not-yet-live',
    group: 'What is withheld, and why',
    title: 'A break in coverage: not yet live',
    about: 'Partners join section by section. An empty list never stands for “not shared yet”: coverage says who, and from when.',
    as: ['gp', 'hospital-doctor', 'nurse'],
    person: 'not-yet-live',
    variables: person,
    query: `query NotYetLive($nhsNumber: ID!) {
  patient(nhsNumber: $nhsNumber) {
    investigationResults {
      totalCount
      coverage { partner { odsCode name } status explanation liveFrom lastReceivedAt }
    }
    documents {
      totalCount
      coverage { partner { odsCode name } status explanation liveFrom lastReceivedAt }
    }
  }
  partners {
    partner { odsCode name kind }
    inGoodStanding
    lastReceivedAt
    datasets { section live liveFrom }
  }
}
`,
  },
  {
    id: 'explain-access',
    group: 'Trust',
    title: 'Why somebody sees, or does not',
    about:
      'The checks in the order they are made, then each section and each partner’s share of it. Says nothing of what is held. Change organisation or role and run it again.',
    as: ['privacy-officer'],
    variables: (nhsNumber, _fresh, hospital) => ({
      nhsNumber,
      as: { role: 'hospital-doctor', organisation: hospital, purpose: 'direct-care' },
    }),
    query: `# Add a userId, and what that user claimed of the person counts too.
query WhyOrWhyNot($nhsNumber: ID!, $as: SupposedViewerInput!) {
  explainAccess(nhsNumber: $nhsNumber, as: $as) {
    decision { permitted reason rule explanation }
    locating { permitted explanation }
    checks { asks rule outcome basis explanation }
    claims { id kind until setsAside }
    objections { id underReview isSetAside }
    sections {
      section
      decision { permitted reason rule }
      elementsWithheld
      shares { partner { name } decision { permitted reason rule } kept }
    }
  }
}
`,
  },
  {
    id: 'audit-trail',
    group: 'Trust',
    title: 'Who looked at this record',
    about:
      'Every field returned and every field withheld, by whom, in which role and why. Looking at the trail is itself written down.',
    as: ['privacy-officer'],
    variables: person,
    query: `query WhoLooked($nhsNumber: ID!) {
  auditTrail(nhsNumber: $nhsNumber, first: 20) {
    totalCount
    disclosures {
      at
      userName
      role
      organisation
      purpose
      lawfulBasis
      relationship
      operationName
      returned { coordinate count partners }
      withheld { coordinate reason rule partners }
    }
  }
}
`,
  },
  {
    id: 'analyst',
    group: 'Trust',
    title: 'Explore de-identified data',
    about: 'An analyst reads a store of synthetic or de-identified people only. Over real people every field of this is refused.',
    as: ['analyst'],
    variables: person,
    query: `query Explore($nhsNumber: ID!) {
  me { role purpose population }
  patient(nhsNumber: $nhsNumber) {
    access { permitted lawfulBasis explanation }
    problemList { totalCount entries { problem { coding { code system display } } onsetDate } }
    medicationsAndMedicalDevices {
      totalCount
      entries { medicationItemCluster { medicationName { coding { code system display } } } }
    }
    investigationResults {
      totalCount
      entries(first: 10) { date investigation { coding { code display } } structuredInvestigationResult { value { value unit } } }
    }
    servicesAndCare { totalCount entries { socialCarePackageType serviceStartDate serviceEndDate } }
  }
}
`,
  },
  {
    id: 'me',
    group: 'Trust',
    title: 'Who the gateway takes me for',
    about: 'What the token proves: user, role, organisation and purpose. Nothing of it can be set by the caller.',
    as: [
      'gp',
      'hospital-doctor',
      'nurse',
      'pharmacist',
      'social-worker',
      'receptionist',
      'paramedic',
      'privacy-officer',
      'analyst',
    ],
    variables: () => ({}),
    query: `query Me {
  me {
    userId
    name
    roleCode
    role
    organisation
    purpose
    population
  }
}
`,
  },
];
