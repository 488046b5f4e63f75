import type { Body, Section, Statement, Subject } from '../../schema/entry.js';
import { labelIn, type Event } from './cld-event.js';
import { serviceKey } from './cld-service.js';
import { folded } from './header.js';
import { ownWords } from './labels.js';
import type { RowReader } from './row.js';
import { keyOf, put, words } from './statements.js';

/** What a service user's row says of the person beside its event. Never read from a carer's row. */
export function circumstancesOf(row: RowReader, event: Event): readonly Statement[] {
  return [...supportReasonOf(row, event), ...contextOf(row, event), ...requirementsOf(row, event)];
}

/**
 * The primary support reason. Told by a service it is active as long as that service is, and folds
 * with it; told by any other event it is only known to have been the reason.
 */
function supportReasonOf(row: RowReader, event: Event): readonly Statement[] {
  const reason = labelIn(row, 'Primary_Support_Reason', event.codes);
  if (reason === undefined) return [];
  const about = { narrative: ownWords({ Primary_Support_Reason: reason }), primarySupportReason: reason.label };
  const { subject, key } = event.person;
  if (event.type !== 'Service') {
    return [put(subject, 'primarySupportReason', keyOf('reason', key, folded(reason.label)), about)];
  }
  return [
    put(subject, 'primarySupportReason', keyOf('reason', serviceKey(row, event)), {
      ...about,
      active: event.end === undefined || event.end > event.receivedDay,
      startDate: event.start,
      endDate: event.end,
    }),
  ];
}

function contextOf(row: RowReader, event: Event): readonly Statement[] {
  const { subject, key } = event.person;
  const accommodation = labelIn(row, 'Accommodation_Status', event.codes);
  const employment = row.text('Employment_Status');
  const statements: Statement[] = [];
  if (accommodation !== undefined) {
    statements.push(
      put(subject, 'socialContext', keyOf('accommodation', key), {
        narrative: ownWords({ Accommodation_Status: accommodation }),
        accommodationStatus: { accommodationStatus: words(accommodation.label) },
      }),
    );
  }
  if (employment !== undefined) {
    statements.push(
      put(subject, 'socialContext', keyOf('employment', key), {
        occupationalHistory: { occupationalHistory: words(employment) },
      }),
    );
  }
  return statements;
}

function requirementsOf(row: RowReader, event: Event): readonly Statement[] {
  const { subject, key } = event.person;
  const statements: Statement[] = [];
  for (const sense of ['Visual', 'Hearing'] as const) {
    const impairment = known(row, `${sense}_Impairment`);
    if (impairment !== undefined) {
      const body = { impairment: { impairmentCategory: words(impairment) } };
      statements.push(put(subject, 'individualRequirements', keyOf(sense, key), body));
    }
  }
  statements.push(
    ...flag(row, 'Autism_Spectrum_Disorder_ASD', subject, 'individualRequirements', keyOf('autism', key), (value) => ({
      impairment: {
        impairmentCategory: words(`Autism spectrum disorder (ASD)${value}`),
        impairmentAdditionalDetail: 'Reported by the local authority',
      },
    })),
    ...flag(row, 'Dementia', subject, 'individualRequirements', keyOf('dementia', key), (value) => ({
      cognition: { cognition: `Dementia${value}, reported by the local authority` },
    })),
    // The file does not say who the carer is.
    ...flag(row, 'Has_Unpaid_Carer', subject, 'personalContacts', keyOf('unpaid carer', key), (value) => ({
      relationshipType: `Unpaid carer${value}`,
    })),
  );
  return statements;
}

/** A value other than `Unknown`, which tells nobody anything. */
function known(row: RowReader, column: string): string | undefined {
  return folded(row.peek(column) ?? 'Unknown') === 'unknown' ? undefined : row.text(column);
}

/**
 * A yes or no: yes is an entry, no takes back what an earlier file said, so that a condition is never
 * listed with a "no" beside it. Other values, whose list is not published, are shown in their own words.
 */
function flag<S extends Section>(
  row: RowReader,
  column: string,
  subject: Subject,
  section: S,
  key: string,
  body: (value: string) => Body<S>,
): readonly Statement[] {
  const value = known(row, column);
  if (value === undefined) return [];
  if (folded(value) === 'no') return [{ kind: 'retract', subject, section, key, because: 'deleted' }];
  return [put(subject, section, key, body(folded(value) === 'yes' ? '' : `: ${value}`))];
}

/** How much an unpaid carer cares for others; whom, and what they need, stays off the carer's record. */
export function caringOf(row: RowReader, event: Event): readonly Statement[] {
  const adults = row.text('No_of_adults_being_cared_for');
  const hours = row.text('Total_Hrs_Caring_per_week');
  const dependants = [
    ...(adults === undefined ? [] : [`Number of adults cared for: ${adults}`]),
    ...(hours === undefined ? [] : [`Hours of caring a week: ${hours}`]),
  ].join('; ');
  if (dependants === '') return [];
  return [put(event.person.subject, 'socialContext', keyOf('caring', event.person.key), { dependants: { dependants } })];
}
