import { RecordError } from '../../schema/errors.js';

/** A column name without case, spaces, underscores, hyphens and brackets: `Person Unique-Identifier` = `Person_Unique_Identifier`. */
export function folded(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** Position of each column by its folded name. @throws RecordError STRUCTURE_INVALID when two names fold to one. */
export function columnsOf(header: readonly string[]): ReadonlyMap<string, number> {
  const columns = new Map<string, number>();
  for (const [index, name] of header.entries()) {
    const fold = folded(name);
    if (fold === '') continue;
    if (columns.has(fold)) throw new RecordError('STRUCTURE_INVALID', { detail: `two columns mean ${fold}`, location: 'header' });
    columns.set(fold, index);
  }
  return columns;
}
