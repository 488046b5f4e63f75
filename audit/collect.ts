import { randomUUID } from 'node:crypto';
import type { Disclosure, DisclosedField, WithheldField } from '../schema/disclosure.js';
import type { NhsNumber } from '../schema/nhs-number.js';
import type { Viewer } from '../schema/viewer.js';

/** What is the same for every person an operation touched. */
export interface OperationFacts {
  readonly viewer: Viewer;
  readonly operationName: string | undefined;
  readonly operationHash: string;
  readonly requestId: string;
  /** ISO 8601, UTC. */
  readonly atUtc: string;
}

/** On what an access rests, as one subgraph found it. */
export interface Ground {
  /** Undefined while the access is refused. */
  readonly relationship: string | undefined;
  readonly lawfulBasis: readonly string[];
  readonly subgraph: string;
}

/** A field on its way into the trail: while one list of entries, and one of partners, is all that was given, it is that very list. */
type Shown = { -readonly [part in keyof DisclosedField]: DisclosedField[part] };

interface Person {
  relationship: string | undefined;
  readonly lawfulBasis: Set<string>;
  readonly subgraphs: Set<string>;
  readonly shown: Map<string, Shown>;
  /** By coordinate, reason and rule. */
  readonly held: Map<string, { readonly field: Omit<WithheldField, 'partners'>; readonly partners: Set<string> }>;
}

/**
 * Gathers what one request shows and withholds, person by person (R38). One per request; every
 * subgraph writes to it. It holds coordinates, counts and identifiers, never a value.
 */
export class DisclosureCollector {
  readonly #people = new Map<NhsNumber, Person>();

  /** A person was touched, whatever was then shown or withheld. */
  touched(nhsNumber: NhsNumber, { relationship, lawfulBasis, subgraph }: Ground): void {
    const person = this.#person(nhsNumber);
    person.relationship ??= relationship;
    for (const basis of lawfulBasis) person.lawfulBasis.add(basis);
    person.subgraphs.add(subgraph);
  }

  /**
   * `count` values of `Type.field` were shown, from these partners (ODS codes) and entries. Repeated
   * calls add up. Pass the same array for the fields of one section and do not change it afterwards:
   * it is kept as it is, and read once, however many fields share it.
   */
  returned(nhsNumber: NhsNumber, coordinate: string, count: number, partners: Iterable<string>, entries: Iterable<string>): void {
    const { shown } = this.#person(nhsNumber);
    const field = shown.get(coordinate);
    if (field === undefined) {
      shown.set(coordinate, { coordinate, count, partners: kept(partners), entries: kept(entries) });
      return;
    }
    field.count += count;
    if (field.partners !== partners) field.partners = [...field.partners, ...partners];
    if (field.entries !== entries) field.entries = [...field.entries, ...entries];
  }

  /** `Type.field` was withheld; `partners` is empty where the reason is not about a partner. */
  withheld(nhsNumber: NhsNumber, coordinate: string, reason: string, rule: string, partners: Iterable<string>): void {
    const { held } = this.#person(nhsNumber);
    const key = `${coordinate}\n${reason}\n${rule}`;
    let field = held.get(key);
    if (field === undefined) held.set(key, (field = { field: { coordinate, reason, rule }, partners: new Set() }));
    for (const partner of partners) field.partners.add(partner);
  }

  /** One disclosure for each person touched. */
  disclosures(about: OperationFacts): Disclosure[] {
    const distinct = distinctOnce();
    // Whom a session is locked to would stand, as somebody else's number, in the trail of the person it tried to open.
    const { lockedTo: _lockedTo, ...viewer } = about.viewer;
    return [...this.#people].map(([nhsNumber, person]): Disclosure => ({
      id: randomUUID(),
      nhsNumber,
      ...about,
      viewer,
      lawfulBasis: [...person.lawfulBasis],
      relationship: person.relationship,
      subgraphs: [...person.subgraphs],
      returned: Array.from(person.shown.values(), ({ coordinate, count, partners, entries }): DisclosedField => ({
        coordinate,
        count,
        partners: distinct(partners),
        entries: distinct(entries),
      })),
      withheld: Array.from(person.held.values(), ({ field, partners }): WithheldField => ({ ...field, partners: [...partners] })),
    }));
  }

  #person(nhsNumber: NhsNumber): Person {
    let person = this.#people.get(nhsNumber);
    if (person === undefined) {
      person = { relationship: undefined, lawfulBasis: new Set(), subgraphs: new Set(), shown: new Map(), held: new Map() };
      this.#people.set(nhsNumber, person);
    }
    return person;
  }
}

/** An iterator can be read once and a Set may grow later: only an array is kept as it is. */
function kept(values: Iterable<string>): readonly string[] {
  return Array.isArray(values) ? values : [...values];
}

/** A list without repeats; one that stands in many fields is gone through once. */
function distinctOnce(): (list: readonly string[]) => readonly string[] {
  const seen = new Map<readonly string[], readonly string[]>();
  return (list) => {
    let distinct = seen.get(list);
    if (distinct === undefined) seen.set(list, (distinct = [...new Set(list)]));
    return distinct;
  };
}
