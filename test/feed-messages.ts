/** Feed files for the tests, written by hand: invented people with NHS numbers that begin with 999. */

/** NHS numbers that belong to nobody. */
export const ann = '9990000018';
export const bilal = '9990000026';
export const chidi = '9990000034';

/** A day, `days` before today, as HL7 v2 writes it (`20260131`). */
export function daysAgo(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '');
}

const senders = {
  granta: 'GP|Y99901',
  fenland: 'GP|Y99902',
  hospital: 'PAS|RGT',
  laboratory: 'LIMS|RGT',
  papworth: 'PAS|RGM',
  northWestAnglia: 'MEDWAY|RGN',
  mentalHealth: 'PAS|RT1',
  ambulance: 'CAD|RYC',
} as const;
export type Sender = keyof typeof senders;

let messages = 0;

/** An HL7 v2 message of a partner, said `at` (`YYYYMMDDHHMM`; default: now). */
export function hl7(sender: Sender, type: string, segments: readonly string[], about: { at?: string; id?: string } = {}): string {
  const at = about.at ?? new Date().toISOString().slice(0, 16).replaceAll(/[-T:]/g, '');
  const id = about.id ?? `M${++messages}`;
  const [message, event] = type.split('^');
  const header = `MSH|^~\\&|${senders[sender]}|SCR|SCR|${at}||${message}^${event}|${id}|P|2.4||||||UNICODE UTF-8`;
  const trigger = message === 'ADT' || message === 'MDM' ? [`EVN||${at}`] : [];
  return `${[header, ...trigger, ...segments].join('\r')}\r`;
}

export interface PersonText {
  readonly family?: string;
  readonly given?: string;
  readonly born?: string;
  readonly phone?: string;
  readonly address?: string;
}

/** PID of a person; what is left out is not sent. */
export function pid(nhsNumber: string, about: PersonText = {}): string {
  const { family = 'EXAMPLEWORTH', given = 'Ann', born = '19520314', phone, address } = about;
  const fields: Record<number, string | undefined> = {
    1: '1',
    3: `${nhsNumber}^^^NHS^NH`,
    5: `${family}^${given}^^^Mrs^^L`,
    7: born,
    8: '2',
    11: address ?? '7 Fen Lane^Histon^Cambridge^^CB99 1ZZ^^H',
    13: phone === undefined ? '01223000001^PRN^PH' : `${phone}^PRN^PH`,
    32: 'NSTS01',
  };
  return `PID|${Array.from({ length: 32 }, (_, i) => fields[i + 1] ?? '').join('|')}`;
}

/** The person is registered with Granta Example Surgery, which says so itself. */
export function registered(nhsNumber: string, about: PersonText = {}): string {
  return hl7('granta', 'ADT^A28', [pid(nhsNumber, about), 'PD1|||GRANTA EXAMPLE SURGERY^^Y99901', 'PV1|1|N']);
}

/** An attendance at the hospital some days ago, with a diagnosis; the hospital then has a relationship. */
export function attended(nhsNumber: string, daysBefore = 7, diagnosis = '84114007^Heart failure^SCT', visit = 'V1'): string {
  const day = daysAgo(daysBefore);
  return hl7('hospital', 'ADT^A04', [
    pid(nhsNumber),
    `PV1|1|O|Cardiology Clinic^^^RGT01||||C9999901^Testwell^Theo^^^Dr^^^GMC|||320|||||||||${visit}^^^RGT^VN|||||||||||||||||||||||||${day}1000`,
    `DG1|1||${diagnosis}||${day}|F`,
  ]);
}

/** A laboratory result of the hospital. */
export function resulted(
  nhsNumber: string,
  daysBefore = 3,
  test = '1000651000000109^Serum sodium level^SCT',
  value = '138',
): string {
  const day = daysAgo(daysBefore);
  return hl7('laboratory', 'ORU^R01', [
    pid(nhsNumber),
    `OBR|1|P${daysBefore}^PAS|L${daysBefore}^LIMS|${test}|||${day}0830|||||||||||||||${day}1200|||F`,
    `OBX|1|NM|${test}||${value}|mmol/L^^UCUM|133-146|N|||F|||${day}0830`,
  ]);
}

/** A discharge summary (CDA, Transfer of Care) of the hospital with one diagnosis and one allergy, and `further` sections. */
export function dischargeSummary(nhsNumber: string, further = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<ClinicalDocument xmlns="urn:hl7-org:v3">
  <typeId root="2.16.840.1.113883.1.3" extension="POCD_HD000040"/>
  <id root="7c000000-0000-4000-8000-0000000000${nhsNumber.slice(-2)}"/>
  <code code="373942005" codeSystem="2.16.840.1.113883.2.1.3.2.4.15" displayName="Discharge summary"/>
  <title>Discharge summary</title>
  <effectiveTime value="${daysAgo(5)}1700"/>
  <confidentialityCode code="N" codeSystem="2.16.840.1.113883.5.25"/>
  <recordTarget><patientRole>
    <id root="2.16.840.1.113883.2.1.4.1" extension="${nhsNumber}"/>
    <patient><name use="L"><given>Ann</given><family>Exampleworth</family></name></patient>
  </patientRole></recordTarget>
  <author>
    <time value="${daysAgo(5)}1700"/>
    <assignedAuthor><id root="1.2.826.0.1285.0.2.0.65" extension="555000777888"/>
      <assignedPerson><name><given>Ursula</given><family>Fenwick</family></name></assignedPerson>
      <representedOrganization><id root="2.16.840.1.113883.2.1.3.2.4.19.1" extension="RGT"/></representedOrganization>
    </assignedAuthor>
  </author>
  <custodian><assignedCustodian><representedCustodianOrganization><id root="2.16.840.1.113883.2.1.3.2.4.19.1" extension="RGT"/></representedCustodianOrganization></assignedCustodian></custodian>
  <component><structuredBody>
    <component><section>
      <code code="887161000000102" codeSystem="2.16.840.1.113883.2.1.3.2.4.15"/>
      <title>Diagnoses</title>
      <text><paragraph>Community acquired pneumonia</paragraph></text>
    </section></component>
    <component><section>
      <code code="886921000000105" codeSystem="2.16.840.1.113883.2.1.3.2.4.15"/>
      <title>Allergies and adverse reactions</title>
      <text><paragraph>Penicillin: rash</paragraph></text>
    </section></component>${further}
  </structuredBody></component>
</ClinicalDocument>`;
}

/** One service of adult social care, as a Client Level Data file (Release 2) of Cambridgeshire. */
export function homeCare(nhsNumber: string): string {
  const row: Readonly<Record<string, string>> = {
    LA_Code: '312',
    Reporting_Period_Start_Date: '01/04/2025',
    Reporting_Period_End_Date: '31/03/2027',
    NHS_Number: nhsNumber,
    LA_Person_Unique_Identifier: '0042417',
    GP_Practice_Code: 'Y99901',
    Gender: 'Female',
    Date_of_Birth: '14/03/1952',
    Client_Type: 'Service user',
    Primary_Support_Reason: 'Physical support: Personal care support',
    Event_Type: 'Service',
    Event_Start_Date: '01/07/2025',
    Service_Type: 'Long term support: Community',
    Service_Component: 'Home support or domiciliary care',
    Delivery_Mechanism: 'CASSR managed personal budget',
    Planned_units_per_week: '14',
  };
  return `${cldColumns.join(',')}\r\n${cldColumns.map((column) => row[column] ?? '').join(',')}\r\n`;
}

const cldColumns = (
  'LA_Code,Reporting_Period_Start_Date,Reporting_Period_End_Date,NHS_Number,LA_Person_Unique_Identifier,GP_Practice_Code,Gender,' +
  'Ethnicity,Date_of_Birth,Date_of_Death,Client_Type,Primary_Support_Reason,Postcode,Accommodation_Status,Employment_Status,' +
  'Has_Unpaid_Carer,Autism_Spectrum_Disorder_ASD,Visual_Impairment,Hearing_Impairment,Dementia,Client_Funding_Status,Event_Type,' +
  'Event_Reference,Event_Start_Date,Event_End_Date,Event_Description,Event_Outcome,Request_Route_of_Access,Assessment_Type,' +
  'Eligible_Needs_Identified,Method_of_Assessment,Total_Hrs_Caring_per_week,No_of_adults_being_cared_for,Adult_1_Linked_Person_ID,' +
  'Service_Type,Service_Component,Delivery_Mechanism,Provider_CQC_Location_ID,Review_Reason,Review_Outcomes_Achieved,' +
  'Method_of_Review,Unit_Cost,Cost_Frequency_Unit_Type,Planned_units_per_week'
).split(',');

/** A section of a discharge summary: its PRSB heading by SNOMED code, and its words. */
export function sectionOf(code: string, title: string, words: string): string {
  return `<component><section><code code="${code}" codeSystem="2.16.840.1.113883.2.1.3.2.4.15"/><title>${title}</title><text><paragraph>${words}</paragraph></text></section></component>`;
}
