/** Files of Client Level Data, for tests. */

export type Cells = Readonly<Record<string, string>>;

const columns = [
  'LA_Code',
  'Reporting_Period_Start_Date',
  'Reporting_Period_End_Date',
  'NHS_Number',
  'LA_Person_Unique_Identifier',
  'Client_Type',
  'Event_Type',
  'Event_Start_Date',
  'Event_End_Date',
  'Service_Type',
  'Service_Component',
  'Event_Outcome',
];
export const service: Cells = {
  NHS_Number: '9991000003',
  LA_Person_Unique_Identifier: '42',
  Event_Type: 'Service',
  Event_Start_Date: '14/05/2025',
  Service_Type: 'Long term support: Community',
  Service_Component: 'Home support or domiciliary care',
};
export const meals: Cells = { ...service, Service_Component: 'Meals' };
export const others = (count: number): Cells[] =>
  Array.from({ length: count }, (_, index) => ({
    ...service,
    NHS_Number: '',
    LA_Person_Unique_Identifier: `other ${index + 1}`,
  }));

/** A file of Client Level Data of the year that ends with a month of 2026. */
export function submissionOf(rows: readonly Cells[], month = '03'): Buffer {
  const about = {
    LA_Code: '312',
    Reporting_Period_Start_Date: `01/${month}/2025`,
    Reporting_Period_End_Date: `28/${month}/2026`,
    Client_Type: 'Service user',
  };
  const lines = rows.map((row) => columns.map((column) => ({ ...about, ...row })[column] ?? '').join(','));
  return Buffer.from([columns.join(','), ...lines].map((line) => `${line}\r\n`).join(''));
}
