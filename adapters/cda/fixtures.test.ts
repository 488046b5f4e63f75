import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { RecordError } from '../../schema/errors.js';
import { contextFor, fixture } from './example-feed.js';
import { senderOf } from './sender.js';
import { translateCda } from './translate.js';

const folder = new URL('fixtures/', import.meta.url);
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.xml'))
  .map((name) => name.slice(0, -'.xml'.length));

/** The bytes of a file as they read in an expectation. */
function filesAsText(name: string, value: unknown): unknown {
  return name === 'bytes' ? Buffer.from((value as { readonly data: readonly number[] }).data).toString('latin1') : value;
}

/** What becomes of a document, as its expectation says it: the translation, or the code of its refusal. */
function outcomeOf(name: string): unknown {
  const document = fixture(`${name}.xml`);
  try {
    const { translation, refused } = translateCda(document, contextFor(senderOf(document)));
    return JSON.parse(JSON.stringify({ ...translation, refused }, filesAsText));
  } catch (error) {
    if (error instanceof RecordError) return { refusedWith: error.code };
    throw error;
  }
}

describe('each fixture becomes exactly what is written beside it', () => {
  it.each(names)('%s', (name) => {
    const expected: unknown = JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'));
    expect(outcomeOf(name)).toEqual(expected);
  });

  it('leaves no expectation without its document', () => {
    const expectations = readdirSync(folder).filter((name) => name.endsWith('.json'));
    expect(expectations.map((name) => name.replace('.json', ''))).toEqual(names);
  });
});
