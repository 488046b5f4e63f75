import { describe, expect, it } from 'vitest';
import { coded, codedAs, codedWithin, knownCodeSystems } from './coded.js';
import { readHl7 } from './read.js';
import { first, segment } from './typed.js';

const ce = (written: string) =>
  first(segment(readHl7(Buffer.from(`MSH|^~\\&|A\rDG1|1||${written}`), { charset: 'utf-8' }), 'DG1'), 3);

const snomed = 'http://snomed.info/sct';

describe('a coded element', () => {
  it.each([
    ['195967001^Asthma^SCT', { coding: [{ code: '195967001', system: snomed, display: 'Asthma' }], text: 'Asthma' }],
    ['195967001^Asthma^snm3', { coding: [{ code: '195967001', system: snomed, display: 'Asthma' }], text: 'Asthma' }],
    ['J45^^I10', { coding: [{ code: 'J45', system: 'http://hl7.org/fhir/sid/icd-10' }] }],
    ['0012^Local^WinPath', { coding: [{ code: '0012', system: 'WinPath', display: 'Local' }], text: 'Local' }],
    ['X1', { coding: [{ code: 'X1' }] }],
    ['^Chest pain', { coding: [], text: 'Chest pain' }],
  ])('%s', (written, meant) => {
    expect(coded(ce(written))).toEqual(meant);
  });

  it('keeps both codes, and the words the clinician wrote', () => {
    expect(coded(ce('195967001^Asthma^SCT^J45.9^Asthma, unspecified^I10^^^Wheezy since spring'))).toEqual({
      coding: [
        { code: '195967001', system: snomed, display: 'Asthma' },
        { code: 'J45.9', system: 'http://hl7.org/fhir/sid/icd-10', display: 'Asthma, unspecified' },
      ],
      text: 'Wheezy since spring',
    });
  });

  it('is undefined when absent, empty or null', () => {
    expect([coded(undefined), coded(ce('""')), coded(ce('^^')), codedAs(undefined, 'x'), codedAs(' ', 'x')]).toEqual(
      Array(5).fill(undefined),
    );
  });

  it('may stand in the sub-components of another type', () => {
    expect(codedWithin(ce('a^J45&Asthma&I10'), 2)?.coding[0]?.code).toBe('J45');
  });

  it('takes labels of the feed before those known everywhere', () => {
    const labels = new Map([...knownCodeSystems, ['WinPath', 'urn:example:winpath']]);
    expect(coded(ce('1^a^WinPath'), labels)?.coding[0]?.system).toBe('urn:example:winpath');
  });
});
