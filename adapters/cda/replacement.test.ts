import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NhsNumber } from '../../schema/nhs-number.js';
import type { Unit } from '../../store/apply/units.js';
import { freshStore, type FreshStore } from '../../store/test-database.js';
import { entriesOf, exampleDocument, sectionOf, type DocumentParts } from './example-document.js';
import { contextFor } from './example-feed.js';
import { translateCda } from './translate.js';

const person = '9990000018' as NhsNumber;
let store: FreshStore;
beforeAll(async () => {
  store = await freshStore();
});
afterAll(() => store.close());

const problem = (id: string, name: string): string =>
  `<observation><id root="9.9" extension="${id}"/><value xsi:type="CD" code="${id}" displayName="${name}"/></observation>`;
const problems = (...each: readonly string[]): string => sectionOf('11450-4', entriesOf(...each));
const inSet = (set: string, version: number): string =>
  `<setId root="4.4" extension="${set}"/><versionNumber value="${version}"/>`;
const replacing = (id: string, set = ''): string =>
  `<relatedDocument typeCode="RPLC"><parentDocument><id root="1.2.3" extension="${id}"/>${set}</parentDocument></relatedDocument>`;

/** The document as it comes in. */
function received(parts: DocumentParts): Unit {
  const context = contextFor('RGT');
  return {
    message: {
      feed: context.feed.name,
      partner: context.partner,
      format: 'cda',
      bytes: Buffer.from(JSON.stringify(parts)),
      receivedAt: context.receivedAt,
    },
    ...translateCda(exampleDocument(parts), context),
  };
}

async function readAfter(...documents: readonly DocumentParts[]): Promise<{ problems: string[]; documents: string[] }> {
  for (const each of documents) await store.apply([received(each)]);
  const { entries } = await store.readPerson(person, ['problemList', 'documents']);
  const body = (each: (typeof entries)[number]) => each.body as { problem?: { text: string }; documentIdentifier?: string };
  return {
    problems: entries.flatMap((each) => body(each).problem?.text ?? []).toSorted((a, b) => a.localeCompare(b)),
    documents: entries.flatMap((each) => body(each).documentIdentifier ?? []).toSorted((a, b) => a.localeCompare(b)),
  };
}

/** Every order of arrival, each on a store of its own. */
async function whateverTheOrder(
  documents: readonly DocumentParts[],
  expected: { problems: readonly string[]; documents: readonly string[] },
): Promise<void> {
  for (const order of orders(documents)) {
    await store.close();
    store = await freshStore();
    expect(await readAfter(...order)).toEqual(expected);
  }
}

function orders<T>(all: readonly T[]): readonly (readonly T[])[] {
  if (all.length <= 1) return [all];
  return all.flatMap((first, at) => orders(all.filter((_, other) => other !== at)).map((rest) => [first, ...rest]));
}

describe('a document that replaces another, whatever the order of arrival', () => {
  it('by set and version: what the newest version no longer says has ended', async () => {
    const first = { id: 'v1', header: inSet('s', 1), body: problems(problem('1', 'Asthma'), problem('2', 'Gout')) };
    const second = { id: 'v2', written: '20260106', header: inSet('s', 2), body: problems(problem('1', 'Asthma, mild')) };
    const third = { id: 'v3', written: '20260107', header: inSet('s', 3), body: problems(problem('3', 'COPD')) };
    await whateverTheOrder([first, second, third], { problems: ['COPD'], documents: ['1.2.3^v3'] });
  });

  it('by set and version, when both were written on one day', async () => {
    const first = { id: 'v1', header: inSet('s', 1), body: problems(problem('1', 'Asthma'), problem('2', 'Gout')) };
    const second = { id: 'v2', header: inSet('s', 2), body: problems(problem('1', 'Asthma, mild')) };
    await whateverTheOrder([first, second], { problems: ['Asthma, mild'], documents: ['1.2.3^v2'] });
  });

  it('by RPLC alone, where the documents have no set', async () => {
    const first = { id: 'a', body: problems(problem('1', 'Asthma'), problem('2', 'Gout')) };
    const second = { id: 'b', header: replacing('a'), body: problems(problem('2', 'Gout, settled')) };
    await whateverTheOrder([first, second], { problems: ['Gout, settled'], documents: ['1.2.3^b'] });
  });

  it('by RPLC that names the set of what it replaces', async () => {
    const first = { id: 'a', header: inSet('old', 1), body: problems(problem('1', 'Asthma')) };
    const second = {
      id: 'b',
      written: '20260106',
      header: `${inSet('new', 1)}${replacing('a', inSet('old', 1))}`,
      body: problems(problem('4', 'Bronchitis')),
    };
    await whateverTheOrder([first, second], { problems: ['Bronchitis'], documents: ['1.2.3^b'] });
  });

  it('but one that only adds to another (APND) ends nothing', async () => {
    const first = { id: 'a', body: problems(problem('1', 'Asthma')) };
    const second = {
      id: 'b',
      written: '20260106',
      header: replacing('a').replace('RPLC', 'APND'),
      body: problems(problem('2', 'Gout')),
    };
    await whateverTheOrder([first, second], { problems: ['Asthma', 'Gout'], documents: ['1.2.3^a', '1.2.3^b'] });
  });
});
