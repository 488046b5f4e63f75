import { createHash } from 'node:crypto';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PutEntry, Statement, Subject } from '../schema/entry.js';
import { sensitiveLabeller } from '../schema/sensitive.js';
import { sensitiveSet } from '../schema/sensitive-sets.js';
import { largestFileBytes } from './contents/take.js';
import { openStore } from './open.js';
import { freshStore, type FreshStore } from './test-database.js';
import { list, people, unitOf } from './test-units.js';

const [person, other] = people;
const pdf = Buffer.from('%PDF-1.7\n1 0 obj << >> endobj\n\x00\xff\xfe binary', 'latin1');
const scan = Buffer.from('\xff\xd8\xff\xe0 a scan', 'latin1');
const sha = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

let store: FreshStore;
beforeEach(async () => {
  store = await freshStore();
});
afterEach(() => store.close());

function letter(bytes: Uint8Array | undefined, about: Partial<PutEntry<'documents'>> & { subject?: Subject } = {}): Statement {
  return {
    kind: 'put',
    subject: person,
    section: 'documents',
    key: 'letter-1',
    body: { documentTitle: 'Clinic letter' },
    ...(bytes === undefined ? {} : { content: { bytes, declaredType: 'application/pdf' } }),
    ...about,
  } as Statement;
}

/** What entries say of their files. */
async function filesOf(of = person): Promise<unknown[]> {
  const { entries } = await store.readPerson(of, ['documents']);
  return entries.map((entry) => (entry.body as { content?: unknown }).content);
}

describe('a file', () => {
  it('is kept as it came, apart from its entry, which says what it is', async () => {
    await store.apply([unitOf([letter(pdf)])]);
    expect(await filesOf()).toEqual([
      { available: true, mediaType: 'application/pdf', sizeInBytes: pdf.length, sha256: sha(pdf) },
    ]);
    const file = await store.readDocument(person, 'RGT', sha(pdf));
    expect(file?.mediaType).toBe('application/pdf');
    expect(Buffer.from(file!.bytes).equals(pdf)).toBe(true);
  });

  it('belongs to one person and one partner: nobody else’s entry reaches it', async () => {
    await store.apply([unitOf([letter(pdf)])]);
    expect(await store.readDocument(other, 'RGT', sha(pdf))).toBeUndefined();
    expect(await store.readDocument(person, 'RGN', sha(pdf))).toBeUndefined();
  });

  it('gives way to the file of a later version, and stays when only something is said of the document', async () => {
    await store.apply([unitOf([letter(pdf)], { at: 1 })]);
    const signed = {
      kind: 'patch',
      subject: person,
      section: 'documents',
      key: 'letter-1',
      changes: { comments: 'signed' },
    } as const;
    await store.apply([unitOf([signed], { at: 2 })]);
    expect(await filesOf()).toMatchObject([{ sha256: sha(pdf) }]);
    await store.apply([unitOf([letter(scan)], { at: 3 })]);
    expect(await filesOf()).toMatchObject([{ sha256: sha(scan), mediaType: 'image/jpeg', declaredType: 'application/pdf' }]);
  });

  it('is that of the newest version, whatever the order of arrival', async () => {
    await store.apply([unitOf([letter(scan)], { at: 3 })]);
    await store.apply([unitOf([letter(pdf)], { at: 1 })]);
    expect(await filesOf()).toMatchObject([{ sha256: sha(scan) }]);
    expect(await store.readDocument(person, 'RGT', sha(scan))).toBeDefined();
  });

  it('goes with its entry: taken back, replaced by a version without one, or out of its list', async () => {
    await store.apply([unitOf([letter(pdf)], { at: 1 })]);
    await store.apply([unitOf([letter(undefined)], { at: 2 })]);
    expect(await filesOf()).toEqual([undefined]);
    await store.apply([unitOf([letter(pdf, { list: 'of the visit' })], { at: 3 })]);
    await store.apply([unitOf([list(person, 'documents', [], 'of the visit')], { at: 4 })]);
    expect(await filesOf()).toEqual([]);
    await store.apply([unitOf([letter(pdf)], { at: 5 })]);
    const gone = { kind: 'retract', subject: person, section: 'documents', key: 'letter-1', because: 'wrong-patient' } as const;
    await store.apply([unitOf([gone], { at: 6 })]);
    expect(await filesOf()).toEqual([]);
  });

  it('follows the person through a merge', async () => {
    await store.apply([unitOf([letter(pdf, { subject: other })], { at: 1 })]);
    await store.apply([unitOf([{ kind: 'merge', discarded: other, survivor: person }], { at: 2 })]);
    expect(await filesOf()).toMatchObject([{ sha256: sha(pdf) }]);
    expect(await store.readDocument(person, 'RGT', sha(pdf))).toBeDefined();
  });

  it.each([
    ['DOCUMENT_TOO_LARGE', Buffer.concat([pdf, Buffer.alloc(largestFileBytes)])],
    ['DOCUMENT_TYPE_REFUSED', Buffer.from('MZ\x90\0 a program', 'latin1')],
  ] as const)('is refused with %s while its entry is kept and says so', async (code, bytes) => {
    const [outcome] = await store.apply([unitOf([letter(bytes)])]);
    expect(outcome).toMatchObject({ outcome: 'stored', entries: 1, refused: [{ code }] });
    expect(await filesOf()).toMatchObject([{ available: false, reason: code, sizeInBytes: bytes.length }]);
    expect(await store.readDocument(person, 'RGT', sha(bytes))).toBeUndefined();
  });

  it('is kept when its unit has to be stored on its own after another of the batch failed', async () => {
    const bad = { ...letter(undefined, { key: 'bad' }), recordedAt: 'a NUL \0' } as Statement;
    const outcomes = await store.apply([unitOf([letter(pdf)]), unitOf([bad])]);
    expect(outcomes).toMatchObject([{ outcome: 'stored' }, { outcome: 'quarantined' }]);
    expect(await filesOf()).toContainEqual(expect.objectContaining({ sha256: sha(pdf) }));
    expect(await store.readDocument(person, 'RGT', sha(pdf))).toBeDefined();
  });
});

describe('a sensitive word inside a file', () => {
  const labeller = (word: string) => sensitiveLabeller([sensitiveSet({ category: 'test', words: [word] })]);
  const say = (text: string) => letter(Buffer.from(text));

  it.each([
    ['plain text', 'Seen in the zebra clinic.'],
    ['HTML', '<html><body>Seen in the <b>zebra</b> clinic.</body></html>'],
    ['RTF', String.raw`{\rtf1\ansi Seen in the \b zebra\b0  clinic.\par}`],
  ])('hides the document: %s', async (_, text) => {
    await store.close();
    store = await freshStore({ sensitive: labeller('zebra') });
    await store.apply([unitOf([say(text)])]);
    expect(await filesOf()).toEqual([]);
  });

  it('hides it from the next start on, when the word was made sensitive since', async () => {
    await store.apply([unitOf([say('Seen in the zebra clinic.')])]);
    expect(await filesOf()).toHaveLength(1);
    const reopened = await openStore({ databaseUrl: store.databaseUrl, sensitive: labeller('zebra') });
    await reopened.close();
    expect(await filesOf()).toEqual([]);
  });
});

describe('a link', () => {
  const link = { nhsNumber: person, entryId: '00000000-0000-8000-a000-000000000001', userId: 'u', sessionId: 's' };

  it('stands for its document until it is used, once, however many try at once', async () => {
    const [issued] = await store.issueDocumentLinks([link]);
    expect(issued!.token).toMatch(/^[\w-]{43}$/);
    expect(await store.documentLink(issued!.token)).toEqual({ ...link, state: 'open' });
    const tries = await Promise.all(Array.from({ length: 5 }, () => store.useDocumentLink(issued!.token)));
    expect(tries.filter(Boolean)).toHaveLength(1);
    expect(await store.documentLink(issued!.token)).toMatchObject({ state: 'used' });
  });

  it('cannot be used when its time is over', async () => {
    const [issued] = await store.issueDocumentLinks([link]);
    const database = new pg.Client({ connectionString: store.databaseUrl });
    await database.connect();
    await database.query('update document_link set expires_ms = expires_ms - 60001');
    await database.end();
    expect(await store.documentLink(issued!.token)).toMatchObject({ state: 'expired' });
    expect(await store.useDocumentLink(issued!.token)).toBe(false);
  });

  it('is not kept itself: the database holds nothing that opens a document', async () => {
    const [issued] = await store.issueDocumentLinks([link]);
    const database = new pg.Client({ connectionString: store.databaseUrl });
    await database.connect();
    const { rows } = await database.query<{ row: string }>('select document_link::text as row from document_link');
    await database.end();
    expect(rows[0]!.row).not.toContain(issued!.token);
    expect(rows[0]!.row).not.toContain(Buffer.from(issued!.token).toString('hex'));
  });

  it('stands for nothing when nobody made it', async () => {
    expect(await store.documentLink('A'.repeat(43))).toBeUndefined();
  });
});
