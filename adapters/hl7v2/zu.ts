/** Fields of the UK's own segments, by name: HL7 UK A.3, chapter 3 (ZU1–ZU8). */
export const ZU1 = {
  MainSpecialty: 6,
  TreatmentSpecialty: 7,
  OverseasVisitorStatus: 10,
  SourceOfReferral: 13,
  ReferralReceivedDate: 15,
  ReferralDate: 16,
  ReferralMethod: 17,
  NhsNumberStatus: 27,
} as const;

export const ZU3 = {
  LocationType: 1,
  StaffType: 2,
  AttendedOrDidNotAttend: 3,
  OutcomeOfAttendance: 4,
  AppointmentType: 8,
  FirstAttendance: 12,
} as const;

/** NHS Data Dictionary: First attendance code. */
export const firstAttendance: Readonly<Record<string, string>> = {
  '1': 'first attendance face to face',
  '2': 'follow-up attendance face to face',
  '3': 'first telephone or telemedicine consultation',
  '4': 'follow-up telephone or telemedicine consultation',
};

export const ZU8 = { ConsentToShareCareRecord: 2, ConsentToSummaryCareRecord: 3, LocationHiding: 4 } as const;
