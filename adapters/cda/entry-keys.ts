import { createHash } from 'node:crypto';
import type { Draft } from './drafts.js';
import { identifierOf } from './values/identifiers.js';

/**
 * Gives each entry of a document its key within its section: the entry's own id, which stays the same from
 * document to document; else a hash of what it says. Careless senders give two entries one id: the later
 * ones get their content's hash behind it, so that none replaces another unseen.
 */
export class EntryKeys {
  readonly #taken = new Map<string, string>();

  keyOf(draft: Draft, body: object, own: string | undefined = identifierOf(draft.from)): string {
    const content = hash(body);
    const id = own === undefined ? content : `${own}${draft.part === undefined ? '' : ` ${draft.part}`}`;
    const place = `${draft.section} ${id}`;
    const before = this.#taken.get(place);
    if (before === undefined) {
      this.#taken.set(place, content);
      return id;
    }
    return before === content ? id : `${id} ${content}`;
  }
}

function hash(body: object): string {
  // What says when and by whom it was written differs from document to document; the fact does not.
  return createHash('sha256').update(JSON.stringify(body, ignoring)).digest('hex').slice(0, 32);
}

function ignoring(name: string, value: unknown): unknown {
  return name === 'personCompletingRecord' ? undefined : value;
}
