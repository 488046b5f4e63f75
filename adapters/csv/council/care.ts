import type { Statement } from '../../../schema/entry.js';
import { present } from '../../../schema/present.js';
import { councilOf } from '../cld-event.js';
import { words } from '../statements.js';
import { entryOf, involvementOf, type CouncilRecord } from './record.js';
import { circumstancesIn, codedIn, endIn, flagIn, numbered, placeIn, professionalIn, recorderIn, scoreIn } from './values.js';

/** A package of care. Open while it has no end, and the council has a relationship as long. What it costs is in no column. */
export function serviceOf(record: CouncilRecord): readonly Statement[] {
  const { row, partner } = record;
  const start = row.date('Start_Date');
  const end = endIn(row, 'End_Date');
  return [
    entryOf(record, 'servicesAndCare', {
      socialCarePackageName: row.text('Package_Name'),
      socialCarePackageType: row.text('Package_Type'),
      serviceStartDate: start,
      serviceEndDate: end,
      localAuthority: councilOf(partner),
      careFundingSource: words(row.text('Care_Funding_Source')),
      provider: placeIn(row, 'Provider'),
      deliveryMechanism: words(row.text('Delivery_Mechanism')),
      outcome: words(row.text('Outcome')),
      performingProfessional: professionalIn(row),
      personCompletingRecord: recorderIn(row),
    }),
    ...involvementOf(record, 'social-care-service', start, end),
  ];
}

/** Why the person has support. Active as the row says; else as its dates do. */
export function supportReasonOf(record: CouncilRecord): readonly Statement[] {
  const { row } = record;
  return [
    entryOf(record, 'primarySupportReason', {
      primarySupportReason: row.text('Support_Reason'),
      active: flagIn(row, 'Active'),
      startDate: row.date('Start_Date'),
      endDate: row.date('End_Date'),
    }),
  ];
}

/** An assessment, with its scores. */
export function assessmentOf(record: CouncilRecord): readonly Statement[] {
  const { row } = record;
  const date = row.date('Date_Of_Assessment');
  return [
    entryOf(record, 'assessments', {
      date,
      assessmentType: row.text('Assessment_Type'),
      assessmentSummary: row.text('Assessment_Summary'),
      structuredAssessment: present({
        structuredAssessmentName: codedIn(row, 'Structured_Assessment_Name'),
        assessmentScore: scoreIn(row, 'Assessment_Score'),
        assessmentValue: scoreIn(row, 'Assessment_Value', 'Assessment_Unit'),
        globalScore: scoreIn(row, 'Global_Score'),
        subscaleScore: numbered(
          row,
          (at) => `Subscale_Score_${at}`,
          (at) => scoreIn(row, `Subscale_Score_${at}`),
        ),
        subscaleValue: numbered(
          row,
          (at) => `Subscale_Value_${at}`,
          (at) => scoreIn(row, `Subscale_Value_${at}`),
        ),
      }),
      comment: row.text('Comment'),
      eligibleNeedsIdentified: words(row.text('Eligible_Needs_Identified')),
      methodOfAssessment: words(row.text('Method_Of_Assessment')),
      outcome: words(row.text('Outcome')),
      reviewReason: words(row.text('Review_Reason')),
      ...circumstancesIn(row),
    }),
    ...involvementOf(record, 'social-care-case', date, date),
  ];
}
