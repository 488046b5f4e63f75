import type { FeedFile } from '../feed-file.js';
import type { Moment } from '../calendar.js';
import { csvFile } from './csv-text.js';

/** Columns of Adult Social Care Client Level Data, Release 2. */
export const release2Columns = [
  'LA_Code',
  'Reporting_Period_Start_Date',
  'Reporting_Period_End_Date',
  'NHS_Number',
  'LA_Person_Unique_Identifier',
  'GP_Practice_Code',
  'Gender',
  'Ethnicity',
  'Date_of_Birth',
  'Date_of_Death',
  'Client_Type',
  'Primary_Support_Reason',
  'Postcode',
  'Accommodation_Status',
  'Employment_Status',
  'Has_Unpaid_Carer',
  'Autism_Spectrum_Disorder_ASD',
  'Visual_Impairment',
  'Hearing_Impairment',
  'Dementia',
  'Client_Funding_Status',
  'Event_Type',
  'Event_Reference',
  'Event_Start_Date',
  'Event_End_Date',
  'Event_Description',
  'Event_Outcome',
  'Request_Route_of_Access',
  'Assessment_Type',
  'Eligible_Needs_Identified',
  'Method_of_Assessment',
  'Total_Hrs_Caring_per_week',
  'No_of_adults_being_cared_for',
  'Adult_1_Linked_Person_ID',
  'Adult_2_Linked_Person_ID',
  'Adult_3_Linked_Person_ID',
  'Service_Type',
  'Service_Component',
  'Delivery_Mechanism',
  'Provider_CQC_Location_ID',
  'Review_Reason',
  'Review_Outcomes_Achieved',
  'Method_of_Review',
  'Unit_Cost',
  'Cost_Frequency_Unit_Type',
  'Planned_units_per_week',
] as const;
export type ClientLevelRow = Readonly<Partial<Record<(typeof release2Columns)[number], string>>>;

/** Release 1 names its columns with spaces and a few of them otherwise. */
const release1Names: Readonly<Partial<Record<(typeof release2Columns)[number], string>>> = {
  LA_Person_Unique_Identifier: 'Person Unique Identifier',
  GP_Practice_Code: 'GP Practice Code',
  Provider_CQC_Location_ID: 'Provider CQC Location ID',
};

/** A submission in Release 2. */
export function clientLevelData(feed: string, fileName: string, at: Moment, rows: readonly ClientLevelRow[]): FeedFile {
  return csvFile(feed, fileName, at, release2Columns, rows, { lineEnd: '\r\n', byteOrderMark: true });
}

/** An older submission in Release 1: other headings and other words, and `NULL` for nothing. */
export function clientLevelDataRelease1(feed: string, fileName: string, at: Moment, rows: readonly ClientLevelRow[]): FeedFile {
  const renamed = release2Columns.map((column) => release1Names[column] ?? column.replaceAll('_', ' '));
  const inOldNames = rows.map((row) =>
    Object.fromEntries(release2Columns.map((column, index) => [renamed[index]!, row[column] || 'NULL'])),
  );
  return csvFile(feed, fileName, at, renamed, inOldNames, { lineEnd: '\n', byteOrderMark: false });
}
