import { type ConstDirectiveNode, Kind, type ObjectTypeDefinitionNode, parse, type TypeNode } from 'graphql';
import type { Section } from '../../schema/entry.js';
import { careSubgraphs, sdlOf } from '../../schema/sdl.js';

interface Field {
  readonly type: string;
  /** PRSB's path in the section, the section's name, or nothing where PRSB has no such element. */
  readonly prsb: string | undefined;
  readonly isBeyond: boolean;
  /** Whether PRSB's path starts at the type, as in the types that all sections share. */
  readonly isRelative: boolean;
}

/** An element of the model. */
export interface Element {
  /** PRSB's name of the section. */
  readonly section: string;
  /** PRSB's path within it. */
  readonly element: string;
}

/** Types that are one value to a reader, whatever they are made of. */
const values = new Set(['CodedOrText', 'Quantity', 'Coding']);

const types = readTypes();

function readTypes(): ReadonlyMap<string, ReadonlyMap<string, Field>> {
  const found = new Map<string, Map<string, Field>>();
  for (const name of careSubgraphs) {
    for (const definition of parse(sdlOf(name)).definitions) {
      if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
      const fields = found.get(definition.name.value) ?? new Map<string, Field>();
      for (const [field, facts] of fieldsOf(definition)) fields.set(field, facts);
      found.set(definition.name.value, fields);
    }
  }
  return found;
}

function fieldsOf(definition: ObjectTypeDefinitionNode): readonly (readonly [string, Field])[] {
  const isRelative = definition.directives?.some((directive) => directive.name.value === 'shareable') ?? false;
  return (definition.fields ?? []).map((field) => {
    const directives = new Map(field.directives?.map((directive) => [directive.name.value, directive]));
    const prsb = argument(directives.get('prsb'), 'element') ?? argument(directives.get('section'), 'name');
    return [field.name.value, { type: named(field.type), prsb, isBeyond: directives.has('beyond'), isRelative }];
  });
}

function argument(directive: ConstDirectiveNode | undefined, name: string): string | undefined {
  const value = directive?.arguments?.find((one) => one.name.value === name)?.value;
  return value?.kind === Kind.STRING ? value.value : undefined;
}

function named(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : named(type.type);
}

/** PRSB's name of a section. */
export function sectionName(section: Section): string {
  return types.get('Patient')?.get(section)?.prsb ?? section;
}

/** Which element a path into an entry's body stands for; positions in lists are left out, parts of a coded value are the value. */
export function elementAt(section: Section, path: readonly string[]): Element {
  let type = `${types.get('Patient')?.get(section)?.type ?? ''}Entry`;
  let told = '';
  let isBeyond = false;
  for (const step of path) {
    if (/^\d+$/.test(step)) continue;
    const field = types.get(type)?.get(step);
    if (field === undefined) break;
    // PRSB's name of a nested element holds that of its group.
    const isWhole = field.prsb !== undefined && !field.isRelative;
    told = isWhole ? field.prsb! : [told, field.prsb ?? plainName(step)].filter((part) => part !== '').join(' › ');
    isBeyond ||= field.isBeyond || step === 'narrative';
    if (values.has(field.type)) break;
    type = field.type;
  }
  return { section: sectionName(section), element: isBeyond ? `${told} (beyond PRSB)` : told };
}

/** `dateCompleted` as `Date completed`. */
function plainName(field: string): string {
  const words = field.replaceAll(/[A-Z]/g, (capital) => ` ${capital.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
