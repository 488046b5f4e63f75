import { folded } from '../../adapters/csv/header.js';
import type { Reason } from './reason.js';

const because = (why: string, columns: readonly string[], variant?: RegExp): Reason => ({
  why,
  ...(variant === undefined ? {} : { in: variant }),
  fits: (leaf) => columns.some((column) => folded(column) === folded(leaf)),
});

/** Columns of council files of which nothing is shown. */
export const csvReasons: readonly Reason[] = [
  because('what care costs is not needed to give it', ['Unit_Cost', 'Cost_Frequency_Unit_Type', 'Planned_units_per_week']),
  because('councils renumber their events, so it identifies nothing', ['Event_Reference']),
  because('free text that nobody has reviewed for sharing', ['Event_Description']),
  because(
    'this section of PRSB has no place for who recorded it',
    ['Recorded_By', 'Recorded_By_Role', 'Recorded_On'],
    /^Council (?:local authority|professional contacts|personal contacts|equipment|about me)$/,
  ),
  because('names another person', [
    'Adult_1_Linked_Person_ID',
    'Adult_2_Linked_Person_ID',
    'Adult_3_Linked_Person_ID',
    'MOTHER',
    'MC_DOB',
  ]),
  because('the period a submission begins with says nothing of the person; its end orders submissions', [
    'Reporting_Period_Start_Date',
  ]),
  because('said to be unknown, or in a carer’s row, where it would show the needs of the person cared for', [
    'Primary_Support_Reason',
    'Accommodation_Status',
    'Employment_Status',
    'Autism_Spectrum_Disorder_ASD',
    'Visual_Impairment',
    'Hearing_Impairment',
    'Dementia',
    'Has_Unpaid_Carer',
    'Eligible_Needs_Identified',
  ]),
  because('said to be unknown, which tells nobody anything', [
    'Key_Worker',
    'Parental_Responsibility',
    'Household_Member',
    'Active',
    'Agreed',
    'Safeguarding_Indicator',
    'Reasonable_Adjustment_Flag',
    'Consent_Given',
  ]),
  because(
    'of support that involves the person cared for only its type is shown in the carer’s record',
    ['Service_Component', 'Delivery_Mechanism', 'Provider_CQC_Location_ID', 'Client_Funding_Status'],
    /Service/,
  ),
  because('how a service is paid for belongs to services; this event is none', ['Client_Funding_Status']),
  because('the hours of care given are about the carer, and this row is another person’s', ['Total_Hrs_Caring_per_week']),
  because('where a child lives is not shared: it would locate a child who may be hidden', [
    'PLACE',
    'PLACE_PROVIDER',
    'HOME_POST',
    'PL_POST',
    'URN',
    'REASON_PLACE_CHANGE',
  ]),
  because('the legal status and the category of need of a looked-after child are kept by children’s social care', ['LS', 'CIN']),
  because('convictions and substance misuse of a child are not shared', [
    'CONVICTED',
    'CONVICTION',
    'SUBSTANCE_MISUSE',
    'INTERVENTION_RECEIVED',
    'INTERVENTION_OFFERED',
  ]),
  because('a yes or no for the statistical return; the health services’ own entries say what was done and when', [
    'HEALTH_CHECK',
    'HEALTH_ASSESSMENT',
    'IMMUNISATIONS',
    'TEETH_CHECK',
    'SDQ_REASON',
  ]),
  because('for the statistical return on care leavers', ['IN_TOUCH', 'ACTIV']),
  because('earlier permanence tells of an adoption, which is never shared', ['PREV_PERM', 'LA_PERM', 'DATE_PERM']),
  because('why a social worker changed is staffing, not care', ['SW_REASON']),
  because('the sex comes with the child’s header table', ['SEX'], /UASC/),
  because('the date of birth comes with the child’s header table', ['DOB'], /(?:Reviews|OC2|OC3|Missing|UASC)/),
];
