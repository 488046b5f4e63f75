// Made by schema/generate.ts from the SDL of the subgraphs. Do not edit.
import type { PartialDateTime } from './partial-date.js';

export type Maybe<T> = T | undefined;
export type InputMaybe<T> = T | undefined;
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /**
   * A date and time as precise as the source knew it, in ISO 8601: `1980`, `1980-05`, `1980-05-03`,
   * `2024-01-31T09:15` or `2024-01-31T09:15:30+00:00`. Precision is never invented.
   */
  PartialDateTime: { input: PartialDateTime; output: PartialDateTime; }
};

/** Mandatory, required (send if held) or optional. */
export type Conformance =
  | 'M'
  | 'R'
  | 'O';

/** One code of a code system, exactly as sent. */
export type Coding = {
  /** The code, exactly as sent (leading zeros kept). */
  readonly code: Scalars['String']['output'];
  /** The code system: a URI where the label is known (http://snomed.info/sct), else the label as sent. */
  readonly system?: Maybe<Scalars['String']['output']>;
  /** The display text, from the source or from a published code list. */
  readonly display?: Maybe<Scalars['String']['output']>;
};

/** A coded value with the source's own words: either may be missing, never both. */
export type CodedOrText = {
  /** Every code the source sent for this value; empty where it sent words only. */
  readonly coding: ReadonlyArray<Coding>;
  /** The original text; where the source sent none, the display of the first code. */
  readonly text?: Maybe<Scalars['String']['output']>;
};

/** A measured or counted value, digit for digit as sent. */
export type Quantity = {
  /** The whole value as sent. */
  readonly text: Scalars['String']['output'];
  /** `<`, `<=`, `>=`, `>` or `~` where the source sent a comparator. */
  readonly comparator?: Maybe<Scalars['String']['output']>;
  /** The decimal number as text (`0.50` stays `0.50`); null where the value is not a number. */
  readonly value?: Maybe<Scalars['String']['output']>;
  /** Unit as sent (UCUM where the source uses it). */
  readonly unit?: Maybe<Scalars['String']['output']>;
};

/** Who performed the activity (PRSB performing professional). */
export type PerformingProfessional = {
  /** Name. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Role (SDS job role). */
  readonly role?: Maybe<CodedOrText>;
  /** Grade. */
  readonly grade?: Maybe<Scalars['String']['output']>;
  /** Specialty (activity treatment function). */
  readonly speciality?: Maybe<CodedOrText>;
  /** Professional identifier, with its register where known (GMC, NMC, …). */
  readonly professionalIdentifier?: Maybe<Scalars['String']['output']>;
  /** Organisation (ODS). */
  readonly organisation?: Maybe<CodedOrText>;
  /** Contact details of the professional. */
  readonly contactDetails?: Maybe<Scalars['String']['output']>;
};

/** Who made the entry, and when (PRSB person completing record). */
export type PersonCompletingRecord = {
  /** Name. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Role (SDS job role). */
  readonly role?: Maybe<CodedOrText>;
  /** Grade. */
  readonly grade?: Maybe<Scalars['String']['output']>;
  /** Specialty (activity treatment function). */
  readonly specialty?: Maybe<CodedOrText>;
  /** Organisation (ODS). */
  readonly organisation?: Maybe<CodedOrText>;
  /** Professional identifier. */
  readonly professionalIdentifier?: Maybe<Scalars['String']['output']>;
  /** When the record was completed. */
  readonly dateCompleted?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Contact details of the professional. */
  readonly contactDetails?: Maybe<Scalars['String']['output']>;
};

/** A professional by name and role. */
export type NamedProfessional = {
  /** Name. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Role (SDS job role). */
  readonly role?: Maybe<CodedOrText>;
};

/** An organisation taking part in this shared care record; it controls what it shares. */
export type Partner = {
  /** ODS code. */
  readonly odsCode: Scalars['ID']['output'];
  /** Name. */
  readonly name: Scalars['String']['output'];
  /** Kind of organisation. */
  readonly kind: Scalars['String']['output'];
};

/** Where an entry comes from (R28). */
export type Provenance = {
  /**
   * The partner that controls the entry; null only while a sensitive-address flag hides who it is. Of the minimum that is kept
   * of a record that was objected to, all of the provenance is null: who holds something is then no longer told.
   */
  readonly partner?: Maybe<Partner>;
  /** The sending system, as it names itself. */
  readonly system?: Maybe<Scalars['String']['output']>;
  /** The feed the message arrived on; null only while a sensitive-address flag hides the partner. */
  readonly feed?: Maybe<Scalars['String']['output']>;
  /** HL7 v2, CDA or CSV. */
  readonly format?: Maybe<Scalars['String']['output']>;
  /** Message type, document type or record kind; `brought along` where the message is about something else than the entry (who the person is, in a result). */
  readonly messageType?: Maybe<Scalars['String']['output']>;
  /** The sender's identifier of the message, document or row; null where it is about something else than the entry: then the feed and the day are all there is. */
  readonly messageIdentifier?: Maybe<Scalars['String']['output']>;
  /** When the source recorded it, as precisely as it says. */
  readonly recordedAt?: Maybe<Scalars['PartialDateTime']['output']>;
  /** When it reached this shared care record. */
  readonly receivedAt?: Maybe<Scalars['PartialDateTime']['output']>;
  /** NHS number status indicator sent with it (01 is verified); null where the feed does not say. */
  readonly nhsNumberStatus?: Maybe<Scalars['String']['output']>;
};

/**
 * Another source of the same fact. An entry is taken for the same only when it comes on another feed, shares a code of its main
 * element, has compatible dates (equal, or one a less precise form of the other), and says nothing clinical that the entry shown does not.
 */
export type AlsoRecorded = {
  /** The other entry: `entries(reconciled: false)` shows it. */
  readonly id: Scalars['ID']['output'];
  /** Where it comes from. */
  readonly provenance: Provenance;
};

/** What is known about one partner's share of a section. */
export type CoverageStatus =
  /** Shared and shown. The partner may hold nothing about this person: then there are no entries. */
  | 'SHARED'
  /** The partner does not share this section yet; see `liveFrom`. */
  | 'NOT_YET_LIVE'
  /** Held, or possibly held, and not shown to you; see `reason`. */
  | 'WITHHELD'
  /** The partner's data cannot be read just now. */
  | 'UNAVAILABLE';

/** One partner's share of one section: what a reader is not seeing, and why (R29). */
export type Coverage = {
  /** The partner; null where its name would locate a person with a sensitive-address flag. */
  readonly partner?: Maybe<Partner>;
  /** What is known about this partner's share. */
  readonly status: CoverageStatus;
  /** Code of the reason for anything but SHARED. */
  readonly reason?: Maybe<Scalars['String']['output']>;
  /** The reason in words. */
  readonly explanation?: Maybe<Scalars['String']['output']>;
  /** From when the partner shares, or will share, this section. */
  readonly liveFrom?: Maybe<Scalars['PartialDateTime']['output']>;
  /** When the partner last sent anything on the feeds of this section. */
  readonly lastReceivedAt?: Maybe<Scalars['PartialDateTime']['output']>;
};

/** Which entries of a period to show. */
export type Period =
  /** Going on, planned, or without an end. */
  | 'CURRENT'
  /** Over. */
  | 'PAST';

/**
 * Narrows the entries of a section. Filters never change `totalCount` or `coverage`. A filter by date or period is refused
 * (`WITHHELD`) where you may see none of the dates that it would look at; entries are then in no order of date either.
 */
export type EntryFilter = {
  /**
   * Only entries that were, or may have been, at or after this: one dated `2011` is in from `2011-02`, one that has begun and not ended goes
   * on (partial dates allowed; an entry without a date is left out).
   */
  readonly from?: InputMaybe<Scalars['PartialDateTime']['input']>;
  /** Only entries that had, or may have, begun at or before this (a partial date means its whole period). */
  readonly to?: InputMaybe<Scalars['PartialDateTime']['input']>;
  /** Only these entries, by their identifiers: to open one document, for example. */
  readonly ids?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Only entries controlled by these partners (ODS codes). */
  readonly partners?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Only current or only past entries. */
  readonly period?: InputMaybe<Period>;
};

/** Person name: the group of elements in PRSB Person demographics. */
export type PersonDemographicsPersonName = {
  /** Person first name. PRSB mandatory. Coding: NHSDD: Person given name. */
  readonly personFirstName?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** Person family name. PRSB mandatory. Coding: NHSDD: Person family name. */
  readonly personFamilyName?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** Person preferred name. Coding: NHSDD: Person full name. */
  readonly personPreferredName?: Maybe<Scalars['String']['output']>;
  /** Title. Coding: NHSDD: Person title. */
  readonly title?: Maybe<Scalars['String']['output']>;
  /** Person name suffix. Coding: NHSDD: Person suffix. */
  readonly personNameSuffix?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** Person full name. Coding: NHSDD: Patient full name. */
  readonly personFullName?: Maybe<Scalars['String']['output']>;
};

/** Person's address: the group of elements in PRSB Person demographics. */
export type PersonDemographicsPersonsAddress = {
  /** Address line 1. PRSB mandatory. Coding: NHSDD: Address line 1. */
  readonly addressLine1?: Maybe<Scalars['String']['output']>;
  /** Address line 2. Coding: NHSDD: Address line 2. */
  readonly addressLine2?: Maybe<Scalars['String']['output']>;
  /** Address line 3. Coding: NHSDD: Address line 3. */
  readonly addressLine3?: Maybe<Scalars['String']['output']>;
  /** Address line 4. Coding: NHSDD: Address line 4. */
  readonly addressLine4?: Maybe<Scalars['String']['output']>;
  /** Address line 5. Coding: NHSDD: Address line 5. */
  readonly addressLine5?: Maybe<Scalars['String']['output']>;
  /** Postcode. Coding: NHSDD: Postcode of usual address. */
  readonly postcode?: Maybe<Scalars['String']['output']>;
  /** Address type. Coding: NHSDD: Address association type. Codes as sent, with the original text. */
  readonly addressType?: Maybe<CodedOrText>;
};

/** Person's telephone number details: the group of elements in PRSB Person demographics. */
export type PersonDemographicsPersonsContactDetailsPersonsTelephoneNumberDetails = {
  /** Person's telephone number. Coding: NHSDD: UK telephone number. */
  readonly personsTelephoneNumber?: Maybe<Scalars['String']['output']>;
  /** Person's telephone number type. Coding: FHIR value set: - Contact point use. Codes as sent, with the original text. */
  readonly personsTelephoneNumberType?: Maybe<CodedOrText>;
  /** Preference of telephone number. Coding: Preference of use 1-5, 1 being the highest. Exactly as sent, comparator kept. */
  readonly preferenceOfTelephoneNumber?: Maybe<Quantity>;
};

/** Person's email address details: the group of elements in PRSB Person demographics. */
export type PersonDemographicsPersonsContactDetailsPersonsEmailAddressDetails = {
  /** Person's email address. Coding: NHSDD: Contact email address. */
  readonly personsEmailAddress?: Maybe<Scalars['String']['output']>;
  /** Person's email address type. Coding: FHIR value set: - Contact point use. Codes as sent, with the original text. */
  readonly personsEmailAddressType?: Maybe<CodedOrText>;
  /** Preference of email address. Coding: Preference of use 1-5, 1 being the highest. Exactly as sent, comparator kept. */
  readonly preferenceOfEmailAddress?: Maybe<Quantity>;
};

/** Person's contact details: the group of elements in PRSB Person demographics. */
export type PersonDemographicsPersonsContactDetails = {
  /** Preferred contact method. Coding: NHSDD: Communication contact method. Codes as sent, with the original text. */
  readonly preferredContactMethod?: Maybe<CodedOrText>;
  /** Person's telephone number details. */
  readonly personsTelephoneNumberDetails?: Maybe<ReadonlyArray<PersonDemographicsPersonsContactDetailsPersonsTelephoneNumberDetails>>;
  /** Person's email address details. */
  readonly personsEmailAddressDetails?: Maybe<ReadonlyArray<PersonDemographicsPersonsContactDetailsPersonsEmailAddressDetails>>;
  /** Other contact information. Coding: NHSDD: Communication contact string. */
  readonly otherContactInformation?: Maybe<Scalars['String']['output']>;
};

/** Immigration status: the group of elements in PRSB Person demographics. */
export type PersonDemographicsImmigrationStatus = {
  /** Immigration status. Coding: Code :- 1: Asylum Seeker; 2: Exceptional leave to remain in UK; 3: Indefinite Leave to Remain in UK ;4: Limited Leave... Codes as sent, with the original text. */
  readonly immigrationStatus?: Maybe<CodedOrText>;
  /** Start date. A partial date stays partial. */
  readonly startDate?: Maybe<Scalars['PartialDateTime']['output']>;
  /** End date. A partial date stays partial. */
  readonly endDate?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Comment. */
  readonly comment?: Maybe<Scalars['String']['output']>;
};

/** One entry of PRSB Person demographics. */
export type PersonDemographicsEntry = {
  /** Stable identifier of this entry within the shared care record. */
  readonly id: Scalars['ID']['output'];
  /** Which partner controls this entry, which message it came from, and when. */
  readonly provenance: Provenance;
  /** Where else the same fact was recorded: same code, compatible dates, nothing clinical that differs. */
  readonly alsoRecordedBy: ReadonlyArray<AlsoRecorded>;
  /** The source's own words for this entry, kept as safe structured text, where it sent any. */
  readonly narrative?: Maybe<Scalars['String']['output']>;
  /** Person name. PRSB mandatory. */
  readonly personName?: Maybe<PersonDemographicsPersonName>;
  /** Date of birth. PRSB mandatory. Coding: NHSDD: Person birth date. A partial date stays partial. */
  readonly dateOfBirth?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Gender. Coding: NHSDD: Person stated gender code. Codes as sent, with the original text. */
  readonly gender?: Maybe<CodedOrText>;
  /** Ethnicity. Coding: NHSDD: Ethnic category. Codes as sent, with the original text. */
  readonly ethnicity?: Maybe<CodedOrText>;
  /** Religion. Coding: SCT: Religion. Codes as sent, with the original text. */
  readonly religion?: Maybe<CodedOrText>;
  /** Sex. PRSB optional. Coding: NHSDD: person phenotypic sex. Codes as sent, with the original text. */
  readonly sex?: Maybe<CodedOrText>;
  /** NHS number. Coding: NHSDD: NHS number. */
  readonly nhsNumber?: Maybe<Scalars['String']['output']>;
  /** NHS number status indicator. Coding: NHSDD: NHS number status indicator. Codes as sent, with the original text. */
  readonly nhsNumberStatusIndicator?: Maybe<CodedOrText>;
  /** Other identifier. Coding: NHSDD: Local patient identifier(extended), Health and care number (NI only), Community health index number (Scotland ... */
  readonly otherIdentifier?: Maybe<ReadonlyArray<OtherIdentifier>>;
  /** Person's address. PRSB mandatory. */
  readonly personsAddress?: Maybe<ReadonlyArray<PersonDemographicsPersonsAddress>>;
  /** Person's contact details. */
  readonly personsContactDetails?: Maybe<PersonDemographicsPersonsContactDetails>;
  /** Photograph. Coding: Mulitmedia file. */
  readonly photograph?: Maybe<Scalars['String']['output']>;
  /** Place of birth. PRSB optional. Coding: NHSDD: Country code (birth). Codes as sent, with the original text. */
  readonly placeOfBirth?: Maybe<CodedOrText>;
  /** Marital status. PRSB optional. Coding: NHSDD: Person marital status. Codes as sent, with the original text. */
  readonly maritalStatus?: Maybe<CodedOrText>;
  /** Immigration status. */
  readonly immigrationStatus?: Maybe<PersonDemographicsImmigrationStatus>;
  /** Organ and tissue donation. Coding: Flag: - Yes or No. */
  readonly organAndTissueDonation?: Maybe<Scalars['Boolean']['output']>;
  /** Overseas visitor status. Coding: NHSDD: Overseas visitor charging catergory. Codes as sent, with the original text. */
  readonly overseasVisitorStatus?: Maybe<CodedOrText>;
  /** Date of death, from the PRSB local-authority view; absent means no death is recorded. */
  readonly dateOfDeath?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Whether the source says that the person has died, also where it gives no date. */
  readonly deceased?: Maybe<Scalars['Boolean']['output']>;
  /** Language the person prefers, as sent (ISO 639-1, with the NHS additions for signed languages). */
  readonly preferredLanguage?: Maybe<CodedOrText>;
  /** Whether the source marks the date of birth as an estimate. */
  readonly dateOfBirthEstimated?: Maybe<Scalars['Boolean']['output']>;
};

/** PRSB Person demographics: what the partners share about it, and what is not shown and why. */
export type PersonDemographics = {
  /**
   * The entries, newest first; null when the whole section is withheld (see coverage and errors).
   * One fact that several sources recorded alike is shown once, with `alsoRecordedBy`; `reconciled: false` shows every source's own.
   */
  readonly entries?: Maybe<ReadonlyArray<PersonDemographicsEntry>>;
  /** How many entries there are to see before paging and filters; null when withheld. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
  /** Per partner: shared, not yet live, withheld or unavailable, and how fresh. */
  readonly coverage: ReadonlyArray<Coverage>;
};


/** PRSB Person demographics: what the partners share about it, and what is not shown and why. */
export type PersonDemographicsEntriesArgs = {
  filter?: InputMaybe<EntryFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  offset?: InputMaybe<Scalars['Int']['input']>;
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};


/** PRSB Person demographics: what the partners share about it, and what is not shown and why. */
export type PersonDemographicsTotalCountArgs = {
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};

/** One entry of PRSB GP practice. */
export type GpPracticeEntry = {
  /** Stable identifier of this entry within the shared care record. */
  readonly id: Scalars['ID']['output'];
  /** Which partner controls this entry, which message it came from, and when. */
  readonly provenance: Provenance;
  /** Where else the same fact was recorded: same code, compatible dates, nothing clinical that differs. */
  readonly alsoRecordedBy: ReadonlyArray<AlsoRecorded>;
  /** The source's own words for this entry, kept as safe structured text, where it sent any. */
  readonly narrative?: Maybe<Scalars['String']['output']>;
  /** GP name. */
  readonly gpName?: Maybe<Scalars['String']['output']>;
  /** GP practice details. */
  readonly gpPracticeDetails?: Maybe<Scalars['String']['output']>;
  /** GP practice identifier. PRSB mandatory. Coding: NHSDD: General medical practice code (patient registration). */
  readonly gpPracticeIdentifier?: Maybe<Scalars['String']['output']>;
};

/** PRSB GP practice: what the partners share about it, and what is not shown and why. */
export type GpPractice = {
  /**
   * The entries, newest first; null when the whole section is withheld (see coverage and errors).
   * One fact that several sources recorded alike is shown once, with `alsoRecordedBy`; `reconciled: false` shows every source's own.
   */
  readonly entries?: Maybe<ReadonlyArray<GpPracticeEntry>>;
  /** How many entries there are to see before paging and filters; null when withheld. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
  /** Per partner: shared, not yet live, withheld or unavailable, and how fresh. */
  readonly coverage: ReadonlyArray<Coverage>;
};


/** PRSB GP practice: what the partners share about it, and what is not shown and why. */
export type GpPracticeEntriesArgs = {
  filter?: InputMaybe<EntryFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  offset?: InputMaybe<Scalars['Int']['input']>;
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};


/** PRSB GP practice: what the partners share about it, and what is not shown and why. */
export type GpPracticeTotalCountArgs = {
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Reasonable adjustment: the group of elements in PRSB Individual requirements. */
export type IndividualRequirementsReasonableAdjustment = {
  /** Location. Coding: NHSDD: Organisation data service code. Codes as sent, with the original text. */
  readonly location?: Maybe<CodedOrText>;
  /** Reasonable adjustment flag. Coding: SCT: 1108111000000107 |Requires reasonable adjustments for health and care access (Equality Act 2010) (finding)|. */
  readonly reasonableAdjustmentFlag?: Maybe<Scalars['Boolean']['output']>;
  /** Reasonable adjustment. Coding: SCT: Accessible information standard^999002121000000109 |Accessible information - communication support refset |^9990... Codes as sent, with the original text. */
  readonly reasonableAdjustment?: Maybe<CodedOrText>;
  /** Reasonable adjustment additional detail. */
  readonly reasonableAdjustmentAdditionalDetail?: Maybe<Scalars['String']['output']>;
  /** Date. A partial date stays partial. */
  readonly date?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Performing professional. */
  readonly performingProfessional?: Maybe<PerformingProfessional>;
  /** Person completing record. */
  readonly personCompletingRecord?: Maybe<PersonCompletingRecord>;
};

/** Impairment: the group of elements in PRSB Individual requirements. */
export type IndividualRequirementsImpairment = {
  /** Location. Coding: NHSDD: Organisation code service. Codes as sent, with the original text. */
  readonly location?: Maybe<CodedOrText>;
  /** Impairment category. Coding: SCT:. Codes as sent, with the original text. */
  readonly impairmentCategory?: Maybe<CodedOrText>;
  /** Impairment additional detail. */
  readonly impairmentAdditionalDetail?: Maybe<Scalars['String']['output']>;
  /** Date. A partial date stays partial. */
  readonly date?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Performing professional. */
  readonly performingProfessional?: Maybe<PerformingProfessional>;
  /** Person completing record. */
  readonly personCompletingRecord?: Maybe<PersonCompletingRecord>;
};

/** Cognition: the group of elements in PRSB Individual requirements. */
export type IndividualRequirementsCognition = {
  /** Date. A partial date stays partial. */
  readonly date?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Location. Coding: NHSDD: Organisation data service. Codes as sent, with the original text. */
  readonly location?: Maybe<CodedOrText>;
  /** Cognition. */
  readonly cognition?: Maybe<Scalars['String']['output']>;
  /** Performing professional. */
  readonly performingProfessional?: Maybe<PerformingProfessional>;
  /** Person completing record. */
  readonly personCompletingRecord?: Maybe<PersonCompletingRecord>;
};

/** Mobility: the group of elements in PRSB Individual requirements. */
export type IndividualRequirementsMobility = {
  /** Date. A partial date stays partial. */
  readonly date?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Location. Coding: NHSDD: Organisation data service. Codes as sent, with the original text. */
  readonly location?: Maybe<CodedOrText>;
  /** Mobility needs. Coding: SCT: ^999002551000000108 |Mobility findings refset |. Codes as sent, with the original text. */
  readonly mobilityNeeds?: Maybe<CodedOrText>;
  /** Performing professional. */
  readonly performingProfessional?: Maybe<PerformingProfessional>;
  /** Person completing record. */
  readonly personCompletingRecord?: Maybe<PersonCompletingRecord>;
};

/** Other individual requirements: the group of elements in PRSB Individual requirements. */
export type IndividualRequirementsOtherIndividualRequirements = {
  /** Date. A partial date stays partial. */
  readonly date?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Location. Coding: NHSDD: Organisation service code. Codes as sent, with the original text. */
  readonly location?: Maybe<CodedOrText>;
  /** Other individual requirement. */
  readonly otherIndividualRequirement?: Maybe<Scalars['String']['output']>;
  /** Performing professional. */
  readonly performingProfessional?: Maybe<PerformingProfessional>;
  /** Person completing record. */
  readonly personCompletingRecord?: Maybe<PersonCompletingRecord>;
};

/** One entry of PRSB Individual requirements. */
export type IndividualRequirementsEntry = {
  /** Stable identifier of this entry within the shared care record. */
  readonly id: Scalars['ID']['output'];
  /** Which partner controls this entry, which message it came from, and when. */
  readonly provenance: Provenance;
  /** Where else the same fact was recorded: same code, compatible dates, nothing clinical that differs. */
  readonly alsoRecordedBy: ReadonlyArray<AlsoRecorded>;
  /** The source's own words for this entry, kept as safe structured text, where it sent any. */
  readonly narrative?: Maybe<Scalars['String']['output']>;
  /** Reasonable adjustment. */
  readonly reasonableAdjustment?: Maybe<IndividualRequirementsReasonableAdjustment>;
  /** Impairment. */
  readonly impairment?: Maybe<IndividualRequirementsImpairment>;
  /** Cognition. */
  readonly cognition?: Maybe<IndividualRequirementsCognition>;
  /** Mobility. */
  readonly mobility?: Maybe<IndividualRequirementsMobility>;
  /** Other individual requirements. */
  readonly otherIndividualRequirements?: Maybe<IndividualRequirementsOtherIndividualRequirements>;
};

/** PRSB Individual requirements: what the partners share about it, and what is not shown and why. */
export type IndividualRequirements = {
  /**
   * The entries, newest first; null when the whole section is withheld (see coverage and errors).
   * One fact that several sources recorded alike is shown once, with `alsoRecordedBy`; `reconciled: false` shows every source's own.
   */
  readonly entries?: Maybe<ReadonlyArray<IndividualRequirementsEntry>>;
  /** How many entries there are to see before paging and filters; null when withheld. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
  /** Per partner: shared, not yet live, withheld or unavailable, and how fresh. */
  readonly coverage: ReadonlyArray<Coverage>;
};


/** PRSB Individual requirements: what the partners share about it, and what is not shown and why. */
export type IndividualRequirementsEntriesArgs = {
  filter?: InputMaybe<EntryFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  offset?: InputMaybe<Scalars['Int']['input']>;
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};


/** PRSB Individual requirements: what the partners share about it, and what is not shown and why. */
export type IndividualRequirementsTotalCountArgs = {
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};

/** One entry of PRSB Alerts. */
export type AlertsEntry = {
  /** Stable identifier of this entry within the shared care record. */
  readonly id: Scalars['ID']['output'];
  /** Which partner controls this entry, which message it came from, and when. */
  readonly provenance: Provenance;
  /** Where else the same fact was recorded: same code, compatible dates, nothing clinical that differs. */
  readonly alsoRecordedBy: ReadonlyArray<AlsoRecorded>;
  /** The source's own words for this entry, kept as safe structured text, where it sent any. */
  readonly narrative?: Maybe<Scalars['String']['output']>;
  /** Alert. */
  readonly alert?: Maybe<Scalars['String']['output']>;
  /** Person completing record. */
  readonly personCompletingRecord?: Maybe<PersonCompletingRecord>;
};

/** PRSB Alerts: what the partners share about it, and what is not shown and why. */
export type Alerts = {
  /**
   * The entries, newest first; null when the whole section is withheld (see coverage and errors).
   * One fact that several sources recorded alike is shown once, with `alsoRecordedBy`; `reconciled: false` shows every source's own.
   */
  readonly entries?: Maybe<ReadonlyArray<AlertsEntry>>;
  /** How many entries there are to see before paging and filters; null when withheld. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
  /** Per partner: shared, not yet live, withheld or unavailable, and how fresh. */
  readonly coverage: ReadonlyArray<Coverage>;
};


/** PRSB Alerts: what the partners share about it, and what is not shown and why. */
export type AlertsEntriesArgs = {
  filter?: InputMaybe<EntryFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  offset?: InputMaybe<Scalars['Int']['input']>;
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};


/** PRSB Alerts: what the partners share about it, and what is not shown and why. */
export type AlertsTotalCountArgs = {
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};

/** One entry of PRSB Professional contacts. */
export type ProfessionalContactsEntry = {
  /** Stable identifier of this entry within the shared care record. */
  readonly id: Scalars['ID']['output'];
  /** Which partner controls this entry, which message it came from, and when. */
  readonly provenance: Provenance;
  /** Where else the same fact was recorded: same code, compatible dates, nothing clinical that differs. */
  readonly alsoRecordedBy: ReadonlyArray<AlsoRecorded>;
  /** The source's own words for this entry, kept as safe structured text, where it sent any. */
  readonly narrative?: Maybe<Scalars['String']['output']>;
  /** Name. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Role. Coding: FHIR value set : - SDSjobrole. Codes as sent, with the original text. */
  readonly role?: Maybe<CodedOrText>;
  /** Key worker. Coding: Flag : - Yes or No. */
  readonly keyWorker?: Maybe<Scalars['Boolean']['output']>;
  /** Speciality. Coding: NHSDD: Activity treatment function code. Codes as sent, with the original text. */
  readonly speciality?: Maybe<CodedOrText>;
  /** Team. */
  readonly team?: Maybe<Scalars['String']['output']>;
  /** Organisation. Coding: NHSDD: Organisation data service. Codes as sent, with the original text. */
  readonly organisation?: Maybe<CodedOrText>;
  /** Contact details. */
  readonly contactDetails?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** Start date. A partial date stays partial. */
  readonly startDate?: Maybe<Scalars['PartialDateTime']['output']>;
  /** End date. A partial date stays partial. */
  readonly endDate?: Maybe<Scalars['PartialDateTime']['output']>;
};

/** PRSB Professional contacts: what the partners share about it, and what is not shown and why. */
export type ProfessionalContacts = {
  /**
   * The entries, newest first; null when the whole section is withheld (see coverage and errors).
   * One fact that several sources recorded alike is shown once, with `alsoRecordedBy`; `reconciled: false` shows every source's own.
   */
  readonly entries?: Maybe<ReadonlyArray<ProfessionalContactsEntry>>;
  /** How many entries there are to see before paging and filters; null when withheld. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
  /** Per partner: shared, not yet live, withheld or unavailable, and how fresh. */
  readonly coverage: ReadonlyArray<Coverage>;
};


/** PRSB Professional contacts: what the partners share about it, and what is not shown and why. */
export type ProfessionalContactsEntriesArgs = {
  filter?: InputMaybe<EntryFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  offset?: InputMaybe<Scalars['Int']['input']>;
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};


/** PRSB Professional contacts: what the partners share about it, and what is not shown and why. */
export type ProfessionalContactsTotalCountArgs = {
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};

/** One entry of PRSB Personal contacts. */
export type PersonalContactsEntry = {
  /** Stable identifier of this entry within the shared care record. */
  readonly id: Scalars['ID']['output'];
  /** Which partner controls this entry, which message it came from, and when. */
  readonly provenance: Provenance;
  /** Where else the same fact was recorded: same code, compatible dates, nothing clinical that differs. */
  readonly alsoRecordedBy: ReadonlyArray<AlsoRecorded>;
  /** The source's own words for this entry, kept as safe structured text, where it sent any. */
  readonly narrative?: Maybe<Scalars['String']['output']>;
  /** Name. PRSB mandatory. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Relationship. Coding: FHIR value set : - Related person. Codes as sent, with the original text. */
  readonly relationship?: Maybe<CodedOrText>;
  /** Relationship type. */
  readonly relationshipType?: Maybe<Scalars['String']['output']>;
  /** Contact details. */
  readonly contactDetails?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** Comments. PRSB optional. */
  readonly comments?: Maybe<Scalars['String']['output']>;
  /** Parental responsibility, from the PRSB local-authority view. */
  readonly parentalResponsibility?: Maybe<Scalars['Boolean']['output']>;
  /** Whether the contact lives with the person, from the PRSB local-authority view. */
  readonly householdMember?: Maybe<Scalars['Boolean']['output']>;
  /** NHS number of the contact, from the PRSB local-authority view. */
  readonly nhsNumber?: Maybe<Scalars['String']['output']>;
};

/** PRSB Personal contacts: what the partners share about it, and what is not shown and why. */
export type PersonalContacts = {
  /**
   * The entries, newest first; null when the whole section is withheld (see coverage and errors).
   * One fact that several sources recorded alike is shown once, with `alsoRecordedBy`; `reconciled: false` shows every source's own.
   */
  readonly entries?: Maybe<ReadonlyArray<PersonalContactsEntry>>;
  /** How many entries there are to see before paging and filters; null when withheld. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
  /** Per partner: shared, not yet live, withheld or unavailable, and how fresh. */
  readonly coverage: ReadonlyArray<Coverage>;
};


/** PRSB Personal contacts: what the partners share about it, and what is not shown and why. */
export type PersonalContactsEntriesArgs = {
  filter?: InputMaybe<EntryFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  offset?: InputMaybe<Scalars['Int']['input']>;
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};


/** PRSB Personal contacts: what the partners share about it, and what is not shown and why. */
export type PersonalContactsTotalCountArgs = {
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};

/** An identifier other than the NHS number, with the authority that assigned it. */
export type OtherIdentifier = {
  /** The identifier as sent. */
  readonly value: Scalars['String']['output'];
  /** Who assigned it (ODS code, or as the feed names it). */
  readonly authority?: Maybe<Scalars['String']['output']>;
  /** Kind of identifier as sent (HL7 table 0203), for example MR. */
  readonly type?: Maybe<Scalars['String']['output']>;
};

/** Dose amount: the group of elements in PRSB Vaccinations. */
export type VaccinationsDoseAmount = {
  /** Value. Exactly as sent, comparator kept. */
  readonly value?: Maybe<Quantity>;
  /** Units of measure. Coding: UCUM code. Codes as sent, with the original text. */
  readonly unitsOfMeasure?: Maybe<CodedOrText>;
};

/** Outcome status: the group of elements in PRSB Vaccinations. */
export type VaccinationsOutcomeStatus = {
  /** Not given flag. Coding: Flag: - Yes or No. */
  readonly notGivenFlag?: Maybe<Scalars['Boolean']['output']>;
  /** Vaccination situation (not given reason). Coding: FHIR value set : - Reason code. Codes as sent, with the original text. */
  readonly vaccinationSituation?: Maybe<CodedOrText>;
};

/** Reported: the group of elements in PRSB Vaccinations. */
export type VaccinationsReported = {
  /** Date. Coding: Date/time. A partial date stays partial. */
  readonly date?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Reported. Coding: Flag: - Yes or No. */
  readonly reported?: Maybe<Scalars['Boolean']['output']>;
  /** Report origin. Coding: FHIR value set:- https://www.hl7.org/fhir/valueset-immunization-origin.html. Codes as sent, with the original text. */
  readonly reportOrigin?: Maybe<CodedOrText>;
};

/** One entry of PRSB Vaccinations. */
export type VaccinationsEntry = {
  /** Stable identifier of this entry within the shared care record. */
  readonly id: Scalars['ID']['output'];
  /** Which partner controls this entry, which message it came from, and when. */
  readonly provenance: Provenance;
  /** Where else the same fact was recorded: same code, compatible dates, nothing clinical that differs. */
  readonly alsoRecordedBy: ReadonlyArray<AlsoRecorded>;
  /** The source's own words for this entry, kept as safe structured text, where it sent any. */
  readonly narrative?: Maybe<Scalars['String']['output']>;
  /** Date. A partial date stays partial. */
  readonly date?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Location. Coding: NHSDD: Organisation data service. Codes as sent, with the original text. */
  readonly location?: Maybe<CodedOrText>;
  /** Performing professional. */
  readonly performingProfessional?: Maybe<PerformingProfessional>;
  /** Vaccine product. PRSB mandatory. Coding: dm+d (SNOMED) Concept ID AMP (preferred) or VMP term for the vaccine product. Codes as sent, with the original text. */
  readonly vaccineProduct?: Maybe<CodedOrText>;
  /** Manufacturer. Coding: SCT: DM+D or GS1. Codes as sent, with the original text. */
  readonly manufacturer?: Maybe<CodedOrText>;
  /** Vaccine procedure. PRSB mandatory. Coding: SCT: < 127785005 |Administration of substance to produce immunity, either active or passive (procedure)| or << 106617... Codes as sent, with the original text. */
  readonly vaccineProcedure?: Maybe<CodedOrText>;
  /** Body site. Coding: SCT: ^1127941000000100 |Vaccine body site of administration refset |. Codes as sent, with the original text. */
  readonly bodySite?: Maybe<CodedOrText>;
  /** Route. Coding: SCT: ^999000051000001100 |ePrescribing route of administration refset |. Codes as sent, with the original text. */
  readonly route?: Maybe<CodedOrText>;
  /** Indication. Coding: SCT: ^1127601000000107 | Healthcare matters refset |. Codes as sent, with the original text. */
  readonly indication?: Maybe<CodedOrText>;
  /** Dose amount. */
  readonly doseAmount?: Maybe<VaccinationsDoseAmount>;
  /** Dose sequence. Coding: Numeric value. Exactly as sent, comparator kept. */
  readonly doseSequence?: Maybe<Quantity>;
  /** Outcome status. */
  readonly outcomeStatus?: Maybe<VaccinationsOutcomeStatus>;
  /** Person completing record. */
  readonly personCompletingRecord?: Maybe<PersonCompletingRecord>;
  /** Reported. */
  readonly reported?: Maybe<VaccinationsReported>;
  /** Batch or lot number. */
  readonly batchNumber?: Maybe<Scalars['String']['output']>;
};

/** PRSB Vaccinations: what the partners share about it, and what is not shown and why. */
export type Vaccinations = {
  /**
   * The entries, newest first; null when the whole section is withheld (see coverage and errors).
   * One fact that several sources recorded alike is shown once, with `alsoRecordedBy`; `reconciled: false` shows every source's own.
   */
  readonly entries?: Maybe<ReadonlyArray<VaccinationsEntry>>;
  /** How many entries there are to see before paging and filters; null when withheld. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
  /** Per partner: shared, not yet live, withheld or unavailable, and how fresh. */
  readonly coverage: ReadonlyArray<Coverage>;
};


/** PRSB Vaccinations: what the partners share about it, and what is not shown and why. */
export type VaccinationsEntriesArgs = {
  filter?: InputMaybe<EntryFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  offset?: InputMaybe<Scalars['Int']['input']>;
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};


/** PRSB Vaccinations: what the partners share about it, and what is not shown and why. */
export type VaccinationsTotalCountArgs = {
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Reaction details cluster: the group of elements in PRSB Allergies and adverse reactions. */
export type AllergiesAndAdverseReactionsReactionDetailsCluster = {
  /** Date. A partial date stays partial. */
  readonly date?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Location. Coding: NHSDD: Organisation data service. Codes as sent, with the original text. */
  readonly location?: Maybe<CodedOrText>;
  /** Substance. Coding: SCT: <105590001 | Substance (substance) | or <373873005 | Pharmaceutical / biologic product (product) |. Codes as sent, with the original text. */
  readonly substance?: Maybe<CodedOrText>;
  /** Description of reaction. Coding: SCT: ^1127581000000103 |Health issues refset|. Codes as sent, with the original text. */
  readonly descriptionOfReaction?: Maybe<CodedOrText>;
  /** Onset date. A partial date stays partial. */
  readonly onsetDate?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Severity. Coding: FHIR value set : - Severity. Codes as sent, with the original text. */
  readonly severity?: Maybe<CodedOrText>;
  /** Certainty. Coding: FHIR value set : - Certainty. Codes as sent, with the original text. */
  readonly certainty?: Maybe<CodedOrText>;
  /** Route of exposure. Coding: SCT: ^999000051000001100 |ePrescribing route of administration refset|. Codes as sent, with the original text. */
  readonly routeOfExposure?: Maybe<CodedOrText>;
  /** Comment. PRSB optional. */
  readonly comment?: Maybe<Scalars['String']['output']>;
};

/** One entry of PRSB Allergies and adverse reactions. */
export type AllergiesAndAdverseReactionsEntry = {
  /** Stable identifier of this entry within the shared care record. */
  readonly id: Scalars['ID']['output'];
  /** Which partner controls this entry, which message it came from, and when. */
  readonly provenance: Provenance;
  /** Where else the same fact was recorded: same code, compatible dates, nothing clinical that differs. */
  readonly alsoRecordedBy: ReadonlyArray<AlsoRecorded>;
  /** The source's own words for this entry, kept as safe structured text, where it sent any. */
  readonly narrative?: Maybe<Scalars['String']['output']>;
  /** Type of reaction. Coding: FHIR value set :- Allergy, Intolerance. Codes as sent, with the original text. */
  readonly typeOfReaction?: Maybe<CodedOrText>;
  /** Causative agent. PRSB mandatory. Coding: dm+d:- any code from the VTM, VMP, AMP, VMPP, AMPP and ingredient concept classesSCT: <105590001 |Substance OR <37387... Codes as sent, with the original text. */
  readonly causativeAgent?: Maybe<CodedOrText>;
  /** Reaction details cluster. */
  readonly reactionDetailsCluster?: Maybe<ReadonlyArray<AllergiesAndAdverseReactionsReactionDetailsCluster>>;
  /** Evidence. */
  readonly evidence?: Maybe<Scalars['String']['output']>;
  /** Date first experienced. A partial date stays partial. */
  readonly dateFirstExperienced?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Allergy end date. A partial date stays partial. */
  readonly allergyEndDate?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Comment. PRSB optional. */
  readonly comment?: Maybe<Scalars['String']['output']>;
  /** Performing professional. */
  readonly performingProfessional?: Maybe<PerformingProfessional>;
  /** Person completing record. */
  readonly personCompletingRecord?: Maybe<PersonCompletingRecord>;
  /** Category: drug, food, environment or contraindication. */
  readonly category?: Maybe<CodedOrText>;
  /** Whether the allergy is active, inactive or resolved. */
  readonly clinicalStatus?: Maybe<CodedOrText>;
  /** True where the entry is the statement that there is no known allergy (of this kind). */
  readonly noKnownAllergy?: Maybe<Scalars['Boolean']['output']>;
};

/** PRSB Allergies and adverse reactions: what the partners share about it, and what is not shown and why. */
export type AllergiesAndAdverseReactions = {
  /**
   * The entries, newest first; null when the whole section is withheld (see coverage and errors).
   * One fact that several sources recorded alike is shown once, with `alsoRecordedBy`; `reconciled: false` shows every source's own.
   */
  readonly entries?: Maybe<ReadonlyArray<AllergiesAndAdverseReactionsEntry>>;
  /** How many entries there are to see before paging and filters; null when withheld. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
  /** Per partner: shared, not yet live, withheld or unavailable, and how fresh. */
  readonly coverage: ReadonlyArray<Coverage>;
};


/** PRSB Allergies and adverse reactions: what the partners share about it, and what is not shown and why. */
export type AllergiesAndAdverseReactionsEntriesArgs = {
  filter?: InputMaybe<EntryFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  offset?: InputMaybe<Scalars['Int']['input']>;
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};


/** PRSB Allergies and adverse reactions: what the partners share about it, and what is not shown and why. */
export type AllergiesAndAdverseReactionsTotalCountArgs = {
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Quantity supplied: the group of elements in PRSB Medications and medical devices. */
export type MedicationsAndMedicalDevicesMedicationItemClusterQuantitySupplied = {
  /** Value. Coding: Enumerated value. Exactly as sent, comparator kept. */
  readonly value?: Maybe<Quantity>;
  /** Unit of measure. Coding: UCUM code. Codes as sent, with the original text. */
  readonly unitOfMeasure?: Maybe<CodedOrText>;
};

/** Structured dose amount: the group of elements in PRSB Medications and medical devices. */
export type MedicationsAndMedicalDevicesMedicationItemClusterStructuredDoseDirectionClusterStructuredDoseAmount = {
  /** Dose. Coding: Numeric. Exactly as sent, comparator kept. */
  readonly dose?: Maybe<Quantity>;
  /** Rate. Coding: Numeric. Exactly as sent, comparator kept. */
  readonly rate?: Maybe<Quantity>;
};

/** Structured dose direction cluster: the group of elements in PRSB Medications and medical devices. */
export type MedicationsAndMedicalDevicesMedicationItemClusterStructuredDoseDirectionCluster = {
  /** Dose type. Coding: Calculated or ordered. */
  readonly doseType?: Maybe<Scalars['Boolean']['output']>;
  /** Structured dose amount. */
  readonly structuredDoseAmount?: Maybe<MedicationsAndMedicalDevicesMedicationItemClusterStructuredDoseDirectionClusterStructuredDoseAmount>;
  /** Structured dose timing. Coding: Numeric. Exactly as sent, comparator kept. */
  readonly structuredDoseTiming?: Maybe<Quantity>;
  /** Dose direction duration. Coding: Numeric. Exactly as sent, comparator kept. */
  readonly doseDirectionDuration?: Maybe<Quantity>;
  /** Dose directions description. */
  readonly doseDirectionsDescription?: Maybe<Scalars['String']['output']>;
  /** Maxdoseperperiod. Coding: Numeric. Exactly as sent, comparator kept. */
  readonly maxdoseperperiod?: Maybe<Quantity>;
  /** Maxdoseperadministration. Coding: Numeric. Exactly as sent, comparator kept. */
  readonly maxdoseperadministration?: Maybe<Quantity>;
};

/** Repeat medication: the group of elements in PRSB Medications and medical devices. */
export type MedicationsAndMedicalDevicesMedicationItemClusterRepeatMedication = {
  /** Number of repeat prescriptions. Coding: Numeric. Exactly as sent, comparator kept. */
  readonly numberOfRepeatPrescriptions?: Maybe<Quantity>;
  /** Review date. A partial date stays partial. */
  readonly reviewDate?: Maybe<Scalars['PartialDateTime']['output']>;
};

/** Course details cluster: the group of elements in PRSB Medications and medical devices. */
export type MedicationsAndMedicalDevicesMedicationItemClusterCourseDetailsCluster = {
  /** Course status. Coding: FHIR value set : - Medication status. Codes as sent, with the original text. */
  readonly courseStatus?: Maybe<CodedOrText>;
  /** Indication. */
  readonly indication?: Maybe<Scalars['String']['output']>;
  /** Start date/time. A partial date stays partial. */
  readonly startDateTime?: Maybe<Scalars['PartialDateTime']['output']>;
  /** End date/time. A partial date stays partial. */
  readonly endDateTime?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Link to indication record. Coding: Free text with URL. */
  readonly linkToIndicationRecord?: Maybe<Scalars['String']['output']>;
  /** Comment/recommendation. */
  readonly commentRecommendation?: Maybe<Scalars['String']['output']>;
};

/** Medication change summary cluster: the group of elements in PRSB Medications and medical devices. */
export type MedicationsAndMedicalDevicesMedicationItemClusterMedicationChangeSummaryCluster = {
  /** Status. Coding: FHIR value set : Medication status. Codes as sent, with the original text. */
  readonly status?: Maybe<CodedOrText>;
  /** Indication. Coding: SCT: ^1127601000000107 | Healthcare matters refset |. Codes as sent, with the original text. */
  readonly indication?: Maybe<CodedOrText>;
  /** Date of change. A partial date stays partial. */
  readonly dateOfChange?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Description of amendment. */
  readonly descriptionOfAmendment?: Maybe<Scalars['String']['output']>;
};

/** Medication item cluster: the group of elements in PRSB Medications and medical devices. */
export type MedicationsAndMedicalDevicesMedicationItemCluster = {
  /** Date. A partial date stays partial. */
  readonly date?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Location. Coding: NHSDD: Organisation data service. Codes as sent, with the original text. */
  readonly location?: Maybe<CodedOrText>;
  /** Performing professional. */
  readonly performingProfessional?: Maybe<PerformingProfessional>;
  /** Medication prescribed by. Coding: FHIR value set : - Medication prescribing agency. Codes as sent, with the original text. */
  readonly medicationPrescribedBy?: Maybe<CodedOrText>;
  /** Medication name. PRSB mandatory. Coding: dm+d:- any code from the VTM, VMP, AMP, VMPP and AMPP concept classes. Codes as sent, with the original text. */
  readonly medicationName?: Maybe<CodedOrText>;
  /** Medication trade family. Coding: SCT: 999000641000001107 | National Health Service dictionary of medicines and devices trade family group refset |. Codes as sent, with the original text. */
  readonly medicationTradeFamily?: Maybe<CodedOrText>;
  /** Form. Coding: SCT: ^999000781000001107 | National Health Service dictionary of medicines and devices dose form refset |. Codes as sent, with the original text. */
  readonly form?: Maybe<CodedOrText>;
  /** Quantity supplied. */
  readonly quantitySupplied?: Maybe<MedicationsAndMedicalDevicesMedicationItemClusterQuantitySupplied>;
  /** Date supplied. A partial date stays partial. */
  readonly dateSupplied?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Route. Coding: SCT: ^999000051000001100 |ePrescribing route of administration refset |. Codes as sent, with the original text. */
  readonly route?: Maybe<CodedOrText>;
  /** Site. Coding: SCT: <442083009 | Anatomical or acquired body structure (body structure) |. Codes as sent, with the original text. */
  readonly site?: Maybe<CodedOrText>;
  /** Method. Coding: SCT: ^999000041000001103 | ePrescribing method refset |. Codes as sent, with the original text. */
  readonly method?: Maybe<CodedOrText>;
  /** Over the counter medication flag. Coding: Flag : - Yes or No. */
  readonly overTheCounterMedicationFlag?: Maybe<Scalars['Boolean']['output']>;
  /** Structured dose direction cluster. */
  readonly structuredDoseDirectionCluster?: Maybe<MedicationsAndMedicalDevicesMedicationItemClusterStructuredDoseDirectionCluster>;
  /** Repeat medication. */
  readonly repeatMedication?: Maybe<MedicationsAndMedicalDevicesMedicationItemClusterRepeatMedication>;
  /** Additional instructions. Coding: FHIR value set : - Additional instruction. Codes as sent, with the original text. */
  readonly additionalInstructions?: Maybe<CodedOrText>;
  /** Course details cluster. */
  readonly courseDetailsCluster?: Maybe<MedicationsAndMedicalDevicesMedicationItemClusterCourseDetailsCluster>;
  /** Medication change summary cluster. */
  readonly medicationChangeSummaryCluster?: Maybe<MedicationsAndMedicalDevicesMedicationItemClusterMedicationChangeSummaryCluster>;
  /** Person completing record. */
  readonly personCompletingRecord?: Maybe<PersonCompletingRecord>;
};

/** Medical devices entry: the group of elements in PRSB Medications and medical devices. */
export type MedicationsAndMedicalDevicesMedicalDevicesEntry = {
  /** Medical device. */
  readonly medicalDevice?: Maybe<Scalars['String']['output']>;
  /** Comments. */
  readonly comments?: Maybe<Scalars['String']['output']>;
};

/** Medication discontinued entry: the group of elements in PRSB Medications and medical devices. */
export type MedicationsAndMedicalDevicesMedicationDiscontinuedEntry = {
  /** Name of discontinued medication. Coding: dm+d:- any code from the VTM, VMP, AMP, VMPP and AMPP concept classes. Codes as sent, with the original text. */
  readonly nameOfDiscontinuedMedication?: Maybe<CodedOrText>;
  /** Status. Coding: FHIR value set: - Medication status. Codes as sent, with the original text. */
  readonly status?: Maybe<CodedOrText>;
  /** Indication. Coding: SCT: ^1127601000000107 | Healthcare matters refset |. Codes as sent, with the original text. */
  readonly indication?: Maybe<CodedOrText>;
  /** Date of change. A partial date stays partial. */
  readonly dateOfChange?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Comment. */
  readonly comment?: Maybe<Scalars['String']['output']>;
};

/** One entry of PRSB Medications and medical devices. */
export type MedicationsAndMedicalDevicesEntry = {
  /** Stable identifier of this entry within the shared care record. */
  readonly id: Scalars['ID']['output'];
  /** Which partner controls this entry, which message it came from, and when. */
  readonly provenance: Provenance;
  /** Where else the same fact was recorded: same code, compatible dates, nothing clinical that differs. */
  readonly alsoRecordedBy: ReadonlyArray<AlsoRecorded>;
  /** The source's own words for this entry, kept as safe structured text, where it sent any. */
  readonly narrative?: Maybe<Scalars['String']['output']>;
  /** Medication item cluster. */
  readonly medicationItemCluster?: Maybe<MedicationsAndMedicalDevicesMedicationItemCluster>;
  /** Medical devices entry. */
  readonly medicalDevicesEntry?: Maybe<MedicationsAndMedicalDevicesMedicalDevicesEntry>;
  /** Medication discontinued entry. */
  readonly medicationDiscontinuedEntry?: Maybe<MedicationsAndMedicalDevicesMedicationDiscontinuedEntry>;
  /** True where the source states that the person does not take this medicine, or takes none. */
  readonly negated?: Maybe<Scalars['Boolean']['output']>;
};

/** PRSB Medications and medical devices: what the partners share about it, and what is not shown and why. */
export type MedicationsAndMedicalDevices = {
  /**
   * The entries, newest first; null when the whole section is withheld (see coverage and errors).
   * One fact that several sources recorded alike is shown once, with `alsoRecordedBy`; `reconciled: false` shows every source's own.
   */
  readonly entries?: Maybe<ReadonlyArray<MedicationsAndMedicalDevicesEntry>>;
  /** How many entries there are to see before paging and filters; null when withheld. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
  /** Per partner: shared, not yet live, withheld or unavailable, and how fresh. */
  readonly coverage: ReadonlyArray<Coverage>;
};


/** PRSB Medications and medical devices: what the partners share about it, and what is not shown and why. */
export type MedicationsAndMedicalDevicesEntriesArgs = {
  filter?: InputMaybe<EntryFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  offset?: InputMaybe<Scalars['Int']['input']>;
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};


/** PRSB Medications and medical devices: what the partners share about it, and what is not shown and why. */
export type MedicationsAndMedicalDevicesTotalCountArgs = {
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};

/** One entry of PRSB Participation in research. */
export type ParticipationInResearchEntry = {
  /** Stable identifier of this entry within the shared care record. */
  readonly id: Scalars['ID']['output'];
  /** Which partner controls this entry, which message it came from, and when. */
  readonly provenance: Provenance;
  /** Where else the same fact was recorded: same code, compatible dates, nothing clinical that differs. */
  readonly alsoRecordedBy: ReadonlyArray<AlsoRecorded>;
  /** The source's own words for this entry, kept as safe structured text, where it sent any. */
  readonly narrative?: Maybe<Scalars['String']['output']>;
  /** Name of research study. Coding: Free text or URL. */
  readonly nameOfResearchStudy?: Maybe<Scalars['String']['output']>;
  /** Identification code. Coding: NHSDD: Clinical trial identifier. */
  readonly identificationCode?: Maybe<Scalars['String']['output']>;
  /** Person completing record. */
  readonly personCompletingRecord?: Maybe<PersonCompletingRecord>;
};

/** PRSB Participation in research: what the partners share about it, and what is not shown and why. */
export type ParticipationInResearch = {
  /**
   * The entries, newest first; null when the whole section is withheld (see coverage and errors).
   * One fact that several sources recorded alike is shown once, with `alsoRecordedBy`; `reconciled: false` shows every source's own.
   */
  readonly entries?: Maybe<ReadonlyArray<ParticipationInResearchEntry>>;
  /** How many entries there are to see before paging and filters; null when withheld. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
  /** Per partner: shared, not yet live, withheld or unavailable, and how fresh. */
  readonly coverage: ReadonlyArray<Coverage>;
};


/** PRSB Participation in research: what the partners share about it, and what is not shown and why. */
export type ParticipationInResearchEntriesArgs = {
  filter?: InputMaybe<EntryFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  offset?: InputMaybe<Scalars['Int']['input']>;
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};


/** PRSB Participation in research: what the partners share about it, and what is not shown and why. */
export type ParticipationInResearchTotalCountArgs = {
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Referrer details: the group of elements in PRSB Referral details. */
export type ReferralDetailsReferrerDetails = {
  /** Name. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Role. Coding: FHIR value set : - sdsjobrole. Codes as sent, with the original text. */
  readonly role?: Maybe<CodedOrText>;
  /** Grade. */
  readonly grade?: Maybe<Scalars['String']['output']>;
  /** Team. */
  readonly team?: Maybe<Scalars['String']['output']>;
  /** Specialty. Coding: NHSDD: Activity treatment function code. Codes as sent, with the original text. */
  readonly specialty?: Maybe<CodedOrText>;
  /** Service. Coding: SCT: 1127531000000102 |Services refset |. Codes as sent, with the original text. */
  readonly service?: Maybe<CodedOrText>;
  /** Organisation. Coding: NHSDD: Organisation data service. Codes as sent, with the original text. */
  readonly organisation?: Maybe<CodedOrText>;
  /** Contact details. */
  readonly contactDetails?: Maybe<Scalars['String']['output']>;
};

/** Clinical urgency of referral: the group of elements in PRSB Referral details. */
export type ReferralDetailsClinicalUrgencyOfReferral = {
  /** Urgency. Coding: NHSDD: PRIORITY TYPE. Codes as sent, with the original text. */
  readonly urgency?: Maybe<CodedOrText>;
  /** Reason for urgency of referral. */
  readonly reasonForUrgencyOfReferral?: Maybe<Scalars['String']['output']>;
};

/** Referral to: the group of elements in PRSB Referral details. */
export type ReferralDetailsReferralTo = {
  /** Name. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Role. Coding: FHIR value set : - sdsjobrole. Codes as sent, with the original text. */
  readonly role?: Maybe<CodedOrText>;
  /** Grade. */
  readonly grade?: Maybe<Scalars['String']['output']>;
  /** Team. */
  readonly team?: Maybe<Scalars['String']['output']>;
  /** Specialty. Coding: NHSDD: Activity treatment function code. Codes as sent, with the original text. */
  readonly specialty?: Maybe<CodedOrText>;
  /** Service. Coding: SCT: 1127531000000102 |Services refset |. Codes as sent, with the original text. */
  readonly service?: Maybe<CodedOrText>;
  /** Organisation. Coding: NHSDD: Organisation data service. Codes as sent, with the original text. */
  readonly organisation?: Maybe<CodedOrText>;
  /** Contact details. */
  readonly contactDetails?: Maybe<Scalars['String']['output']>;
};

/** One entry of PRSB Referral details. */
export type ReferralDetailsEntry = {
  /** Stable identifier of this entry within the shared care record. */
  readonly id: Scalars['ID']['output'];
  /** Which partner controls this entry, which message it came from, and when. */
  readonly provenance: Provenance;
  /** Where else the same fact was recorded: same code, compatible dates, nothing clinical that differs. */
  readonly alsoRecordedBy: ReadonlyArray<AlsoRecorded>;
  /** The source's own words for this entry, kept as safe structured text, where it sent any. */
  readonly narrative?: Maybe<Scalars['String']['output']>;
  /** Date. A partial date stays partial. */
  readonly date?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Referrer details. */
  readonly referrerDetails?: Maybe<ReferralDetailsReferrerDetails>;
  /** Referral method. Coding: Allow National Codes only FaxPhoneSecure MessagingSecure EmailLetterNHS E-Referral ServiceSelf referral. Codes as sent, with the original text. */
  readonly referralMethod?: Maybe<CodedOrText>;
  /** Reason for referral. Coding: SCT: ^1127581000000103 |Health issues refset|. Codes as sent, with the original text. */
  readonly reasonForReferral?: Maybe<CodedOrText>;
  /** Clinical urgency of referral. */
  readonly clinicalUrgencyOfReferral?: Maybe<ReferralDetailsClinicalUrgencyOfReferral>;
  /** Referral to. */
  readonly referralTo?: Maybe<ReferralDetailsReferralTo>;
  /** Referral criteria. */
  readonly referralCriteria?: Maybe<Scalars['String']['output']>;
  /** Return response to. */
  readonly returnResponseTo?: Maybe<Scalars['String']['output']>;
  /** Type of referral, from the PRSB local-authority view. */
  readonly referralType?: Maybe<Scalars['String']['output']>;
  /** The identifier the source gave the referral. */
  readonly referralIdentifier?: Maybe<Scalars['String']['output']>;
  /** Status of the referral as sent. */
  readonly referralStatus?: Maybe<CodedOrText>;
  /** What came of the referral or request. */
  readonly outcome?: Maybe<CodedOrText>;
};

/** PRSB Referral details: what the partners share about it, and what is not shown and why. */
export type ReferralDetails = {
  /**
   * The entries, newest first; null when the whole section is withheld (see coverage and errors).
   * One fact that several sources recorded alike is shown once, with `alsoRecordedBy`; `reconciled: false` shows every source's own.
   */
  readonly entries?: Maybe<ReadonlyArray<ReferralDetailsEntry>>;
  /** How many entries there are to see before paging and filters; null when withheld. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
  /** Per partner: shared, not yet live, withheld or unavailable, and how fresh. */
  readonly coverage: ReadonlyArray<Coverage>;
};


/** PRSB Referral details: what the partners share about it, and what is not shown and why. */
export type ReferralDetailsEntriesArgs = {
  filter?: InputMaybe<EntryFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  offset?: InputMaybe<Scalars['Int']['input']>;
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};


/** PRSB Referral details: what the partners share about it, and what is not shown and why. */
export type ReferralDetailsTotalCountArgs = {
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};

/** One entry of PRSB Contacts with professionals. */
export type ContactsWithProfessionalsEntry = {
  /** Stable identifier of this entry within the shared care record. */
  readonly id: Scalars['ID']['output'];
  /** Which partner controls this entry, which message it came from, and when. */
  readonly provenance: Provenance;
  /** Where else the same fact was recorded: same code, compatible dates, nothing clinical that differs. */
  readonly alsoRecordedBy: ReadonlyArray<AlsoRecorded>;
  /** The source's own words for this entry, kept as safe structured text, where it sent any. */
  readonly narrative?: Maybe<Scalars['String']['output']>;
  /** Date of contact. A partial date stays partial. */
  readonly dateOfContact?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Location of contact. Coding: NHSDD: Organisation service code. Codes as sent, with the original text. */
  readonly locationOfContact?: Maybe<CodedOrText>;
  /** Seen by. */
  readonly seenBy?: Maybe<ReadonlyArray<NamedProfessional>>;
  /** Responsible professional. */
  readonly responsibleProfessional?: Maybe<NamedProfessional>;
  /** Location type. Coding: NHSDD: Activity location type code. Codes as sent, with the original text. */
  readonly locationType?: Maybe<CodedOrText>;
  /** Contact type. */
  readonly contactType?: Maybe<Scalars['String']['output']>;
  /** Consultation method. Coding: NHSDD: Consultation medium. Codes as sent, with the original text. */
  readonly consultationMethod?: Maybe<CodedOrText>;
  /** Specialty. Coding: NHSDD: Activity treatment function code. Codes as sent, with the original text. */
  readonly specialty?: Maybe<CodedOrText>;
  /** Service. Coding: SCT: 1127531000000102 |Services refset |. Codes as sent, with the original text. */
  readonly service?: Maybe<CodedOrText>;
  /** Professionals present. */
  readonly professionalsPresent?: Maybe<ReadonlyArray<NamedProfessional>>;
  /** Outcome of contact. Coding: NHSDD: Attended or did not attend code. Codes as sent, with the original text. */
  readonly outcomeOfContact?: Maybe<CodedOrText>;
  /** Whether the contact is planned, in progress, finished or cancelled. */
  readonly contactStatus?: Maybe<CodedOrText>;
  /** Why the person was seen. */
  readonly reasonForContact?: Maybe<CodedOrText>;
  /** When the contact ended. */
  readonly endDate?: Maybe<Scalars['PartialDateTime']['output']>;
  /** What follows the attendance. */
  readonly outcomeOfAttendance?: Maybe<CodedOrText>;
  /** How the person arrived. */
  readonly arrivalMode?: Maybe<CodedOrText>;
  /** The visit or attendance number of the source. */
  readonly visitIdentifier?: Maybe<Scalars['String']['output']>;
};

/** PRSB Contacts with professionals: what the partners share about it, and what is not shown and why. */
export type ContactsWithProfessionals = {
  /**
   * The entries, newest first; null when the whole section is withheld (see coverage and errors).
   * One fact that several sources recorded alike is shown once, with `alsoRecordedBy`; `reconciled: false` shows every source's own.
   */
  readonly entries?: Maybe<ReadonlyArray<ContactsWithProfessionalsEntry>>;
  /** How many entries there are to see before paging and filters; null when withheld. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
  /** Per partner: shared, not yet live, withheld or unavailable, and how fresh. */
  readonly coverage: ReadonlyArray<Coverage>;
};


/** PRSB Contacts with professionals: what the partners share about it, and what is not shown and why. */
export type ContactsWithProfessionalsEntriesArgs = {
  filter?: InputMaybe<EntryFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  offset?: InputMaybe<Scalars['Int']['input']>;
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};


/** PRSB Contacts with professionals: what the partners share about it, and what is not shown and why. */
export type ContactsWithProfessionalsTotalCountArgs = {
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Individual accompanying person: the group of elements in PRSB Admission details. */
export type AdmissionDetailsIndividualAccompanyingPerson = {
  /** Name. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Role. Coding: NHSDD: Care professional. Codes as sent, with the original text. */
  readonly role?: Maybe<CodedOrText>;
  /** Relationship. Coding: FHIR value set: - Relationship type. Codes as sent, with the original text. */
  readonly relationship?: Maybe<CodedOrText>;
  /** Comment. PRSB optional. */
  readonly comment?: Maybe<Scalars['String']['output']>;
};

/** One entry of PRSB Admission details. */
export type AdmissionDetailsEntry = {
  /** Stable identifier of this entry within the shared care record. */
  readonly id: Scalars['ID']['output'];
  /** Which partner controls this entry, which message it came from, and when. */
  readonly provenance: Provenance;
  /** Where else the same fact was recorded: same code, compatible dates, nothing clinical that differs. */
  readonly alsoRecordedBy: ReadonlyArray<AlsoRecorded>;
  /** The source's own words for this entry, kept as safe structured text, where it sent any. */
  readonly narrative?: Maybe<Scalars['String']['output']>;
  /** Date of admission. A partial date stays partial. */
  readonly dateOfAdmission?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Admitted to. Coding: NHSDD: Organisations code of provider. Codes as sent, with the original text. */
  readonly admittedTo?: Maybe<CodedOrText>;
  /** Responsible care professional. */
  readonly responsibleCareProfessional?: Maybe<NamedProfessional>;
  /** Reason for admission. Coding: SCT: ^1127581000000103 |Health issues refset|. Codes as sent, with the original text. */
  readonly reasonForAdmission?: Maybe<CodedOrText>;
  /** Admission method. Coding: NHSDD: Admission method. Codes as sent, with the original text. */
  readonly admissionMethod?: Maybe<CodedOrText>;
  /** Legal status on admission. Coding: NHSDD: Mental health act legal status classification code. Codes as sent, with the original text. */
  readonly legalStatusOnAdmission?: Maybe<CodedOrText>;
  /** Source of admission. Coding: NHSDD: Source of admission. Codes as sent, with the original text. */
  readonly sourceOfAdmission?: Maybe<CodedOrText>;
  /** Individual accompanying person. */
  readonly individualAccompanyingPerson?: Maybe<AdmissionDetailsIndividualAccompanyingPerson>;
  /** Specialty. Coding: NHSDD: Activity treatment function code. Codes as sent, with the original text. */
  readonly specialty?: Maybe<CodedOrText>;
  /** Ward, bay and bed as sent. */
  readonly ward?: Maybe<Scalars['String']['output']>;
  /** Whether the stay is planned, open, ended or cancelled. */
  readonly admissionStatus?: Maybe<CodedOrText>;
  /** When discharge is expected. */
  readonly expectedDischargeDate?: Maybe<Scalars['PartialDateTime']['output']>;
  /** The spell or visit number of the source. */
  readonly visitIdentifier?: Maybe<Scalars['String']['output']>;
};

/** PRSB Admission details: what the partners share about it, and what is not shown and why. */
export type AdmissionDetails = {
  /**
   * The entries, newest first; null when the whole section is withheld (see coverage and errors).
   * One fact that several sources recorded alike is shown once, with `alsoRecordedBy`; `reconciled: false` shows every source's own.
   */
  readonly entries?: Maybe<ReadonlyArray<AdmissionDetailsEntry>>;
  /** How many entries there are to see before paging and filters; null when withheld. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
  /** Per partner: shared, not yet live, withheld or unavailable, and how fresh. */
  readonly coverage: ReadonlyArray<Coverage>;
};


/** PRSB Admission details: what the partners share about it, and what is not shown and why. */
export type AdmissionDetailsEntriesArgs = {
  filter?: InputMaybe<EntryFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  offset?: InputMaybe<Scalars['Int']['input']>;
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};


/** PRSB Admission details: what the partners share about it, and what is not shown and why. */
export type AdmissionDetailsTotalCountArgs = {
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Discharge destination: the group of elements in PRSB Discharge details. */
export type DischargeDetailsDischargeDestination = {
  /** Discharge destination. Coding: NHSDD: Discharge destination. Codes as sent, with the original text. */
  readonly dischargeDestination?: Maybe<CodedOrText>;
  /** Discharge address. Coding: NHSDD: Address. */
  readonly dischargeAddress?: Maybe<Scalars['String']['output']>;
};

/** One entry of PRSB Discharge details. */
export type DischargeDetailsEntry = {
  /** Stable identifier of this entry within the shared care record. */
  readonly id: Scalars['ID']['output'];
  /** Which partner controls this entry, which message it came from, and when. */
  readonly provenance: Provenance;
  /** Where else the same fact was recorded: same code, compatible dates, nothing clinical that differs. */
  readonly alsoRecordedBy: ReadonlyArray<AlsoRecorded>;
  /** The source's own words for this entry, kept as safe structured text, where it sent any. */
  readonly narrative?: Maybe<Scalars['String']['output']>;
  /** Date of discharge. A partial date stays partial. */
  readonly dateOfDischarge?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Discharge location. Coding: NHSDD: Organisation data service. Codes as sent, with the original text. */
  readonly dischargeLocation?: Maybe<CodedOrText>;
  /** Discharging consultant. */
  readonly dischargingConsultant?: Maybe<NamedProfessional>;
  /** Discharge method. Coding: NHSDD: Discharge method. Codes as sent, with the original text. */
  readonly dischargeMethod?: Maybe<CodedOrText>;
  /** Discharging specialty. Coding: NHSDD: Activity treatment function code. Codes as sent, with the original text. */
  readonly dischargingSpecialty?: Maybe<CodedOrText>;
  /** Discharging department. */
  readonly dischargingDepartment?: Maybe<Scalars['String']['output']>;
  /** Legal status on discharge. Coding: NHSDD: Mental health act classification code. Codes as sent, with the original text. */
  readonly legalStatusOnDischarge?: Maybe<CodedOrText>;
  /** Discharge destination. */
  readonly dischargeDestination?: Maybe<DischargeDetailsDischargeDestination>;
  /** The spell or visit number of the source. */
  readonly visitIdentifier?: Maybe<Scalars['String']['output']>;
};

/** PRSB Discharge details: what the partners share about it, and what is not shown and why. */
export type DischargeDetails = {
  /**
   * The entries, newest first; null when the whole section is withheld (see coverage and errors).
   * One fact that several sources recorded alike is shown once, with `alsoRecordedBy`; `reconciled: false` shows every source's own.
   */
  readonly entries?: Maybe<ReadonlyArray<DischargeDetailsEntry>>;
  /** How many entries there are to see before paging and filters; null when withheld. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
  /** Per partner: shared, not yet live, withheld or unavailable, and how fresh. */
  readonly coverage: ReadonlyArray<Coverage>;
};


/** PRSB Discharge details: what the partners share about it, and what is not shown and why. */
export type DischargeDetailsEntriesArgs = {
  filter?: InputMaybe<EntryFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  offset?: InputMaybe<Scalars['Int']['input']>;
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};


/** PRSB Discharge details: what the partners share about it, and what is not shown and why. */
export type DischargeDetailsTotalCountArgs = {
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};

/** One entry of PRSB Future appointments. */
export type FutureAppointmentsEntry = {
  /** Stable identifier of this entry within the shared care record. */
  readonly id: Scalars['ID']['output'];
  /** Which partner controls this entry, which message it came from, and when. */
  readonly provenance: Provenance;
  /** Where else the same fact was recorded: same code, compatible dates, nothing clinical that differs. */
  readonly alsoRecordedBy: ReadonlyArray<AlsoRecorded>;
  /** The source's own words for this entry, kept as safe structured text, where it sent any. */
  readonly narrative?: Maybe<Scalars['String']['output']>;
  /** Date of appointment. A partial date stays partial. */
  readonly dateOfAppointment?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Appointment status. */
  readonly appointmentStatus?: Maybe<Scalars['String']['output']>;
  /** Reason for appointment. */
  readonly reasonForAppointment?: Maybe<Scalars['String']['output']>;
  /** Location of future appointment. Coding: NHSDD: Organisation data service. Codes as sent, with the original text. */
  readonly locationOfFutureAppointment?: Maybe<CodedOrText>;
  /** Specialty. Coding: NHSDD: Activity treatment function code. Codes as sent, with the original text. */
  readonly specialty?: Maybe<CodedOrText>;
  /** Service. Coding: SCT: 1127531000000102 |Services refset |. Codes as sent, with the original text. */
  readonly service?: Maybe<CodedOrText>;
  /** Professional to see the person. */
  readonly professionalToSeeThePerson?: Maybe<NamedProfessional>;
  /** The identifier the source gave the appointment. */
  readonly appointmentIdentifier?: Maybe<Scalars['String']['output']>;
  /** When the appointment is to end. */
  readonly endDate?: Maybe<Scalars['PartialDateTime']['output']>;
};

/** PRSB Future appointments: what the partners share about it, and what is not shown and why. */
export type FutureAppointments = {
  /**
   * The entries, newest first; null when the whole section is withheld (see coverage and errors).
   * One fact that several sources recorded alike is shown once, with `alsoRecordedBy`; `reconciled: false` shows every source's own.
   */
  readonly entries?: Maybe<ReadonlyArray<FutureAppointmentsEntry>>;
  /** How many entries there are to see before paging and filters; null when withheld. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
  /** Per partner: shared, not yet live, withheld or unavailable, and how fresh. */
  readonly coverage: ReadonlyArray<Coverage>;
};


/** PRSB Future appointments: what the partners share about it, and what is not shown and why. */
export type FutureAppointmentsEntriesArgs = {
  filter?: InputMaybe<EntryFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  offset?: InputMaybe<Scalars['Int']['input']>;
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};


/** PRSB Future appointments: what the partners share about it, and what is not shown and why. */
export type FutureAppointmentsTotalCountArgs = {
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};

/** One entry of PRSB Problem list. */
export type ProblemListEntry = {
  /** Stable identifier of this entry within the shared care record. */
  readonly id: Scalars['ID']['output'];
  /** Which partner controls this entry, which message it came from, and when. */
  readonly provenance: Provenance;
  /** Where else the same fact was recorded: same code, compatible dates, nothing clinical that differs. */
  readonly alsoRecordedBy: ReadonlyArray<AlsoRecorded>;
  /** The source's own words for this entry, kept as safe structured text, where it sent any. */
  readonly narrative?: Maybe<Scalars['String']['output']>;
  /** Date. A partial date stays partial. */
  readonly date?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Performing professional. */
  readonly performingProfessional?: Maybe<PerformingProfessional>;
  /** Location. Coding: NHSDD: Organisation data service code. Codes as sent, with the original text. */
  readonly location?: Maybe<CodedOrText>;
  /** Problem. PRSB mandatory. Coding: SCT: ^1127581000000103 |Health issues refset|. Codes as sent, with the original text. */
  readonly problem?: Maybe<CodedOrText>;
  /** Onset date. A partial date stays partial. */
  readonly onsetDate?: Maybe<Scalars['PartialDateTime']['output']>;
  /** End Date. A partial date stays partial. */
  readonly endDate?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Stage of disease. */
  readonly stageOfDisease?: Maybe<Scalars['String']['output']>;
  /** Person completing record. */
  readonly personCompletingRecord?: Maybe<PersonCompletingRecord>;
  /** Comment. */
  readonly comment?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** Clinical status of the problem (active, resolved), which is not the status of the record about it. */
  readonly problemStatus?: Maybe<CodedOrText>;
  /** Kind of diagnosis (working, admitting, final) or problem. */
  readonly problemType?: Maybe<CodedOrText>;
  /** Rank or priority of the diagnosis as sent. */
  readonly priority?: Maybe<Scalars['String']['output']>;
  /** True where the source states that the person does not have this problem. */
  readonly negated?: Maybe<Scalars['Boolean']['output']>;
};

/** PRSB Problem list: what the partners share about it, and what is not shown and why. */
export type ProblemList = {
  /**
   * The entries, newest first; null when the whole section is withheld (see coverage and errors).
   * One fact that several sources recorded alike is shown once, with `alsoRecordedBy`; `reconciled: false` shows every source's own.
   */
  readonly entries?: Maybe<ReadonlyArray<ProblemListEntry>>;
  /** How many entries there are to see before paging and filters; null when withheld. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
  /** Per partner: shared, not yet live, withheld or unavailable, and how fresh. */
  readonly coverage: ReadonlyArray<Coverage>;
};


/** PRSB Problem list: what the partners share about it, and what is not shown and why. */
export type ProblemListEntriesArgs = {
  filter?: InputMaybe<EntryFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  offset?: InputMaybe<Scalars['Int']['input']>;
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};


/** PRSB Problem list: what the partners share about it, and what is not shown and why. */
export type ProblemListTotalCountArgs = {
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};

/** One entry of PRSB Procedures and therapies. */
export type ProceduresAndTherapiesEntry = {
  /** Stable identifier of this entry within the shared care record. */
  readonly id: Scalars['ID']['output'];
  /** Which partner controls this entry, which message it came from, and when. */
  readonly provenance: Provenance;
  /** Where else the same fact was recorded: same code, compatible dates, nothing clinical that differs. */
  readonly alsoRecordedBy: ReadonlyArray<AlsoRecorded>;
  /** The source's own words for this entry, kept as safe structured text, where it sent any. */
  readonly narrative?: Maybe<Scalars['String']['output']>;
  /** Date. A partial date stays partial. */
  readonly date?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Location. Coding: NHSDD: Organisation data service code. Codes as sent, with the original text. */
  readonly location?: Maybe<CodedOrText>;
  /** Performing professional. */
  readonly performingProfessional?: Maybe<PerformingProfessional>;
  /** Procedure. PRSB mandatory. Coding: SCT: <<71388002 |Procedure| OR <<129125009 |Procedure with explicit context|. Codes as sent, with the original text. */
  readonly procedure?: Maybe<CodedOrText>;
  /** Anatomical site. Coding: SCT: <123037004 |Body structure (body structure)|. Codes as sent, with the original text. */
  readonly anatomicalSite?: Maybe<CodedOrText>;
  /** Laterality. Coding: SCT: <182353008 |Side (qualifier value)|. Codes as sent, with the original text. */
  readonly laterality?: Maybe<CodedOrText>;
  /** Complications related to procedure. Coding: SCT: <404684003 |Clinical finding (finding)|. Codes as sent, with the original text. */
  readonly complicationsRelatedToProcedure?: Maybe<CodedOrText>;
  /** Specific anesthesia issues. Coding: SCT:. Codes as sent, with the original text. */
  readonly specificAnesthesiaIssues?: Maybe<CodedOrText>;
  /** Person completing record. */
  readonly personCompletingRecord?: Maybe<PersonCompletingRecord>;
  /** Comment. */
  readonly comment?: Maybe<Scalars['String']['output']>;
  /** Whether the procedure was completed, is planned or was not done. */
  readonly procedureStatus?: Maybe<CodedOrText>;
};

/** PRSB Procedures and therapies: what the partners share about it, and what is not shown and why. */
export type ProceduresAndTherapies = {
  /**
   * The entries, newest first; null when the whole section is withheld (see coverage and errors).
   * One fact that several sources recorded alike is shown once, with `alsoRecordedBy`; `reconciled: false` shows every source's own.
   */
  readonly entries?: Maybe<ReadonlyArray<ProceduresAndTherapiesEntry>>;
  /** How many entries there are to see before paging and filters; null when withheld. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
  /** Per partner: shared, not yet live, withheld or unavailable, and how fresh. */
  readonly coverage: ReadonlyArray<Coverage>;
};


/** PRSB Procedures and therapies: what the partners share about it, and what is not shown and why. */
export type ProceduresAndTherapiesEntriesArgs = {
  filter?: InputMaybe<EntryFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  offset?: InputMaybe<Scalars['Int']['input']>;
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};


/** PRSB Procedures and therapies: what the partners share about it, and what is not shown and why. */
export type ProceduresAndTherapiesTotalCountArgs = {
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};

/** One entry of PRSB Family history. */
export type FamilyHistoryEntry = {
  /** Stable identifier of this entry within the shared care record. */
  readonly id: Scalars['ID']['output'];
  /** Which partner controls this entry, which message it came from, and when. */
  readonly provenance: Provenance;
  /** Where else the same fact was recorded: same code, compatible dates, nothing clinical that differs. */
  readonly alsoRecordedBy: ReadonlyArray<AlsoRecorded>;
  /** The source's own words for this entry, kept as safe structured text, where it sent any. */
  readonly narrative?: Maybe<Scalars['String']['output']>;
  /** Date. A partial date stays partial. */
  readonly date?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Location. Coding: NHSDD: Organisation data service. Codes as sent, with the original text. */
  readonly location?: Maybe<CodedOrText>;
  /** Performing professional. */
  readonly performingProfessional?: Maybe<PerformingProfessional>;
  /** Relationship to person. Coding: SCT: <303071001 |Person in the family (person)|. Codes as sent, with the original text. */
  readonly relationshipToPerson?: Maybe<CodedOrText>;
  /** Family history. Coding: SCT: <404684003 |Clinical finding (finding)| OR <243796009 |Situation with explicit context (situation)|. Codes as sent, with the original text. */
  readonly familyHistory?: Maybe<CodedOrText>;
  /** Person completing record. */
  readonly personCompletingRecord?: Maybe<PersonCompletingRecord>;
  /** Comment. */
  readonly comment?: Maybe<Scalars['String']['output']>;
};

/** PRSB Family history: what the partners share about it, and what is not shown and why. */
export type FamilyHistory = {
  /**
   * The entries, newest first; null when the whole section is withheld (see coverage and errors).
   * One fact that several sources recorded alike is shown once, with `alsoRecordedBy`; `reconciled: false` shows every source's own.
   */
  readonly entries?: Maybe<ReadonlyArray<FamilyHistoryEntry>>;
  /** How many entries there are to see before paging and filters; null when withheld. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
  /** Per partner: shared, not yet live, withheld or unavailable, and how fresh. */
  readonly coverage: ReadonlyArray<Coverage>;
};


/** PRSB Family history: what the partners share about it, and what is not shown and why. */
export type FamilyHistoryEntriesArgs = {
  filter?: InputMaybe<EntryFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  offset?: InputMaybe<Scalars['Int']['input']>;
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};


/** PRSB Family history: what the partners share about it, and what is not shown and why. */
export type FamilyHistoryTotalCountArgs = {
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};

/** One entry of PRSB Pregnancy status. */
export type PregnancyStatusEntry = {
  /** Stable identifier of this entry within the shared care record. */
  readonly id: Scalars['ID']['output'];
  /** Which partner controls this entry, which message it came from, and when. */
  readonly provenance: Provenance;
  /** Where else the same fact was recorded: same code, compatible dates, nothing clinical that differs. */
  readonly alsoRecordedBy: ReadonlyArray<AlsoRecorded>;
  /** The source's own words for this entry, kept as safe structured text, where it sent any. */
  readonly narrative?: Maybe<Scalars['String']['output']>;
  /** Date. A partial date stays partial. */
  readonly date?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Location. Coding: NHSDD: Organisation data service. Codes as sent, with the original text. */
  readonly location?: Maybe<CodedOrText>;
  /** Pregnancy state. Coding: Flag : - Yes or No. */
  readonly pregnancyState?: Maybe<Scalars['Boolean']['output']>;
  /** Expected delivery date. A partial date stays partial. */
  readonly expectedDeliveryDate?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Performing professional. */
  readonly performingProfessional?: Maybe<PerformingProfessional>;
  /** Person completing record. */
  readonly personCompletingRecord?: Maybe<PersonCompletingRecord>;
};

/** PRSB Pregnancy status: what the partners share about it, and what is not shown and why. */
export type PregnancyStatus = {
  /**
   * The entries, newest first; null when the whole section is withheld (see coverage and errors).
   * One fact that several sources recorded alike is shown once, with `alsoRecordedBy`; `reconciled: false` shows every source's own.
   */
  readonly entries?: Maybe<ReadonlyArray<PregnancyStatusEntry>>;
  /** How many entries there are to see before paging and filters; null when withheld. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
  /** Per partner: shared, not yet live, withheld or unavailable, and how fresh. */
  readonly coverage: ReadonlyArray<Coverage>;
};


/** PRSB Pregnancy status: what the partners share about it, and what is not shown and why. */
export type PregnancyStatusEntriesArgs = {
  filter?: InputMaybe<EntryFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  offset?: InputMaybe<Scalars['Int']['input']>;
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};


/** PRSB Pregnancy status: what the partners share about it, and what is not shown and why. */
export type PregnancyStatusTotalCountArgs = {
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};

/** One entry of PRSB Formulation. */
export type FormulationEntry = {
  /** Stable identifier of this entry within the shared care record. */
  readonly id: Scalars['ID']['output'];
  /** Which partner controls this entry, which message it came from, and when. */
  readonly provenance: Provenance;
  /** Where else the same fact was recorded: same code, compatible dates, nothing clinical that differs. */
  readonly alsoRecordedBy: ReadonlyArray<AlsoRecorded>;
  /** The source's own words for this entry, kept as safe structured text, where it sent any. */
  readonly narrative?: Maybe<Scalars['String']['output']>;
  /** Date. A partial date stays partial. */
  readonly date?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Location. Coding: NHSDD: Organisation data service. Codes as sent, with the original text. */
  readonly location?: Maybe<CodedOrText>;
  /** Performing professional. */
  readonly performingProfessional?: Maybe<PerformingProfessional>;
  /** Formulation. PRSB mandatory. */
  readonly formulation?: Maybe<Scalars['String']['output']>;
  /** Person completing record. */
  readonly personCompletingRecord?: Maybe<PersonCompletingRecord>;
};

/** PRSB Formulation: what the partners share about it, and what is not shown and why. */
export type Formulation = {
  /**
   * The entries, newest first; null when the whole section is withheld (see coverage and errors).
   * One fact that several sources recorded alike is shown once, with `alsoRecordedBy`; `reconciled: false` shows every source's own.
   */
  readonly entries?: Maybe<ReadonlyArray<FormulationEntry>>;
  /** How many entries there are to see before paging and filters; null when withheld. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
  /** Per partner: shared, not yet live, withheld or unavailable, and how fresh. */
  readonly coverage: ReadonlyArray<Coverage>;
};


/** PRSB Formulation: what the partners share about it, and what is not shown and why. */
export type FormulationEntriesArgs = {
  filter?: InputMaybe<EntryFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  offset?: InputMaybe<Scalars['Int']['input']>;
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};


/** PRSB Formulation: what the partners share about it, and what is not shown and why. */
export type FormulationTotalCountArgs = {
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};

/** One entry of PRSB Plan and requested actions. */
export type PlanAndRequestedActionsEntry = {
  /** Stable identifier of this entry within the shared care record. */
  readonly id: Scalars['ID']['output'];
  /** Which partner controls this entry, which message it came from, and when. */
  readonly provenance: Provenance;
  /** Where else the same fact was recorded: same code, compatible dates, nothing clinical that differs. */
  readonly alsoRecordedBy: ReadonlyArray<AlsoRecorded>;
  /** The source's own words for this entry, kept as safe structured text, where it sent any. */
  readonly narrative?: Maybe<Scalars['String']['output']>;
  /** Date. A partial date stays partial. */
  readonly date?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Performing professional. */
  readonly performingProfessional?: Maybe<PerformingProfessional>;
  /** Location. Coding: NHSDD: Organisation data service. Codes as sent, with the original text. */
  readonly location?: Maybe<CodedOrText>;
  /** Actions for professionals. */
  readonly actionsForProfessionals?: Maybe<Scalars['String']['output']>;
  /** Actions for person or their carer. */
  readonly actionsForPersonOrTheirCarer?: Maybe<Scalars['String']['output']>;
  /** Agreed with the person or their legitimate representative. */
  readonly agreedWithThePersonOrTheirLegitimateRepresentative?: Maybe<Scalars['String']['output']>;
  /** Outcome of plan and requested actions. */
  readonly outcomeOfPlanAndRequestedActions?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** Person completing record. */
  readonly personCompletingRecord?: Maybe<PersonCompletingRecord>;
};

/** PRSB Plan and requested actions: what the partners share about it, and what is not shown and why. */
export type PlanAndRequestedActions = {
  /**
   * The entries, newest first; null when the whole section is withheld (see coverage and errors).
   * One fact that several sources recorded alike is shown once, with `alsoRecordedBy`; `reconciled: false` shows every source's own.
   */
  readonly entries?: Maybe<ReadonlyArray<PlanAndRequestedActionsEntry>>;
  /** How many entries there are to see before paging and filters; null when withheld. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
  /** Per partner: shared, not yet live, withheld or unavailable, and how fresh. */
  readonly coverage: ReadonlyArray<Coverage>;
};


/** PRSB Plan and requested actions: what the partners share about it, and what is not shown and why. */
export type PlanAndRequestedActionsEntriesArgs = {
  filter?: InputMaybe<EntryFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  offset?: InputMaybe<Scalars['Int']['input']>;
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};


/** PRSB Plan and requested actions: what the partners share about it, and what is not shown and why. */
export type PlanAndRequestedActionsTotalCountArgs = {
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Images: the group of elements in PRSB Documents (including correspondence, audio and images). */
export type DocumentsAdditionalInformationRequiredForImagesImages = {
  /** Image capture date. A partial date stays partial. */
  readonly imageCaptureDate?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Image ID. */
  readonly imageId?: Maybe<Scalars['String']['output']>;
  /** Image location. */
  readonly imageLocation?: Maybe<Scalars['String']['output']>;
};

/** Additional information required for images.: the group of elements in PRSB Documents (including correspondence, audio and images). */
export type DocumentsAdditionalInformationRequiredForImages = {
  /** Image procedure. Coding: Free text Using DICOM code set https://dicom.innolitics.com/ciods. */
  readonly imageProcedure?: Maybe<Scalars['String']['output']>;
  /** Image procedure date. A partial date stays partial. */
  readonly imageProcedureDate?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Images. */
  readonly images?: Maybe<DocumentsAdditionalInformationRequiredForImagesImages>;
  /** Format code. */
  readonly formatCode?: Maybe<Scalars['String']['output']>;
  /** Event code list. Coding: DICOM code. Codes as sent, with the original text. */
  readonly eventCodeList?: Maybe<CodedOrText>;
  /** Comments. */
  readonly comments?: Maybe<Scalars['String']['output']>;
};

/** The file of a document, which is opened by a link of its own: see `link`. */
export type DocumentContent = {
  /** Whether the file is held and can be opened. */
  readonly available: Scalars['Boolean']['output'];
  /** Why it cannot be: DOCUMENT_TOO_LARGE, DOCUMENT_TYPE_REFUSED. */
  readonly reason?: Maybe<Scalars['String']['output']>;
  /** What the file is, found by looking into it; `documentMimeType` is what the sender calls it. */
  readonly mediaType?: Maybe<Scalars['String']['output']>;
  /** What the sender calls the file, where that is something else than it is. */
  readonly declaredType?: Maybe<Scalars['String']['output']>;
  /** Size of the file, in bytes. */
  readonly sizeInBytes?: Maybe<Scalars['Int']['output']>;
  /**
   * Path at which the file can be fetched (GET, with the same bearer token) once, within a minute, by you and in this session
   * only. Asking for it is audited; so is fetching, for which access is decided anew. Null where the file is not available.
   */
  readonly link?: Maybe<Scalars['String']['output']>;
  /** When the link ends. */
  readonly linkExpiresAt?: Maybe<Scalars['PartialDateTime']['output']>;
};

/** One entry of PRSB Documents (including correspondence, audio and images). */
export type DocumentsEntry = {
  /** Stable identifier of this entry within the shared care record. */
  readonly id: Scalars['ID']['output'];
  /** Which partner controls this entry, which message it came from, and when. */
  readonly provenance: Provenance;
  /** Where else the same fact was recorded: same code, compatible dates, nothing clinical that differs. */
  readonly alsoRecordedBy: ReadonlyArray<AlsoRecorded>;
  /** The source's own words for this entry, kept as safe structured text, where it sent any. */
  readonly narrative?: Maybe<Scalars['String']['output']>;
  /** Date. A partial date stays partial. */
  readonly date?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Performing professional. */
  readonly performingProfessional?: Maybe<PerformingProfessional>;
  /** Documentation location. Coding: Free text or URL. */
  readonly documentationLocation?: Maybe<Scalars['String']['output']>;
  /** Confidentiality. Coding: FHIR value set : - Confidentiality. Codes as sent, with the original text. */
  readonly confidentiality?: Maybe<CodedOrText>;
  /** Class. */
  readonly class?: Maybe<Scalars['String']['output']>;
  /** Document title. */
  readonly documentTitle?: Maybe<Scalars['String']['output']>;
  /** Document name. Coding: SCT: As per the https://theprsb.org/wp-content/uploads/2018/11/Clinical-document-indexing-standards_NHS-Scotland.pdf. Codes as sent, with the original text. */
  readonly documentName?: Maybe<CodedOrText>;
  /** Document MIME type. */
  readonly documentMimeType?: Maybe<Scalars['String']['output']>;
  /** Person completing record. */
  readonly personCompletingRecord?: Maybe<PersonCompletingRecord>;
  /** Service. Coding: SCT: 1127531000000102 |Services refset |. Codes as sent, with the original text. */
  readonly service?: Maybe<CodedOrText>;
  /** Comments. */
  readonly comments?: Maybe<Scalars['String']['output']>;
  /** Additional information required for images.. */
  readonly additionalInformationRequiredForImages?: Maybe<DocumentsAdditionalInformationRequiredForImages>;
  /** The identifier of the document (and of its set). */
  readonly documentIdentifier?: Maybe<Scalars['String']['output']>;
  /** Version number of the document. */
  readonly documentVersion?: Maybe<Scalars['String']['output']>;
  /** Completion and availability as sent. */
  readonly documentStatus?: Maybe<CodedOrText>;
  /** To whom the document was sent. */
  readonly recipients?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** Size of the content, in bytes, as far as the message tells. */
  readonly sizeInBytes?: Maybe<Scalars['Int']['output']>;
  /**
   * The file itself: a letter, report or image. Null where the source sent none, or only a pointer to it
   * (`documentationLocation`).
   */
  readonly content?: Maybe<DocumentContent>;
};

/** PRSB Documents (including correspondence, audio and images): what the partners share about it, and what is not shown and why. */
export type Documents = {
  /**
   * The entries, newest first; null when the whole section is withheld (see coverage and errors).
   * One fact that several sources recorded alike is shown once, with `alsoRecordedBy`; `reconciled: false` shows every source's own.
   */
  readonly entries?: Maybe<ReadonlyArray<DocumentsEntry>>;
  /** How many entries there are to see before paging and filters; null when withheld. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
  /** Per partner: shared, not yet live, withheld or unavailable, and how fresh. */
  readonly coverage: ReadonlyArray<Coverage>;
};


/** PRSB Documents (including correspondence, audio and images): what the partners share about it, and what is not shown and why. */
export type DocumentsEntriesArgs = {
  filter?: InputMaybe<EntryFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  offset?: InputMaybe<Scalars['Int']['input']>;
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};


/** PRSB Documents (including correspondence, audio and images): what the partners share about it, and what is not shown and why. */
export type DocumentsTotalCountArgs = {
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};

/** One entry of PRSB About me, in the person's own words (CIS v2.0, About Me v2.01). */
export type AboutMeEntry = {
  /** Stable identifier of this entry within the shared care record. */
  readonly id: Scalars['ID']['output'];
  /** Which partner controls this entry, which message it came from, and when. */
  readonly provenance: Provenance;
  /** Where else the same fact was recorded: same code, compatible dates, nothing clinical that differs. */
  readonly alsoRecordedBy: ReadonlyArray<AlsoRecorded>;
  /** The source's own words for this entry, kept as safe structured text, where it sent any. */
  readonly narrative?: Maybe<Scalars['String']['output']>;
  /** What is most important to me. */
  readonly whatIsMostImportantToMe?: Maybe<AboutMeResponse>;
  /** People who are important to me. */
  readonly peopleWhoAreImportantToMe?: Maybe<AboutMeResponse>;
  /** How I communicate and how to communicate with me. */
  readonly howICommunicateAndHowToCommunicateWithMe?: Maybe<AboutMeResponse>;
  /** My wellness. */
  readonly myWellness?: Maybe<AboutMeResponse>;
  /** Please do and please don't. */
  readonly pleaseDoAndPleaseDont?: Maybe<AboutMeResponse>;
  /** How and when to support me. */
  readonly howAndWhenToSupportMe?: Maybe<AboutMeResponse>;
  /** Also worth knowing about me. */
  readonly alsoWorthKnowingAboutMe?: Maybe<AboutMeResponse>;
  /** Date. */
  readonly date?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Supported to write this by. */
  readonly supportedToWriteThisBy?: Maybe<Scalars['String']['output']>;
  /** Location to multimedia file. */
  readonly locationToMultimediaFile?: Maybe<Scalars['String']['output']>;
  /** Date last updated. */
  readonly dateLastUpdated?: Maybe<Scalars['PartialDateTime']['output']>;
};

/** A person's answer under one heading of About me. */
export type AboutMeResponse = {
  /** The heading's code. */
  readonly codedValue?: Maybe<CodedOrText>;
  /** The answer in words. */
  readonly freeText?: Maybe<Scalars['String']['output']>;
  /** Sound, film or pictures that are part of the answer. */
  readonly multiMedia?: Maybe<ReadonlyArray<AboutMeMultiMedia>>;
};

/** A file that is part of an About me answer. */
export type AboutMeMultiMedia = {
  /** File name. */
  readonly filename?: Maybe<Scalars['String']['output']>;
  /** MIME type. */
  readonly mimeType?: Maybe<Scalars['String']['output']>;
  /** Where the file is. */
  readonly url?: Maybe<Scalars['String']['output']>;
};

/** PRSB About me: what the partners share about it, and what is not shown and why. */
export type AboutMe = {
  /**
   * The entries, newest first; null when the whole section is withheld (see coverage and errors).
   * One fact that several sources recorded alike is shown once, with `alsoRecordedBy`; `reconciled: false` shows every source's own.
   */
  readonly entries?: Maybe<ReadonlyArray<AboutMeEntry>>;
  /** How many entries there are to see before paging and filters; null when withheld. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
  /** Per partner: shared, not yet live, withheld or unavailable, and how fresh. */
  readonly coverage: ReadonlyArray<Coverage>;
};


/** PRSB About me: what the partners share about it, and what is not shown and why. */
export type AboutMeEntriesArgs = {
  filter?: InputMaybe<EntryFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  offset?: InputMaybe<Scalars['Int']['input']>;
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};


/** PRSB About me: what the partners share about it, and what is not shown and why. */
export type AboutMeTotalCountArgs = {
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Consent for information sharing: the group of elements in PRSB Legal information. */
export type LegalInformationConsentForInformationSharing = {
  /** Date. A partial date stays partial. */
  readonly date?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Location. Coding: NHSDD: Organisation data service code. Codes as sent, with the original text. */
  readonly location?: Maybe<CodedOrText>;
  /** Consent for information sharing. */
  readonly consentForInformationSharing?: Maybe<Scalars['String']['output']>;
  /** Reason for consent not given. */
  readonly reasonForConsentNotGiven?: Maybe<Scalars['String']['output']>;
  /** Performing professional. */
  readonly performingProfessional?: Maybe<PerformingProfessional>;
  /** Person completing record. */
  readonly personCompletingRecord?: Maybe<PersonCompletingRecord>;
};

/** Consent relating to child: the group of elements in PRSB Legal information. */
export type LegalInformationConsentRelatingToChild = {
  /** Date. A partial date stays partial. */
  readonly date?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Location. Coding: NHSDD: Organisation data service. Codes as sent, with the original text. */
  readonly location?: Maybe<CodedOrText>;
  /** Consent relating to child. */
  readonly consentRelatingToChild?: Maybe<Scalars['String']['output']>;
  /** Performing professional. */
  readonly performingProfessional?: Maybe<PerformingProfessional>;
  /** Person completing record. */
  readonly personCompletingRecord?: Maybe<PersonCompletingRecord>;
};

/** Mental capacity assessment: the group of elements in PRSB Legal information. */
export type LegalInformationMentalCapacityAssessment = {
  /** Date. A partial date stays partial. */
  readonly date?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Location. Coding: NHSDD: Organisation code. Codes as sent, with the original text. */
  readonly location?: Maybe<CodedOrText>;
  /** Mental capacity assessment. */
  readonly mentalCapacityAssessment?: Maybe<Scalars['String']['output']>;
  /** Location of document. Coding: Free text or URL. */
  readonly locationOfDocument?: Maybe<Scalars['String']['output']>;
  /** Performing professional. */
  readonly performingProfessional?: Maybe<PerformingProfessional>;
  /** Person completing record. */
  readonly personCompletingRecord?: Maybe<PersonCompletingRecord>;
};

/** Lasting power of attorney for health and welfare or court appointed deputy (or equivalent): the group of elements in PRSB Legal information. */
export type LegalInformationLastingPowerOfAttorneyForHealthAndWelfareOrCourtAppointedDeputyLastingPowerOfAttorneyForHealthAndWelfareOrCourtAppointedDeputy = {
  /** Coded value. Coding: SCT: ^999001951000000107 |Personal welfare lasting power of attorney findings refset |. Codes as sent, with the original text. */
  readonly codedValue?: Maybe<CodedOrText>;
  /** Location of document. Coding: Free text or URL. */
  readonly locationOfDocument?: Maybe<Scalars['String']['output']>;
  /** Name of LPA. */
  readonly nameOfLpa?: Maybe<Scalars['String']['output']>;
  /** Contact details. Coding: NHSDD: UK telephone number. */
  readonly contactDetails?: Maybe<Scalars['String']['output']>;
};

/** Lasting power of attorney for health and welfare or court-appointed deputy (or equivalent): the group of elements in PRSB Legal information. */
export type LegalInformationLastingPowerOfAttorneyForHealthAndWelfareOrCourtAppointedDeputy = {
  /** Date. A partial date stays partial. */
  readonly date?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Location. Coding: NHSDD: Organisation code. Codes as sent, with the original text. */
  readonly location?: Maybe<CodedOrText>;
  /** Lasting power of attorney for health and welfare or court appointed deputy (or equivalent). */
  readonly lastingPowerOfAttorneyForHealthAndWelfareOrCourtAppointedDeputy?: Maybe<LegalInformationLastingPowerOfAttorneyForHealthAndWelfareOrCourtAppointedDeputyLastingPowerOfAttorneyForHealthAndWelfareOrCourtAppointedDeputy>;
  /** Performing professional. */
  readonly performingProfessional?: Maybe<PerformingProfessional>;
  /** Person completing record. */
  readonly personCompletingRecord?: Maybe<PersonCompletingRecord>;
};

/** Deprivation of Liberty Safeguards or equivalent: the group of elements in PRSB Legal information. */
export type LegalInformationDeprivationOfLibertySafeguardsOrEquivalent = {
  /** Application date. A partial date stays partial. */
  readonly applicationDate?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Application status. Coding: Free text : - Requested or authorised. */
  readonly applicationStatus?: Maybe<Scalars['String']['output']>;
  /** Deprivation of liberty safeguards or equivalent. */
  readonly deprivationOfLibertySafeguardsOrEquivalent?: Maybe<Scalars['String']['output']>;
  /** Start date of authorisation. A partial date stays partial. */
  readonly startDateOfAuthorisation?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Planned or actual end date of authorisation. A partial date stays partial. */
  readonly plannedOrActualEndDateOfAuthorisation?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Performing professional. */
  readonly performingProfessional?: Maybe<PerformingProfessional>;
};

/** Mental health act or equivalent status: the group of elements in PRSB Legal information. */
export type LegalInformationMentalHealthActOrEquivalentStatusMentalHealthActOrEquivalentStatus = {
  /** Coded value. Coding: NHSDD: Mental health act legal status classification code. Codes as sent, with the original text. */
  readonly codedValue?: Maybe<CodedOrText>;
  /** Free text. */
  readonly freeText?: Maybe<Scalars['String']['output']>;
  /** Supporting information. Coding: NHSDD: Community treatment order. */
  readonly supportingInformation?: Maybe<Scalars['String']['output']>;
};

/** Mental health act or equivalent status: the group of elements in PRSB Legal information. */
export type LegalInformationMentalHealthActOrEquivalentStatus = {
  /** Section start date. A partial date stays partial. */
  readonly sectionStartDate?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Section end date. A partial date stays partial. */
  readonly sectionEndDate?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Location. Coding: NHSDD: Organisation code. Codes as sent, with the original text. */
  readonly location?: Maybe<CodedOrText>;
  /** Mental health act or equivalent status. */
  readonly mentalHealthActOrEquivalentStatus?: Maybe<LegalInformationMentalHealthActOrEquivalentStatusMentalHealthActOrEquivalentStatus>;
  /** Performing professional. */
  readonly performingProfessional?: Maybe<PerformingProfessional>;
  /** Person completing record. */
  readonly personCompletingRecord?: Maybe<PersonCompletingRecord>;
};

/** Advance decision to refuse treatment (ADRT): the group of elements in PRSB Legal information. */
export type LegalInformationAdvanceDecisionToRefuseTreatment = {
  /** Date. A partial date stays partial. */
  readonly date?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Location. Coding: NHSDD: Organisation data service. Codes as sent, with the original text. */
  readonly location?: Maybe<CodedOrText>;
  /** Advance decision to refuse treatment. Coding: SCT: ^999002181000000105 |Advance decision to refuse treatment preference findings refset |. Codes as sent, with the original text. */
  readonly advanceDecisionToRefuseTreatment?: Maybe<CodedOrText>;
  /** Performing professional. */
  readonly performingProfessional?: Maybe<PerformingProfessional>;
  /** Person completing record. */
  readonly personCompletingRecord?: Maybe<PersonCompletingRecord>;
};

/** One entry of PRSB Legal information. */
export type LegalInformationEntry = {
  /** Stable identifier of this entry within the shared care record. */
  readonly id: Scalars['ID']['output'];
  /** Which partner controls this entry, which message it came from, and when. */
  readonly provenance: Provenance;
  /** Where else the same fact was recorded: same code, compatible dates, nothing clinical that differs. */
  readonly alsoRecordedBy: ReadonlyArray<AlsoRecorded>;
  /** The source's own words for this entry, kept as safe structured text, where it sent any. */
  readonly narrative?: Maybe<Scalars['String']['output']>;
  /** Consent for information sharing. */
  readonly consentForInformationSharing?: Maybe<LegalInformationConsentForInformationSharing>;
  /** Consent relating to child. */
  readonly consentRelatingToChild?: Maybe<LegalInformationConsentRelatingToChild>;
  /** Mental capacity assessment. */
  readonly mentalCapacityAssessment?: Maybe<LegalInformationMentalCapacityAssessment>;
  /** Lasting power of attorney for health and welfare or court-appointed deputy (or equivalent). */
  readonly lastingPowerOfAttorneyForHealthAndWelfareOrCourtAppointedDeputy?: Maybe<LegalInformationLastingPowerOfAttorneyForHealthAndWelfareOrCourtAppointedDeputy>;
  /** Deprivation of Liberty Safeguards or equivalent. */
  readonly deprivationOfLibertySafeguardsOrEquivalent?: Maybe<LegalInformationDeprivationOfLibertySafeguardsOrEquivalent>;
  /** Mental health act or equivalent status. */
  readonly mentalHealthActOrEquivalentStatus?: Maybe<LegalInformationMentalHealthActOrEquivalentStatus>;
  /** Advance decision to refuse treatment (ADRT). */
  readonly advanceDecisionToRefuseTreatment?: Maybe<LegalInformationAdvanceDecisionToRefuseTreatment>;
};

/** PRSB Legal information: what the partners share about it, and what is not shown and why. */
export type LegalInformation = {
  /**
   * The entries, newest first; null when the whole section is withheld (see coverage and errors).
   * One fact that several sources recorded alike is shown once, with `alsoRecordedBy`; `reconciled: false` shows every source's own.
   */
  readonly entries?: Maybe<ReadonlyArray<LegalInformationEntry>>;
  /** How many entries there are to see before paging and filters; null when withheld. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
  /** Per partner: shared, not yet live, withheld or unavailable, and how fresh. */
  readonly coverage: ReadonlyArray<Coverage>;
};


/** PRSB Legal information: what the partners share about it, and what is not shown and why. */
export type LegalInformationEntriesArgs = {
  filter?: InputMaybe<EntryFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  offset?: InputMaybe<Scalars['Int']['input']>;
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};


/** PRSB Legal information: what the partners share about it, and what is not shown and why. */
export type LegalInformationTotalCountArgs = {
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Safeguarding concerns: the group of elements in PRSB Safeguarding. */
export type SafeguardingSafeguardingConcerns = {
  /** Safeguarding indicator. Coding: Flag: No =N: Yes = Y. */
  readonly safeguardingIndicator?: Maybe<Scalars['Boolean']['output']>;
  /** Safeguarding concerns date. A partial date stays partial. */
  readonly safeguardingConcernsDate?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Safeguarding concerns end date. A partial date stays partial. */
  readonly safeguardingConcernsEndDate?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Location. Coding: NHSDD: Organisation code. Codes as sent, with the original text. */
  readonly location?: Maybe<CodedOrText>;
  /** Safeguarding concerns. Coding: SCT: ^999002381000000108 | Safeguarding issues refset |. Codes as sent, with the original text. */
  readonly safeguardingConcerns?: Maybe<CodedOrText>;
  /** Performing professional. */
  readonly performingProfessional?: Maybe<PerformingProfessional>;
  /** Person completing record. */
  readonly personCompletingRecord?: Maybe<PersonCompletingRecord>;
  /** Comment. */
  readonly comment?: Maybe<Scalars['String']['output']>;
};

/** Looked after child: the group of elements in PRSB Safeguarding. */
export type SafeguardingLookedAfterChild = {
  /** Looked after child start date. A partial date stays partial. */
  readonly lookedAfterChildStartDate?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Looked after child end date. A partial date stays partial. */
  readonly lookedAfterChildEndDate?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Local authority. Coding: NHSDD: Organisation data service. Codes as sent, with the original text. */
  readonly localAuthority?: Maybe<CodedOrText>;
  /** Person completing record. */
  readonly personCompletingRecord?: Maybe<PersonCompletingRecord>;
};

/** Child protection plan: the group of elements in PRSB Safeguarding. */
export type SafeguardingChildProtectionPlan = {
  /** Child protection plan start date. A partial date stays partial. */
  readonly childProtectionPlanStartDate?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Child protection plan end date. A partial date stays partial. */
  readonly childProtectionPlanEndDate?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Local authority. Coding: NHSDD: organisation data service. Codes as sent, with the original text. */
  readonly localAuthority?: Maybe<CodedOrText>;
  /** Person completing record. */
  readonly personCompletingRecord?: Maybe<PersonCompletingRecord>;
};

/** Unborn child protection plan: the group of elements in PRSB Safeguarding. */
export type SafeguardingUnbornChildProtectionPlan = {
  /** Unborn child protection plan start date. A partial date stays partial. */
  readonly unbornChildProtectionPlanStartDate?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Unborn child protection plan end date. A partial date stays partial. */
  readonly unbornChildProtectionPlanEndDate?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Local authority. Coding: NHSDD: Organisation data service. Codes as sent, with the original text. */
  readonly localAuthority?: Maybe<CodedOrText>;
  /** Person completing record. */
  readonly personCompletingRecord?: Maybe<PersonCompletingRecord>;
};

/** One entry of PRSB Safeguarding. */
export type SafeguardingEntry = {
  /** Stable identifier of this entry within the shared care record. */
  readonly id: Scalars['ID']['output'];
  /** Which partner controls this entry, which message it came from, and when. */
  readonly provenance: Provenance;
  /** Where else the same fact was recorded: same code, compatible dates, nothing clinical that differs. */
  readonly alsoRecordedBy: ReadonlyArray<AlsoRecorded>;
  /** The source's own words for this entry, kept as safe structured text, where it sent any. */
  readonly narrative?: Maybe<Scalars['String']['output']>;
  /** Safeguarding concerns. */
  readonly safeguardingConcerns?: Maybe<SafeguardingSafeguardingConcerns>;
  /** Looked after child. */
  readonly lookedAfterChild?: Maybe<SafeguardingLookedAfterChild>;
  /** Child protection plan. */
  readonly childProtectionPlan?: Maybe<SafeguardingChildProtectionPlan>;
  /** Unborn child protection plan. */
  readonly unbornChildProtectionPlan?: Maybe<SafeguardingUnbornChildProtectionPlan>;
};

/** PRSB Safeguarding: what the partners share about it, and what is not shown and why. */
export type Safeguarding = {
  /**
   * The entries, newest first; null when the whole section is withheld (see coverage and errors).
   * One fact that several sources recorded alike is shown once, with `alsoRecordedBy`; `reconciled: false` shows every source's own.
   */
  readonly entries?: Maybe<ReadonlyArray<SafeguardingEntry>>;
  /** How many entries there are to see before paging and filters; null when withheld. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
  /** Per partner: shared, not yet live, withheld or unavailable, and how fresh. */
  readonly coverage: ReadonlyArray<Coverage>;
};


/** PRSB Safeguarding: what the partners share about it, and what is not shown and why. */
export type SafeguardingEntriesArgs = {
  filter?: InputMaybe<EntryFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  offset?: InputMaybe<Scalars['Int']['input']>;
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};


/** PRSB Safeguarding: what the partners share about it, and what is not shown and why. */
export type SafeguardingTotalCountArgs = {
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Household composition: the group of elements in PRSB Social context. */
export type SocialContextHouseholdComposition = {
  /** Date. A partial date stays partial. */
  readonly date?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Location. Coding: NHSDD: Organisation data service code. Codes as sent, with the original text. */
  readonly location?: Maybe<CodedOrText>;
  /** Household composition. Coding: SCT: 1027891000000106 | Household composition findings refset |. Codes as sent, with the original text. */
  readonly householdComposition?: Maybe<CodedOrText>;
  /** Performing professional. */
  readonly performingProfessional?: Maybe<PerformingProfessional>;
  /** Person completing record. */
  readonly personCompletingRecord?: Maybe<PersonCompletingRecord>;
};

/** Occupational history: the group of elements in PRSB Social context. */
export type SocialContextOccupationalHistory = {
  /** Date. A partial date stays partial. */
  readonly date?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Location. Coding: NHSDD: Organisation data service code. Codes as sent, with the original text. */
  readonly location?: Maybe<CodedOrText>;
  /** Occupational history. Coding: SCT: ^999001571000000109 | Occupation refset. Codes as sent, with the original text. */
  readonly occupationalHistory?: Maybe<CodedOrText>;
  /** Performing professional. */
  readonly performingProfessional?: Maybe<PerformingProfessional>;
  /** Person completing record. */
  readonly personCompletingRecord?: Maybe<PersonCompletingRecord>;
};

/** Educational history: the group of elements in PRSB Social context. */
export type SocialContextEducationalHistory = {
  /** Date. A partial date stays partial. */
  readonly date?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Location. Coding: NHSDD: Organisation data service code. Codes as sent, with the original text. */
  readonly location?: Maybe<CodedOrText>;
  /** Educational history. */
  readonly educationalHistory?: Maybe<Scalars['String']['output']>;
  /** Performing professional. */
  readonly performingProfessional?: Maybe<PerformingProfessional>;
  /** Person completing record. */
  readonly personCompletingRecord?: Maybe<PersonCompletingRecord>;
};

/** Lifestyle choices: the group of elements in PRSB Social context. */
export type SocialContextLifestyleChoices = {
  /** Date. A partial date stays partial. */
  readonly date?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Location. Coding: NHSDD: Organisation data service code. Codes as sent, with the original text. */
  readonly location?: Maybe<CodedOrText>;
  /** Lifestyle choices. */
  readonly lifestyleChoices?: Maybe<Scalars['String']['output']>;
  /** Performing professional. */
  readonly performingProfessional?: Maybe<PerformingProfessional>;
  /** Person completing record. */
  readonly personCompletingRecord?: Maybe<PersonCompletingRecord>;
};

/** Date stopped smoking: the group of elements in PRSB Social context. */
export type SocialContextSmokingStatusDateStoppedSmoking = {
  /** Coded value. Coding: SCT: 160625004 |Date ceased smoking (observable entity)|. Codes as sent, with the original text. */
  readonly codedValue?: Maybe<CodedOrText>;
  /** Date. A partial date stays partial. */
  readonly date?: Maybe<Scalars['PartialDateTime']['output']>;
};

/** Smoking status: the group of elements in PRSB Social context. */
export type SocialContextSmokingStatus = {
  /** Date. A partial date stays partial. */
  readonly date?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Location. Coding: NHSDD: Organisation data service code. Codes as sent, with the original text. */
  readonly location?: Maybe<CodedOrText>;
  /** Smoking status. Coding: SCT: ^999000891000000102 |Smoking refset |. Codes as sent, with the original text. */
  readonly smokingStatus?: Maybe<CodedOrText>;
  /** Smoking status - details. */
  readonly smokingStatusDetails?: Maybe<Scalars['String']['output']>;
  /** Date stopped smoking. */
  readonly dateStoppedSmoking?: Maybe<SocialContextSmokingStatusDateStoppedSmoking>;
  /** Performing professional. */
  readonly performingProfessional?: Maybe<PerformingProfessional>;
  /** Person completing record. */
  readonly personCompletingRecord?: Maybe<PersonCompletingRecord>;
};

/** Alcohol intake: the group of elements in PRSB Social context. */
export type SocialContextAlcoholIntake = {
  /** Date. A partial date stays partial. */
  readonly date?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Location. Coding: NHSDD: Organisation data service code. Codes as sent, with the original text. */
  readonly location?: Maybe<CodedOrText>;
  /** Alcohol intake. Coding: SCT: 219006 |Current drinker of alcohol (finding)| OR 105542008 |Current non-drinker of alcohol (finding)| OR 2282740... Codes as sent, with the original text. */
  readonly alcoholIntake?: Maybe<CodedOrText>;
  /** Performing professional. */
  readonly performingProfessional?: Maybe<PerformingProfessional>;
  /** Person completing record. */
  readonly personCompletingRecord?: Maybe<PersonCompletingRecord>;
};

/** Drug/substance use: the group of elements in PRSB Social context. */
export type SocialContextDrugSubstanceUse = {
  /** Date. A partial date stays partial. */
  readonly date?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Location. Coding: NHSDD: Organisation data service code. Codes as sent, with the original text. */
  readonly location?: Maybe<CodedOrText>;
  /** Drug/substance use. Coding: SCT: 361055000 |Misuses drugs (finding)| OR 371422002 |History of substance abuse (situation)| OR 228368007 |Has neve... Codes as sent, with the original text. */
  readonly drugSubstanceUse?: Maybe<CodedOrText>;
  /** Performing professional. */
  readonly performingProfessional?: Maybe<PerformingProfessional>;
  /** Person completing record. */
  readonly personCompletingRecord?: Maybe<PersonCompletingRecord>;
};

/** Social circumstances: the group of elements in PRSB Social context. */
export type SocialContextSocialCircumstances = {
  /** Date. A partial date stays partial. */
  readonly date?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Location. Coding: —. Codes as sent, with the original text. */
  readonly location?: Maybe<CodedOrText>;
  /** Social circumstances. */
  readonly socialCircumstances?: Maybe<Scalars['String']['output']>;
  /** Performing professional. */
  readonly performingProfessional?: Maybe<PerformingProfessional>;
  /** Person completing record. */
  readonly personCompletingRecord?: Maybe<PersonCompletingRecord>;
};

/** Access: the group of elements in PRSB Social context. */
export type SocialContextAccess = {
  /** Date. A partial date stays partial. */
  readonly date?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Location. Coding: NHSDD: Organisation data service code. Codes as sent, with the original text. */
  readonly location?: Maybe<CodedOrText>;
  /** Access. */
  readonly access?: Maybe<Scalars['String']['output']>;
  /** Performing professional. */
  readonly performingProfessional?: Maybe<PerformingProfessional>;
  /** Person completing record. */
  readonly personCompletingRecord?: Maybe<PersonCompletingRecord>;
};

/** Dependants: the group of elements in PRSB Social context. */
export type SocialContextDependants = {
  /** Date. A partial date stays partial. */
  readonly date?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Location. Coding: NHSDD: Organisation data service code. Codes as sent, with the original text. */
  readonly location?: Maybe<CodedOrText>;
  /** Dependants. */
  readonly dependants?: Maybe<Scalars['String']['output']>;
  /** Performing professional. */
  readonly performingProfessional?: Maybe<PerformingProfessional>;
  /** Person completing record. */
  readonly personCompletingRecord?: Maybe<PersonCompletingRecord>;
};

/** Accommodation status: the group of elements in PRSB Social context. */
export type SocialContextAccommodationStatus = {
  /** Date. A partial date stays partial. */
  readonly date?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Location. Coding: NHSDD: Organisation data service code. Codes as sent, with the original text. */
  readonly location?: Maybe<CodedOrText>;
  /** Accommodation status. Coding: NHSDD: Accommodation status. Codes as sent, with the original text. */
  readonly accommodationStatus?: Maybe<CodedOrText>;
  /** Performing professional. */
  readonly performingProfessional?: Maybe<PerformingProfessional>;
  /** Person completing record. */
  readonly personCompletingRecord?: Maybe<PersonCompletingRecord>;
};

/** Household environment: the group of elements in PRSB Social context. */
export type SocialContextHouseholdEnvironment = {
  /** Date. A partial date stays partial. */
  readonly date?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Location. Coding: NHSDD: Organisation data service code. Codes as sent, with the original text. */
  readonly location?: Maybe<CodedOrText>;
  /** Household environment. */
  readonly householdEnvironment?: Maybe<Scalars['String']['output']>;
  /** Performing professional. */
  readonly performingProfessional?: Maybe<PerformingProfessional>;
  /** Person completing record. */
  readonly personCompletingRecord?: Maybe<PersonCompletingRecord>;
};

/** One entry of PRSB Social context. */
export type SocialContextEntry = {
  /** Stable identifier of this entry within the shared care record. */
  readonly id: Scalars['ID']['output'];
  /** Which partner controls this entry, which message it came from, and when. */
  readonly provenance: Provenance;
  /** Where else the same fact was recorded: same code, compatible dates, nothing clinical that differs. */
  readonly alsoRecordedBy: ReadonlyArray<AlsoRecorded>;
  /** The source's own words for this entry, kept as safe structured text, where it sent any. */
  readonly narrative?: Maybe<Scalars['String']['output']>;
  /** Household composition. */
  readonly householdComposition?: Maybe<SocialContextHouseholdComposition>;
  /** Occupational history. */
  readonly occupationalHistory?: Maybe<SocialContextOccupationalHistory>;
  /** Educational history. */
  readonly educationalHistory?: Maybe<SocialContextEducationalHistory>;
  /** Lifestyle choices. */
  readonly lifestyleChoices?: Maybe<SocialContextLifestyleChoices>;
  /** Smoking status. */
  readonly smokingStatus?: Maybe<SocialContextSmokingStatus>;
  /** Alcohol intake. */
  readonly alcoholIntake?: Maybe<SocialContextAlcoholIntake>;
  /** Drug/substance use. */
  readonly drugSubstanceUse?: Maybe<SocialContextDrugSubstanceUse>;
  /** Social circumstances. */
  readonly socialCircumstances?: Maybe<SocialContextSocialCircumstances>;
  /** Access. */
  readonly access?: Maybe<SocialContextAccess>;
  /** Dependants. */
  readonly dependants?: Maybe<SocialContextDependants>;
  /** Accommodation status. */
  readonly accommodationStatus?: Maybe<SocialContextAccommodationStatus>;
  /** Household environment. */
  readonly householdEnvironment?: Maybe<SocialContextHouseholdEnvironment>;
};

/** PRSB Social context: what the partners share about it, and what is not shown and why. */
export type SocialContext = {
  /**
   * The entries, newest first; null when the whole section is withheld (see coverage and errors).
   * One fact that several sources recorded alike is shown once, with `alsoRecordedBy`; `reconciled: false` shows every source's own.
   */
  readonly entries?: Maybe<ReadonlyArray<SocialContextEntry>>;
  /** How many entries there are to see before paging and filters; null when withheld. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
  /** Per partner: shared, not yet live, withheld or unavailable, and how fresh. */
  readonly coverage: ReadonlyArray<Coverage>;
};


/** PRSB Social context: what the partners share about it, and what is not shown and why. */
export type SocialContextEntriesArgs = {
  filter?: InputMaybe<EntryFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  offset?: InputMaybe<Scalars['Int']['input']>;
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};


/** PRSB Social context: what the partners share about it, and what is not shown and why. */
export type SocialContextTotalCountArgs = {
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};

/** One entry of PRSB Services and care. */
export type ServicesAndCareEntry = {
  /** Stable identifier of this entry within the shared care record. */
  readonly id: Scalars['ID']['output'];
  /** Which partner controls this entry, which message it came from, and when. */
  readonly provenance: Provenance;
  /** Where else the same fact was recorded: same code, compatible dates, nothing clinical that differs. */
  readonly alsoRecordedBy: ReadonlyArray<AlsoRecorded>;
  /** The source's own words for this entry, kept as safe structured text, where it sent any. */
  readonly narrative?: Maybe<Scalars['String']['output']>;
  /** Social care package name. */
  readonly socialCarePackageName?: Maybe<Scalars['String']['output']>;
  /** Social care package type. */
  readonly socialCarePackageType?: Maybe<Scalars['String']['output']>;
  /** Service start date. A partial date stays partial. */
  readonly serviceStartDate?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Service end date. A partial date stays partial. */
  readonly serviceEndDate?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Local authority. Coding: NHSDD: Organisation data service. Codes as sent, with the original text. */
  readonly localAuthority?: Maybe<CodedOrText>;
  /** Care funding source. Codes as sent, with the original text. */
  readonly careFundingSource?: Maybe<CodedOrText>;
  /** Performing professional. */
  readonly performingProfessional?: Maybe<PerformingProfessional>;
  /** Person completing record. */
  readonly personCompletingRecord?: Maybe<PersonCompletingRecord>;
  /** Who provides the service (CQC location or ODS code). */
  readonly provider?: Maybe<CodedOrText>;
  /** How the service is arranged: direct payment, managed budget, commissioned support. */
  readonly deliveryMechanism?: Maybe<CodedOrText>;
  /** What came of the service. */
  readonly outcome?: Maybe<CodedOrText>;
};

/** PRSB Services and care: what the partners share about it, and what is not shown and why. */
export type ServicesAndCare = {
  /**
   * The entries, newest first; null when the whole section is withheld (see coverage and errors).
   * One fact that several sources recorded alike is shown once, with `alsoRecordedBy`; `reconciled: false` shows every source's own.
   */
  readonly entries?: Maybe<ReadonlyArray<ServicesAndCareEntry>>;
  /** How many entries there are to see before paging and filters; null when withheld. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
  /** Per partner: shared, not yet live, withheld or unavailable, and how fresh. */
  readonly coverage: ReadonlyArray<Coverage>;
};


/** PRSB Services and care: what the partners share about it, and what is not shown and why. */
export type ServicesAndCareEntriesArgs = {
  filter?: InputMaybe<EntryFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  offset?: InputMaybe<Scalars['Int']['input']>;
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};


/** PRSB Services and care: what the partners share about it, and what is not shown and why. */
export type ServicesAndCareTotalCountArgs = {
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};

/** One entry of PRSB Primary support reason. */
export type PrimarySupportReasonEntry = {
  /** Stable identifier of this entry within the shared care record. */
  readonly id: Scalars['ID']['output'];
  /** Which partner controls this entry, which message it came from, and when. */
  readonly provenance: Provenance;
  /** Where else the same fact was recorded: same code, compatible dates, nothing clinical that differs. */
  readonly alsoRecordedBy: ReadonlyArray<AlsoRecorded>;
  /** The source's own words for this entry, kept as safe structured text, where it sent any. */
  readonly narrative?: Maybe<Scalars['String']['output']>;
  /** Primary support reason. */
  readonly primarySupportReason?: Maybe<Scalars['String']['output']>;
  /** Active. Coding: Flag: - Yes or No. */
  readonly active?: Maybe<Scalars['Boolean']['output']>;
  /** Start date. A partial date stays partial. */
  readonly startDate?: Maybe<Scalars['PartialDateTime']['output']>;
  /** End date. A partial date stays partial. */
  readonly endDate?: Maybe<Scalars['PartialDateTime']['output']>;
};

/** PRSB Primary support reason: what the partners share about it, and what is not shown and why. */
export type PrimarySupportReason = {
  /**
   * The entries, newest first; null when the whole section is withheld (see coverage and errors).
   * One fact that several sources recorded alike is shown once, with `alsoRecordedBy`; `reconciled: false` shows every source's own.
   */
  readonly entries?: Maybe<ReadonlyArray<PrimarySupportReasonEntry>>;
  /** How many entries there are to see before paging and filters; null when withheld. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
  /** Per partner: shared, not yet live, withheld or unavailable, and how fresh. */
  readonly coverage: ReadonlyArray<Coverage>;
};


/** PRSB Primary support reason: what the partners share about it, and what is not shown and why. */
export type PrimarySupportReasonEntriesArgs = {
  filter?: InputMaybe<EntryFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  offset?: InputMaybe<Scalars['Int']['input']>;
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};


/** PRSB Primary support reason: what the partners share about it, and what is not shown and why. */
export type PrimarySupportReasonTotalCountArgs = {
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Structured assessment: the group of elements in PRSB Assessments. */
export type AssessmentsStructuredAssessment = {
  /** Structured assessment name. Coding: SCT:. Codes as sent, with the original text. */
  readonly structuredAssessmentName?: Maybe<CodedOrText>;
  /** Assessment score. Exactly as sent, comparator kept. */
  readonly assessmentScore?: Maybe<Quantity>;
  /** Assessment value. Coding: Numeric. Exactly as sent, comparator kept. */
  readonly assessmentValue?: Maybe<Quantity>;
  /** Global score, from the PRSB local-authority view. Exactly as sent, comparator kept. */
  readonly globalScore?: Maybe<Quantity>;
  /** Subscale score. Exactly as sent, comparator kept. */
  readonly subscaleScore?: Maybe<ReadonlyArray<Quantity>>;
  /** Subscale value. Coding: Numeric. Exactly as sent, comparator kept. */
  readonly subscaleValue?: Maybe<ReadonlyArray<Quantity>>;
};

/** One entry of PRSB Assessments. */
export type AssessmentsEntry = {
  /** Stable identifier of this entry within the shared care record. */
  readonly id: Scalars['ID']['output'];
  /** Which partner controls this entry, which message it came from, and when. */
  readonly provenance: Provenance;
  /** Where else the same fact was recorded: same code, compatible dates, nothing clinical that differs. */
  readonly alsoRecordedBy: ReadonlyArray<AlsoRecorded>;
  /** The source's own words for this entry, kept as safe structured text, where it sent any. */
  readonly narrative?: Maybe<Scalars['String']['output']>;
  /** Date. A partial date stays partial. */
  readonly date?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Location. Coding: NHSDD: Organisation data service. Codes as sent, with the original text. */
  readonly location?: Maybe<CodedOrText>;
  /** Assessment type. */
  readonly assessmentType?: Maybe<Scalars['String']['output']>;
  /** Assessment summary. */
  readonly assessmentSummary?: Maybe<Scalars['String']['output']>;
  /** Structured assessment. */
  readonly structuredAssessment?: Maybe<AssessmentsStructuredAssessment>;
  /** Performing professional. */
  readonly performingProfessional?: Maybe<PerformingProfessional>;
  /** Person completing record. */
  readonly personCompletingRecord?: Maybe<PersonCompletingRecord>;
  /** Comment. */
  readonly comment?: Maybe<Scalars['String']['output']>;
  /** Whether eligible needs were found. */
  readonly eligibleNeedsIdentified?: Maybe<CodedOrText>;
  /** How the assessment was done. */
  readonly methodOfAssessment?: Maybe<CodedOrText>;
  /** What came of the assessment or review. */
  readonly outcome?: Maybe<CodedOrText>;
  /** Why a review took place. */
  readonly reviewReason?: Maybe<CodedOrText>;
};

/** PRSB Assessments: what the partners share about it, and what is not shown and why. */
export type Assessments = {
  /**
   * The entries, newest first; null when the whole section is withheld (see coverage and errors).
   * One fact that several sources recorded alike is shown once, with `alsoRecordedBy`; `reconciled: false` shows every source's own.
   */
  readonly entries?: Maybe<ReadonlyArray<AssessmentsEntry>>;
  /** How many entries there are to see before paging and filters; null when withheld. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
  /** Per partner: shared, not yet live, withheld or unavailable, and how fresh. */
  readonly coverage: ReadonlyArray<Coverage>;
};


/** PRSB Assessments: what the partners share about it, and what is not shown and why. */
export type AssessmentsEntriesArgs = {
  filter?: InputMaybe<EntryFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  offset?: InputMaybe<Scalars['Int']['input']>;
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};


/** PRSB Assessments: what the partners share about it, and what is not shown and why. */
export type AssessmentsTotalCountArgs = {
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};

/** One entry of PRSB Risks. */
export type RisksEntry = {
  /** Stable identifier of this entry within the shared care record. */
  readonly id: Scalars['ID']['output'];
  /** Which partner controls this entry, which message it came from, and when. */
  readonly provenance: Provenance;
  /** Where else the same fact was recorded: same code, compatible dates, nothing clinical that differs. */
  readonly alsoRecordedBy: ReadonlyArray<AlsoRecorded>;
  /** The source's own words for this entry, kept as safe structured text, where it sent any. */
  readonly narrative?: Maybe<Scalars['String']['output']>;
  /** Start date of risk. A partial date stays partial. */
  readonly startDateOfRisk?: Maybe<Scalars['PartialDateTime']['output']>;
  /** End date of risk. A partial date stays partial. */
  readonly endDateOfRisk?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Risk. Coding: SCT: <281694009 |Finding of at risk (finding)|. Codes as sent, with the original text. */
  readonly risk?: Maybe<CodedOrText>;
  /** Risk type. */
  readonly riskType?: Maybe<Scalars['String']['output']>;
  /** Location. Coding: NHSDD: Organisation service code. Codes as sent, with the original text. */
  readonly location?: Maybe<CodedOrText>;
  /** Performing professional. */
  readonly performingProfessional?: Maybe<PerformingProfessional>;
  /** Person completing record. */
  readonly personCompletingRecord?: Maybe<PersonCompletingRecord>;
};

/** PRSB Risks: what the partners share about it, and what is not shown and why. */
export type Risks = {
  /**
   * The entries, newest first; null when the whole section is withheld (see coverage and errors).
   * One fact that several sources recorded alike is shown once, with `alsoRecordedBy`; `reconciled: false` shows every source's own.
   */
  readonly entries?: Maybe<ReadonlyArray<RisksEntry>>;
  /** How many entries there are to see before paging and filters; null when withheld. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
  /** Per partner: shared, not yet live, withheld or unavailable, and how fresh. */
  readonly coverage: ReadonlyArray<Coverage>;
};


/** PRSB Risks: what the partners share about it, and what is not shown and why. */
export type RisksEntriesArgs = {
  filter?: InputMaybe<EntryFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  offset?: InputMaybe<Scalars['Int']['input']>;
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};


/** PRSB Risks: what the partners share about it, and what is not shown and why. */
export type RisksTotalCountArgs = {
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};

/** One entry of PRSB Equipment and adaptations. */
export type EquipmentAndAdaptationsEntry = {
  /** Stable identifier of this entry within the shared care record. */
  readonly id: Scalars['ID']['output'];
  /** Which partner controls this entry, which message it came from, and when. */
  readonly provenance: Provenance;
  /** Where else the same fact was recorded: same code, compatible dates, nothing clinical that differs. */
  readonly alsoRecordedBy: ReadonlyArray<AlsoRecorded>;
  /** The source's own words for this entry, kept as safe structured text, where it sent any. */
  readonly narrative?: Maybe<Scalars['String']['output']>;
  /** Equipment name. Coding: SCT:. Codes as sent, with the original text. */
  readonly equipmentName?: Maybe<CodedOrText>;
  /** Date. PRSB optional. A partial date stays partial. */
  readonly date?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Comment. PRSB optional. */
  readonly comment?: Maybe<Scalars['String']['output']>;
};

/** PRSB Equipment and adaptations: what the partners share about it, and what is not shown and why. */
export type EquipmentAndAdaptations = {
  /**
   * The entries, newest first; null when the whole section is withheld (see coverage and errors).
   * One fact that several sources recorded alike is shown once, with `alsoRecordedBy`; `reconciled: false` shows every source's own.
   */
  readonly entries?: Maybe<ReadonlyArray<EquipmentAndAdaptationsEntry>>;
  /** How many entries there are to see before paging and filters; null when withheld. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
  /** Per partner: shared, not yet live, withheld or unavailable, and how fresh. */
  readonly coverage: ReadonlyArray<Coverage>;
};


/** PRSB Equipment and adaptations: what the partners share about it, and what is not shown and why. */
export type EquipmentAndAdaptationsEntriesArgs = {
  filter?: InputMaybe<EntryFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  offset?: InputMaybe<Scalars['Int']['input']>;
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};


/** PRSB Equipment and adaptations: what the partners share about it, and what is not shown and why. */
export type EquipmentAndAdaptationsTotalCountArgs = {
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Who: the group of elements in PRSB Care and support plan. */
export type CareAndSupportPlanNeedsConcernsOrProblemsGoalsAndHopesActionsAndActivitiesWho = {
  /** Name. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Role. Coding: FHIR values set : - sdsjobrole. Codes as sent, with the original text. */
  readonly role?: Maybe<CodedOrText>;
  /** Team. */
  readonly team?: Maybe<Scalars['String']['output']>;
  /** Contact details. */
  readonly contactDetails?: Maybe<Scalars['String']['output']>;
};

/** Stage goal: the group of elements in PRSB Care and support plan. */
export type CareAndSupportPlanNeedsConcernsOrProblemsGoalsAndHopesActionsAndActivitiesStageGoal = {
  /** Stage goal. Coding: SCT: 413350009|Finding with explicit context|: 246090004|Associated finding|=300798006 |Able to participate in sporti... Codes as sent, with the original text. */
  readonly stageGoal?: Maybe<ReadonlyArray<CodedOrText>>;
  /** Outcome. Coding: SCT: ^1127601000000107 |Healthcare matters refset |. Codes as sent, with the original text. */
  readonly outcome?: Maybe<CodedOrText>;
  /** Goal status. Coding: SCT: ^999000091000000107 | Care planning goal context values refset |. Codes as sent, with the original text. */
  readonly goalStatus?: Maybe<CodedOrText>;
};

/** Actions and activities: the group of elements in PRSB Care and support plan. */
export type CareAndSupportPlanNeedsConcernsOrProblemsGoalsAndHopesActionsAndActivities = {
  /** What. Coding: SCT: <<71388002 |Procedure| OR <<129125009 |Procedure with explicit context|. Codes as sent, with the original text. */
  readonly what?: Maybe<CodedOrText>;
  /** Who. */
  readonly who?: Maybe<CareAndSupportPlanNeedsConcernsOrProblemsGoalsAndHopesActionsAndActivitiesWho>;
  /** When. A partial date stays partial. */
  readonly when?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Suggested strategies. */
  readonly suggestedStrategies?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** Status. Coding: SCT: ^999000081000000105 | Care planning action context values refset |. Codes as sent, with the original text. */
  readonly status?: Maybe<CodedOrText>;
  /** Confidence. Coding: Numeric score 1 - 10. Exactly as sent, comparator kept. */
  readonly confidence?: Maybe<Quantity>;
  /** Date last updated. A partial date stays partial. */
  readonly dateLastUpdated?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Review date. A partial date stays partial. */
  readonly reviewDate?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Stage goal. */
  readonly stageGoal?: Maybe<CareAndSupportPlanNeedsConcernsOrProblemsGoalsAndHopesActionsAndActivitiesStageGoal>;
};

/** Goals and hopes: the group of elements in PRSB Care and support plan. */
export type CareAndSupportPlanNeedsConcernsOrProblemsGoalsAndHopes = {
  /** Coded value. Coding: SCT: 413350009|Finding with explicit context|: 246090004|Associated finding|=300798006 |Able to participate in sporti... Codes as sent, with the original text. */
  readonly codedValue?: Maybe<CodedOrText>;
  /** Free text. */
  readonly freeText?: Maybe<Scalars['String']['output']>;
  /** Goal importance score. Coding: Numeric scale 1 - 10. Exactly as sent, comparator kept. */
  readonly goalImportanceScore?: Maybe<Quantity>;
  /** Actions and activities. */
  readonly actionsAndActivities?: Maybe<ReadonlyArray<CareAndSupportPlanNeedsConcernsOrProblemsGoalsAndHopesActionsAndActivities>>;
  /** Outcomes. Coding: SCT: ^1127601000000107 |Healthcare matters refset |. Codes as sent, with the original text. */
  readonly outcomes?: Maybe<ReadonlyArray<CodedOrText>>;
  /** Goal status. Coding: SCT: ^999000091000000107 | Care planning goal context values refset |. Codes as sent, with the original text. */
  readonly goalStatus?: Maybe<CodedOrText>;
};

/** Needs, concerns or problems: the group of elements in PRSB Care and support plan. */
export type CareAndSupportPlanNeedsConcernsOrProblems = {
  /** Coded value. Coding: SCT: ^1127581000000103 |Health issues refset|. Codes as sent, with the original text. */
  readonly codedValue?: Maybe<CodedOrText>;
  /** Free text. */
  readonly freeText?: Maybe<Scalars['String']['output']>;
  /** Goals and hopes. */
  readonly goalsAndHopes?: Maybe<ReadonlyArray<CareAndSupportPlanNeedsConcernsOrProblemsGoalsAndHopes>>;
};

/** Agreed with person or legitimate representative: the group of elements in PRSB Care and support plan. */
export type CareAndSupportPlanAgreedWithPersonOrLegitimateRepresentative = {
  /** Person or legitimate representative. Coding: Person or legitimate representative. */
  readonly personOrLegitimateRepresentative?: Maybe<Scalars['Boolean']['output']>;
  /** Person full name. Coding: NHSDD: Patient full name. */
  readonly personFullName?: Maybe<Scalars['String']['output']>;
  /** Role. Coding: FHIR value set : - sdsjobrole. Codes as sent, with the original text. */
  readonly role?: Maybe<CodedOrText>;
};

/** Responsibility for review: the group of elements in PRSB Care and support plan. */
export type CareAndSupportPlanResponsibilityForReview = {
  /** Name. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Role. Coding: FHIR value set : - SDSjobrole. Codes as sent, with the original text. */
  readonly role?: Maybe<CodedOrText>;
  /** Contact details. */
  readonly contactDetails?: Maybe<Scalars['String']['output']>;
};

/** One entry of PRSB Care and support plan. */
export type CareAndSupportPlanEntry = {
  /** Stable identifier of this entry within the shared care record. */
  readonly id: Scalars['ID']['output'];
  /** Which partner controls this entry, which message it came from, and when. */
  readonly provenance: Provenance;
  /** Where else the same fact was recorded: same code, compatible dates, nothing clinical that differs. */
  readonly alsoRecordedBy: ReadonlyArray<AlsoRecorded>;
  /** The source's own words for this entry, kept as safe structured text, where it sent any. */
  readonly narrative?: Maybe<Scalars['String']['output']>;
  /** Strengths. Coding: SCT: 1127601000000107 | Healthcare matters refset |. Codes as sent, with the original text. */
  readonly strengths?: Maybe<ReadonlyArray<CodedOrText>>;
  /** Needs, concerns or problems. */
  readonly needsConcernsOrProblems?: Maybe<ReadonlyArray<CareAndSupportPlanNeedsConcernsOrProblems>>;
  /** Agreed with person or legitimate representative. */
  readonly agreedWithPersonOrLegitimateRepresentative?: Maybe<CareAndSupportPlanAgreedWithPersonOrLegitimateRepresentative>;
  /** Care funding source. Coding: NHSDD: organisation data service. Codes as sent, with the original text. */
  readonly careFundingSource?: Maybe<CodedOrText>;
  /** Date this plan was last updated. A partial date stays partial. */
  readonly dateThisPlanWasLastUpdated?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Other care planning documents. */
  readonly otherCarePlanningDocuments?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** Planned review date/interval. A partial date stays partial. */
  readonly plannedReviewDateInterval?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Responsibility for review. */
  readonly responsibilityForReview?: Maybe<CareAndSupportPlanResponsibilityForReview>;
  /** Location. Coding: NHSDD: Organisation data service. Codes as sent, with the original text. */
  readonly location?: Maybe<CodedOrText>;
  /** Performing professional. */
  readonly performingProfessional?: Maybe<PerformingProfessional>;
  /** Person completing record. */
  readonly personCompletingRecord?: Maybe<PersonCompletingRecord>;
  /** Why the plan was reviewed. */
  readonly reviewReason?: Maybe<CodedOrText>;
  /** What came of the review. */
  readonly reviewOutcome?: Maybe<CodedOrText>;
};

/** PRSB Care and support plan: what the partners share about it, and what is not shown and why. */
export type CareAndSupportPlan = {
  /**
   * The entries, newest first; null when the whole section is withheld (see coverage and errors).
   * One fact that several sources recorded alike is shown once, with `alsoRecordedBy`; `reconciled: false` shows every source's own.
   */
  readonly entries?: Maybe<ReadonlyArray<CareAndSupportPlanEntry>>;
  /** How many entries there are to see before paging and filters; null when withheld. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
  /** Per partner: shared, not yet live, withheld or unavailable, and how fresh. */
  readonly coverage: ReadonlyArray<Coverage>;
};


/** PRSB Care and support plan: what the partners share about it, and what is not shown and why. */
export type CareAndSupportPlanEntriesArgs = {
  filter?: InputMaybe<EntryFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  offset?: InputMaybe<Scalars['Int']['input']>;
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};


/** PRSB Care and support plan: what the partners share about it, and what is not shown and why. */
export type CareAndSupportPlanTotalCountArgs = {
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Who should be contacted: the group of elements in PRSB Contingency/safety plans. */
export type ContingencySafetyPlansWhoShouldBeContacted = {
  /** Name. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Role. Coding: FHIR value set : - SDSjobrole. Codes as sent, with the original text. */
  readonly role?: Maybe<CodedOrText>;
  /** Contact details. */
  readonly contactDetails?: Maybe<Scalars['String']['output']>;
};

/** Agreed with person or legitimate representative: the group of elements in PRSB Contingency/safety plans. */
export type ContingencySafetyPlansAgreedWithPersonOrLegitimateRepresentative = {
  /** Person or legitimate representative. Coding: Person or legitimate representative. */
  readonly personOrLegitimateRepresentative?: Maybe<Scalars['Boolean']['output']>;
  /** Person full name. Coding: NHSDD: Patient full name. */
  readonly personFullName?: Maybe<Scalars['String']['output']>;
  /** Role. Coding: FHIR value set : - sdsjobrole. Codes as sent, with the original text. */
  readonly role?: Maybe<CodedOrText>;
};

/** Responsibility for review: the group of elements in PRSB Contingency/safety plans. */
export type ContingencySafetyPlansResponsibilityForReview = {
  /** Name. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Role. Coding: FHIR value set : - SDSjobrole. Codes as sent, with the original text. */
  readonly role?: Maybe<CodedOrText>;
  /** Contact details. */
  readonly contactDetails?: Maybe<Scalars['String']['output']>;
};

/** Coping strategies: the group of elements in PRSB Contingency/safety plans. */
export type ContingencySafetyPlansCopingStrategies = {
  /** Coping strategy. */
  readonly copingStrategy?: Maybe<Scalars['String']['output']>;
  /** Start date. A partial date stays partial. */
  readonly startDate?: Maybe<Scalars['PartialDateTime']['output']>;
  /** End date. A partial date stays partial. */
  readonly endDate?: Maybe<Scalars['PartialDateTime']['output']>;
};

/** Advance statement: the group of elements in PRSB Contingency/safety plans. */
export type ContingencySafetyPlansAdvanceStatement = {
  /** Date. A partial date stays partial. */
  readonly date?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Location. Coding: NHSDD: Organisation data service. Codes as sent, with the original text. */
  readonly location?: Maybe<CodedOrText>;
  /** Advance statement. Coding: SCT: 816281000000101 | Has advance statement (Mental Capacity Act 2005) (finding) |. Codes as sent, with the original text. */
  readonly advanceStatement?: Maybe<CodedOrText>;
  /** Location of document. Coding: Free text or URL. */
  readonly locationOfDocument?: Maybe<Scalars['String']['output']>;
  /** Performing professional. */
  readonly performingProfessional?: Maybe<PerformingProfessional>;
  /** Person completing record. */
  readonly personCompletingRecord?: Maybe<PersonCompletingRecord>;
};

/** One entry of PRSB Contingency/safety plans. */
export type ContingencySafetyPlansEntry = {
  /** Stable identifier of this entry within the shared care record. */
  readonly id: Scalars['ID']['output'];
  /** Which partner controls this entry, which message it came from, and when. */
  readonly provenance: Provenance;
  /** Where else the same fact was recorded: same code, compatible dates, nothing clinical that differs. */
  readonly alsoRecordedBy: ReadonlyArray<AlsoRecorded>;
  /** The source's own words for this entry, kept as safe structured text, where it sent any. */
  readonly narrative?: Maybe<Scalars['String']['output']>;
  /** Trigger factors. Coding: SCT: ^1127581000000103 | Health issues refset |. Codes as sent, with the original text. */
  readonly triggerFactors?: Maybe<ReadonlyArray<CodedOrText>>;
  /** Contingency plan name. Coding: SCT: 999001471000000108 | Care plan type refset |. Codes as sent, with the original text. */
  readonly contingencyPlanName?: Maybe<CodedOrText>;
  /** What should happen. Coding: SCT: <<71388002 |Procedure| OR <<129125009 |Procedure with explicit context|. Codes as sent, with the original text. */
  readonly whatShouldHappen?: Maybe<ReadonlyArray<CodedOrText>>;
  /** Who should be contacted. */
  readonly whoShouldBeContacted?: Maybe<ReadonlyArray<ContingencySafetyPlansWhoShouldBeContacted>>;
  /** Agreed with person or legitimate representative. */
  readonly agreedWithPersonOrLegitimateRepresentative?: Maybe<ContingencySafetyPlansAgreedWithPersonOrLegitimateRepresentative>;
  /** Date this plan was last updated. A partial date stays partial. */
  readonly dateThisPlanWasLastUpdated?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Planned review date/interval. A partial date stays partial. */
  readonly plannedReviewDateInterval?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Responsibility for review. */
  readonly responsibilityForReview?: Maybe<ContingencySafetyPlansResponsibilityForReview>;
  /** Coping strategies. */
  readonly copingStrategies?: Maybe<ReadonlyArray<ContingencySafetyPlansCopingStrategies>>;
  /** Relapse indicators / early warning signs. Coding: SCT: ^1127601000000107 | Healthcare matters refset |. Codes as sent, with the original text. */
  readonly relapseIndicatorsEarlyWarningSigns?: Maybe<ReadonlyArray<CodedOrText>>;
  /** Advance statement. */
  readonly advanceStatement?: Maybe<ContingencySafetyPlansAdvanceStatement>;
  /** Anticipatory medicines/equipment. */
  readonly anticipatoryMedicinesEquipment?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** Location. Coding: NHSDD: Organisation data service. Codes as sent, with the original text. */
  readonly location?: Maybe<CodedOrText>;
  /** Performing professional. */
  readonly performingProfessional?: Maybe<PerformingProfessional>;
  /** Person completing record. */
  readonly personCompletingRecord?: Maybe<PersonCompletingRecord>;
};

/** PRSB Contingency/safety plans: what the partners share about it, and what is not shown and why. */
export type ContingencySafetyPlans = {
  /**
   * The entries, newest first; null when the whole section is withheld (see coverage and errors).
   * One fact that several sources recorded alike is shown once, with `alsoRecordedBy`; `reconciled: false` shows every source's own.
   */
  readonly entries?: Maybe<ReadonlyArray<ContingencySafetyPlansEntry>>;
  /** How many entries there are to see before paging and filters; null when withheld. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
  /** Per partner: shared, not yet live, withheld or unavailable, and how fresh. */
  readonly coverage: ReadonlyArray<Coverage>;
};


/** PRSB Contingency/safety plans: what the partners share about it, and what is not shown and why. */
export type ContingencySafetyPlansEntriesArgs = {
  filter?: InputMaybe<EntryFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  offset?: InputMaybe<Scalars['Int']['input']>;
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};


/** PRSB Contingency/safety plans: what the partners share about it, and what is not shown and why. */
export type ContingencySafetyPlansTotalCountArgs = {
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Responsibility for review: the group of elements in PRSB Additional support plans. */
export type AdditionalSupportPlansResponsibilityForReview = {
  /** Name. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Role. Coding: FHIR value set : - SDSjobrole. Codes as sent, with the original text. */
  readonly role?: Maybe<CodedOrText>;
  /** Contact details. */
  readonly contactDetails?: Maybe<Scalars['String']['output']>;
};

/** One entry of PRSB Additional support plans. */
export type AdditionalSupportPlansEntry = {
  /** Stable identifier of this entry within the shared care record. */
  readonly id: Scalars['ID']['output'];
  /** Which partner controls this entry, which message it came from, and when. */
  readonly provenance: Provenance;
  /** Where else the same fact was recorded: same code, compatible dates, nothing clinical that differs. */
  readonly alsoRecordedBy: ReadonlyArray<AlsoRecorded>;
  /** The source's own words for this entry, kept as safe structured text, where it sent any. */
  readonly narrative?: Maybe<Scalars['String']['output']>;
  /** Additional support plan name. Coding: SCT: 999001471000000108 | Care plan type refset |. Codes as sent, with the original text. */
  readonly additionalSupportPlanName?: Maybe<CodedOrText>;
  /** Additional support plan content. */
  readonly additionalSupportPlanContent?: Maybe<Scalars['String']['output']>;
  /** Planned review date/interval. A partial date stays partial. */
  readonly plannedReviewDateInterval?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Responsibility for review. */
  readonly responsibilityForReview?: Maybe<AdditionalSupportPlansResponsibilityForReview>;
  /** Date this plan was last updated. A partial date stays partial. */
  readonly dateThisPlanWasLastUpdated?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Location. Coding: NHSDD: Organisation data service. Codes as sent, with the original text. */
  readonly location?: Maybe<CodedOrText>;
  /** Performing professional. */
  readonly performingProfessional?: Maybe<PerformingProfessional>;
  /** Person completing record. */
  readonly personCompletingRecord?: Maybe<PersonCompletingRecord>;
};

/** PRSB Additional support plans: what the partners share about it, and what is not shown and why. */
export type AdditionalSupportPlans = {
  /**
   * The entries, newest first; null when the whole section is withheld (see coverage and errors).
   * One fact that several sources recorded alike is shown once, with `alsoRecordedBy`; `reconciled: false` shows every source's own.
   */
  readonly entries?: Maybe<ReadonlyArray<AdditionalSupportPlansEntry>>;
  /** How many entries there are to see before paging and filters; null when withheld. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
  /** Per partner: shared, not yet live, withheld or unavailable, and how fresh. */
  readonly coverage: ReadonlyArray<Coverage>;
};


/** PRSB Additional support plans: what the partners share about it, and what is not shown and why. */
export type AdditionalSupportPlansEntriesArgs = {
  filter?: InputMaybe<EntryFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  offset?: InputMaybe<Scalars['Int']['input']>;
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};


/** PRSB Additional support plans: what the partners share about it, and what is not shown and why. */
export type AdditionalSupportPlansTotalCountArgs = {
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Cardio-pulmonary resuscitation (CPR) decision: the group of elements in PRSB End of life care. */
export type EndOfLifeCareCardioPulmonaryResuscitationDecision = {
  /** Date. A partial date stays partial. */
  readonly date?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Location. Coding: NHSDD: Organisation data service. Codes as sent, with the original text. */
  readonly location?: Maybe<CodedOrText>;
  /** Cardio-pulmonary resuscitation (CPR) decision. Coding: SCT: 450475007 | For cardiopulmonary resuscitation (finding) |, 450476008 | Not for cardiopulmonary resuscitation (fi... Codes as sent, with the original text. */
  readonly cardioPulmonaryResuscitationDecision?: Maybe<CodedOrText>;
  /** Date for review. A partial date stays partial. */
  readonly dateForReview?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Location of document. Coding: Free text or URL. */
  readonly locationOfDocument?: Maybe<Scalars['String']['output']>;
  /** Performing professional. */
  readonly performingProfessional?: Maybe<PerformingProfessional>;
  /** Person completing record. */
  readonly personCompletingRecord?: Maybe<PersonCompletingRecord>;
};

/** Estimated prognosis: the group of elements in PRSB End of life care. */
export type EndOfLifeCareEstimatedPrognosis = {
  /** Date. A partial date stays partial. */
  readonly date?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Location. Coding: NHSDD: Organisation data service. Codes as sent, with the original text. */
  readonly location?: Maybe<CodedOrText>;
  /** Estimated prognosis. */
  readonly estimatedPrognosis?: Maybe<Scalars['String']['output']>;
  /** Performing professional. */
  readonly performingProfessional?: Maybe<PerformingProfessional>;
  /** Person completing record. */
  readonly personCompletingRecord?: Maybe<PersonCompletingRecord>;
};

/** Awareness of prognosis: the group of elements in PRSB End of life care. */
export type EndOfLifeCareAwarenessOfPrognosis = {
  /** Date. A partial date stays partial. */
  readonly date?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Location. Coding: NHSDD: Organisation data service. Codes as sent, with the original text. */
  readonly location?: Maybe<CodedOrText>;
  /** Awareness of prognosis. */
  readonly awarenessOfPrognosis?: Maybe<Scalars['String']['output']>;
  /** Performing professional. */
  readonly performingProfessional?: Maybe<PerformingProfessional>;
  /** Person completing record. */
  readonly personCompletingRecord?: Maybe<PersonCompletingRecord>;
};

/** Anticipatory actions: the group of elements in PRSB End of life care. */
export type EndOfLifeCareAnticipatoryActions = {
  /** Date. A partial date stays partial. */
  readonly date?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Location. Coding: NHSDD: Organisation data service. Codes as sent, with the original text. */
  readonly location?: Maybe<CodedOrText>;
  /** Anticipatory actions. */
  readonly anticipatoryActions?: Maybe<Scalars['String']['output']>;
  /** Performing professional. */
  readonly performingProfessional?: Maybe<PerformingProfessional>;
  /** Person completing record. */
  readonly personCompletingRecord?: Maybe<PersonCompletingRecord>;
};

/** Anticipatory medicines/equipment: the group of elements in PRSB End of life care. */
export type EndOfLifeCareAnticipatoryMedicinesEquipment = {
  /** Date. A partial date stays partial. */
  readonly date?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Location. Coding: NHSDD: Organisation data service. Codes as sent, with the original text. */
  readonly location?: Maybe<CodedOrText>;
  /** Anticipatory medicines/equipment. */
  readonly anticipatoryMedicinesEquipment?: Maybe<Scalars['String']['output']>;
  /** Performing professional. */
  readonly performingProfessional?: Maybe<PerformingProfessional>;
  /** Person completing record. */
  readonly personCompletingRecord?: Maybe<PersonCompletingRecord>;
};

/** Preferred place of death 1st: the group of elements in PRSB End of life care. */
export type EndOfLifeCarePreferredPlaceOfDeathPreferredPlaceOfDeath1st = {
  /** Name of the place. */
  readonly nameOfThePlace?: Maybe<Scalars['String']['output']>;
  /** Type of place. Coding: SCC11580 code : - 10: Hospital (Acute/Community/Other)20: Private residence21: Patient's own home22: Other private re... Codes as sent, with the original text. */
  readonly typeOfPlace?: Maybe<CodedOrText>;
};

/** Preferred place of death 2nd: the group of elements in PRSB End of life care. */
export type EndOfLifeCarePreferredPlaceOfDeathPreferredPlaceOfDeath2nd = {
  /** Name of the place. */
  readonly nameOfThePlace?: Maybe<Scalars['String']['output']>;
  /** Type of place. Coding: SCC11580 code : - 10: Hospital (Acute/Community/Other)20: Private residence21: Patient's own home22: Other private re... Codes as sent, with the original text. */
  readonly typeOfPlace?: Maybe<CodedOrText>;
};

/** Preferred place of death: the group of elements in PRSB End of life care. */
export type EndOfLifeCarePreferredPlaceOfDeath = {
  /** Date. A partial date stays partial. */
  readonly date?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Location. Coding: NHSDD: Organisation data service. Codes as sent, with the original text. */
  readonly location?: Maybe<CodedOrText>;
  /** Preferred place of death 1st. */
  readonly preferredPlaceOfDeath1st?: Maybe<EndOfLifeCarePreferredPlaceOfDeathPreferredPlaceOfDeath1st>;
  /** Preferred place of death 2nd. */
  readonly preferredPlaceOfDeath2nd?: Maybe<EndOfLifeCarePreferredPlaceOfDeathPreferredPlaceOfDeath2nd>;
  /** Performing professional. */
  readonly performingProfessional?: Maybe<PerformingProfessional>;
  /** Person completing record. */
  readonly personCompletingRecord?: Maybe<PersonCompletingRecord>;
};

/** Preferred place of care: the group of elements in PRSB End of life care. */
export type EndOfLifeCarePreferredPlaceOfCare = {
  /** Date. A partial date stays partial. */
  readonly date?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Location. Coding: NHSDD: Organisation data service. Codes as sent, with the original text. */
  readonly location?: Maybe<CodedOrText>;
  /** Preferred place of care. */
  readonly preferredPlaceOfCare?: Maybe<Scalars['String']['output']>;
  /** Performing professional. */
  readonly performingProfessional?: Maybe<PerformingProfessional>;
  /** Person completing record. */
  readonly personCompletingRecord?: Maybe<PersonCompletingRecord>;
};

/** One entry of PRSB End of life care. */
export type EndOfLifeCareEntry = {
  /** Stable identifier of this entry within the shared care record. */
  readonly id: Scalars['ID']['output'];
  /** Which partner controls this entry, which message it came from, and when. */
  readonly provenance: Provenance;
  /** Where else the same fact was recorded: same code, compatible dates, nothing clinical that differs. */
  readonly alsoRecordedBy: ReadonlyArray<AlsoRecorded>;
  /** The source's own words for this entry, kept as safe structured text, where it sent any. */
  readonly narrative?: Maybe<Scalars['String']['output']>;
  /** Cardio-pulmonary resuscitation (CPR) decision. */
  readonly cardioPulmonaryResuscitationDecision?: Maybe<EndOfLifeCareCardioPulmonaryResuscitationDecision>;
  /** Estimated prognosis. */
  readonly estimatedPrognosis?: Maybe<EndOfLifeCareEstimatedPrognosis>;
  /** Awareness of prognosis. */
  readonly awarenessOfPrognosis?: Maybe<EndOfLifeCareAwarenessOfPrognosis>;
  /** Priorities of care. */
  readonly prioritiesOfCare?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** Anticipatory actions. */
  readonly anticipatoryActions?: Maybe<EndOfLifeCareAnticipatoryActions>;
  /** Anticipatory medicines/equipment. */
  readonly anticipatoryMedicinesEquipment?: Maybe<EndOfLifeCareAnticipatoryMedicinesEquipment>;
  /** Preferred place of death. */
  readonly preferredPlaceOfDeath?: Maybe<EndOfLifeCarePreferredPlaceOfDeath>;
  /** Preferred place of care. */
  readonly preferredPlaceOfCare?: Maybe<EndOfLifeCarePreferredPlaceOfCare>;
};

/** PRSB End of life care: what the partners share about it, and what is not shown and why. */
export type EndOfLifeCare = {
  /**
   * The entries, newest first; null when the whole section is withheld (see coverage and errors).
   * One fact that several sources recorded alike is shown once, with `alsoRecordedBy`; `reconciled: false` shows every source's own.
   */
  readonly entries?: Maybe<ReadonlyArray<EndOfLifeCareEntry>>;
  /** How many entries there are to see before paging and filters; null when withheld. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
  /** Per partner: shared, not yet live, withheld or unavailable, and how fresh. */
  readonly coverage: ReadonlyArray<Coverage>;
};


/** PRSB End of life care: what the partners share about it, and what is not shown and why. */
export type EndOfLifeCareEntriesArgs = {
  filter?: InputMaybe<EntryFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  offset?: InputMaybe<Scalars['Int']['input']>;
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};


/** PRSB End of life care: what the partners share about it, and what is not shown and why. */
export type EndOfLifeCareTotalCountArgs = {
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};

/** One entry of PRSB Local authority. */
export type LocalAuthorityEntry = {
  /** Stable identifier of this entry within the shared care record. */
  readonly id: Scalars['ID']['output'];
  /** Which partner controls this entry, which message it came from, and when. */
  readonly provenance: Provenance;
  /** Where else the same fact was recorded: same code, compatible dates, nothing clinical that differs. */
  readonly alsoRecordedBy: ReadonlyArray<AlsoRecorded>;
  /** The source's own words for this entry, kept as safe structured text, where it sent any. */
  readonly narrative?: Maybe<Scalars['String']['output']>;
  /** Organisation code. Coding: NHSDD: Organisation data service. Codes as sent, with the original text. */
  readonly organisationCode?: Maybe<CodedOrText>;
  /** Local authority name. */
  readonly localAuthorityName?: Maybe<Scalars['String']['output']>;
  /** Social services team. */
  readonly socialServicesTeam?: Maybe<Scalars['String']['output']>;
  /** Local authority contact name. */
  readonly localAuthorityContactName?: Maybe<Scalars['String']['output']>;
  /** Local authority contact details. */
  readonly localAuthorityContactDetails?: Maybe<Scalars['String']['output']>;
};

/** PRSB Local authority: what the partners share about it, and what is not shown and why. */
export type LocalAuthority = {
  /**
   * The entries, newest first; null when the whole section is withheld (see coverage and errors).
   * One fact that several sources recorded alike is shown once, with `alsoRecordedBy`; `reconciled: false` shows every source's own.
   */
  readonly entries?: Maybe<ReadonlyArray<LocalAuthorityEntry>>;
  /** How many entries there are to see before paging and filters; null when withheld. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
  /** Per partner: shared, not yet live, withheld or unavailable, and how fresh. */
  readonly coverage: ReadonlyArray<Coverage>;
};


/** PRSB Local authority: what the partners share about it, and what is not shown and why. */
export type LocalAuthorityEntriesArgs = {
  filter?: InputMaybe<EntryFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  offset?: InputMaybe<Scalars['Int']['input']>;
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};


/** PRSB Local authority: what the partners share about it, and what is not shown and why. */
export type LocalAuthorityTotalCountArgs = {
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Location: the group of elements in PRSB Investigation results. */
export type InvestigationResultsLocation = {
  /** Coded location. Coding: NHSDD: Organisation data service. Codes as sent, with the original text. */
  readonly codedLocation?: Maybe<CodedOrText>;
  /** Free text. */
  readonly freeText?: Maybe<Scalars['String']['output']>;
};

/** Structured investigation result: the group of elements in PRSB Investigation results. */
export type InvestigationResultsStructuredInvestigationResult = {
  /** Value. Coding: Numeric. Exactly as sent, comparator kept. */
  readonly value?: Maybe<Quantity>;
  /** Units of measure. Coding: UCUM code. Codes as sent, with the original text. */
  readonly unitsOfMeasure?: Maybe<CodedOrText>;
  /** Reference ranges. */
  readonly referenceRanges?: Maybe<Scalars['String']['output']>;
  /** Abnormal indicator. Coding: Abnormal or Normal. Codes as sent, with the original text. */
  readonly abnormalIndicator?: Maybe<CodedOrText>;
};

/** One entry of PRSB Investigation results. */
export type InvestigationResultsEntry = {
  /** Stable identifier of this entry within the shared care record. */
  readonly id: Scalars['ID']['output'];
  /** Which partner controls this entry, which message it came from, and when. */
  readonly provenance: Provenance;
  /** Where else the same fact was recorded: same code, compatible dates, nothing clinical that differs. */
  readonly alsoRecordedBy: ReadonlyArray<AlsoRecorded>;
  /** The source's own words for this entry, kept as safe structured text, where it sent any. */
  readonly narrative?: Maybe<Scalars['String']['output']>;
  /** Date. A partial date stays partial. */
  readonly date?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Performing professional. */
  readonly performingProfessional?: Maybe<PerformingProfessional>;
  /** Location. */
  readonly location?: Maybe<InvestigationResultsLocation>;
  /** Investigation. PRSB mandatory. Coding: SCT: <71388002 |Procedure (procedure)|. Codes as sent, with the original text. */
  readonly investigation?: Maybe<CodedOrText>;
  /** Investigation result. Coding: SCT: <404684003 |Clinical finding (finding)| OR <243796009 |Situation with explicit context (situation)|. Codes as sent, with the original text. */
  readonly investigationResult?: Maybe<CodedOrText>;
  /** Structured investigation result. */
  readonly structuredInvestigationResult?: Maybe<InvestigationResultsStructuredInvestigationResult>;
  /** Person completing record. */
  readonly personCompletingRecord?: Maybe<PersonCompletingRecord>;
  /** The battery or report this result belongs to. */
  readonly panel?: Maybe<CodedOrText>;
  /** The specimen examined. */
  readonly specimen?: Maybe<CodedOrText>;
  /** Status of the result (HL7 tables 0085 and 0123): preliminary, final, corrected. */
  readonly resultStatus?: Maybe<CodedOrText>;
  /** Interpretation flags as sent (HL7 table 0078). */
  readonly abnormalFlags?: Maybe<ReadonlyArray<CodedOrText>>;
  /** Notes that came with the result. */
  readonly comments?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** Who asked for the investigation. */
  readonly requestedBy?: Maybe<NamedProfessional>;
};

/** PRSB Investigation results: what the partners share about it, and what is not shown and why. */
export type InvestigationResults = {
  /**
   * The entries, newest first; null when the whole section is withheld (see coverage and errors).
   * One fact that several sources recorded alike is shown once, with `alsoRecordedBy`; `reconciled: false` shows every source's own.
   */
  readonly entries?: Maybe<ReadonlyArray<InvestigationResultsEntry>>;
  /** How many entries there are to see before paging and filters; null when withheld. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
  /** Per partner: shared, not yet live, withheld or unavailable, and how fresh. */
  readonly coverage: ReadonlyArray<Coverage>;
};


/** PRSB Investigation results: what the partners share about it, and what is not shown and why. */
export type InvestigationResultsEntriesArgs = {
  filter?: InputMaybe<EntryFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  offset?: InputMaybe<Scalars['Int']['input']>;
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};


/** PRSB Investigation results: what the partners share about it, and what is not shown and why. */
export type InvestigationResultsTotalCountArgs = {
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};

/** One entry of PRSB Investigations requested. */
export type InvestigationsRequestedEntry = {
  /** Stable identifier of this entry within the shared care record. */
  readonly id: Scalars['ID']['output'];
  /** Which partner controls this entry, which message it came from, and when. */
  readonly provenance: Provenance;
  /** Where else the same fact was recorded: same code, compatible dates, nothing clinical that differs. */
  readonly alsoRecordedBy: ReadonlyArray<AlsoRecorded>;
  /** The source's own words for this entry, kept as safe structured text, where it sent any. */
  readonly narrative?: Maybe<Scalars['String']['output']>;
  /** Date. A partial date stays partial. */
  readonly date?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Location. Coding: NHSDD: Organisation data service. Codes as sent, with the original text. */
  readonly location?: Maybe<CodedOrText>;
  /** Performing professional. */
  readonly performingProfessional?: Maybe<PerformingProfessional>;
  /** Investigation requested. Coding: SCT: <71388002 |Procedure (procedure)|. Codes as sent, with the original text. */
  readonly investigationRequested?: Maybe<CodedOrText>;
  /** Status of request. Coding: Code : - draft | active | suspended | completed | entered-in-error | cancelled. Codes as sent, with the original text. */
  readonly statusOfRequest?: Maybe<CodedOrText>;
  /** Reason for request. */
  readonly reasonForRequest?: Maybe<Scalars['String']['output']>;
  /** Request priority. Coding: Code : - routine | urgent | asap | stat. Codes as sent, with the original text. */
  readonly requestPriority?: Maybe<CodedOrText>;
  /** Person completing record. */
  readonly personCompletingRecord?: Maybe<PersonCompletingRecord>;
  /** The identifier of the order. */
  readonly orderIdentifier?: Maybe<Scalars['String']['output']>;
};

/** PRSB Investigations requested: what the partners share about it, and what is not shown and why. */
export type InvestigationsRequested = {
  /**
   * The entries, newest first; null when the whole section is withheld (see coverage and errors).
   * One fact that several sources recorded alike is shown once, with `alsoRecordedBy`; `reconciled: false` shows every source's own.
   */
  readonly entries?: Maybe<ReadonlyArray<InvestigationsRequestedEntry>>;
  /** How many entries there are to see before paging and filters; null when withheld. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
  /** Per partner: shared, not yet live, withheld or unavailable, and how fresh. */
  readonly coverage: ReadonlyArray<Coverage>;
};


/** PRSB Investigations requested: what the partners share about it, and what is not shown and why. */
export type InvestigationsRequestedEntriesArgs = {
  filter?: InputMaybe<EntryFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  offset?: InputMaybe<Scalars['Int']['input']>;
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};


/** PRSB Investigations requested: what the partners share about it, and what is not shown and why. */
export type InvestigationsRequestedTotalCountArgs = {
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Observations: the group of elements in PRSB Examination findings. */
export type ExaminationFindingsObservations = {
  /** Coded value. Coding: SCT: <363787002 | Observable entity (observable entity) |. Codes as sent, with the original text. */
  readonly codedValue?: Maybe<CodedOrText>;
  /** Value. Coding: Enumerated value e.g. numeric, natural numbers, mild, moderate. Exactly as sent, comparator kept. */
  readonly value?: Maybe<Quantity>;
  /** Units of measure. Coding: UCUM code. Codes as sent, with the original text. */
  readonly unitsOfMeasure?: Maybe<CodedOrText>;
  /** Site. Coding: SCT: 442083009 | Anatomical or acquired body structure (body structure) |. Codes as sent, with the original text. */
  readonly site?: Maybe<CodedOrText>;
  /** Interpretation. Coding: FHIR value set: - Interpretation. Codes as sent, with the original text. */
  readonly interpretation?: Maybe<CodedOrText>;
  /** Free text. */
  readonly freeText?: Maybe<Scalars['String']['output']>;
};

/** One entry of PRSB Examination findings. */
export type ExaminationFindingsEntry = {
  /** Stable identifier of this entry within the shared care record. */
  readonly id: Scalars['ID']['output'];
  /** Which partner controls this entry, which message it came from, and when. */
  readonly provenance: Provenance;
  /** Where else the same fact was recorded: same code, compatible dates, nothing clinical that differs. */
  readonly alsoRecordedBy: ReadonlyArray<AlsoRecorded>;
  /** The source's own words for this entry, kept as safe structured text, where it sent any. */
  readonly narrative?: Maybe<Scalars['String']['output']>;
  /** Date. A partial date stays partial. */
  readonly date?: Maybe<Scalars['PartialDateTime']['output']>;
  /** Performing professional. */
  readonly performingProfessional?: Maybe<PerformingProfessional>;
  /** Location. Coding: NHSDD: Organisation data service. Codes as sent, with the original text. */
  readonly location?: Maybe<CodedOrText>;
  /** Examination findings. Coding: SCT: ^1127601000000107 |Healthcare matters refset |. Codes as sent, with the original text. */
  readonly examinationFindings?: Maybe<CodedOrText>;
  /** Observations. */
  readonly observations?: Maybe<ReadonlyArray<ExaminationFindingsObservations>>;
};

/** PRSB Examination findings: what the partners share about it, and what is not shown and why. */
export type ExaminationFindings = {
  /**
   * The entries, newest first; null when the whole section is withheld (see coverage and errors).
   * One fact that several sources recorded alike is shown once, with `alsoRecordedBy`; `reconciled: false` shows every source's own.
   */
  readonly entries?: Maybe<ReadonlyArray<ExaminationFindingsEntry>>;
  /** How many entries there are to see before paging and filters; null when withheld. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
  /** Per partner: shared, not yet live, withheld or unavailable, and how fresh. */
  readonly coverage: ReadonlyArray<Coverage>;
};


/** PRSB Examination findings: what the partners share about it, and what is not shown and why. */
export type ExaminationFindingsEntriesArgs = {
  filter?: InputMaybe<EntryFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  offset?: InputMaybe<Scalars['Int']['input']>;
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};


/** PRSB Examination findings: what the partners share about it, and what is not shown and why. */
export type ExaminationFindingsTotalCountArgs = {
  reconciled?: InputMaybe<Scalars['Boolean']['input']>;
};

export type Patient = {
  /** NHS number, 10 digits. */
  readonly nhsNumber: Scalars['ID']['output'];
  /** PRSB section 1, Person demographics. */
  readonly personDemographics?: Maybe<PersonDemographics>;
  /** PRSB section 2, GP practice. */
  readonly gpPractice?: Maybe<GpPractice>;
  /** PRSB section 4, Individual requirements. */
  readonly individualRequirements?: Maybe<IndividualRequirements>;
  /** PRSB section 5, Alerts. */
  readonly alerts?: Maybe<Alerts>;
  /** PRSB section 8, Professional contacts. */
  readonly professionalContacts?: Maybe<ProfessionalContacts>;
  /** PRSB section 9, Personal contacts. */
  readonly personalContacts?: Maybe<PersonalContacts>;
  /** PRSB section 16, Vaccinations. */
  readonly vaccinations?: Maybe<Vaccinations>;
  /** PRSB section 30, Allergies and adverse reactions. */
  readonly allergiesAndAdverseReactions?: Maybe<AllergiesAndAdverseReactions>;
  /** PRSB section 31, Medications and medical devices. */
  readonly medicationsAndMedicalDevices?: Maybe<MedicationsAndMedicalDevices>;
  /** PRSB section 10, Participation in research. */
  readonly participationInResearch?: Maybe<ParticipationInResearch>;
  /** PRSB section 11, Referral details. */
  readonly referralDetails?: Maybe<ReferralDetails>;
  /** PRSB section 12, Contacts with professionals. */
  readonly contactsWithProfessionals?: Maybe<ContactsWithProfessionals>;
  /** PRSB section 13, Admission details. */
  readonly admissionDetails?: Maybe<AdmissionDetails>;
  /** PRSB section 14, Discharge details. */
  readonly dischargeDetails?: Maybe<DischargeDetails>;
  /** PRSB section 15, Future appointments. */
  readonly futureAppointments?: Maybe<FutureAppointments>;
  /** PRSB section 17, Problem list. */
  readonly problemList?: Maybe<ProblemList>;
  /** PRSB section 18, Procedures and therapies. */
  readonly proceduresAndTherapies?: Maybe<ProceduresAndTherapies>;
  /** PRSB section 22, Family history. */
  readonly familyHistory?: Maybe<FamilyHistory>;
  /** PRSB section 26, Pregnancy status. */
  readonly pregnancyStatus?: Maybe<PregnancyStatus>;
  /** PRSB section 28, Formulation. */
  readonly formulation?: Maybe<Formulation>;
  /** PRSB section 33, Plan and requested actions. */
  readonly planAndRequestedActions?: Maybe<PlanAndRequestedActions>;
  /** PRSB section 38, Documents (including correspondence, audio and images). */
  readonly documents?: Maybe<Documents>;
  /** PRSB section 3, About me. */
  readonly aboutMe?: Maybe<AboutMe>;
  /** PRSB section 6, Legal information. */
  readonly legalInformation?: Maybe<LegalInformation>;
  /** PRSB section 7, Safeguarding. */
  readonly safeguarding?: Maybe<Safeguarding>;
  /** PRSB section 19, Social context. */
  readonly socialContext?: Maybe<SocialContext>;
  /** PRSB section 20, Services and care. */
  readonly servicesAndCare?: Maybe<ServicesAndCare>;
  /** PRSB section 21, Primary support reason. */
  readonly primarySupportReason?: Maybe<PrimarySupportReason>;
  /** PRSB section 27, Assessments. */
  readonly assessments?: Maybe<Assessments>;
  /** PRSB section 29, Risks. */
  readonly risks?: Maybe<Risks>;
  /** PRSB section 32, Equipment and adaptations. */
  readonly equipmentAndAdaptations?: Maybe<EquipmentAndAdaptations>;
  /** PRSB section 34, Care and support plan. */
  readonly careAndSupportPlan?: Maybe<CareAndSupportPlan>;
  /** PRSB section 35, Contingency/safety plans. */
  readonly contingencySafetyPlans?: Maybe<ContingencySafetyPlans>;
  /** PRSB section 36, Additional support plans. */
  readonly additionalSupportPlans?: Maybe<AdditionalSupportPlans>;
  /** PRSB section 37, End of life care. */
  readonly endOfLifeCare?: Maybe<EndOfLifeCare>;
  /** PRSB section 39, Local authority. */
  readonly localAuthority?: Maybe<LocalAuthority>;
  /** PRSB section 23, Investigation results. */
  readonly investigationResults?: Maybe<InvestigationResults>;
  /** PRSB section 24, Investigations requested. */
  readonly investigationsRequested?: Maybe<InvestigationsRequested>;
  /** PRSB section 25, Examination findings. */
  readonly examinationFindings?: Maybe<ExaminationFindings>;
};

export type Query = {
  readonly patient?: Maybe<Patient>;
};

/** Entry type of each section, by its field on Patient. */
export interface SectionEntries {
  readonly personDemographics: PersonDemographicsEntry;
  readonly gpPractice: GpPracticeEntry;
  readonly individualRequirements: IndividualRequirementsEntry;
  readonly alerts: AlertsEntry;
  readonly professionalContacts: ProfessionalContactsEntry;
  readonly personalContacts: PersonalContactsEntry;
  readonly vaccinations: VaccinationsEntry;
  readonly allergiesAndAdverseReactions: AllergiesAndAdverseReactionsEntry;
  readonly medicationsAndMedicalDevices: MedicationsAndMedicalDevicesEntry;
  readonly participationInResearch: ParticipationInResearchEntry;
  readonly referralDetails: ReferralDetailsEntry;
  readonly contactsWithProfessionals: ContactsWithProfessionalsEntry;
  readonly admissionDetails: AdmissionDetailsEntry;
  readonly dischargeDetails: DischargeDetailsEntry;
  readonly futureAppointments: FutureAppointmentsEntry;
  readonly problemList: ProblemListEntry;
  readonly proceduresAndTherapies: ProceduresAndTherapiesEntry;
  readonly familyHistory: FamilyHistoryEntry;
  readonly pregnancyStatus: PregnancyStatusEntry;
  readonly formulation: FormulationEntry;
  readonly planAndRequestedActions: PlanAndRequestedActionsEntry;
  readonly documents: DocumentsEntry;
  readonly aboutMe: AboutMeEntry;
  readonly legalInformation: LegalInformationEntry;
  readonly safeguarding: SafeguardingEntry;
  readonly socialContext: SocialContextEntry;
  readonly servicesAndCare: ServicesAndCareEntry;
  readonly primarySupportReason: PrimarySupportReasonEntry;
  readonly assessments: AssessmentsEntry;
  readonly risks: RisksEntry;
  readonly equipmentAndAdaptations: EquipmentAndAdaptationsEntry;
  readonly careAndSupportPlan: CareAndSupportPlanEntry;
  readonly contingencySafetyPlans: ContingencySafetyPlansEntry;
  readonly additionalSupportPlans: AdditionalSupportPlansEntry;
  readonly endOfLifeCare: EndOfLifeCareEntry;
  readonly localAuthority: LocalAuthorityEntry;
  readonly investigationResults: InvestigationResultsEntry;
  readonly investigationsRequested: InvestigationsRequestedEntry;
  readonly examinationFindings: ExaminationFindingsEntry;
}
