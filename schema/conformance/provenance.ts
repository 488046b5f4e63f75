/** How the event record of PRSB Provenance v1.2 is carried by entries of CIS v2.0, which has its own names for it. */
export interface ProvenanceHome {
  /** Elements of the standard, from its top level down. */
  readonly published: RegExp;
  /** In words, for the conformance table. */
  readonly elements: string;
  /** Where an entry carries it. */
  readonly home: string;
}

export const provenanceHomes: readonly ProvenanceHome[] = [
  {
    published: /^(?:Event record|Record) › Author$/,
    elements: 'Author',
    home: '`personCompletingRecord` of the entry',
  },
  {
    published: /^(?:Event record|Record) › Author › Professional(?: › (?!Professional identifier type).*)?$/,
    elements: 'Author › Professional: name, role, grade, specialty, identifier, organisation',
    home: '`personCompletingRecord`: name, role, grade, specialty, professionalIdentifier, organisation',
  },
  {
    published: /^Event record › Performer$/,
    elements: 'Performer',
    home: '`performingProfessional` of the entry (`seenBy`, `dischargingConsultant` and the like where CIS names the professional by what they do)',
  },
  {
    published: /^Event record › Performer › Professional(?: › (?!Professional identifier type).*)?$/,
    elements: 'Performer › Professional: name, role, grade, specialty, identifier, organisation',
    home: '`performingProfessional`: name, role, grade, speciality, professionalIdentifier, organisation',
  },
  {
    published: / › Professional identifier type$/,
    elements: 'Professional identifier type',
    home: 'written with the identifier, as the register the source names (`professionalIdentifier`)',
  },
  {
    published: / › (?:Author|Performer) › Person(?: › .*)?$/,
    elements: 'Author or Performer › Person: name, relationship',
    home: "none of its own in CIS v2.0: `supportedToWriteThisBy` of About me; elsewhere `narrative`, in the source's own words",
  },
  {
    published: /^(?:Event record|Record) › (?:Author|Performer) › Device(?: › .*)?$/,
    elements: 'Author or Performer › Device: type, manufacturer, model, software version, identifier',
    home: '`provenance.system`: the sending system as it names itself; no feed says more of a device',
  },
  {
    published: /^Event record › Activity Location(?: › .*)?$/,
    elements: 'Activity location and its type',
    home: '`location` of the entry (`locationOfContact` and `locationType` of a contact, `admittedTo`, `dischargeLocation`)',
  },
  {
    published: /^Event record › Event Date$/,
    elements: 'Event date',
    home: '`date` of the entry, or the element that dates it (`onsetDate`, `dateOfContact`, `dateOfAdmission`, …)',
  },
  {
    published: /^(?:Event record|Record) › Date Recorded$/,
    elements: 'Date recorded',
    home: '`personCompletingRecord.dateCompleted`, and `provenance.recordedAt` of every entry',
  },
];
