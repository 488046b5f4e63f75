import { type Moment, ukDay } from '../calendar.js';
import type { ClientLevelRow } from '../messages/client-level-data.js';
import type { Health } from '../health.js';
import { birthDay } from '../views.js';
import type { Teller } from './teller.js';

/** What the council holds of an adult, by submission. */
export interface AdultRows {
  /** The present submission, Release 2. */
  readonly current: readonly ClientLevelRow[];
  /** The submission of a year before, Release 1. */
  readonly former: readonly ClientLevelRow[];
}

/** The number by which the council's adult services know a person. */
export const adultNumber = (index: number): string => `AS${String(70_000 + index * 3)}`;

const packages = [
  ['Long term support: Community', 'Home support or domiciliary care'],
  ['Long term support: Community', 'Day support'],
  ['Short term support: Ongoing low level', 'Equipment'],
  ['Long term support: Community', 'Direct payment'],
  ['Short term support: ST-Max', 'Reablement'],
] as const;

/** Rows of Client Level Data about one adult: request, assessment, services and review. */
export function adultRows(teller: Teller, health: Health, period: { readonly from: Moment; readonly until: Moment }): AdultRows {
  const { person, random, calendar } = teller;
  const died = person.story?.name === 'deceased' ? calendar.ago(5) : undefined;
  const reason = health.conditions.some(({ condition }) => condition.icd10 === 'F03')
    ? 'Support with memory and cognition'
    : random.pick([
        'Physical support: Personal care support',
        'Physical support: Access and mobility only',
        'Social support: Support for social isolation or other reason',
      ]);
  const about: ClientLevelRow = {
    LA_Code: person.council,
    Reporting_Period_Start_Date: ukDay(period.from),
    Reporting_Period_End_Date: ukDay(period.until),
    // Some people are known to the council by its own number only until they are traced.
    NHS_Number: spaced(person.nhsNumber),
    LA_Person_Unique_Identifier: adultNumber(person.index),
    GP_Practice_Code: person.practice.ods,
    Gender: person.woman ? 'Female' : 'Male',
    Ethnicity: person.ethnicity.council,
    Date_of_Birth: birthDay(person.birth),
    ...(died === undefined ? {} : { Date_of_Death: ukDay(died) }),
    Client_Type: 'Service user',
    Primary_Support_Reason: reason,
    Postcode: person.address.postcode,
    Accommodation_Status: random.pick([
      'Owner occupier or shared ownership scheme',
      'Tenant: Private landlord',
      'Sheltered housing, extra care housing or other sheltered housing',
    ]),
    Employment_Status: person.age > 66 ? 'Not in paid employment: Not actively seeking work or retired' : 'Unknown',
    Has_Unpaid_Carer: person.rich ? 'Yes' : 'No',
    Visual_Impairment: random.chance(0.2) ? 'Partial sight/sight impaired' : 'No visual impairment',
    Hearing_Impairment: random.chance(0.3) ? 'Hard of hearing' : 'No hearing impairment',
    Dementia: health.conditions.some(({ condition }) => condition.icd10 === 'F03') ? 'Yes' : 'No',
    Client_Funding_Status: random.pick(['Joint client and social care funded', 'Fully social care funded']),
  };
  const reference = (): string => teller.key('EV');
  const asked = calendar.ago(random.int(150, 300));
  const day = (after: number): string => ukDay(Math.min(asked + after * 86_400_000, calendar.now) as Moment);
  const request: ClientLevelRow = {
    ...about,
    Event_Type: 'Request',
    Event_Reference: reference(),
    Event_Start_Date: day(0),
    Event_End_Date: day(3),
    Event_Description: 'Asked for help, "struggling with the stairs", by telephone',
    Event_Outcome: 'Progress to assessment, review or reassessment',
    Request_Route_of_Access: 'Community / other route',
  };
  const assessment: ClientLevelRow = {
    ...about,
    Event_Type: 'Assessment',
    Event_Reference: reference(),
    Event_Start_Date: day(5),
    Event_End_Date: day(9),
    Event_Description: 'Care Act assessment',
    Event_Outcome: 'Progress to support planning or services',
    Assessment_Type: 'Long term assessment',
    Eligible_Needs_Identified: 'Yes',
    Method_of_Assessment: 'Face to face',
  };
  const services = random.some(packages, person.rich ? 2 : 1).map(([type, component], index): ClientLevelRow => ({
    ...about,
    Event_Type: 'Service',
    Event_Reference: reference(),
    Event_Start_Date: day(12 + index * 10),
    // Only a service may be open; the first one is, and so the council has a relationship.
    ...(died !== undefined
      ? { Event_End_Date: ukDay(died), Event_Outcome: 'NFA: Deceased' }
      : index === 0
        ? {}
        : { Event_End_Date: day(80 + index * 20), Event_Outcome: 'NFA: Support ended as planned' }),
    Event_Description: component,
    Service_Type: type,
    Service_Component: component,
    Delivery_Mechanism: component === 'Direct payment' ? 'Direct payment' : 'CASSR commissioned support',
    Provider_CQC_Location_ID: '1-999000001',
    Unit_Cost: '19.75',
    Cost_Frequency_Unit_Type: 'Per hour',
    Planned_units_per_week: '7',
  }));
  const review: ClientLevelRow = {
    ...about,
    Event_Type: 'Review',
    Event_Reference: reference(),
    Event_Start_Date: day(120),
    Event_End_Date: day(121),
    Event_Description: 'Planned review',
    Event_Outcome: 'Continuation of support or services',
    Review_Reason: 'Planned',
    Review_Outcomes_Achieved: 'Fully achieved',
    Method_of_Review: 'Telephone',
  };
  return {
    current: person.rich ? [request, assessment, ...services, review] : [assessment, ...services],
    former: [formerRow(teller, about, reference())],
  };
}

/** As the submission of a year before had it, in the words of Release 1. */
function formerRow({ calendar }: Teller, about: ClientLevelRow, reference: string): ClientLevelRow {
  return {
    ...about,
    Reporting_Period_Start_Date: ukDay(calendar.ago(735)),
    Reporting_Period_End_Date: ukDay(calendar.ago(371)),
    // Whoever has died since was alive in it.
    Date_of_Death: '',
    Client_Type: 'Service User',
    Primary_Support_Reason: 'Physical Support: Access & mobility only',
    Accommodation_Status: 'Tenant',
    Event_Type: 'Service',
    Event_Reference: reference,
    Event_Start_Date: ukDay(calendar.ago(700)),
    Event_End_Date: ukDay(calendar.ago(560)),
    Event_Description: 'Home support',
    Event_Outcome: 'Service ended as planned',
    Service_Type: 'Long Term Support: Community',
    Service_Component: 'Home Support',
  };
}

/** An unpaid carer's own rows: the carer is the person, the one cared for is only pointed to. */
export function carerRows(
  teller: Teller,
  caredFor: number,
  period: { readonly from: Moment; readonly until: Moment },
): readonly ClientLevelRow[] {
  const { person, calendar, random } = teller;
  const started = calendar.ago(random.int(60, 200));
  const about: ClientLevelRow = {
    LA_Code: person.council,
    Reporting_Period_Start_Date: ukDay(period.from),
    Reporting_Period_End_Date: ukDay(period.until),
    NHS_Number: person.nhsNumber,
    LA_Person_Unique_Identifier: adultNumber(person.index),
    Gender: person.woman ? 'Female' : 'Male',
    Ethnicity: person.ethnicity.council,
    Date_of_Birth: birthDay(person.birth),
    Client_Type: 'Unpaid carer',
    Postcode: person.address.postcode,
    Total_Hrs_Caring_per_week: '35',
    No_of_adults_being_cared_for: '1',
    Adult_1_Linked_Person_ID: adultNumber(caredFor),
  };
  return [
    {
      ...about,
      Event_Type: 'Assessment',
      Event_Reference: teller.key('EV'),
      Event_Start_Date: ukDay(started),
      Event_End_Date: ukDay((started + 4 * 86_400_000) as Moment),
      Event_Description: "Carer's assessment",
      Event_Outcome: 'Progress to support planning or services',
      Assessment_Type: 'Unpaid carer assessment',
    },
    {
      ...about,
      Event_Type: 'Service',
      Event_Reference: teller.key('EV'),
      Event_Start_Date: ukDay((started + 10 * 86_400_000) as Moment),
      Event_Description: 'Sitting service, two afternoons',
      Service_Type: 'Unpaid carer support: Direct to unpaid carer',
      Service_Component: 'Unpaid carer sitting service',
    },
  ];
}

const spaced = (nhsNumber: string): string => `${nhsNumber.slice(0, 3)} ${nhsNumber.slice(3, 6)} ${nhsNumber.slice(6)}`;
