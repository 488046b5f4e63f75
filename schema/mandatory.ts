/**
 * What becomes of an entry that lacks an element which PRSB calls mandatory. PRSB's M means "the document
 * cannot be sent"; feeds send it all the same, and a fact that is left out can be harm as well.
 */
import type { Section } from './entry.js';

export interface MandatoryRule {
  readonly section: Section;
  /** Field names from the entry down. */
  readonly element: string;
  /**
   * `refused`: the entry says nothing without it and is quarantined.
   * `kept`: the rest is of use; the entry is stored, and its absence is counted in the conformance report.
   */
  readonly without: 'refused' | 'kept';
  /** Elements of the entry any of which makes it usable all the same. The source's own words (narrative) always do. */
  readonly unless?: readonly string[];
  /** Element that makes the entry the statement that there is none: it then has no subject. */
  readonly noneIf?: string;
  readonly because: string;
}

/** Every element that PRSB marks M (or R 1..1), and what its absence means. A test holds it to the SDL. */
export const mandatoryRules: readonly MandatoryRule[] = [
  {
    section: 'personDemographics',
    element: 'personName',
    without: 'kept',
    because: 'an update may say one thing only, a newborn has no name yet, and the person is known by the NHS number',
  },
  {
    section: 'personDemographics',
    element: 'personName.personFirstName',
    without: 'kept',
    because: 'people with one name, newborns and names sent in one piece (Person full name)',
  },
  {
    section: 'personDemographics',
    element: 'personName.personFamilyName',
    without: 'kept',
    because: 'people with one name, and names sent in one piece (Person full name)',
  },
  {
    section: 'personDemographics',
    element: 'dateOfBirth',
    without: 'kept',
    because: 'an unknown birthday is shown as unknown; nothing is matched by it',
  },
  {
    section: 'personDemographics',
    element: 'personsAddress',
    without: 'kept',
    because: 'no fixed abode, an address that is withheld, and council files that send a postcode or nothing',
  },
  {
    section: 'personDemographics',
    element: 'personsAddress.addressLine1',
    without: 'kept',
    because: 'a postcode alone (council files) or later lines alone still say where the person lives',
  },
  {
    section: 'gpPractice',
    element: 'gpPracticeIdentifier',
    without: 'refused',
    unless: ['gpName', 'gpPracticeDetails'],
    because: 'without code, name or details no practice is named; a name or an address alone can still be rung',
  },
  {
    section: 'personalContacts',
    element: 'name',
    without: 'refused',
    unless: ['relationship', 'relationshipType', 'contactDetails'],
    because:
      'a number of a daughter whose name was not sent is worth ringing, and that there is an unpaid carer is worth knowing',
  },
  {
    section: 'alerts',
    element: 'alert',
    without: 'refused',
    because: 'an alert without its words warns of nothing',
  },
  {
    section: 'vaccinations',
    element: 'vaccineProduct',
    without: 'refused',
    unless: ['vaccineProcedure'],
    because: 'product or procedure says what was given; feeds hold one of the two (RXA-5 a product, GP systems a procedure)',
  },
  {
    section: 'vaccinations',
    element: 'vaccineProcedure',
    without: 'refused',
    unless: ['vaccineProduct'],
    because: 'product or procedure says what was given; feeds hold one of the two (RXA-5 a product, GP systems a procedure)',
  },
  {
    section: 'problemList',
    element: 'problem',
    without: 'refused',
    because: 'a date or a status of an unnamed problem misleads',
  },
  {
    section: 'proceduresAndTherapies',
    element: 'procedure',
    without: 'refused',
    because: 'an unnamed procedure misleads',
  },
  {
    section: 'investigationResults',
    element: 'investigation',
    without: 'refused',
    because: 'a value without the name of what was measured is dangerous',
  },
  {
    section: 'investigationsRequested',
    element: 'investigationRequested',
    without: 'kept',
    because: 'R 1..1 in the published model; who asked, when and under which order number is of use when the result is awaited',
  },
  {
    section: 'formulation',
    element: 'formulation',
    without: 'refused',
    because: 'the formulation is the entry',
  },
  {
    section: 'allergiesAndAdverseReactions',
    element: 'causativeAgent',
    without: 'refused',
    noneIf: 'noKnownAllergy',
    because: 'an allergy to nothing named cannot be acted on; "no known allergy" is a statement of its own',
  },
  {
    section: 'medicationsAndMedicalDevices',
    element: 'medicationItemCluster.medicationName',
    without: 'refused',
    noneIf: 'negated',
    because: 'a dose of an unnamed medicine is dangerous; "takes no medicines" is a statement of its own',
  },
];
