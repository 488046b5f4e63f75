/** What an answer shows, read from the operation and the answer alone: what the audit is held against. */
import {
  getNamedType,
  isObjectType,
  Kind,
  valueFromASTUntyped,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { isSection } from '../schema/sections.js';

/** One coordinate of one person: how many values, and the entries they stood in. */
export interface Answered {
  count: number;
  readonly entries: Set<string>;
}

/** By NHS number, by coordinate. Every entry is asked for with its `id` under the alias `auditId`. */
export type AnsweredFields = Map<string, Map<string, Answered>>;

type Value = Readonly<Record<string, unknown>>;

/** Where values are counted: the coordinates begin at `coordinate`, the values are of this person and entry. */
interface Place {
  readonly nhsNumber: string;
  readonly coordinate: string;
  readonly entry?: string;
}

interface Item {
  readonly value: Value;
  readonly nodes: readonly FieldNode[];
}

export function answeredFields(
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
  data: Value | null,
): AnsweredFields {
  const operation = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION) as OperationDefinitionNode;
  const fragments = new Map(
    document.definitions.flatMap((node) => (node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [])),
  );
  const reader = new Reader(variables, fragments);
  if (data !== null) reader.root(schema.getQueryType()!, operation.selectionSet, data);
  return reader.found;
}

class Reader {
  readonly found: AnsweredFields = new Map();

  constructor(
    private readonly variables: Readonly<Record<string, unknown>>,
    private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  ) {}

  root(query: GraphQLObjectType, selection: SelectionSetNode, data: Value): void {
    for (const [key, nodes] of this.collected([selection])) {
      const name = nodes[0]!.name.value;
      if (name.startsWith('__')) continue;
      const asked = nodes[0]!.arguments?.find((argument) => argument.name.value === 'nhsNumber');
      if (asked === undefined) continue;
      const nhsNumber = String(valueFromASTUntyped(asked.value, this.variables));
      const value = data[key];
      if (name === 'patient' && value !== null) this.patient(query, nodes, value as Value, nhsNumber);
      if (name !== 'patient' && value !== null)
        this.field(query, `Query.${name}`, { nhsNumber, coordinate: '' }, [{ value: data, nodes }], key);
    }
  }

  private patient(query: GraphQLObjectType, nodes: readonly FieldNode[], patient: Value, nhsNumber: string): void {
    const type = getNamedType(query.getFields()['patient']!.type) as GraphQLObjectType;
    for (const [key, inner] of this.collected(selectionsOf(nodes))) {
      const name = inner[0]!.name.value;
      const value = patient[key];
      if (value === null || value === undefined || name === 'nhsNumber' || name === '__typename') continue;
      if (!isSection(name))
        this.field(type, `Patient.${name}`, { nhsNumber, coordinate: '' }, [{ value: patient, nodes: inner }], key);
      else this.section(getNamedType(type.getFields()[name]!.type) as GraphQLObjectType, name, inner, value as Value, nhsNumber);
    }
  }

  private section(type: GraphQLObjectType, section: string, nodes: readonly FieldNode[], value: Value, nhsNumber: string): void {
    for (const [key, inner] of this.collected(selectionsOf(nodes))) {
      const name = inner[0]!.name.value;
      const shown = value[key];
      if (shown === null || shown === undefined || name === '__typename') continue;
      const coordinate = `Patient.${section}.${name}`;
      if (name === 'entries') {
        const entryType = getNamedType(type.getFields()['entries']!.type) as GraphQLObjectType;
        const entries = shown as readonly Value[];
        this.note(
          nhsNumber,
          coordinate,
          entries.length,
          entries.map((entry) => String(entry['auditId'])),
        );
        for (const entry of entries) {
          const place = { nhsNumber, coordinate: entryType.name, entry: String(entry['auditId']) };
          this.fields(entryType, place, [{ value: entry, nodes: inner }]);
        }
      } else this.field(type, coordinate, { nhsNumber, coordinate }, [{ value, nodes: inner }], key);
    }
  }

  /** One field under one key, and what is below it; `coordinate` is that of the field itself. */
  private field(type: GraphQLObjectType, coordinate: string, place: Place, items: readonly Item[], key: string): void {
    const { value, nodes } = items[0]!;
    const below = getNamedType(type.getFields()[nodes[0]!.name.value]!.type);
    const shown = value[key];
    const values = Array.isArray(shown) ? shown : [shown];
    this.note(place.nhsNumber, coordinate, values.length, place.entry === undefined ? [] : [place.entry]);
    const under = place.coordinate === '' && isObjectType(below) ? below.name : coordinate;
    for (const one of values) {
      if (isObjectType(below)) this.fields(below, { ...place, coordinate: under }, [{ value: one as Value, nodes }]);
    }
  }

  /** The fields of one value: asked for under several keys, a field counts once, with all that is selected under any of them. */
  private fields(type: GraphQLObjectType, place: Place, items: readonly Item[]): void {
    const byName = new Map<string, Item[]>();
    for (const { value, nodes } of items) {
      for (const [key, inner] of this.collected(selectionsOf(nodes))) {
        const name = inner[0]!.name.value;
        const shown = value[key];
        if (name === '__typename' || key === 'auditId' || shown === null || shown === undefined) continue;
        const same = byName.get(name) ?? [];
        byName.set(name, [...same, { value: { [name]: shown }, nodes: inner }]);
      }
    }
    // Every entry is asked for its `id`.
    if (items.some(({ value }) => 'auditId' in value) && !byName.has('id'))
      this.note(place.nhsNumber, `${place.coordinate}.id`, 1, entryIn(place));
    for (const [name, same] of byName) {
      const coordinate = `${place.coordinate}.${name}`;
      const below = getNamedType(type.getFields()[name]!.type);
      const lists = same.map(({ value, nodes }) => ({ list: [value[name]].flat() as readonly Value[], nodes }));
      const length = lists[0]!.list.length;
      if (length === 0) continue;
      for (let i = 0; i < length; i++) {
        const items = lists.map(({ list, nodes }) => ({ value: list[i]!, nodes }));
        // Another source of the same fact is an entry of its own.
        const other = name === 'alsoRecordedBy' ? { ...place, entry: String(items[0]!.value['auditId']) } : place;
        this.note(place.nhsNumber, coordinate, 1, entryIn(other));
        if (isObjectType(below)) this.fields(below, { ...other, coordinate }, items);
      }
    }
  }

  private note(nhsNumber: string, coordinate: string, count: number, entries: readonly string[]): void {
    let person = this.found.get(nhsNumber);
    if (!person) this.found.set(nhsNumber, (person = new Map()));
    let answered = person.get(coordinate);
    if (!answered) person.set(coordinate, (answered = { count: 0, entries: new Set() }));
    answered.count += count;
    for (const entry of entries) answered.entries.add(entry);
  }

  private collected(sets: readonly SelectionSetNode[], into = new Map<string, FieldNode[]>()): Map<string, FieldNode[]> {
    for (const { selections } of sets) {
      for (const node of selections) {
        if (!this.counts(node.directives)) continue;
        if (node.kind === Kind.FIELD) {
          const key = node.alias?.value ?? node.name.value;
          into.set(key, [...(into.get(key) ?? []), node]);
        } else
          this.collected(
            [node.kind === Kind.INLINE_FRAGMENT ? node.selectionSet : this.fragments.get(node.name.value)!.selectionSet],
            into,
          );
      }
    }
    return into;
  }

  private counts(directives: FieldNode['directives']): boolean {
    return (directives ?? []).every(({ name, arguments: given }) => {
      const value = valueFromASTUntyped(given![0]!.value, this.variables) === true;
      return name.value === 'skip' ? !value : value;
    });
  }
}

function selectionsOf(nodes: readonly FieldNode[]): SelectionSetNode[] {
  return nodes.flatMap((node) => (node.selectionSet ? [node.selectionSet] : []));
}

function entryIn({ entry }: Place): readonly string[] {
  return entry === undefined ? [] : [entry];
}
