/**
 * Whether an entry of an adapter fits its PRSB section. The checks are made from the SDL once per type:
 * what GraphQL could not serve, or would serve as something else, is found before it is stored.
 */
import type { Section } from './entry.js';
import { RecordError } from './errors.js';
import { mandatoryRules, type MandatoryRule } from './mandatory.js';
import { fieldsOf, sectionModel } from './model.js';
import { parsePartialDateTime } from './partial-date.js';

/** What is wrong with one element. Neither part ever holds a value. */
export interface EntryFault {
  /** Field names from the entry down, repetitions numbered from 0: `personsAddress[1].postcode`; empty for the entry itself. */
  readonly path: string;
  readonly fault: Fault;
}

export type Fault =
  | 'unknown element'
  | 'not a text'
  | 'not a boolean'
  | 'not an integer'
  | 'not a date'
  | 'not a group of elements'
  | 'not a list'
  | 'a list where one is expected'
  | 'neither code nor text'
  | 'missing'
  | 'empty'
  | 'empty entry'
  | 'mandatory and missing';

export interface EntryOptions {
  /** Changes to an entry: what is absent stays, null deletes. */
  readonly patch?: boolean;
}

/** A change within an element. */
export interface Change {
  /** Field names from the entry down: `medicationItemCluster.route`. */
  readonly path: string;
  readonly value: unknown;
}

type Elements = Readonly<Record<string, unknown>>;

/** Tells what is wrong with a value at a path, and whether it says anything at all. */
type Check = (value: unknown, path: string, faults: EntryFault[]) => boolean;

const none: readonly EntryFault[] = [];

/** What is wrong with `body` as an entry of `section`; empty when it can be stored. */
export function entryFaults(section: Section, body: object, { patch = false }: EntryOptions = {}): readonly EntryFault[] {
  const faults: EntryFault[] = [];
  const elements = body as Elements;
  const saysAnything = sectionCheck(section)(elements, '', faults);
  // A change may say nothing and still place the entry in a list.
  if (!saysAnything && !patch) faults.push({ path: '', fault: 'empty entry' });
  else if (saysAnything || patch) subjectFaults(section, elements, patch, faults);
  return faults.length === 0 ? none : faults;
}

/** What is wrong with a change within one element of a stored entry: `value` for the element at `path`, null to delete it. */
export function changeFaults(section: Section, { path, value }: Change): readonly EntryFault[] {
  const check = checkAt(section, path);
  if (!check) return [{ path, fault: 'unknown element' }];
  if (value === null || value === undefined) {
    const isSubject = rulesOf(section).some(({ rule }) => rule.element === path && rule.without === 'refused' && !rule.unless);
    return isSubject ? [{ path, fault: 'mandatory and missing' }] : none;
  }
  const faults: EntryFault[] = [];
  check(value, path, faults);
  return faults.length === 0 ? none : faults;
}

/** Mandatory elements that `body` lacks, refused or kept: for counting, and only of a whole entry. */
export function missingMandatory(section: Section, body: object): readonly MandatoryRule[] {
  return rulesOf(section)
    .filter(({ names }) => lacks(body as Elements, names))
    .map(({ rule }) => rule);
}

function subjectFaults(section: Section, body: Elements, patch: boolean, faults: EntryFault[]): void {
  const rules = rulesOf(section);
  if (rules.length === 0 || present(body['narrative'])) return;
  for (const { rule, names } of rules) {
    const { element, without, unless, noneIf } = rule;
    if (without === 'kept' || unless?.some((other) => present(body[other])) || (noneIf && body[noneIf] === true)) continue;
    const top = body[names[0]!];
    // A change that leaves the element alone stands on what is there; one that deletes a whole group deletes no element of it;
    // of two that can stand for each other it may delete one.
    if (patch && (top === undefined || (top === null && (names.length > 1 || unless !== undefined)))) continue;
    if (lacks(body, names)) faults.push({ path: element, fault: 'mandatory and missing' });
  }
}

/** Whether a mandatory element is missing where it is called for: below a group only where there is that group. */
function lacks(elements: Elements, names: readonly string[], depth = 0): boolean {
  const value = elements[names[depth]!];
  if (depth === names.length - 1) return !present(value);
  if (Array.isArray(value)) return value.some((group) => lacks(group as Elements, names, depth + 1));
  return typeof value === 'object' && value !== null && lacks(value as Elements, names, depth + 1);
}

function present(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);
}

interface SectionRule {
  readonly rule: MandatoryRule;
  readonly names: readonly string[];
}

const sectionRules = new Map<Section, readonly SectionRule[]>();

function rulesOf(section: Section): readonly SectionRule[] {
  let own = sectionRules.get(section);
  if (!own) {
    own = mandatoryRules.filter((rule) => rule.section === section).map((rule) => ({ rule, names: rule.element.split('.') }));
    sectionRules.set(section, own);
  }
  return own;
}

const sectionChecks = new Map<Section, Check>();

function sectionCheck(section: Section): Check {
  let check = sectionChecks.get(section);
  if (!check) sectionChecks.set(section, (check = checkOf(sectionModel(section).entryType)));
  return check;
}

const checksByPath = new Map<string, Check | undefined>();

/** The check of the element at a path; none below a list, of which a path cannot say which item it means. */
function checkAt(section: Section, path: string): Check | undefined {
  const known = `${section}.${path}`;
  if (!checksByPath.has(known)) {
    let type = sectionModel(section).entryType;
    let check: Check | undefined;
    for (const [depth, name] of path.split('.').entries()) {
      const field = depth > 0 && check === undefined ? undefined : fieldsOf(type)?.find((one) => one.name === name);
      if (!field) return undefined;
      type = field.isList ? '' : field.type;
      check = field.isList ? listOf(checkOf(field.type)) : checkOf(field.type);
    }
    checksByPath.set(known, check);
  }
  return checksByPath.get(known);
}

const text: Check = (value, path, faults) => {
  if (typeof value !== 'string') faults.push({ path, fault: 'not a text' });
  return value !== '';
};

const scalars: { readonly [type: string]: Check } = {
  String: text,
  Boolean(value, path, faults) {
    if (typeof value !== 'boolean') faults.push({ path, fault: 'not a boolean' });
    return true;
  },
  Int(value, path, faults) {
    // GraphQL's Int has 32 bits; a greater number would be refused when it is read.
    if (typeof value !== 'number' || (value | 0) !== value) faults.push({ path, fault: 'not an integer' });
    return true;
  },
  PartialDateTime(value, path, faults) {
    if (typeof value !== 'string' || parsePartialDateTime(value) === undefined) faults.push({ path, fault: 'not a date' });
    return true;
  },
};

const typeChecks = new Map<string, Check>();

function checkOf(type: string): Check {
  const made = scalars[type] ?? typeChecks.get(type);
  if (made) return made;
  const fields = fieldsOf(type);
  if (!fields) throw new RecordError('CONFIG_INVALID', { detail: `no check for type ${type} of the SDL` });
  const checks = new Map<string, Check>();
  const required = fields.filter(({ isRequired }) => isRequired).map(({ name }) => name);
  const check: Check = (value, path, faults) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      faults.push({ path, fault: Array.isArray(value) ? 'a list where one is expected' : 'not a group of elements' });
      return true;
    }
    const elements = value as Elements;
    let saysAnything = false;
    for (const name in elements) {
      const given = elements[name];
      if (given === undefined || given === null) continue;
      const below = path === '' ? name : `${path}.${name}`;
      const one = checks.get(name);
      if (!one) faults.push({ path: below, fault: 'unknown element' });
      else if (one(given, below, faults)) saysAnything = true;
      else if (required.includes(name) && given === '') faults.push({ path: below, fault: 'empty' });
    }
    for (const name of required) {
      if (elements[name] === undefined || elements[name] === null) faults.push({ path: `${path}.${name}`, fault: 'missing' });
    }
    if (type === 'CodedOrText' && !saysAnything) faults.push({ path, fault: 'neither code nor text' });
    return saysAnything;
  };
  // Known before its fields are, as a type may hold itself.
  typeChecks.set(type, check);
  for (const { name, type: inner, isList } of fields) {
    const one = checkOf(inner);
    checks.set(name, isList ? listOf(one) : one);
  }
  return check;
}

function listOf(one: Check): Check {
  return (value, path, faults) => {
    if (!Array.isArray(value)) {
      faults.push({ path, fault: 'not a list' });
      return true;
    }
    let saysAnything = false;
    for (let index = 0; index < value.length; index++) {
      const below = `${path}[${index}]`;
      if (value[index] === undefined || value[index] === null) faults.push({ path: below, fault: 'missing' });
      else if (one(value[index], below, faults)) saysAnything = true;
    }
    return saysAnything;
  };
}
