import { expect, test } from 'vitest';
import { mandatoryRules } from './mandatory.js';
import { everyElement, sectionModel } from './model.js';
import { sectionNames } from './sections.js';

const elementAt = (section: (typeof sectionNames)[number], path: string) =>
  [...everyElement(sectionModel(section).elements)].find((element) => element.path === path);

test('the sections are numbered as PRSB numbers them, and the local authority follows', () => {
  expect(sectionNames.map((section) => sectionModel(section).number).sort((a, b) => a - b)).toEqual(
    Array.from({ length: 39 }, (_, index) => index + 1),
  );
  expect(sectionModel('gpPractice')).toMatchObject({ number: 2, name: 'GP practice', conformance: 'M', cardinality: '1..1' });
});

test('an element knows its type, PRSB name, conformance, cardinality and coding', () => {
  expect(elementAt('allergiesAndAdverseReactions', 'reactionDetailsCluster.severity')).toMatchObject({
    type: 'CodedOrText',
    isList: false,
    isBeyond: false,
    prsb: {
      path: 'Reaction details cluster › Severity',
      conformance: 'R',
      cardinality: '0..1',
      coding: 'FHIR value set : - Severity',
    },
  });
  expect(elementAt('allergiesAndAdverseReactions', 'reactionDetailsCluster')).toMatchObject({ isList: true });
  expect(elementAt('personalContacts', 'contactDetails')).toMatchObject({ isList: true, isLocating: true });
});

test('a type that sections share is named from the element that holds it', () => {
  expect(elementAt('contactsWithProfessionals', 'seenBy.name')?.prsb?.path).toBe('Seen by › Name');
  expect(elementAt('aboutMe', 'myWellness.multiMedia.url')?.prsb?.path).toBe('My wellness › Multi-media › Multi-media URL');
  expect(elementAt('problemList', 'personCompletingRecord.dateCompleted')?.prsb?.path).toBe(
    'Person completing record › Date completed',
  );
});

test('what is added after the adapter is no element; what PRSB does not name says so, and so do its parts', () => {
  const names = sectionModel('investigationResults').elements.map(({ name }) => name);
  expect(names).not.toContain('id');
  expect(names).not.toContain('provenance');
  expect(elementAt('investigationResults', 'requestedBy')).toMatchObject({ isBeyond: true });
  expect(elementAt('investigationResults', 'requestedBy.name')).not.toHaveProperty('prsb');
});

test('every element is either named by PRSB, or beyond it, or the source’s own words', () => {
  const unnamed = sectionNames.flatMap((section) =>
    sectionModel(section)
      .elements.filter(({ prsb, isBeyond, name }) => prsb === undefined && !isBeyond && name !== 'narrative')
      .map(({ path }) => `${section}.${path}`),
  );
  expect(unnamed).toEqual([]);
});

test('every element that PRSB calls mandatory has a decision about its absence, and no other has', () => {
  const mandatory = sectionNames.flatMap((section) =>
    [...everyElement(sectionModel(section).elements)]
      .filter(({ prsb }) => prsb !== undefined && (prsb.conformance === 'M' || prsb.cardinality === '1..1'))
      .map(({ path }) => `${section}.${path}`),
  );
  // The local-authority view asks for R 1..1 where the core standard has R 0..1.
  const fromTheLocalAuthorityView = ['alerts.alert'];
  expect(mandatoryRules.map(({ section, element }) => `${section}.${element}`).toSorted()).toEqual(
    [...mandatory, ...fromTheLocalAuthorityView].toSorted(),
  );
  for (const { section, element, unless = [], noneIf } of mandatoryRules) {
    for (const path of [element, ...unless, ...(noneIf === undefined ? [] : [noneIf])])
      expect(elementAt(section, path), `${section}.${path}`).toBeDefined();
  }
});
