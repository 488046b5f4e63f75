import { BREAK, visit, type DocumentNode } from 'graphql';

/** Whether anything in the document depends on `@skip` or `@include`. */
export function isConditional(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    Directive({ name }) {
      if (name.value !== 'skip' && name.value !== 'include') return undefined;
      found = true;
      return BREAK;
    },
  });
  return found;
}
