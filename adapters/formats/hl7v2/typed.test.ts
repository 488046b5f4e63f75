import { describe, expect, it } from 'vitest';
import { OBX, PID, XPN } from './names.js';
import { readHl7 } from './read.js';
import { first, isNull, personName, professional, quantity, segment, structuredNumeric, text, timestamp } from './typed.js';

const read = (line: string) => segment(readHl7(Buffer.from(`MSH|^~\\&|A\r${line}`), { charset: 'utf-8' }), line.slice(0, 3))!;

describe('typed readers', () => {
  it('use the names of the HL7 dictionary', () => {
    expect([PID.PatientIdentifierList, PID.PatientName, OBX.ObservationValue, XPN.FamilyName]).toEqual([3, 5, 5, 1]);
  });

  it.each([
    ['1980', '1980'],
    ['198005', '1980-05'],
    ['202401310915', '2024-01-31T09:15+00:00'],
    ['20240701091530.50', '2024-07-01T09:15:30.50+01:00'],
    ['20240131091530-0500', '2024-01-31T09:15:30-05:00'],
  ])('read %s as precisely as it is written', (written, meant) => {
    expect(timestamp(read(`PID|||||||${written}^D`), PID.DateTimeOfBirth)).toBe(meant);
  });

  it('know a sender that says it holds nothing from one that says nothing', () => {
    const pid = read('PID|||||||""');
    expect([isNull(pid, 7), isNull(pid, 8), isNull(undefined, 7)]).toEqual([true, false, false]);
    expect(timestamp(pid, 7)).toBeUndefined();
  });

  it('read the parts of a name', () => {
    expect(personName(first(read('PID|||||TESTER^ANNA^JO^JR^MRS^^L'), 5))).toEqual({
      family: 'TESTER',
      given: 'ANNA',
      middle: 'JO',
      suffix: 'JR',
      prefix: 'MRS',
      nameType: 'L',
      display: 'MRS ANNA JO TESTER JR',
    });
    expect(personName(first(read('PID|||||~'), 5))).toBeUndefined();
  });

  it('read the identifier and name of a professional', () => {
    expect(professional(first(read('PV1|||||||C1^Example^Sam^^^Dr^^^GMC'), 7))).toEqual({
      identifier: 'C1',
      authority: 'GMC',
      family: 'Example',
      given: 'Sam',
      prefix: 'Dr',
      display: 'Dr Sam Example',
    });
  });

  it.each([
    ['0.50', { text: '0.50', value: '0.50' }],
    ['<0.01', { text: '<0.01', comparator: '<', value: '0.01' }],
    ['>= 10', { text: '>= 10', comparator: '>=', value: '10' }],
    ['1:128', { text: '1:128' }],
    ['<LOD', { text: '<LOD' }],
    ['haemolysed', { text: 'haemolysed' }],
  ])('read the quantity %s digit for digit', (written, meant) => {
    expect(quantity(written, undefined)).toEqual(meant);
    expect(quantity(written, 'mmol/L')).toEqual({ ...meant, unit: 'mmol/L' });
  });

  it.each([
    ['>^100', { text: '>100', value: '100', comparator: '>' }],
    ['^7.40', { text: '7.40', value: '7.40' }],
    ['=^7', { text: '=7', value: '7' }],
    ['^1^:^128', { text: '1:128' }],
    ['^10^-^20', { text: '10-20' }],
    ['<>^5', { text: '<>5' }],
  ])('read the structured numeric %s, never a ratio or range as a number', (written, meant) => {
    expect(structuredNumeric(first(read(`OBX|1|SN|1||${written}`), 5), undefined)).toEqual(meant);
  });

  it('answer undefined for what is not there', () => {
    expect([text(undefined, 1), quantity(' ', 'g'), structuredNumeric(undefined, 'g'), personName(undefined)]).toEqual(
      Array(4).fill(undefined),
    );
  });
});
