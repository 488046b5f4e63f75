import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Statement } from '../../../schema/entry.js';
import { projectPath } from '../../../schema/project-path.js';
import { readCsv } from '../../formats/csv/read.js';
import { contextFor } from '../example-feed.js';
import { kindOf, translateTable } from '../translate.js';
import { councilKinds, type CouncilKind } from './kinds.js';

const kinds = Object.keys(councilKinds) as CouncilKind[];
const folder = projectPath('adapters/csv/fixtures');
const fixture = (kind: CouncilKind) => readCsv(readFileSync(`${folder}/${kind}.csv`), { charset: 'windows-1252' });

type Cells = Readonly<Record<string, string>>;
const about: Cells = { LA_Code: '312', NHS_Number: '9991000046', Person_Identifier: 'AS7001', Record_ID: 'R1' };

function outcomeOf(cells: Cells) {
  const text = [Object.keys(cells), Object.values(cells)].map((line) => line.map((cell) => `"${cell}"`).join(',')).join('\n');
  return [...translateTable(readCsv(Buffer.from(text), { charset: 'windows-1252' }), contextFor({ senders: ['312'] }))][0]!;
}
function statementsOf(cells: Cells): readonly Statement[] {
  const { translated, refused } = outcomeOf(cells);
  expect(refused).toBeUndefined();
  return translated!.translation.statements;
}
const said = (cells: Cells, kind: Statement['kind']) => statementsOf(cells).filter((each) => each.kind === kind);

describe('the layout', () => {
  test('has a fixture of every kind, and no other', () => {
    const found = readdirSync(folder).filter((file) => /^council-.*\.csv$/.test(file));
    expect(found.map((file) => file.replace('.csv', '')).toSorted()).toEqual(kinds.toSorted());
  });

  test.each(kinds)('%s is told by its header, and every column of its fixture is documented', (kind) => {
    const { header } = fixture(kind);
    expect(kindOf(header)).toBe(kind);
    const documented = readFileSync(projectPath('docs/feeds-csv.md'), 'utf8');
    const plain = header.map((name) =>
      name
        .replace(/_SNOMED_Code$/, '')
        .replace(/_File_(?:Name|Type|URL)$/, '')
        .replace(/_([2-9])(?=_|$)/, '_1'),
    );
    expect(plain.filter((name) => !documented.includes(`\`${name}\``))).toEqual([]);
  });

  test.each(kinds)('a row of %s that an analyst filled whole leaves no column over, but for what is never kept', (kind) => {
    const [first] = translateTable(fixture(kind), contextFor({ senders: ['312'] }));
    expect(first!.translated!.translation.unmapped.filter((column) => column !== 'Unit_Cost')).toEqual([]);
    expect(first!.translated!.refused).toEqual([]);
  });

  test('a file of another kind that has the same columns is not taken for one', () => {
    expect(kindOf(['NHS_Number', 'Person_Identifier', 'Alert'])).toBe('person-index');
    expect(kindOf(['Record_ID', 'NHS_Number', 'Colour'])).toBeUndefined();
  });
});

describe('a record', () => {
  test('keeps its key while its words change, and when the NHS number becomes known', () => {
    const keys = (cells: Cells) => said(cells, 'put').map((each) => 'key' in each && each.key);
    const alert = { ...about, Alert: 'Large dog' };
    expect(keys({ ...alert, Alert: 'Two large dogs' })).toEqual(keys(alert));
    expect(keys({ ...alert, NHS_Number: '' })).toEqual(keys(alert));
    expect(keys({ ...alert, Record_ID: 'R2' })).not.toEqual(keys(alert));
  });

  test.each([
    ['Deleted', 'deleted'],
    ['entered in error', 'entered-in-error'],
    ['Wrong person', 'wrong-patient'],
    ['CANCELLED', 'cancelled'],
  ])('is taken back by the status %s, with the relationship that rested on it', (status, because) => {
    const service = { ...about, Package_Name: 'Home support', Record_Status: status };
    const statements = statementsOf(service).filter(({ kind }) => kind !== 'link' && kind !== 'patch');
    expect(statements).toMatchObject([
      { kind: 'retract', section: 'servicesAndCare', because },
      { kind: 'involvement', op: 'retract' },
    ]);
  });

  test('that is over without a date ends the relationship all the same', () => {
    const closed = { ...about, Social_Services_Team: 'East', Case_Opened: '01/02/2026', Record_Status: 'Closed' };
    expect(said(closed, 'involvement')).toMatchObject([{ involvement: { from: '2026-02-01', until: '2026-04-20' } }]);
    const open = { ...closed, Record_Status: '' };
    expect(said(open, 'involvement')).toMatchObject([{ involvement: { from: '2026-02-01' } }]);
    expect(said(open, 'involvement')[0]).not.toHaveProperty('involvement.until');
  });

  test('orders itself by when it was last updated, unless that is still to come', () => {
    const statedAt = (date: string) => outcomeOf({ ...about, Alert: 'Dog', Last_Updated: date }).translated!.translation.statedAt;
    expect(statedAt('03/03/2026 09:15')).toBe('2026-03-03T09:15+00:00');
    expect(statedAt('03/07/2025 09:15')).toBe('2025-07-03T09:15+01:00');
    expect(statedAt('03/03/2027')).toBeUndefined();
  });
});

describe('dates as precise as the council knows them', () => {
  const start = (written: string) => {
    const [put] = said({ ...about, Risk: 'Falls', Start_Date: written }, 'put');
    return (put as { body: { startDateOfRisk?: string } }).body.startDateOfRisk;
  };
  test.each([
    ['2019', '2019'],
    ['05/2019', '2019-05'],
    ['2019-05', '2019-05'],
    ['03/05/2019', '2019-05-03'],
    ['2019-05-03', '2019-05-03'],
    ['2019-05-03 00:00:00', '2019-05-03'],
    ['2019-05-03 14:05:06', '2019-05-03T14:05:06+01:00'],
    ['03/05/2019 14:05', '2019-05-03T14:05+01:00'],
  ])('%s is %s', (written, date) => {
    expect(start(written)).toBe(date);
  });

  test.each(['5/2019', '19', '13/2019', '43588', '05/13/2019', '03/05/19', 'NULL', 'about 2019'])('%s is none', (written) => {
    expect(start(written)).toBeUndefined();
  });
});

test('a refusal of consent is an objection; a word that is neither yes nor no is nothing', () => {
  const consent = (given: string) => ({
    ...about,
    Legal_Information_Type: 'Consent for information sharing',
    Consent_Given: given,
  });
  expect(said(consent('No'), 'objection')).toMatchObject([{ action: 'record' }]);
  expect(said(consent('yes'), 'objection')).toMatchObject([{ action: 'withdraw' }]);
  expect(said({ ...consent('Perhaps'), Legal_Information: 'Asked' }, 'objection')).toEqual([]);
});

test('a type nobody knows refuses the row: its dates would stand under another law or plan', () => {
  expect(outcomeOf({ ...about, Safeguarding_Type: 'Neighbours', Start_Date: '01/02/2026' }).refused).toMatchObject({
    code: 'MESSAGE_UNMAPPABLE',
  });
  expect(outcomeOf({ ...about, Legal_Information_Type: 'constructor' }).refused).toMatchObject({ code: 'MESSAGE_UNMAPPABLE' });
});
