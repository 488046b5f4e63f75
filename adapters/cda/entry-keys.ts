import { createHash } from 'node:crypto';
import type { Draft } from './drafts.js';
import { identifierOf } from './values/identifiers.js';

/** A draft with its tidied body, about to get its key. */
export interface Keyless {
  readonly draft: Draft;
  readonly body: object;
  /** A key that is known already. */
  readonly fixed: string | undefined;
}

/**
 * The key of each entry of a document within its section: the entry's own id, which stays the same from document
 * to document; else a hash of what it says. Careless senders give several entries one id: those get the hash of
 * their content behind it, all of them, so that none ever replaces another, in this document or the next.
 */
export function keysOf(entries: readonly Keyless[]): readonly string[] {
  const contents = new Map<string, Set<string>>();
  const named = entries.map(({ draft, body, fixed }) => {
    const id = fixed ?? ownId(draft);
    const content = hash(body);
    const place = `${draft.section} ${id ?? content}`;
    contents.set(place, (contents.get(place) ?? new Set()).add(content));
    return { id, content, place };
  });
  return named.map(({ id, content, place }) => {
    if (id === undefined) return content;
    return contents.get(place)!.size === 1 ? id : `${id} ${content}`;
  });
}

function ownId(draft: Draft): string | undefined {
  const id = identifierOf(draft.from);
  return id === undefined || draft.part === undefined ? id : `${id} ${draft.part}`;
}

function hash(body: object): string {
  return createHash('sha256').update(JSON.stringify(body, withoutAuthor)).digest('hex').slice(0, 32);
}

/** Who wrote it, and when, differs from document to document; the fact does not. */
function withoutAuthor(name: string, value: unknown): unknown {
  return name === 'personCompletingRecord' ? undefined : value;
}
