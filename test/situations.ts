/** What may be so about a person that decides who sees what: one invented person for each. */
import { nothingDecided, type PersonFacts } from '../schema/facts.js';
import { parseNhsNumber } from '../schema/nhs-number.js';
import { roles } from '../schema/viewer.js';
import { organisationOf } from './held-in-memory.js';

const day = 86_400_000;

/** The relationship of every organisation that asks in these tests. */
const related: PersonFacts['involvements'] = [...new Set(roles.map(organisationOf))].map((organisation) => ({
  kind: 'registered-practice',
  organisation,
}));
const objection = (about: Partial<PersonFacts['objections'][number]> = {}) => ({
  involvements: related,
  objections: [{ id: 'o', ...about }],
});
const claim = (kind: PersonFacts['claims'][number]['kind'], ground?: string): PersonFacts['claims'] =>
  roles.map((role) => ({
    id: role,
    kind,
    // The users of these tests are called after their roles.
    userId: role,
    organisation: organisationOf(role),
    ...(ground === undefined ? {} : { ground }),
    fromMs: Date.now() - day,
    untilMs: Date.now() + day,
  }));
const answered = (answer: 'given' | 'refused'): Partial<PersonFacts> => ({
  involvements: related,
  consents: related.map(({ organisation }) => ({ answer, organisation, answeredMs: Date.now() - day })),
});

/** What may be so about a person. */
const situations: { readonly [name: string]: Partial<PersonFacts> } = {
  'no relationship': {},
  'a relationship': { involvements: related },
  'a relationship that is declared': { claims: claim('declared-relationship') },
  'an emergency override': { claims: claim('emergency-override') },
  'an emergency override and an objection': { claims: claim('emergency-override'), objections: [{ id: 'o' }] },
  'an objection to everything': objection(),
  'an objection to a section': objection({ sections: ['problemList', 'personDemographics'] }),
  'an objection to a source': objection({ sourcePartners: ['RGT'] }),
  'an objection to a recipient': objection({ recipientPartners: ['RGT', '312'] }),
  'an objection to a section of a source for a recipient': objection({
    sections: ['vaccinations'],
    sourcePartners: ['Y99901'],
    recipientPartners: ['RGT'],
  }),
  'an objection under review': objection({ underReview: true }),
  'consent given': answered('given'),
  'consent refused': answered('refused'),
  'opt-outs': { involvements: related, optOuts: { nationalDataOptOut: true, gpDissent: true } },
  'a sensitive address': { involvements: related, sensitiveAddress: true },
};

/** NHS numbers that begin with 9990 and pass modulus 11. */
const numbers = Array.from({ length: 1000 }, (_, i) => parseNhsNumber(String(9_990_000_000 + i))).filter(
  (number) => number !== undefined,
);
/** A person for each situation. */
export const people = Object.entries(situations).map(([name, facts], index) => {
  const nhsNumber = numbers[index]!;
  return {
    name,
    facts: { nhsNumber, known: true, involvements: [], objections: [], sensitiveAddress: false, ...nothingDecided, ...facts },
  };
});
