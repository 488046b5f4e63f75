import { visit, type DocumentNode } from 'graphql';
import type { Section } from '../../schema/entry.js';
import { isSection } from '../../schema/sections.js';

/** Sections named anywhere in the document: a superset is only read, never shown. */
export function sectionsIn(document: DocumentNode): readonly Section[] {
  const found = new Set<Section>();
  visit(document, {
    Field(node) {
      if (isSection(node.name.value)) found.add(node.name.value);
    },
  });
  return [...found];
}
