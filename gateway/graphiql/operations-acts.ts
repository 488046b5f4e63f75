import type { SampleOperation } from './sample-operation.js';

/** What is decided and claimed about a person: who may, and what comes of it. */
export const actOperations: readonly SampleOperation[] = [
  {
    id: 'record-objection',
    group: 'What is withheld, and why',
    title: 'An objection: record it',
    about:
      'The person objects to their social care and their problems being shared. It takes effect at once, also in open sessions.',
    as: ['gp', 'privacy-officer'],
    variables: (nhsNumber, fresh) => ({
      input: {
        nhsNumber,
        sections: ['servicesAndCare', 'problemList'],
        reason: 'Does not want this shared beyond those who hold it',
        idempotencyKey: fresh,
      },
    }),
    query: `# Leave out sections to object to the whole record; sourcePartners and recipientPartners name partners by ODS code.
# Then run “An objection: see the effect”.
mutation RecordObjection($input: RecordObjectionInput!) {
  recordObjection(input: $input) {
    id
    version
    recordedAt
    scope { sections sourcePartners recipientPartners }
  }
}
`,
  },
  {
    id: 'objection-effect',
    group: 'What is withheld, and why',
    title: 'An objection: see the effect',
    about:
      'What the objection names is withheld, and coverage says so. Before it is recorded, the same question shows the entries.',
    as: ['gp', 'hospital-doctor', 'nurse', 'social-worker'],
    variables: (nhsNumber) => ({ nhsNumber }),
    query: `query EffectOfAnObjection($nhsNumber: ID!) {
  objections(nhsNumber: $nhsNumber) {
    id
    version
    recordedAt
    withdrawnAt
    scope { sections sourcePartners recipientPartners }
  }
  patient(nhsNumber: $nhsNumber) {
    access { permitted explanation }
    servicesAndCare {
      totalCount
      entries { socialCarePackageName provenance { partner { name } } }
      coverage { partner { name } status reason explanation }
    }
    problemList {
      totalCount
      entries { problem { text } provenance { partner { name } } }
      coverage { partner { name } status reason explanation }
    }
  }
}
`,
  },
  {
    id: 'withdraw-objection',
    group: 'What is withheld, and why',
    title: 'An objection: withdraw it',
    about: 'Takes id and version from the previous answer, so that nobody withdraws an objection newer than the one they saw.',
    as: ['gp', 'privacy-officer'],
    variables: () => ({ id: 'the id from the previous answer', version: 1, reason: 'The person changed their mind' }),
    query: `mutation WithdrawObjection($id: ID!, $version: Int!, $reason: String!) {
  withdrawObjection(id: $id, version: $version, reason: $reason) {
    id
    version
    withdrawnAt
  }
}
`,
  },
  {
    id: 'review-objection',
    group: 'What is withheld, and why',
    title: 'An objection: review it',
    about:
      'Takes id and version from “An objection: see the effect”. Not upheld, it hides no longer: that needs a ground of sharingRules. UPHELD needs none.',
    as: ['privacy-officer'],
    variables: (_nhsNumber, fresh) => ({
      input: {
        id: 'the id from the list of objections',
        version: 1,
        to: 'NOT_UPHELD',
        ground: 'safeguarding',
        reason: 'A child at the address has to be protected',
        idempotencyKey: fresh,
      },
    }),
    query: `mutation ReviewObjection($input: ReviewObjectionInput!) {
  reviewObjection(input: $input) {
    id
    version
    state
    review { reviewedAt reviewedBy ground reason }
  }
}
`,
  },
  {
    id: 'consent-answer',
    group: 'What is withheld, and why',
    title: 'Consent: record the answer',
    about:
      'Where the profile has people asked (sharingRules.consent.asked). Where it has not, as in the default profile, the answer is ROLE_NOT_PERMITTED.',
    as: ['gp', 'hospital-doctor', 'nurse'],
    variables: (nhsNumber, fresh) => ({ input: { nhsNumber, answer: 'GIVEN', idempotencyKey: fresh } }),
    query: `mutation RecordConsentAnswer($input: RecordConsentAnswerInput!) {
  recordConsentAnswer(input: $input) { id answer answeredBy organisation answeredAt recordedBy }
}
`,
  },
  {
    id: 'without-consent',
    group: 'What is withheld, and why',
    title: 'Consent: look without it',
    about:
      'On a ground of sharingRules.grounds, which names its statute. A profile that asks nobody has none and refuses, as the default profile does.',
    as: ['gp', 'hospital-doctor', 'nurse', 'social-worker'],
    variables: (nhsNumber, fresh) => ({
      input: { nhsNumber, ground: 'lacks-capacity', reason: 'Unconscious on the ward, nobody to ask', idempotencyKey: fresh },
    }),
    query: `mutation AccessWithoutConsent($input: AccessWithoutConsentInput!) {
  accessWithoutConsent(input: $input) { id version ground from until }
}
`,
  },
  {
    id: 'declare-relationship',
    group: 'What is withheld, and why',
    title: 'A relationship: declare it',
    about:
      'For a person whom the feeds do not know yet to be in your care. Counts at once, for this user only, and waits for review.',
    as: ['nurse', 'pharmacist', 'paramedic', 'social-worker', 'gp', 'hospital-doctor'],
    variables: (nhsNumber, fresh) => ({ input: { nhsNumber, reason: 'Came to the clinic today', idempotencyKey: fresh } }),
    query: `mutation DeclareRelationship($input: ClaimInput!) {
  declareRelationship(input: $input) { id version kind from until }
}
`,
  },
  {
    id: 'override',
    group: 'What is withheld, and why',
    title: 'An emergency: open the record',
    about: 'Opens what the role sees, for minutes, for this user only. It stands in the audit trail and waits for review.',
    as: ['paramedic'],
    variables: (nhsNumber, fresh) => ({ input: { nhsNumber, reason: 'Found unconscious at home', idempotencyKey: fresh } }),
    query: `mutation OverrideInEmergency($input: ClaimInput!) {
  overrideInEmergency(input: $input) { id version from until }
}
`,
  },
  {
    id: 'sensitive-address-flag',
    group: 'What is withheld, and why',
    title: 'A protected address: set the flag',
    about:
      'Hides whatever would help to find the person, in every section, at once. Lift it with liftSensitiveAddress, id and version.',
    as: ['gp', 'hospital-doctor', 'nurse', 'social-worker', 'privacy-officer'],
    variables: (nhsNumber, fresh) => ({
      input: { nhsNumber, reason: 'Has to be protected from an ex-partner', idempotencyKey: fresh },
    }),
    query: `mutation SetSensitiveAddress($input: SetSensitiveAddressInput!) {
  setSensitiveAddress(input: $input) { id version setAt }
}
`,
  },
];
