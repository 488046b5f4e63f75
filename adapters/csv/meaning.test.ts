/** Meaning of council files that is easy to get wrong, one promise each, from the bytes to what the store is told. */
import { describe, expect, test } from 'vitest';
import type { Statement } from '../../schema/entry.js';
import { loadProfile } from '../../schema/profile.js';
import { translateBytes, type TranslatedUnit } from '../translate.js';

type Cells = Readonly<Record<string, string>>;

const profile = loadProfile('cambridgeshire-peterborough');
const service: Cells = {
  LA_Code: '312',
  Reporting_Period_End_Date: '31/03/2026',
  NHS_Number: '9991000003',
  LA_Person_Unique_Identifier: '42',
  Client_Type: 'Service user',
  Event_Type: 'Service',
  Event_Start_Date: '14/05/2025',
  Service_Type: 'Long term support: Community',
  Service_Component: 'Home support or domiciliary care',
};

function unitsOf(rows: readonly Cells[], feed = 'cambridgeshire-adults'): TranslatedUnit[] {
  const header = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = [header, ...rows.map((row) => header.map((column) => row[column] ?? ''))];
  const text = lines.map((cells) => cells.map((cell) => `"${cell}"`).join(',')).join('\r\n');
  return [...translateBytes(Buffer.from(text), { profile, feed, receivedAt: '2026-04-20T09:00:00+00:00' as never })];
}
function statementsOf(row: Cells, feed?: string): readonly Statement[] {
  const [unit] = unitsOf([row], feed);
  expect(unit!.refusal).toBeUndefined();
  return unit!.translation!.statements;
}
const entriesOf = (row: Cells) => statementsOf(row).filter((each) => each.kind === 'put');

describe('Release 1 values after Release 2 began', () => {
  const former: Cells = {
    ...service,
    Client_Type: 'Service User',
    Service_Type: 'Long Term Support: Community',
    Service_Component: 'Home Support',
    Event_Outcome: 'Progress to Re-assessment / Unplanned Review',
    Primary_Support_Reason: 'Physical Support: Access & mobility only',
    Accommodation_Status: 'Tenant',
  };
  const present: Cells = {
    ...service,
    Event_Outcome: 'Progress to assessment, review or reassessment',
    Primary_Support_Reason: 'Physical support: Access and mobility only',
    Accommodation_Status: 'Tenant: Local authority or other social housing provider',
  };

  test('are the same entries in the words of Release 2, with the file’s own words beside them', () => {
    const [said, expected] = [entriesOf(former), entriesOf(present)];
    const keys = (entries: typeof said) => entries.map((each) => ('key' in each ? each.key : ''));
    expect(keys(said)).toEqual(keys(expected));
    const withoutOwnWords = said.map((each) => {
      const { narrative: _, ...body } = ('body' in each ? each.body : {}) as { narrative?: string };
      return { ...each, body };
    });
    expect(withoutOwnWords).toEqual(expected);
    expect(JSON.stringify(said)).toContain('Physical Support: Access & mobility only');
  });

  test('are told by their words alone, whatever the reporting period and the columns of Release 2 beside them', () => {
    const mixed = { ...former, Delivery_Mechanism: 'CASSR commissioned support', Reporting_Period_End_Date: '30/09/2027' };
    expect(entriesOf(mixed).find((each) => 'section' in each && each.section === 'servicesAndCare')).toMatchObject({
      body: { socialCarePackageType: 'Long term support: Community', deliveryMechanism: { text: 'CASSR commissioned support' } },
    });
  });
});

describe('a literal NULL', () => {
  test.each(['NULL', 'null', ' NULL '])(
    '%j is absent in every column: nothing says it, and no date is refused for it',
    (nothing) => {
      const columns = ['Date_of_Birth', 'Date_of_Death', 'Gender', 'Ethnicity', 'Postcode', 'GP_Practice_Code', 'Event_End_Date'];
      const others = [
        'Primary_Support_Reason',
        'Accommodation_Status',
        'Dementia',
        'Visual_Impairment',
        'Event_Outcome',
        'Client_Funding_Status',
      ];
      const row = { ...service, ...Object.fromEntries([...columns, ...others].map((column) => [column, nothing])) };
      const [unit] = unitsOf([row]);
      expect(unit!.refusal).toBeUndefined();
      expect(unit!).toMatchObject({ refused: [] });
      expect(unit!.translation!.statements).toEqual(statementsOf(service));
      expect(JSON.stringify(unit!.translation)).not.toMatch(/null/i);
    },
  );

  test('is no person: two rows with NULL for an identifier are not about one', () => {
    const row = { ...service, NHS_Number: 'NULL', LA_Person_Unique_Identifier: 'NULL' };
    expect(unitsOf([row])[0]!.refusal).toMatchObject({ code: 'IDENTIFIER_MISSING' });
  });

  test('is a surname where it is spelt as one', () => {
    const index = { LA_Code: '312', Person_Identifier: '42', NHS_Number: '9991000003', Last_Name: 'Null' };
    expect(statementsOf(index)).toContainEqual(
      expect.objectContaining({ changes: expect.objectContaining({ personName: { personFamilyName: ['Null'] } }) }),
    );
  });
});

describe('dates', () => {
  test.each(['2019', '05/2019', '2019-05'])(
    'a birth written %s is left out of a return that knows days only, never made a day',
    (written) => {
      const [unit] = unitsOf([{ ...service, Date_of_Birth: written }]);
      expect(unit).toMatchObject({ refused: [{ code: 'DATE_INVALID', location: 'line 2, column Date_of_Birth' }] });
      expect(JSON.stringify(unit!.translation!.statements)).not.toContain('2019');
    },
  );

  test('a partial date of the council layout stays as partial as it is', () => {
    const risk = {
      LA_Code: '312',
      NHS_Number: '9991000003',
      Record_ID: 'R1',
      Risk: 'Falls',
      Start_Date: '05/2019',
      End_Date: '2020',
    };
    expect(entriesOf(risk)).toMatchObject([{ body: { startDateOfRisk: '2019-05', endDateOfRisk: '2020' } }]);
  });
});

describe('adoption', () => {
  test.each([
    ['AD1', { CHILD: '7', DOB: '27/03/2020', DATE_INT: '01/04/2025', DATE_MATCH: '01/05/2025', FOSTER_CARE: '0' }],
    ['PlacedAdoption', { CHILD: '7', DOB: '27/03/2020', DATE_PLACED: '01/06/2025' }],
  ])('rows of %s are refused and nothing of them is said', (_, row) => {
    const units = unitsOf([row], 'cambridgeshire-children');
    expect(units.map(({ refusal }) => refusal?.code)).toEqual(['ROW_EXCLUDED']);
    expect(units.every(({ translation }) => translation === undefined)).toBe(true);
  });

  test('an episode that ended in adoption says that care ended, not how', () => {
    const episode = {
      CHILD: '7',
      DECOM: '01/02/2025',
      RNE: 'S',
      LS: 'E1',
      CIN: 'N1',
      PLACE: 'A3',
      DEC: '01/03/2026',
      REC: 'E12',
    };
    const said = JSON.stringify(statementsOf(episode, 'cambridgeshire-children'));
    expect(said).toContain('2026-03-01');
    for (const trace of ['E12', 'E1"', 'A3', 'adopt']) expect(said).not.toContain(trace);
  });

  test('an earlier adoption is not said either', () => {
    const said = JSON.stringify(
      statementsOf(
        { CHILD: '7', DOB: '27/03/2020', PREV_PERM: 'P1', LA_PERM: 'E10000003', DATE_PERM: '01/01/2022' },
        'cambridgeshire-children',
      ),
    );
    for (const trace of ['P1', '2022', 'E10000003']) expect(said).not.toContain(trace);
  });
});

describe("carers' rows", () => {
  test('never show the person cared for, whichever release they are written in', () => {
    const needs: Cells = {
      Primary_Support_Reason: 'Support with memory and cognition',
      Dementia: 'Yes',
      Accommodation_Status: 'Registered nursing home',
      Adult_1_Linked_Person_ID: '77001',
      Adult_2_Linked_Person_ID: '77002',
      Provider_CQC_Location_ID: '1-555000555',
      Service_Component: 'Long term nursing care',
    };
    for (const [client, type] of [
      ['Unpaid carer', 'Unpaid carer support: Support involving the person cared-for'],
      ['Carer', 'Carer Support: Support involving the person cared-for'],
    ] as const) {
      const said = JSON.stringify(
        statementsOf({ ...service, ...needs, Client_Type: client, Service_Type: type }).map((each) =>
          'body' in each ? each.body : each,
        ),
      );
      for (const need of ['memory', 'Dementia', 'nursing', '77001', '77002', '1-555000555'])
        expect(said).not.toContain(`"${need}`);
    }
  });

  test('of carers who are known by association only are refused: they are no clients', () => {
    for (const Client_Type of ['Unpaid carer known by association', 'Carer known by association'])
      expect(unitsOf([{ ...service, Client_Type }])[0]!.refusal).toMatchObject({ code: 'ROW_EXCLUDED' });
  });
});

test('costs are in no statement, no list of mapped leaves, and no byte that is kept', () => {
  const [unit] = unitsOf([
    { ...service, Unit_Cost: '987.65', Cost_Frequency_Unit_Type: 'Per fortnight', Planned_units_per_week: '4321' },
  ]);
  const { statements, mapped, unmapped } = unit!.translation!;
  expect(JSON.stringify(statements)).not.toMatch(/987|fortnight|4321/);
  expect(mapped).not.toContain('Unit_Cost');
  expect(unmapped).toContain('Unit_Cost');
  expect(Buffer.from(unit!.message.bytes).toString()).not.toMatch(/987|fortnight|4321/);
});
