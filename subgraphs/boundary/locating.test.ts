/** R23: which elements a sensitive-address flag hides is said in the SDL; what by its name tells a place or a person has to be among them. */
import { getNamedType, isNonNullType, isObjectType, type GraphQLObjectType } from 'graphql';
import { expect, test } from 'vitest';
import { careSubgraphs } from '../../schema/sdl.js';
import { openSubgraph } from '../registry.js';
import { sectionsOf } from './care.js';
import { isLocating } from './rules.js';

interface Element {
  readonly coordinate: string;
  readonly name: string;
  readonly isHidden: boolean;
  /** Holds values of its own, and is not only the group that others stand in. */
  readonly isValue: boolean;
  readonly isNonNull: boolean;
  readonly isLocatingItself: boolean;
}

/** Every element below the entries of every section. */
function elements(): Element[] {
  const found: Element[] = [];
  const below = (type: GraphQLObjectType, path: string, isHidden: boolean): void => {
    for (const field of Object.values(type.getFields())) {
      if (field.name === 'provenance' || field.name === 'alsoRecordedBy') continue;
      const coordinate = `${path}.${field.name}`;
      const isLocatingItself = isLocating(field);
      const hidden = isHidden || isLocatingItself;
      const inside = getNamedType(field.type);
      found.push({
        coordinate,
        name: field.name,
        isHidden: hidden,
        isValue: !isObjectType(inside) || inside.name === 'CodedOrText',
        isNonNull: isNonNullType(field.type),
        isLocatingItself,
      });
      if (isObjectType(inside)) below(inside, coordinate, hidden);
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

/** Places, ways of reaching somebody, organisations near by, and whoever is known by name or by the number of an institution. */
const tells =
  /address|postcode|telephone|e-?mail|contactDetails|location|place|team$|ward$|department|organisation|provider|practice|localAuthority|url$|household|dependants|educational|recipients|title$|Identifier$|nameOf(?:Lpa|ThePlace)|^(?:name|personFullName|gpName|access)$/i;

/** What matches by its name and tells neither. */
const tellsNothing = [
  // Who the person is, not where.
  /^personDemographics\.(?:placeOfBirth|personName\..*)/,
  // Dr, Mrs; a programme, not a school.
  /\.title$/,
  // The kind of place; not which.
  /\.typeOfPlace$/,
  /\.code$|\.system$|\.display$/,
];

test('what would hide its entry with it is never marked: null in its place must be allowed', () => {
  expect(all.filter(({ isLocatingItself, isNonNull }) => isLocatingItself && isNonNull)).toEqual([]);
});

test('no element that tells a place, a contact, a professional or a document of one is left open', () => {
  expect(all.length).toBeGreaterThan(500);
  const open = all.filter(
    ({ name, coordinate, isHidden, isValue }) =>
      isValue && tells.test(name) && !isHidden && !tellsNothing.some((known) => known.test(coordinate)),
  );
  expect(open.map(({ coordinate }) => coordinate)).toEqual([]);
});

test('what a clinician decides by is not hidden with it', () => {
  const hidden = new Set(all.filter(({ isHidden }) => isHidden).map(({ coordinate }) => coordinate));
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
    expect(all.map(({ coordinate }) => coordinate)).toContain(clinical);
    expect(hidden).not.toContain(clinical);
  }
});
