/** R23: which elements a sensitive-address flag hides is said in the SDL; every text and code is decided, one way or the other. */
import { getNamedType, isNonNullType, isObjectType, type GraphQLObjectType } from 'graphql';
import { expect, test } from 'vitest';
import { careSubgraphs } from '../../schema/sdl.js';
import { openSubgraph } from '../registry.js';
import { sectionsOf } from './care.js';
import { isLocating } from './rules.js';
import { openByName, openOneByOne } from './test-open-elements.js';

interface Element {
  /** By the way there: `problemList.performingProfessional.name`. */
  readonly path: string;
  /** By its type: `PerformingProfessional.name`. */
  readonly coordinate: string;
  readonly name: string;
  readonly type: string;
  readonly description: string;
  readonly isHidden: boolean;
  /** Holds values of its own, and is not only the group that others stand in. */
  readonly isValue: boolean;
  readonly isNonNull: boolean;
  readonly isLocatingItself: boolean;
}

/** Every element below the entries of every section. */
function elements(): Element[] {
  const found: Element[] = [];
  const below = (type: GraphQLObjectType, way: string, isHidden: boolean): void => {
    for (const field of Object.values(type.getFields())) {
      // Kept to what does not tell by the boundary itself; a narrative is hidden as free text, whatever the SDL says.
      if (['provenance', 'alsoRecordedBy', 'narrative'].includes(field.name)) continue;
      const path = `${way}.${field.name}`;
      const isLocatingItself = isLocating(field);
      const hidden = isHidden || isLocatingItself;
      const inside = getNamedType(field.type);
      const isValue = !isObjectType(inside) || ['CodedOrText', 'Quantity'].includes(inside.name);
      found.push({
        path,
        coordinate: `${type.name}.${field.name}`,
        name: field.name,
        type: inside.name,
        description: field.description ?? '',
        isHidden: hidden,
        isValue,
        isNonNull: isNonNullType(field.type),
        isLocatingItself,
      });
      if (isObjectType(inside) && !isValue) below(inside, path, hidden);
    }
  };
  for (const subgraph of careSubgraphs) {
    const { schema } = openSubgraph(subgraph);
    for (const section of sectionsOf(subgraph))
      below(schema.getType(`${section.charAt(0).toUpperCase()}${section.slice(1)}Entry`) as GraphQLObjectType, section, false);
  }
  return found;
}

const all = elements();

/** Dates, flags and numbers hold no place; anything else could. */
const wordless = new Set(['PartialDateTime', 'Boolean', 'Int', 'Quantity', 'ID']);
const open = all.filter(({ isValue, isHidden, type }) => isValue && !isHidden && !wordless.has(type));

/** What by its name, or by what the standard says of it, could tell a place, a way of reaching somebody, an organisation, or free words. */
const couldTell =
  /address|postcode|tele(phone|com)|e-?mail|contact ?details|next of kin|location|place|\bward|department|organi[sz]ation|provider|practice|clinic\b|service|school|care home|accommodation|team|local ?authority|\burl|household|dependants|educational|occupation|recipients|title|file ?name|identif|full ?name|\bgp\b|\bid\b|free ?text|comment|\bsite\b/i;
const spaced = (name: string): string => name.replace(/[A-Z]/g, ' $&');
const tellsByName = ({ name, description }: Element): boolean => couldTell.test(`${spaced(name)} ${description.trim()}`);

const words = (lists: { readonly [reason: string]: string }): string[] =>
  Object.values(lists).flatMap((list) => list.trim().split(/\s+/));
const byName = words(openByName);
const oneByOne = words(openOneByOne);

test('what would hide its entry with it is never marked: null in its place must be allowed', () => {
  expect(all.filter(({ isLocatingItself, isNonNull }) => isLocatingItself && isNonNull)).toEqual([]);
});

test('every text and code is hidden while the flag stands, or stands in a list with the reason why it tells no place', () => {
  expect(all.length).toBeGreaterThan(500);
  expect(all.filter(({ isLocatingItself }) => isLocatingItself).length).toBeGreaterThan(300);
  const undecided = open.filter((element) => !oneByOne.includes(element.coordinate) && !byName.includes(element.name));
  expect([...new Set(undecided.map(({ coordinate }) => coordinate))]).toEqual([]);
});

test('what could tell a place by its name or description is decided one by one', () => {
  const passed = open.filter((element) => tellsByName(element) && !oneByOne.includes(element.coordinate));
  expect([...new Set(passed.map(({ coordinate }) => coordinate))]).toEqual([]);
  // Each of these was open once, or is what its neighbours are called.
  for (const name of ['personsAddress', 'gpName', 'ward', 'service', 'documentTitle', 'comments', 'locationOfContact', 'team'])
    expect(tellsByName({ ...all[0]!, name, description: '' }), name).toBe(true);
});

test('the lists name nothing twice, and nothing that is hidden or gone', () => {
  const listed = [...byName, ...oneByOne];
  expect(listed.filter((one, index) => listed.indexOf(one) !== index)).toEqual([]);
  const names = new Set(open.map(({ name }) => name));
  const coordinates = new Set(open.map(({ coordinate }) => coordinate));
  expect([...byName.filter((one) => !names.has(one)), ...oneByOne.filter((one) => !coordinates.has(one))]).toEqual([]);
});

test('what a clinician decides by is not hidden with it', () => {
  const hidden = new Set(all.filter(({ isHidden }) => isHidden).map(({ path }) => path));
  for (const clinical of [
    'problemList.problem',
    'allergiesAndAdverseReactions.causativeAgent',
    'medicationsAndMedicalDevices.medicationItemCluster.medicationName',
    'investigationResults.structuredInvestigationResult.value',
    'alerts.alert',
    'risks.risk',
    'futureAppointments.dateOfAppointment',
    'personDemographics.dateOfBirth',
  ]) {
    expect(all.map(({ path }) => path)).toContain(clinical);
    expect(hidden).not.toContain(clinical);
  }
});
