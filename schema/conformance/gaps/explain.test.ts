import { expect, test } from 'vitest';
import type { Format } from '../../feed.js';
import { everyElement, sectionModel } from '../../model.js';
import { listedAbsent, listedGaps, whyUnfed } from './explain.js';

const formats: readonly Format[] = ['hl7v2', 'cda', 'csv'];

test('every gap that is listed is an element of PRSB in the model', () => {
  const unknown = formats.flatMap((format) =>
    listedGaps(format).filter(({ section, path }) => {
      const element = [...everyElement(sectionModel(section).elements)].find((one) => one.path === path);
      return element?.prsb === undefined;
    }),
  );
  expect(unknown).toEqual([]);
});

test('no gap is listed twice, nor in a section that is absent as a whole', () => {
  for (const format of formats) {
    const listed = listedGaps(format).map(({ section, path }) => `${section}.${path}`);
    expect(new Set(listed).size, format).toBe(listed.length);
    const absent = listedAbsent(format);
    expect(new Set(absent).size, format).toBe(absent.length);
    expect(
      listedGaps(format).filter(({ section }) => absent.includes(section)),
      format,
    ).toEqual([]);
  }
});

test('the most particular reason wins, and what nobody explained has none', () => {
  expect(whyUnfed('csv', 'documents', 'class')).toBe('a table holds no documents');
  expect(whyUnfed('cda', 'personDemographics', 'personsContactDetails.preferredContactMethod')).toContain('template');
  expect(whyUnfed('hl7v2', 'problemList', 'location')).toContain('PV1-3');
  expect(whyUnfed('hl7v2', 'problemList', 'problem')).toBeUndefined();
});
