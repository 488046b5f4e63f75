import type { CodeList } from '../../schema/code-list.js';
import { codeLists, displayOf, type CodeListName } from '../../schema/code-lists.js';
import { fromHl7Timestamp, type PartialDateTime } from '../../schema/partial-date.js';
import type { CodedOrText, Coding, NamedProfessional, PerformingProfessional } from '../../schema/prsb.generated.js';
import { present } from '../../schema/present.js';
import { coded } from '../formats/hl7v2/coded.js';
import type { Repetition, Segment } from '../formats/hl7v2/message.js';
import { first, professional, text } from '../formats/hl7v2/typed.js';
import type { Reading } from './reading.js';

/** A date field, as precise as sent; one that is no date is reported and left out. */
export function date(reading: Reading, from: Segment | undefined, field: number, component = 1): PartialDateTime | undefined {
  const written = text(from, field, component);
  if (written === undefined) return undefined;
  const read = fromHl7Timestamp(written);
  if (read === undefined) reading.refuse('DATE_INVALID', `${from?.name}-${field}`);
  return read;
}

/** The first repetition of a field as codes and words, a standard code beside a local one where the feed gives it. */
export function code(reading: Reading, from: Segment | undefined, field: number, table: string): CodedOrText | undefined {
  return codeOf(reading, first(from, field), table);
}

/** As {@link code}, of one repetition. `table` names the feed's table of local codes. */
export function codeOf(reading: Reading, repetition: Repetition | undefined, table: string): CodedOrText | undefined {
  return enriched(reading, coded(repetition), table, undefined);
}

/** A field coded from a list: list and display are given beside a bare code. The feed's table has the list's name. */
export function listed(reading: Reading, from: Segment | undefined, field: number, list: CodeListName): CodedOrText | undefined {
  return listedOf(reading, first(from, field), list);
}

export function listedOf(reading: Reading, repetition: Repetition | undefined, list: CodeListName): CodedOrText | undefined {
  return enriched(reading, coded(repetition), list, list);
}

function enriched(
  reading: Reading,
  value: CodedOrText | undefined,
  table: string,
  list: CodeListName | undefined,
): CodedOrText | undefined {
  if (value === undefined) return undefined;
  const sent = value.coding.map((coding) => withDisplay(coding, list));
  const standard = value.coding.flatMap(({ code: local }) => standardFor(reading, table, local, list));
  const coding = [...sent, ...standard];
  const words = value.text ?? coding.find(({ display }) => display !== undefined)?.display;
  return { coding, ...(words === undefined ? {} : { text: words }) };
}

function withDisplay(coding: Coding, list: CodeListName | undefined): Coding {
  if (list === undefined || coding.system !== undefined) return coding;
  const display = displayOf(list, coding.code);
  return display === undefined ? coding : { ...coding, system: codeLists[list].system, display: coding.display ?? display };
}

/** The feed's standard code for a local one: `21`, or `system|code` where no list is implied. */
function standardFor(reading: Reading, table: string, local: string, list: CodeListName | undefined): Coding[] {
  const codes = reading.feed.codes[table];
  const written = codes !== undefined && Object.hasOwn(codes, local) ? codes[local] : undefined;
  if (written === undefined) return [];
  const bar = written.lastIndexOf('|');
  if (bar > 0) return [{ code: written.slice(bar + 1), system: written.slice(0, bar) }];
  if (list === undefined) return [{ code: written }];
  const { system }: CodeList = codeLists[list];
  const display = displayOf(list, written);
  return [{ code: written, system, ...(display === undefined ? {} : { display }) }];
}

/** Words that no code stands for. */
export function words(value: string | undefined): CodedOrText | undefined {
  return value === undefined || value.trim() === '' ? undefined : { coding: [], text: value };
}

/**
 * What evidence of involvement is recognised by where it is sensitive: the codes and the words of what it is for and
 * where. Words too, as a clinic's name may be all that a sender gives.
 */
export function recognisedBy(...values: readonly (CodedOrText | undefined)[]): readonly string[] {
  return [
    ...new Set(values.flatMap((value) => [...(value?.coding.map((coding) => coding.code) ?? []), value?.text ?? []].flat())),
  ];
}

/** An XCN by name; by identifier where it has no name. */
export function named(repetition: Repetition | undefined): NamedProfessional | undefined {
  const person = professional(repetition);
  const name = person?.display || identified(person);
  return name === undefined ? undefined : { name };
}

/** An XCN with its identifier and register. */
export function performer(repetition: Repetition | undefined): PerformingProfessional | undefined {
  const person = professional(repetition);
  return present({ name: person?.display, professionalIdentifier: identified(person) });
}

function identified(person: ReturnType<typeof professional>): string | undefined {
  if (person?.identifier === undefined) return undefined;
  return person.authority === undefined ? person.identifier : `${person.authority} ${person.identifier}`;
}

/** Components of a field joined by a blank, for types that are shown as they stand. */
export function joined(repetition: Repetition | undefined, separator = ' '): string | undefined {
  if (repetition === undefined) return undefined;
  const parts: string[] = [];
  for (let component = 1; component <= repetition.length; component++) {
    for (let part = 1; part <= repetition.subcomponents(component); part++) {
      const written = repetition.text(component, part)?.trim();
      if (written) parts.push(written);
    }
  }
  return parts.length === 0 ? undefined : parts.join(separator);
}

/** First and fourth part of an entity identifier (EI) or CX: the number with its namespace, as a key. */
export function entityKey(repetition: Repetition | undefined): string | undefined {
  const number = repetition?.text(1)?.trim();
  if (!number) return undefined;
  const namespace = repetition?.text(2)?.trim();
  return namespace ? `${number}^${namespace}` : number;
}
