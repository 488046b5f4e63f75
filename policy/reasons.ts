/**
 * Why something is withheld, by stable code, in words for the person who reads it. A closed table:
 * clients and the audit trail compare the code; a profile may put its own words in `messages`.
 */
export const reasons = {
  ROLE_UNKNOWN: 'Your role is not known to this shared care record.',
  ROLE_NOT_PERMITTED: 'Your role does not see this.',
  ELEMENT_NOT_PERMITTED: 'Your role sees this section, but not this part of it.',
  ORGANISATION_NOT_PARTNER: 'Your organisation does not take part in this shared care record.',
  ORGANISATION_NOT_IN_GOOD_STANDING:
    'Your organisation cannot take part just now: its sharing agreement, ICO registration or DSPT status is not on file.',
  ASSURANCE_TOO_LOW: 'You have not signed in strongly enough for this shared care record.',
  STAFF_INACTIVE: 'The directory of staff does not know you as an active member of staff of an active organisation.',
  TRAINING_LAPSED: 'Your yearly information-governance training is not on file, or has run out.',
  PURPOSE_NOT_PERMITTED: 'The record cannot be used for this purpose by your role.',
  OTHER_PERSON: 'You opened this session for another person, so nothing of this one is shown in it.',
  OPTED_OUT: 'The person has opted out of this use of their record.',
  NO_RELATIONSHIP: 'Your organisation is not known to be involved in the care of this person now, so nothing is shown.',
  CONSENT_NOT_ASKED: 'The person has not been asked yet whether their record may be looked at.',
  CONSENT_REFUSED: 'The person has declined to have their record looked at.',
  OBJECTION: 'The person has objected to this being shared.',
  OBJECTION_UNDER_REVIEW: 'The person has objected to this being shared; it is hidden while the objection is under review.',
  CHILD_DECIDES: 'The person is old enough to decide for themself; a parent or guardian cannot decide for them.',
  AGE_NOT_KNOWN: 'Only for a child can a parent or guardian decide, and no date of birth is on record here.',
  OWN_CLAIM: 'Nobody reviews what they claimed themself.',
  SENSITIVE_ADDRESS: 'This would help to locate a person whose whereabouts are protected.',
  NOT_YET_LIVE: 'This partner does not share this section yet.',
  PARTNER_UNKNOWN: 'The organisation that holds this does not take part in this shared care record.',
  PARTNER_NOT_IN_GOOD_STANDING:
    'The partner that holds this cannot take part just now: its sharing agreement, ICO registration or DSPT status is not on file.',
  POPULATION_NOT_SYNTHETIC: 'Analysis is for synthetic or de-identified people only, and this store holds real ones.',
} as const;

export type ReasonCode = keyof typeof reasons;

/** The reason in words: the profile's own where it has them, else the standard ones. */
export function explanationOf(reason: ReasonCode, messages: Readonly<Record<string, string>> = {}): string {
  return Object.hasOwn(messages, reason) ? messages[reason]! : reasons[reason];
}
