import type { Statement } from '../../schema/entry.js';
import { completedBy, councilOf, eventKey, involvementOf, outcomeOf, type Event } from './cld-event.js';
import { ownWords } from './labels.js';
import type { RowReader } from './row.js';
import { put, words } from './statements.js';

/** A request for support: a referral to the council. */
export function requestOf(row: RowReader, event: Event): readonly Statement[] {
  const route = row.text('Request_Route_of_Access');
  const key = eventKey(event, route);
  return [
    put(event.person.subject, 'referralDetails', key, {
      narrative: ownWords({ Event_Outcome: event.outcome }),
      date: event.start,
      referralType: 'Request',
      reasonForReferral: words(route),
      referralTo: { organisation: councilOf(event.partner), service: words('Adult social care') },
      outcome: outcomeOf(event),
    }),
    involvementOf(event, key, 'social-care-case'),
  ];
}

/** An assessment under the Care Act. Whether needs are eligible is shown of the client assessed, never on a carer's row. */
export function assessmentOf(row: RowReader, event: Event): readonly Statement[] {
  const type = row.text('Assessment_Type');
  const key = eventKey(event, type);
  return [
    put(event.person.subject, 'assessments', key, {
      narrative: ownWords({ Event_Outcome: event.outcome }),
      date: event.start,
      assessmentType: type ?? 'Assessment',
      assessmentSummary: event.outcome?.label,
      eligibleNeedsIdentified: event.client === 'carer' ? undefined : words(row.text('Eligible_Needs_Identified')),
      methodOfAssessment: words(row.text('Method_of_Assessment')),
      outcome: outcomeOf(event),
      personCompletingRecord: completedBy(event),
    }),
    involvementOf(event, key, 'social-care-case'),
  ];
}

/** A review: when the plan was last looked at, and the review itself as an assessment. */
export function reviewOf(row: RowReader, event: Event): readonly Statement[] {
  const reason = words(row.text('Review_Reason'));
  const achieved = row.text('Review_Outcomes_Achieved');
  const key = eventKey(event);
  const { subject } = event.person;
  const narrative = ownWords({ Event_Outcome: event.outcome });
  return [
    put(subject, 'careAndSupportPlan', key, {
      narrative,
      dateThisPlanWasLastUpdated: event.end ?? event.start,
      careFundingSource: words(row.text('Client_Funding_Status')),
      reviewReason: reason,
      reviewOutcome: outcomeOf(event),
      personCompletingRecord: completedBy(event),
    }),
    put(subject, 'assessments', key, {
      narrative,
      date: event.start,
      assessmentType: 'Review',
      assessmentSummary: event.outcome?.label,
      methodOfAssessment: words(row.text('Method_of_Review')),
      reviewReason: reason,
      outcome: outcomeOf(event),
      comment: achieved === undefined ? undefined : `Outcomes achieved: ${achieved}`,
      personCompletingRecord: completedBy(event),
    }),
    involvementOf(event, key, 'social-care-case'),
  ];
}
