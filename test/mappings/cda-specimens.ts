import { pathOf, structuralAttributes } from '../../adapters/cda/leaves.js';
import { translateCda } from '../../adapters/cda/translate.js';
import { titleOf } from '../../adapters/cda/sections/kinds.js';
import { said } from '../../adapters/cda/values/coded.js';
import type { XmlElement } from '../../adapters/formats/xml/element.js';
import { clinicalDocumentsOf } from '../../adapters/formats/xml/itk.js';
import { children, descendants } from '../../adapters/formats/xml/query.js';
import { readXml } from '../../adapters/formats/xml/read.js';
import type { FeedContext } from '../../schema/feed.js';
import { entryTemplates } from './cda-templates.js';
import { outcomeOf, type Leaf, type Specimen } from './specimen.js';

/** A leaf and where in the tree it stands: an attribute, or the text among the children of its element. */
interface Standing extends Leaf {
  readonly element: XmlElement;
  readonly at: string | number;
}

/** The table of what stands outside all sections. */
export const headerTable = 'header';

/** Every clinical document of a file. */
export function documentsIn(bytes: Uint8Array, contextFor: (document: XmlElement) => FeedContext): readonly Specimen[] {
  return clinicalDocumentsOf(readXml(bytes)).map(({ document }) => specimenOf(document, contextFor(document)));
}

function specimenOf(document: XmlElement, context: FeedContext): Specimen {
  const leaves = [...standing(document, { table: headerTable, steps: [], path: 'ClinicalDocument' })];
  const byLeaf = new Map<Leaf, Standing>(leaves.map((leaf) => [leaf, leaf]));
  return {
    format: 'cda',
    leaves,
    translate(leaf, replacement) {
      const changed = leaf === undefined ? undefined : byLeaf.get(leaf)!;
      return outcomeOf(() =>
        translateCda(changed === undefined ? document : copied(document, undefined, changed, replacement), context),
      );
    },
  };
}

interface Way {
  readonly table: string;
  /** From the table's root, with templates. */
  readonly steps: readonly string[];
  readonly path: string;
}

/** What is part of no fact, and is told in the words around the tables: templates, and the kinds of things and links. */
const structure = new Set(['templateId', 'typeId', 'realmCode', 'contentId', 'messageType']);

function* standing(element: XmlElement, way: Way): Generator<Standing> {
  const name = way.steps.join('/');
  for (const [at, text] of element.attributes) {
    if (structuralAttributes.has(at) || at.startsWith('{') || text.trim() === '' || structure.has(element.name)) continue;
    if (!way.steps.includes('text')) {
      yield { table: way.table, name: `${name}${name === '' ? '' : '/'}@${at}`, path: way.path, text, element, at };
    }
  }
  for (const [at, part] of element.children.entries()) {
    if (typeof part !== 'string') yield* standing(part, wayTo(part, way));
    else if (part.trim() !== '') yield { table: way.table, name, path: way.path, text: part, element, at };
  }
}

function wayTo(element: XmlElement, from: Way): Way {
  const path = pathOf(element, from.path);
  if (element.name === 'section') return { table: tableOf(element, path), steps: [], path };
  // Whatever its markup, the narrative is one text.
  const steps = from.table !== headerTable && from.steps[0] === 'text' ? from.steps : [...from.steps, stepOf(element)];
  return { table: from.table, steps, path };
}

/** A section is told by its code, and where it has none by its title. */
function tableOf(section: XmlElement, path: string): string {
  return path === 'section[]' ? `section[] ${titleOf(section) ?? ''}`.trim() : path;
}

const cCdaEntry = '2.16.840.1.113883.10.20.22.4.';

function stepOf(element: XmlElement): string {
  const templates = children(element, 'templateId').flatMap((id) => {
    const root = said(id, 'root') ?? '';
    const extension = said(id, 'extension');
    if (root.startsWith(cCdaEntry)) return [entryTemplates[root.slice(cCdaEntry.length)] ?? root];
    return extension?.includes('#') === true ? [extension.split('#')[0]!] : [];
  });
  const kind =
    templates[0] ?? (/^(?:participant|entryRelationship)$/.test(element.name) ? element.attributes.get('typeCode') : undefined);
  return kind === undefined ? element.name : `${element.name}[${kind}]`;
}

function copied(
  element: XmlElement,
  parent: XmlElement | undefined,
  changed: Standing,
  replacement: string | undefined,
): XmlElement {
  const isChanged = element === changed.element;
  const parts: (XmlElement | string)[] = [];
  const copy: XmlElement = {
    ...element,
    attributes:
      isChanged && typeof changed.at === 'string' ? attributesWith(element, changed.at, replacement) : element.attributes,
    children: parts,
    parent,
  };
  for (const [at, part] of element.children.entries()) {
    if (typeof part !== 'string') parts.push(copied(part, copy, changed, replacement));
    else parts.push(isChanged && at === changed.at ? (replacement ?? '') : part);
  }
  return copy;
}

function attributesWith(element: XmlElement, name: string, value: string | undefined): ReadonlyMap<string, string> {
  const attributes = new Map(element.attributes);
  if (value === undefined) attributes.delete(name);
  else attributes.set(name, value);
  return attributes;
}

/** What each section is called, by its table, as the first document that has it says. */
export function sectionTitles(documents: Iterable<XmlElement>): ReadonlyMap<string, string> {
  const titles = new Map<string, string>();
  for (const document of documents) {
    for (const section of descendants(document, 'section')) {
      const table = tableOf(section, pathOf(section, ''));
      const title = titleOf(section);
      if (title !== undefined && !titles.has(table)) titles.set(table, title);
    }
  }
  return titles;
}
