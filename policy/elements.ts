import { Kind, parse, type FieldDefinitionNode, type TypeNode } from 'graphql';
import type { Section } from '../schema/entry.js';
import { careSubgraphs, sdlOf } from '../schema/sdl.js';
import { isSection } from '../schema/sections.js';

/** Element names of every section: the fields of its entry type, as the SDL has them. */
export type SectionElements = ReadonlyMap<Section, ReadonlySet<string>>;

/** What is shown with any entry that is shown at all: without its source an entry cannot be judged (R28). */
export const impliedElements: readonly string[] = ['id', 'provenance', 'alsoRecordedBy'];

let elementsOfModel: SectionElements | undefined;

/** The sections and their elements, read once from the SDL of the care subgraphs. */
export function sectionElements(): SectionElements {
  return (elementsOfModel ??= readElements());
}

function readElements(): SectionElements {
  const elements = new Map<Section, ReadonlySet<string>>();
  for (const subgraph of careSubgraphs) {
    const types = objectTypes(sdlOf(subgraph, { common: false }));
    for (const field of types.get('Patient') ?? []) {
      const name = field.name.value;
      if (!isSection(name)) continue;
      const entries = types.get(namedType(field.type))?.find((f) => f.name.value === 'entries');
      const entry = entries && types.get(namedType(entries.type));
      if (entry) elements.set(name, new Set(entry.map((f) => f.name.value)));
    }
  }
  return elements;
}

function objectTypes(sdl: string): ReadonlyMap<string, readonly FieldDefinitionNode[]> {
  const types = new Map<string, readonly FieldDefinitionNode[]>();
  for (const definition of parse(sdl, { noLocation: true }).definitions) {
    if (definition.kind === Kind.OBJECT_TYPE_DEFINITION) types.set(definition.name.value, definition.fields ?? []);
  }
  return types;
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}
