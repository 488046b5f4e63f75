import type { XmlElement } from '../../formats/xml/element.js';
import { child, children } from '../../formats/xml/query.js';
import { isEvent, statementsIn } from '../statements.js';
import { said } from '../values/coded.js';
import type { SectionKind } from './kinds.js';

const cCda = '2.16.840.1.113883.10.20.22.4.';
const of = (kind: SectionKind, ...templates: readonly string[]): readonly (readonly [string, SectionKind])[] =>
  templates.map((template) => [template, kind]);

/** C-CDA entry templates (without their common root), by the kind of section they belong in. */
const byTemplate: ReadonlyMap<string, SectionKind> = new Map([
  ...of('allergies', '30', '7'),
  ...of('problems', '3', '4', '19', '33', '34', '51', '65', '80'),
  ...of('medications', '16', '18', '35', '36'),
  ...of('results', '1', '2'),
  ...of('vitalSigns', '26', '27'),
  ...of('procedures', '12', '13', '14'),
  ...of('encounters', '49'),
  ...of('vaccinations', '52'),
  ...of('plan', '20', '39', '40', '41', '42', '43', '44', '120', '140', '141'),
  ...of('socialHistory', '38', '72', '78', '85', '109', '111', '200'),
  ...of('familyHistory', '45', '46'),
  ...of('functionalStatus', '66', '67'),
  ...of('mentalStatus', '74', '75'),
  ...of('assessments', '69', '124', '138'),
  ...of('devices', '50', '135'),
  ...of('advanceDirectives', '48', '108'),
  ...of('goals', '121'),
  ...of('concerns', '132'),
  ...of('notes', '202'),
  ...of('contacts', '500'),
]);

/** ITK coded entries, by the name of their template in contentId or templateId. */
const byItkTemplate: ReadonlyMap<string, SectionKind> = new Map([
  ['TP146060', 'allergies'],
  ['TP146061', 'allergies'],
  ['TP146062', 'procedures'],
  ['TP146063', 'problems'],
  ['TP146066', 'procedures'],
]);

/** Acts that need no template to be known for what they are. */
const byName: ReadonlyMap<string, SectionKind> = new Map([
  ['substanceAdministration', 'medications'],
  ['procedure', 'procedures'],
  ['encounter', 'encounters'],
]);

/** What kind of section an entry belongs in, whatever section it stands in; undefined when nothing tells. */
export function kindOfEntry(entry: XmlElement): SectionKind | undefined {
  for (const statement of statementsIn(entry)) {
    const kind = templateKind(statement) ?? itkKind(entry) ?? itkKind(statement) ?? byName.get(statement.name);
    if (kind !== undefined) return kind === 'medications' && !isEvent(statement) ? 'plan' : kind;
  }
  return undefined;
}

function templateKind(statement: XmlElement): SectionKind | undefined {
  for (const id of children(statement, 'templateId')) {
    const root = said(id, 'root') ?? '';
    const kind = root.startsWith(cCda) ? byTemplate.get(root.slice(cCda.length)) : undefined;
    if (kind !== undefined) return kind;
  }
  return undefined;
}

const localisation = 'NPFIT:HL7:Localisation';

function itkKind(element: XmlElement): SectionKind | undefined {
  const names = [child(element, 'contentId', localisation), ...children(element, 'templateId')].map((id) =>
    said(id, 'extension'),
  );
  for (const name of names) {
    const kind = byItkTemplate.get(/TP\d{6}/.exec(name ?? '')?.[0] ?? '');
    if (kind !== undefined) return kind;
  }
  return undefined;
}

/** `section` as if `entry` were all it held. */
export function withOnly(section: XmlElement, entry: XmlElement): XmlElement {
  return {
    ...section,
    children: [...section.children.filter((part) => typeof part === 'string' || part.name !== 'entry'), entry],
  };
}
