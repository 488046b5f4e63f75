import { describe, expect, test } from 'vitest';
import type { Statement } from '../../schema/entry.js';
import type { Feed } from '../../schema/profile.js';
import type { CsvRow } from '../formats/csv/table.js';
import { readCsv } from '../formats/csv/read.js';
import { contextFor } from './example-feed.js';
import { kindOf, senderOf, translateTable } from './translate.js';

type Cells = Readonly<Record<string, string>>;

const request: Cells = {
  LA_Code: '312',
  NHS_Number: '9991000003',
  LA_Person_Unique_Identifier: '42',
  Client_Type: 'Service user',
  Event_Type: 'Request',
  Event_Start_Date: '14/05/2025',
  Event_End_Date: '20/05/2025',
};
const service: Cells = {
  ...request,
  Event_Type: 'Service',
  Event_End_Date: '',
  Service_Type: 'Long term support: Community',
  Service_Component: 'Home support or domiciliary care',
};

function tableOf(...rows: readonly Cells[]) {
  const header = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = [header, ...rows.map((row) => header.map((column) => row[column] ?? ''))];
  const text = lines.map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n');
  return readCsv(new TextEncoder().encode(text), { charset: 'windows-1252' });
}

function outcomesOf(rows: readonly Cells[], feed: Partial<Feed> = {}) {
  return [...translateTable(tableOf(...rows), contextFor(feed))];
}

function statementsOf(row: Cells, feed: Partial<Feed> = {}): readonly Statement[] {
  const [outcome] = outcomesOf([row], feed);
  expect(outcome!.refused).toBeUndefined();
  return outcome!.translated!.translation.statements;
}

function keysOf(row: Cells, section: string, feed: Partial<Feed> = {}): readonly string[] {
  return statementsOf(row, feed).flatMap((one) => ('section' in one && one.section === section && 'key' in one ? [one.key] : []));
}

describe('what a file is', () => {
  test('a header is known in any spelling of its columns', () => {
    expect(kindOf(['la code', 'PERSON UNIQUE IDENTIFIER', 'event-type', 'Event Start Date', 'Client Type'])).toBe('cld');
    expect(kindOf(['child', 'sex', 'dob', 'ethnic', 'upn', 'mother', 'mc_dob'])).toBe('ssda903-header');
    expect(kindOf(['Person identifier', 'NHS number'])).toBe('person-index');
    expect(kindOf(['a', 'b', 'c'])).toBeUndefined();
    expect(kindOf(['CHILD', 'colour'])).toBeUndefined();
  });

  test('the sender is the local-authority code, and SSDA903 has none', () => {
    expect(senderOf(tableOf({ ...request, LA_Code: '' }, request))).toBe('312');
    expect(senderOf(tableOf({ CHILD: '1', DECOM: '01/04/2025' }))).toBe('');
  });

  test('missing mandatory columns fail the file, and are named', () => {
    const { Client_Type: _, ...without } = service;
    expect(() => translateTable(tableOf(without), contextFor({}))).toThrow(
      expect.objectContaining({ code: 'STRUCTURE_INVALID', detail: 'missing columns: Client_Type' }),
    );
  });

  test('two columns that differ in spelling only fail the file', () => {
    const rows: readonly CsvRow[] = [];
    const header = [...Object.keys(request), 'NHS Number'];
    expect(() => translateTable({ header, encoding: 'utf-8', rows }, contextFor({}))).toThrow(
      expect.objectContaining({ code: 'STRUCTURE_INVALID' }),
    );
  });

  test('columns that nobody knows are listed as unmapped where they hold something', () => {
    const [first, second] = outcomesOf([
      { ...request, Shoe_Size: '7' },
      { ...request, Shoe_Size: '' },
    ]);
    expect(first!.translated!.translation.unmapped).toContain('Shoe_Size');
    expect(second!.translated!.translation.unmapped).not.toContain('Shoe_Size');
  });

  test('rows that can be gone through only once are all translated', () => {
    const table = tableOf(request, service);
    const once = { ...table, rows: table.rows[Symbol.iterator]() as IterableIterator<CsvRow> };
    expect([...translateTable(once, contextFor({}))].map(({ line }) => line)).toEqual([2, 3]);
  });

  test('a feed that does not share a kind of rows has them refused', () => {
    const [first, second] = outcomesOf([request, service], { recordKinds: ['cld-service'] });
    expect(first!.refused).toMatchObject({ code: 'ROW_EXCLUDED' });
    expect(second!.translated).toBeDefined();
  });
});

describe('whom a row is about', () => {
  test('the key of an event stays when a later file adds the NHS number', () => {
    const known = keysOf(service, 'servicesAndCare');
    expect(keysOf({ ...service, NHS_Number: '' }, 'servicesAndCare')).toEqual(known);
  });

  test('codes by which one council names itself are one authority', () => {
    const senders = ['312', 'E10000003'];
    const other = { ...service, LA_Code: 'E10000003', NHS_Number: '' };
    expect(statementsOf(other, { senders })[0]).toMatchObject({ subject: '312|42' });
  });

  test("another council's row is refused, not taken for the feed's own", () => {
    expect(outcomesOf([{ ...service, LA_Code: '725' }], { senders: ['312'] })[0]!.refused).toMatchObject({
      code: 'FEED_UNKNOWN',
    });
  });

  test('a child and an adult with the same number are two people', () => {
    const child = statementsOf({ CHILD: '42', DOB: '27/03/2008', ETHNIC: 'WBRI' }, { senders: ['873'] });
    const adult = statementsOf({ ...service, NHS_Number: '' }, { senders: ['312'] });
    expect(child[0]).toMatchObject({ subject: '873|42' });
    expect(adult[0]).toMatchObject({ subject: '312|42' });
  });
});

describe('events', () => {
  test('a service keeps its key when it ends, another event is told apart by its end', () => {
    const ended = { ...service, Event_End_Date: '01/09/2025' };
    expect(keysOf(ended, 'servicesAndCare')).toEqual(keysOf(service, 'servicesAndCare'));
    expect(keysOf(ended, 'primarySupportReason')).toEqual(keysOf(service, 'primarySupportReason'));
    const later = { ...request, Event_End_Date: '21/05/2025' };
    expect(keysOf(later, 'referralDetails')).not.toEqual(keysOf(request, 'referralDetails'));
  });

  test('a service told in Release 1 words is the service that Release 2 tells', () => {
    const former = {
      ...service,
      Client_Type: 'Service User',
      Service_Type: 'Long Term Support: Community',
      Service_Component: 'Home Support',
    };
    expect(keysOf(former, 'servicesAndCare')).toEqual(keysOf(service, 'servicesAndCare'));
  });

  test("a council's own words become labels by the feed's codes", () => {
    const own = { ...service, Service_Component: 'DOM CARE' };
    const codes = { Service_Component: { 'DOM CARE': 'Home support or domiciliary care' } };
    const [key] = keysOf(own, 'servicesAndCare', { codes });
    expect(key).toBe(keysOf(service, 'servicesAndCare')[0]);
    const put = statementsOf(own, { codes }).find((one) => 'key' in one && one.key === key);
    expect(put).toMatchObject({ body: { narrative: 'Service Component: DOM CARE' } });
  });

  test('a service without an end is an open involvement; any other event was over on its day', () => {
    const until = (row: Cells) => statementsOf(row).flatMap((one) => (one.kind === 'involvement' ? [one.involvement.until] : []));
    expect(until(service)).toEqual([undefined]);
    expect(until({ ...request, Event_End_Date: '' })).toEqual(['2025-05-14']);
  });

  test('learning of a death ends a service and makes no second one', () => {
    const died = { ...service, Date_of_Death: '01/02/2026' };
    expect(keysOf(died, 'servicesAndCare')).toEqual(keysOf(service, 'servicesAndCare'));
    const put = statementsOf(died).find((one) => one.kind === 'put' && one.section === 'servicesAndCare');
    expect(put).toMatchObject({ body: { serviceEndDate: '2026-02-01' } });
  });

  test('a reporting period that is not over yet says nothing about when it was true', () => {
    const stated = (end: string) =>
      outcomesOf([{ ...request, Reporting_Period_End_Date: end }])[0]!.translated!.translation.statedAt;
    expect(stated('31/03/2026')).toBe('2026-03-31');
    expect(stated('31/03/2027')).toBeUndefined();
  });
});

describe("a carer's row", () => {
  const needs: Cells = {
    Primary_Support_Reason: 'Support with memory and cognition',
    Dementia: 'Yes',
    Autism_Spectrum_Disorder_ASD: 'Yes',
    Visual_Impairment: 'Blind/severely sight impaired',
    Hearing_Impairment: 'Hard of hearing',
    Accommodation_Status: 'Registered nursing home',
    Has_Unpaid_Carer: 'Yes',
    Eligible_Needs_Identified: 'Yes: personal hygiene',
    Adult_1_Linked_Person_ID: '77001',
  };

  test.each(['Request', 'Assessment', 'Review', 'Service'])('shows nothing of the person cared for (%s)', (type) => {
    for (const Client_Type of ['Unpaid carer', 'Carer']) {
      const row = {
        ...service,
        ...needs,
        Client_Type,
        Event_Type: type,
        Service_Type: 'Unpaid carer support: Support involving the person cared-for',
        Service_Component: 'Long term nursing care',
        Provider_CQC_Location_ID: '1-555000555',
      };
      const said = JSON.stringify(
        statementsOf(row).map((one) => ('body' in one ? one.body : 'changes' in one ? one.changes : {})),
      );
      for (const need of [
        ...Object.values(needs).filter((value) => value !== 'Yes'),
        'Dementia',
        'Autism',
        'nursing care',
        '1-555000555',
      ]) {
        expect(said).not.toContain(need);
      }
    }
  });

  test('without a client type nothing can be shown safely', () => {
    expect(outcomesOf([{ ...service, ...needs, Client_Type: '' }])[0]!.refused).toMatchObject({ code: 'MESSAGE_UNMAPPABLE' });
  });
});

test('a "no" takes an earlier "yes" back instead of standing beside the condition', () => {
  const said = statementsOf({ ...service, Dementia: 'No', Autism_Spectrum_Disorder_ASD: 'No', Has_Unpaid_Carer: 'No' });
  expect(said.filter(({ kind }) => kind === 'retract')).toHaveLength(3);
  expect(JSON.stringify(said)).not.toContain('Dementia');
});
