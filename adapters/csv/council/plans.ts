import type { Statement } from '../../../schema/entry.js';
import { present } from '../../../schema/present.js';
import type { RowReader } from '../row.js';
import { words } from '../statements.js';
import { entryOf, type CouncilRecord } from './record.js';
import { circumstancesIn, codedIn, flagIn, groupOf, listIn, numbered, scoreIn, snomed, withCode, wordsIn } from './values.js';

/** Needs with the goal and the action that each leads to: `Need_1`, `Goal_1`, `Action_1`, … */
export function carePlanOf(record: CouncilRecord): readonly Statement[] {
  const { row } = record;
  return [
    entryOf(record, 'careAndSupportPlan', {
      strengths: wordsIn(row, 'Strengths'),
      needsConcernsOrProblems: numbered(
        row,
        (at) => `Need_${at}`,
        (at) => needIn(row, at),
      ),
      agreedWithPersonOrLegitimateRepresentative: agreementIn(row),
      careFundingSource: words(row.text('Care_Funding_Source')),
      dateThisPlanWasLastUpdated: planUpdated(record),
      otherCarePlanningDocuments: listIn(row, 'Other_Care_Planning_Documents'),
      plannedReviewDateInterval: row.date('Review_Date'),
      responsibilityForReview: reviewerIn(row),
      reviewReason: words(row.text('Review_Reason')),
      reviewOutcome: words(row.text('Review_Outcome')),
      ...circumstancesIn(row),
    }),
  ];
}

function needIn(row: RowReader, at: number) {
  const action = present({
    what: codedIn(row, `Action_${at}`),
    who: present({
      name: row.text(`Action_By_${at}`),
      role: codedIn(row, `Action_By_Role_${at}`),
      team: row.text(`Action_By_Team_${at}`),
      contactDetails: row.text(`Action_By_Contact_${at}`),
    }),
    when: row.date(`Action_When_${at}`),
    suggestedStrategies: listIn(row, `Suggested_Strategies_${at}`),
    status: words(row.text(`Action_Status_${at}`)),
    confidence: scoreIn(row, `Confidence_${at}`),
    dateLastUpdated: row.date(`Action_Updated_${at}`),
    reviewDate: row.date(`Action_Review_Date_${at}`),
  });
  const goal = present({
    codedValue: withCode(undefined, row.text(`Goal_${at}_SNOMED_Code`), snomed),
    freeText: row.text(`Goal_${at}`),
    goalImportanceScore: scoreIn(row, `Goal_Importance_${at}`),
    actionsAndActivities: action === undefined ? undefined : [action],
    outcomes: wordsIn(row, `Outcome_${at}`),
    goalStatus: words(row.text(`Goal_Status_${at}`)),
  });
  return present({
    codedValue: withCode(undefined, row.text(`Need_${at}_SNOMED_Code`), snomed),
    freeText: row.text(`Need_${at}`),
    goalsAndHopes: goal === undefined ? undefined : [goal],
  });
}

/** What is to happen when things get worse. */
export function contingencyPlanOf(record: CouncilRecord): readonly Statement[] {
  const { row } = record;
  return [
    entryOf(record, 'contingencySafetyPlans', {
      triggerFactors: wordsIn(row, 'Trigger_Factors'),
      contingencyPlanName: words(row.text('Contingency_Plan_Name')),
      whatShouldHappen: wordsIn(row, 'What_Should_Happen'),
      whoShouldBeContacted: numbered(
        row,
        (at) => `Contact_${at}_Name`,
        (at) =>
          present({
            name: row.text(`Contact_${at}_Name`),
            role: codedIn(row, `Contact_${at}_Role`),
            contactDetails: row.text(`Contact_${at}_Details`),
          }),
      ),
      agreedWithPersonOrLegitimateRepresentative: agreementIn(row),
      dateThisPlanWasLastUpdated: planUpdated(record),
      plannedReviewDateInterval: row.date('Review_Date'),
      responsibilityForReview: reviewerIn(row),
      copingStrategies: numbered(
        row,
        (at) => `Coping_Strategy_${at}`,
        (at) =>
          present({
            copingStrategy: row.text(`Coping_Strategy_${at}`),
            startDate: row.date(`Coping_Strategy_${at}_Start`),
            endDate: row.date(`Coping_Strategy_${at}_End`),
          }),
      ),
      relapseIndicatorsEarlyWarningSigns: wordsIn(row, 'Early_Warning_Signs'),
      advanceStatement: groupOf(row, {
        advanceStatement: words(row.text('Advance_Statement')),
        locationOfDocument: row.text('Advance_Statement_Location'),
      }),
      anticipatoryMedicinesEquipment: listIn(row, 'Anticipatory_Medicines_And_Equipment'),
      ...circumstancesIn(row),
    }),
  ];
}

/** Any other plan: for emergencies, for behaviour, for a hospital stay. */
export function supportPlanOf(record: CouncilRecord): readonly Statement[] {
  const { row } = record;
  return [
    entryOf(record, 'additionalSupportPlans', {
      additionalSupportPlanName: codedIn(row, 'Support_Plan_Name'),
      additionalSupportPlanContent: row.text('Support_Plan_Content'),
      plannedReviewDateInterval: row.date('Review_Date'),
      responsibilityForReview: reviewerIn(row),
      dateThisPlanWasLastUpdated: planUpdated(record),
      ...circumstancesIn(row),
    }),
  ];
}

/** When the plan itself changed; a correction of the row need not change the plan. */
function planUpdated({ row, updated }: CouncilRecord) {
  return row.date('Plan_Updated') ?? updated;
}

function agreementIn(row: RowReader) {
  return present({
    personOrLegitimateRepresentative: flagIn(row, 'Agreed'),
    personFullName: row.text('Agreed_With_Name'),
    role: codedIn(row, 'Agreed_With_Role'),
  });
}

function reviewerIn(row: RowReader) {
  return present({
    name: row.text('Responsible_For_Review'),
    role: codedIn(row, 'Responsible_For_Review_Role'),
    contactDetails: row.text('Responsible_For_Review_Contact'),
  });
}
