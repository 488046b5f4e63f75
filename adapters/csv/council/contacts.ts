import type { Statement } from '../../../schema/entry.js';
import { words } from '../statements.js';
import { entryOf, involvementOf, type CouncilRecord } from './record.js';
import { codedIn, flagIn, listIn, otherNhsNumberIn, placeIn } from './values.js';

/** Somebody who works with the person. */
export function professionalContactOf(record: CouncilRecord): readonly Statement[] {
  const { row } = record;
  return [
    entryOf(record, 'professionalContacts', {
      name: row.text('Name'),
      role: codedIn(row, 'Role'),
      keyWorker: flagIn(row, 'Key_Worker'),
      speciality: words(row.text('Specialty')),
      team: row.text('Team'),
      organisation: placeIn(row, 'Organisation'),
      contactDetails: listIn(row, 'Contact_Details'),
      startDate: row.date('Start_Date'),
      endDate: row.date('End_Date'),
    }),
  ];
}

/** Somebody in the person's life. */
export function personalContactOf(record: CouncilRecord): readonly Statement[] {
  const { row } = record;
  return [
    entryOf(record, 'personalContacts', {
      name: row.text('Name'),
      relationship: codedIn(row, 'Relationship'),
      relationshipType: row.text('Relationship_Type'),
      contactDetails: listIn(row, 'Contact_Details'),
      comments: row.text('Comments'),
      parentalResponsibility: flagIn(row, 'Parental_Responsibility'),
      householdMember: flagIn(row, 'Household_Member'),
      nhsNumber: otherNhsNumberIn(row, 'Contact_NHS_Number'),
    }),
  ];
}

/** A referral to or by the council. */
export function referralOf(record: CouncilRecord): readonly Statement[] {
  const { row } = record;
  const date = row.date('Date_Of_Referral');
  const party = (of: 'Referrer' | 'Referred_To') => ({
    name: row.text(`${of}_Name`),
    role: codedIn(row, `${of}_Role`),
    grade: row.text(`${of}_Grade`),
    team: row.text(`${of}_Team`),
    specialty: words(row.text(`${of}_Specialty`)),
    service: codedIn(row, `${of}_Service`),
    organisation: placeIn(row, `${of}_Organisation`),
    contactDetails: row.text(`${of}_Contact`),
  });
  const said = <T extends object>(group: T): T | undefined =>
    Object.values(group).some((value) => value !== undefined) ? group : undefined;
  return [
    entryOf(record, 'referralDetails', {
      date,
      referrerDetails: said(party('Referrer')),
      referralMethod: codedIn(row, 'Referral_Method'),
      reasonForReferral: codedIn(row, 'Reason_For_Referral'),
      clinicalUrgencyOfReferral: said({
        urgency: codedIn(row, 'Urgency'),
        reasonForUrgencyOfReferral: row.text('Reason_For_Urgency'),
      }),
      referralTo: said(party('Referred_To')),
      referralCriteria: row.text('Referral_Criteria'),
      returnResponseTo: row.text('Return_Response_To'),
      referralType: row.text('Referral_Type'),
      referralIdentifier: row.text('Referral_Identifier'),
      referralStatus: codedIn(row, 'Referral_Status'),
      outcome: codedIn(row, 'Outcome'),
    }),
    // As a request of Client Level Data: without an end it was over on its day.
    ...involvementOf(record, 'social-care-case', date, date),
  ];
}
