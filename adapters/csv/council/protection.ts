import type { Body, Statement } from '../../../schema/entry.js';
import { RecordError } from '../../../schema/errors.js';
import { councilOf } from '../cld-event.js';
import { folded } from '../header.js';
import type { RowReader } from '../row.js';
import { entryOf, involvementOf, type CouncilRecord } from './record.js';
import { circumstancesIn, codedIn, endIn, flagIn, groupOf, professionalIn, recorderIn, withCode } from './values.js';

type Legal = Body<'legalInformation'>;

const mentalHealthActStatus = 'NHSDD Mental health act legal status classification code';

/** What each type of row says; `Legal_Information` is the finding, decision or status in words. */
const legalTypes: { readonly [type: string]: (row: RowReader) => Legal } = {
  mentalcapacityassessment: (row) => ({
    mentalCapacityAssessment: groupOf(row, {
      mentalCapacityAssessment: row.text('Legal_Information'),
      locationOfDocument: row.text('Document_Location'),
    }),
  }),
  lastingpowerofattorney: attorney,
  courtappointeddeputy: attorney,
  deprivationoflibertysafeguards: (row) => ({
    deprivationOfLibertySafeguardsOrEquivalent: {
      applicationDate: row.date('Application_Date'),
      applicationStatus: row.text('Application_Status'),
      deprivationOfLibertySafeguardsOrEquivalent: row.text('Legal_Information'),
      startDateOfAuthorisation: row.date('Start_Date'),
      plannedOrActualEndDateOfAuthorisation: row.date('End_Date'),
      performingProfessional: professionalIn(row),
    },
  }),
  mentalhealthact: (row) => ({
    mentalHealthActOrEquivalentStatus: {
      sectionStartDate: row.date('Start_Date'),
      sectionEndDate: row.date('End_Date'),
      mentalHealthActOrEquivalentStatus: {
        codedValue: withCode(undefined, row.text('Mental_Health_Act_Status_Code'), mentalHealthActStatus),
        freeText: row.text('Legal_Information'),
        supportingInformation: row.text('Supporting_Information'),
      },
      ...circumstancesIn(row),
    },
  }),
  advancedecisiontorefusetreatment: (row) => ({
    advanceDecisionToRefuseTreatment: groupOf(row, { advanceDecisionToRefuseTreatment: codedIn(row, 'Legal_Information') }),
  }),
  consentforinformationsharing: (row) => ({
    consentForInformationSharing: groupOf(row, {
      consentForInformationSharing: row.text('Legal_Information') ?? consentInWords(row),
      reasonForConsentNotGiven: row.text('Reason_Consent_Not_Given'),
    }),
  }),
  consentrelatingtochild: (row) => ({
    consentRelatingToChild: groupOf(row, { consentRelatingToChild: row.text('Legal_Information') }),
  }),
};

function attorney(row: RowReader): Legal {
  return {
    lastingPowerOfAttorneyForHealthAndWelfareOrCourtAppointedDeputy: groupOf(row, {
      lastingPowerOfAttorneyForHealthAndWelfareOrCourtAppointedDeputy: {
        codedValue: codedIn(row, 'Legal_Information'),
        locationOfDocument: row.text('Document_Location'),
        nameOfLpa: row.text('Attorney_Name'),
        contactDetails: row.text('Attorney_Contact'),
      },
    }),
  };
}

function consentInWords(row: RowReader): string | undefined {
  const given = flagIn(row, 'Consent_Given');
  return given === undefined ? undefined : given ? 'Consent given' : 'Consent not given';
}

/** Who may decide for the person, what they decided in advance, and what restricts them. */
export function legalInformationOf(record: CouncilRecord): readonly Statement[] {
  const { row, person, takenBack } = record;
  const type = folded(row.text('Legal_Information_Type') ?? '');
  const read = Object.hasOwn(legalTypes, type) ? legalTypes[type] : undefined;
  if (read === undefined) throw unknownType(row, 'Legal_Information_Type');
  const statements: Statement[] = [entryOf(record, 'legalInformation', read(row))];
  if (type === 'consentforinformationsharing' && takenBack === undefined) {
    const given = flagIn(row, 'Consent_Given');
    // A refusal is honoured at once; only an explicit consent lifts what this feed recorded.
    if (given !== undefined)
      statements.push({ kind: 'objection', subject: person.subject, action: given ? 'withdraw' : 'record' });
  }
  return statements;
}

/** A concern, or a plan that protects a child; under a plan the council has an open case. */
export function safeguardingOf(record: CouncilRecord): readonly Statement[] {
  const { row, partner } = record;
  const type = folded(row.text('Safeguarding_Type') ?? '');
  const start = row.date('Start_Date');
  const end = endIn(row, 'End_Date');
  const ofPlan = { localAuthority: councilOf(partner), personCompletingRecord: recorderIn(row) };
  const entry = (body: Body<'safeguarding'>) => entryOf(record, 'safeguarding', body);
  const plan = (body: Body<'safeguarding'>) => [entry(body), ...involvementOf(record, 'social-care-case', start, end)];
  switch (type) {
    case 'concern':
      return [
        entry({
          safeguardingConcerns: {
            safeguardingConcernsDate: start,
            safeguardingConcernsEndDate: end,
            safeguardingIndicator: flagIn(row, 'Safeguarding_Indicator'),
            safeguardingConcerns: codedIn(row, 'Safeguarding_Concern'),
            comment: row.text('Comment'),
            ...circumstancesIn(row),
          },
        }),
      ];
    case 'childprotectionplan':
      return plan({ childProtectionPlan: { childProtectionPlanStartDate: start, childProtectionPlanEndDate: end, ...ofPlan } });
    case 'unbornchildprotectionplan':
      return plan({
        unbornChildProtectionPlan: {
          unbornChildProtectionPlanStartDate: start,
          unbornChildProtectionPlanEndDate: end,
          ...ofPlan,
        },
      });
    case 'lookedafterchild':
      return plan({ lookedAfterChild: { lookedAfterChildStartDate: start, lookedAfterChildEndDate: end, ...ofPlan } });
    default:
      throw unknownType(row, 'Safeguarding_Type');
  }
}

/** Taken for another, a type would put the row's dates under a law or a plan that does not apply. */
function unknownType(row: RowReader, column: string): RecordError {
  return new RecordError('MESSAGE_UNMAPPABLE', { detail: 'a type that is missing or not known', location: row.at(column) });
}
