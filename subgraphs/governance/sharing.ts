/** What the profile that is running has decided, for screens and reviewers to read (R10, R42). */
import type { RecordContext } from '../context.js';

/** Each purpose of use with its lawful basis. */
export function purposesOfUse({ surroundings }: RecordContext) {
  return [...surroundings.policy.purposes].map(([purpose, { lawfulBasis, roles }]) => ({
    purpose,
    lawfulBasis,
    roles: [...roles],
  }));
}

/** Consent, objections, grounds and overrides. */
export function sharingRules({ surroundings }: RecordContext) {
  const { consent, objections, withoutConsent, override, declaredRelationship } = surroundings.profile;
  const asked = consent.model === 'asked-at-first-access';
  return {
    consent: {
      asked,
      question: consent.question ?? null,
      countsForEveryone: consent.countsFor === 'everyone',
      countsDays: consent.countsDays ?? null,
      askedBy: asked ? consent.askedBy : [],
    },
    objections: {
      ...objections,
      grounds: objections.grounds.map(({ code, text, statute }) => ({ code, text, statute: statute ?? null })),
    },
    // Nobody is asked, so nobody is looked up unasked.
    grounds: asked ? withoutConsent : [],
    override: override ?? null,
    declaredRelationship: declaredRelationship ?? null,
  };
}
