import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Disclosure, DisclosedField } from '../schema/disclosure.js';
import { parseNhsNumber } from '../schema/nhs-number.js';
import { packDisclosure, shapesNamedIn, unpackDisclosure } from './packed-disclosure.js';

const about = {
  id: '00000000-0000-4000-8000-000000000000',
  nhsNumber: parseNhsNumber('9990000018')!,
  atUtc: '2026-01-01T00:00:00.000Z',
  viewer: {
    userId: 'u',
    name: undefined,
    roleCode: 'R0260',
    role: 'gp' as const,
    organisation: 'Y99901',
    purpose: 'direct-care',
    sessionId: 's',
  },
  lawfulBasis: [],
  relationship: undefined,
  operationName: undefined,
  operationHash: 'h',
  requestId: 'r',
  subgraphs: ['results'],
  withheld: [],
};

const byCoordinate = (fields: readonly DisclosedField[]) => fields.toSorted((a, b) => (a.coordinate < b.coordinate ? -1 : 1));

test('every field comes back with its count, partners and entries', () => {
  const lists = fc.constantFrom<readonly string[]>(
    [],
    ['e1'],
    ['e1', 'e2'],
    ['e3'],
    ['e4', 'e2', 'e1', 'e3'],
    ['e5', 'e1', 'e2', 'e6'],
  );
  const field = fc.record({
    coordinate: fc
      .tuple(fc.constantFrom('Patient', 'ProblemListEntry'), fc.stringMatching(/^[a-z][a-zA-Z.]{0,8}$/))
      .map((parts) => parts.join('.')),
    count: fc.nat(),
    partners: lists,
    entries: lists,
  });
  fc.assert(
    fc.property(fc.uniqueArray(field, { selector: ({ coordinate }) => coordinate }), (returned) => {
      const disclosure: Disclosure = { ...about, returned };
      const { document, shapes } = packDisclosure(disclosure);
      const read = unpackDisclosure(document, new Map(shapes.map(({ hash, coordinates }) => [hash, coordinates])));
      expect(shapesNamedIn(document)).toEqual(shapes.map(({ hash }) => hash));
      expect(byCoordinate(read.returned)).toEqual(byCoordinate(returned));
    }),
  );
});

test('fields of the same entries name them once, and no field by its words', () => {
  const entries = Array.from({ length: 50 }, (_, i) => `entry-${i}`);
  const partners = ['RGT'];
  const returned = Array.from({ length: 40 }, (_, i) => ({
    coordinate: `ProblemListEntry.field${i}`,
    count: 50,
    partners,
    entries,
  }));
  const { document, shapes } = packDisclosure({ ...about, returned });
  expect(document.split('entry-49"')).toHaveLength(2);
  expect(document).not.toContain('ProblemListEntry');
  expect(shapes).toHaveLength(1);
});

test('fields of some of the entries do not name them again', () => {
  const entries = Array.from({ length: 50 }, (_, i) => `entry-${i}`);
  const returned = Array.from({ length: 40 }, (_, i) => ({
    coordinate: `ProblemListEntry.field${i}`,
    count: i,
    partners: ['RGT'],
    entries: entries.filter((_entry, place) => place === 49 || place % (i + 1) === 0),
  }));
  const { document, shapes } = packDisclosure({ ...about, returned });
  expect(document.split('entry-49"')).toHaveLength(2);
  const read = unpackDisclosure(document, new Map(shapes.map(({ hash, coordinates }) => [hash, coordinates])));
  expect(byCoordinate(read.returned)).toEqual(byCoordinate(returned));
});

test('a disclosure whose shape is missing is not read by halves', () => {
  const { document } = packDisclosure({
    ...about,
    returned: [{ coordinate: 'Patient.access', count: 1, partners: [], entries: [] }],
  });
  expect(() => unpackDisclosure(document, new Map())).toThrow('missing');
});
