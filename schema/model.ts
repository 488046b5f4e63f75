/**
 * The model at run time: every section with its elements as the SDL has them, which is the one place
 * where PRSB's names, conformance, cardinality and coding are written. Read once, at first use.
 */
import {
  Kind,
  parse,
  type ConstDirectiveNode,
  type FieldDefinitionNode,
  type ObjectTypeDefinitionNode,
  type TypeNode,
} from 'graphql';
import type { Section } from './entry.js';
import { RecordError } from './errors.js';
import { careSubgraphs, sdlOf } from './sdl.js';
import { sectionNames, sections } from './sections.js';

/** Mandatory, required (send if held), optional. */
export type Conformance = 'M' | 'R' | 'O';

/** What PRSB says of an element. */
export interface PrsbElement {
  /** Names from the section down, joined by ` › `, record-entry levels left out: `Reaction details cluster › Severity`. */
  readonly path: string;
  readonly conformance: Conformance;
  readonly cardinality: string;
  readonly coding?: string;
}

/** One element of an entry, or a group of them. */
export interface Element {
  readonly name: string;
  /** Field names from the entry down: `reactionDetailsCluster.severity`. */
  readonly path: string;
  /** The SDL's type: a scalar, a value type (CodedOrText, Quantity, …) or a group. */
  readonly type: string;
  readonly isList: boolean;
  /** Absent for what PRSB does not name (`@beyond`, narrative) and for parts of a value. */
  readonly prsb?: PrsbElement;
  readonly isBeyond: boolean;
  readonly isLocating: boolean;
  /** Elements of a group; empty for a value. */
  readonly elements: readonly Element[];
}

export interface SectionModel {
  readonly section: Section;
  readonly number: number;
  /** PRSB's name. */
  readonly name: string;
  readonly conformance: Conformance;
  readonly cardinality: string;
  readonly entryType: string;
  readonly elements: readonly Element[];
}

/** A field of a type as the SDL has it. */
export interface TypeField {
  readonly name: string;
  readonly type: string;
  readonly isList: boolean;
  readonly isRequired: boolean;
}

/** What is added to every entry after its adapter; an adapter says nothing of it. */
const addedByStore: ReadonlySet<string> = new Set(['id', 'provenance', 'alsoRecordedBy', 'content']);

/** Types that hold one value: PRSB names the whole, not its parts. */
const valueTypes: ReadonlySet<string> = new Set(['CodedOrText', 'Quantity', 'OtherIdentifier']);

let models: ReadonlyMap<Section, SectionModel> | undefined;
let definitions: ReadonlyMap<string, ObjectTypeDefinitionNode> | undefined;

/** The model of `section`. */
export function sectionModel(section: Section): SectionModel {
  models ??= new Map(sectionNames.map((name) => [name, readSection(name)]));
  return models.get(section)!;
}

/** Fields of an object type of the SDL that an adapter may fill; undefined for a scalar. */
export function fieldsOf(type: string): readonly TypeField[] | undefined {
  return objectTypes()
    .get(type)
    ?.fields?.filter(({ name }) => !addedByStore.has(name.value))
    .map((field) => ({ name: field.name.value, ...shapeOf(field.type) }));
}

/** Every element below `elements`, groups before what they hold. */
export function* everyElement(elements: readonly Element[]): Generator<Element> {
  for (const element of elements) {
    yield element;
    yield* everyElement(element.elements);
  }
}

function objectTypes(): ReadonlyMap<string, ObjectTypeDefinitionNode> {
  if (definitions) return definitions;
  const found = new Map<string, ObjectTypeDefinitionNode>();
  for (const [index, subgraph] of careSubgraphs.entries()) {
    for (const node of parse(sdlOf(subgraph, { common: index === 0 }), { noLocation: true }).definitions) {
      if (node.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
      const { value } = node.name;
      // Each subgraph adds its own sections to the person.
      const known = value === 'Patient' ? (found.get(value)?.fields ?? []) : [];
      found.set(value, { ...node, fields: [...known, ...(node.fields ?? [])] });
    }
  }
  definitions = found;
  return found;
}

function fieldNodes(type: string): readonly FieldDefinitionNode[] {
  return objectTypes().get(type)?.fields ?? [];
}

function readSection(section: Section): SectionModel {
  const field = fieldNodes('Patient').find(({ name }) => name.value === section);
  const about = field && directiveOf(field, 'section');
  const entries = field && fieldNodes(shapeOf(field.type).type).find(({ name }) => name.value === 'entries');
  if (!about || !entries) {
    throw new RecordError('CONFIG_INVALID', { detail: `the SDL of ${sections[section].subgraph} has no section ${section}` });
  }
  const entryType = shapeOf(entries.type).type;
  return {
    section,
    number: Number(about['number']),
    name: about['name']!,
    conformance: about['conformance'] as Conformance,
    cardinality: about['cardinality']!,
    entryType,
    elements: elementsOf(entryType, '', ''),
  };
}

function elementsOf(type: string, path: string, prsbPath: string | undefined): readonly Element[] {
  return fieldNodes(type)
    .filter(({ name }) => !addedByStore.has(name.value))
    .map((field) => elementOf(field, path, prsbPath));
}

function elementOf(field: FieldDefinitionNode, parentPath: string, parentPrsbPath: string | undefined): Element {
  const name = field.name.value;
  const path = parentPath === '' ? name : `${parentPath}.${name}`;
  const { type, isList } = shapeOf(field.type);
  const prsb = parentPrsbPath === undefined ? undefined : prsbOf(field, parentPrsbPath);
  return {
    name,
    path,
    type,
    isList,
    ...(prsb === undefined ? {} : { prsb }),
    isBeyond: directiveOf(field, 'beyond') !== undefined,
    isLocating: directiveOf(field, 'locating') !== undefined,
    // Below what PRSB does not name, nothing is PRSB's either.
    elements: valueTypes.has(type) ? [] : elementsOf(type, path, prsb?.path),
  };
}

function prsbOf(field: FieldDefinitionNode, parent: string): PrsbElement | undefined {
  const stated = directiveOf(field, 'prsb');
  if (!stated) return undefined;
  const { element, conformance, cardinality, coding } = stated as Record<'element' | 'cardinality' | 'coding', string> & {
    readonly conformance: Conformance;
  };
  // A type that several sections use names its elements from itself down, a section's own group from the section down.
  const isWhole = parent === '' || element.startsWith(`${parent} › `);
  const path = isWhole ? element : `${parent} › ${element}`;
  return { path, conformance, cardinality, ...(coding === undefined ? {} : { coding }) };
}

function shapeOf(node: TypeNode): Omit<TypeField, 'name'> {
  if (node.kind === Kind.NON_NULL_TYPE) return { ...shapeOf(node.type), isRequired: true };
  if (node.kind === Kind.LIST_TYPE) return { type: shapeOf(node.type).type, isList: true, isRequired: false };
  return { type: node.name.value, isList: false, isRequired: false };
}

function directiveOf(field: FieldDefinitionNode, name: string): Readonly<Record<string, string>> | undefined {
  const directive = field.directives?.find((node: ConstDirectiveNode) => node.name.value === name);
  if (!directive) return undefined;
  return Object.fromEntries(
    (directive.arguments ?? []).map(({ name: argument, value }) => [argument.value, 'value' in value ? String(value.value) : '']),
  );
}
