import type { Statement } from '../../../schema/entry.js';
import { RecordError } from '../../../schema/errors.js';
import type { FeedContext } from '../../../schema/feed.js';
import type { Meaning } from '../meaning.js';
import { statementsAbout } from '../person.js';
import type { RowReader } from '../row.js';
import {
  aboutMeOf,
  alertOf,
  endOfLifeCareOf,
  equipmentOf,
  localAuthorityOf,
  requirementsOf,
  riskOf,
  socialContextOf,
} from './about-the-person.js';
import { assessmentOf, serviceOf, supportReasonOf } from './care.js';
import { personalContactOf, professionalContactOf, referralOf } from './contacts.js';
import { councilKinds, type CouncilKind } from './kinds.js';
import { carePlanOf, contingencyPlanOf, supportPlanOf } from './plans.js';
import { legalInformationOf, safeguardingOf } from './protection.js';
import { recordOf, type CouncilRecord } from './record.js';

const readers: { readonly [K in CouncilKind]: (record: CouncilRecord) => readonly Statement[] } = {
  'council-local-authority': localAuthorityOf,
  'council-alerts': alertOf,
  'council-risks': riskOf,
  'council-about-me': aboutMeOf,
  'council-contingency-plans': contingencyPlanOf,
  'council-support-plans': supportPlanOf,
  'council-care-plans': carePlanOf,
  'council-legal-information': legalInformationOf,
  'council-safeguarding': safeguardingOf,
  'council-professional-contacts': professionalContactOf,
  'council-personal-contacts': personalContactOf,
  'council-referrals': referralOf,
  'council-services': serviceOf,
  'council-support-reasons': supportReasonOf,
  'council-assessments': assessmentOf,
  'council-equipment': equipmentOf,
  'council-end-of-life-care': endOfLifeCareOf,
  'council-individual-requirements': requirementsOf,
  'council-social-context': socialContextOf,
};

/**
 * One row of the council layout: one record of the council's system.
 * @throws RecordError IDENTIFIER_MISSING, STRUCTURE_INVALID, DATE_INVALID, MESSAGE_UNMAPPABLE
 */
export function councilRow(kind: CouncilKind, row: RowReader, context: FeedContext): Meaning {
  const record = recordOf(kind, row, context);
  const before = row.mapped().length;
  const statements = readers[kind](record);
  // A row of blanks stands for nothing: shown, it would be an entry that says nothing.
  if (record.takenBack === undefined && row.mapped().length === before) {
    throw new RecordError('STRUCTURE_INVALID', { detail: 'a record without content', location: row.at(councilKinds[kind]) });
  }
  return {
    messageType: `Council ${kind.slice('council-'.length).replaceAll('-', ' ')}`,
    person: record.person,
    statements: [...statementsAbout(record.person, {}), ...statements],
    statedAt: record.updated,
  };
}
