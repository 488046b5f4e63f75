import type { Statement } from '../../schema/entry.js';
import type { FeedContext } from '../../schema/feed.js';
import type { CodedOrText } from '../../schema/prsb.generated.js';
import { pastDay, type Demographics } from './demographics.js';
import { ethnicityOfChild } from './ethnicity.js';
import type { RecordKind } from './kinds.js';
import type { Meaning } from './meaning.js';
import { authorityOf, localIdentifierOf, personOf, statementsAbout, type Person } from './person.js';
import type { RowReader } from './row.js';
import { keyOf, put, words } from './statements.js';

/** Tables whose rows stand alone; episodes are read together (care-periods.ts), adoption rows not at all. */
export type StandaloneTable =
  | 'ssda903-header'
  | 'ssda903-reviews'
  | 'ssda903-uasc'
  | 'ssda903-oc2'
  | 'ssda903-oc3'
  | 'ssda903-missing'
  | 'ssda903-previous-permanence'
  | 'ssda903-social-workers'
  | 'ssda903-deprivation-of-liberty';

interface Table {
  readonly name: string;
  readonly demographics?: (row: RowReader, child: Person) => Demographics;
  readonly statements?: (row: RowReader, child: Person, partner: string) => readonly Statement[];
}

// What no table below reads is sensitive or only statistical: mother and child, previous adoption,
// convictions, substance misuse, activity (pregnancy, illness), placements and postcodes.
const tables: { readonly [K in StandaloneTable]: Table } = {
  'ssda903-header': { name: 'Header', demographics: headerDemographics },
  'ssda903-reviews': { name: 'Reviews', statements: reviewsOf },
  'ssda903-uasc': { name: 'UASC', demographics: asylumStatus },
  'ssda903-oc2': { name: 'OC2', statements: difficultiesScoreOf },
  'ssda903-oc3': { name: 'OC3', statements: accommodationOf },
  'ssda903-missing': { name: 'Missing', statements: missingOf },
  'ssda903-previous-permanence': { name: 'PrevPerm' },
  'ssda903-social-workers': { name: 'SWEpisodes', statements: socialWorkerOf },
  'ssda903-deprivation-of-liberty': { name: 'DoLO', statements: deprivationOfLibertyOf },
};

/** Whether the rows of a kind are read one by one by {@link childRow}. */
export function isStandaloneTable(kind: RecordKind): kind is StandaloneTable {
  return Object.hasOwn(tables, kind);
}

/** The child of an SSDA903 row. The tables hold no NHS number: the person index links the child. */
export function childOf(row: RowReader, context: FeedContext): Person {
  return personOf(row, authorityOf(undefined, context), ['CHILD']);
}

/** One row of an SSDA903 table. */
export function childRow(kind: StandaloneTable, row: RowReader, context: FeedContext): Meaning {
  const child = childOf(row, context);
  const { name, demographics, statements } = tables[kind];
  const dateOfBirth = pastDay(row, 'DOB', context.receivedAt.slice(0, 10));
  return {
    messageType: `SSDA903 ${name}`,
    person: child,
    statements: [
      ...statementsAbout(child, { dateOfBirth, ...demographics?.(row, child) }),
      ...(statements?.(row, child, context.partner) ?? []),
    ],
  };
}

function coded(row: RowReader, column: string): CodedOrText | undefined {
  const code = row.text(column);
  return code === undefined ? undefined : { coding: [{ code, system: `SSDA903 ${column}` }], text: code };
}

const sexes: { readonly [code: string]: string } = { '1': 'Male', '2': 'Female' };

function headerDemographics(row: RowReader, child: Person): Demographics {
  const code = row.text('SEX');
  const display = code === undefined ? undefined : sexes[code];
  const upn = row.text('UPN');
  return {
    sex: code === undefined ? undefined : { coding: [{ code, system: 'SSDA903 SEX', display }], text: display ?? code },
    ethnicity: ethnicityOfChild(row.text('ETHNIC')),
    otherIdentifier: [
      ...localIdentifierOf(child),
      ...(upn === undefined ? [] : [{ value: upn, authority: 'DfE', type: 'Unique pupil number' }]),
    ],
  };
}

function asylumStatus(row: RowReader): Demographics {
  return {
    immigrationStatus: {
      immigrationStatus: words('Unaccompanied asylum-seeking child'),
      endDate: row.day('DUC'),
    },
  };
}

function reviewsOf(row: RowReader, child: Person): readonly Statement[] {
  const date = row.dayRequired('REVIEW');
  return [
    put(child.subject, 'assessments', keyOf('review of looked-after child', child.key, date), {
      date,
      assessmentType: 'Review of looked-after child',
      methodOfAssessment: coded(row, 'REVIEW_CODE'),
    }),
  ];
}

/** The score has no date of its own; a later return replaces it. */
function difficultiesScoreOf(row: RowReader, child: Person): readonly Statement[] {
  const score = row.text('SDQ_SCORE');
  if (score === undefined) return [];
  return [
    put(child.subject, 'assessments', keyOf('sdq', child.key), {
      assessmentType: 'Strengths and difficulties questionnaire',
      structuredAssessment: {
        structuredAssessmentName: words('Strengths and difficulties questionnaire'),
        assessmentScore: { text: score, value: /^\d+$/.test(score) ? score : undefined },
      },
    }),
  ];
}

function accommodationOf(row: RowReader, child: Person): readonly Statement[] {
  const accommodationStatus = coded(row, 'ACCOM');
  if (accommodationStatus === undefined) return [];
  return [
    put(child.subject, 'socialContext', keyOf('accommodation', child.key), { accommodationStatus: { accommodationStatus } }),
  ];
}

const absences: { readonly [code: string]: string } = {
  M: 'Missing from placement',
  A: 'Away from placement without authorisation',
};

function missingOf(row: RowReader, child: Person): readonly Statement[] {
  const start = row.dayRequired('MIS_START');
  const sent = coded(row, 'MISSING');
  const display = absences[sent?.text?.toUpperCase() ?? ''];
  return [
    put(child.subject, 'safeguarding', keyOf('missing', child.key, start, sent?.text), {
      safeguardingConcerns: {
        safeguardingConcernsDate: start,
        safeguardingConcernsEndDate: row.day('MIS_END'),
        safeguardingConcerns: sent === undefined ? words('Missing or away') : { coding: sent.coding, text: display ?? sent.text },
      },
    }),
  ];
}

function socialWorkerOf(row: RowReader, child: Person, partner: string): readonly Statement[] {
  const startDate = row.dayRequired('SW_DECOM');
  const registration = row.text('SW_ID');
  return [
    put(child.subject, 'professionalContacts', keyOf('social worker', child.key, startDate, registration), {
      role: words('Social worker'),
      organisation: { coding: [{ code: partner, system: 'https://fhir.nhs.uk/Id/ods-organization-code' }] },
      contactDetails: registration === undefined ? undefined : [`Social Work England registration ${registration}`],
      startDate,
      endDate: row.day('SW_DEC'),
    }),
  ];
}

function deprivationOfLibertyOf(row: RowReader, child: Person): readonly Statement[] {
  const start = row.dayRequired('DOLO_START');
  return [
    put(child.subject, 'legalInformation', keyOf('deprivation of liberty', child.key, start), {
      deprivationOfLibertySafeguardsOrEquivalent: {
        deprivationOfLibertySafeguardsOrEquivalent: 'Deprivation of liberty order',
        startDateOfAuthorisation: start,
        plannedOrActualEndDateOfAuthorisation: row.day('DOLO_END'),
      },
    }),
  ];
}
