/** A letter is listed with the record, and opened by a link that works once, for one session, as long as access holds. */
import { createHash } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startGateway } from '../cli/processes.js';
import { readSettings } from '../cli/settings.js';
import type { Role } from '../schema/viewer.js';
import { ann, attended, bilal, chidi, hl7, pid, registered } from './feed-messages.js';
import { startOneSubgraph } from './one-subgraph.js';
import { quietly, startRecord, type Asked, type TestRecord } from './record.js';

const pdf = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))]);

interface Letter {
  readonly value?: string;
  readonly event?: string;
  readonly title?: string;
  readonly type?: string;
}

/** A letter of the hospital about a person: document number `id`. */
function letter(of: string, id: string, about: Letter = {}): string {
  const {
    value = `^application^pdf^Base64^${pdf.toString('base64')}`,
    event = 'T02',
    title = 'Clinic letter',
    type = 'ED',
  } = about;
  const txa = `TXA|1|CL^${title}|AP|202603061600|||||C9999902^Mockford^Mina^^^Dr^^^GMC|||${id}^PAS|||||AU||AV`;
  return hl7('hospital', `MDM^${event}`, [
    pid(of),
    'PV1|1|O',
    txa,
    ...(event === 'T11' ? [] : [`OBX|1|${type}|L^Letter||${value}||||||F`]),
  ]);
}

let record: TestRecord;
beforeAll(async () => {
  const people = [ann, bilal, chidi].flatMap((of) => [registered(of), attended(of), letter(of, `DOC-${of}`)]);
  record = await startRecord({ feeds: people });
});

const listed = `query ($of: ID!) { patient(nhsNumber: $of) { documents { entries {
  id date documentName { text } performingProfessional { name }
  content { available reason mediaType declaredType sizeInBytes } } } } }`;
const linked = `query ($of: ID!, $filter: EntryFilter) { patient(nhsNumber: $of) { documents { entries(filter: $filter) {
  id content { link linkExpiresAt } } } } }`;

const entriesOf = async (query: string, persona: Role, of: string, filter?: object): Promise<Asked[]> => {
  const { data } = await record.ask(persona, query, { of, ...(filter === undefined ? {} : { filter }) });
  return data.patient.documents.entries;
};
const linkFor = async (persona: Role, of: string): Promise<string> => (await entriesOf(linked, persona, of))[0].content.link;

async function open(link: string, persona: Role, at = record.url): Promise<Response> {
  return fetch(`${at}${link}`, { headers: { authorization: `Bearer ${await record.token(persona)}` } });
}
const refusalIn = async (response: Response) => [response.status, ((await response.json()) as Asked).errors[0].extensions];

/** What the trail says last of opening documents of a person. */
async function lastOpening(of: string) {
  const { disclosures } = await record.store.readDisclosures({ nhsNumber: of as never, first: 20, offset: 0 });
  const last = disclosures.find(({ operationName }) => operationName === 'OpenDocument');
  return (
    last && {
      who: last.viewer.userId,
      returned: last.returned.map((each) => each.coordinate),
      withheld: last.withheld.map((each) => each.reason),
    }
  );
}

describe('a letter', () => {
  test('is listed with type, date, author and what its file is; no link is made unless asked for', async () => {
    expect(await entriesOf(listed, 'gp', ann)).toMatchObject([
      {
        date: '2026-03-06T16:00+00:00',
        documentName: { text: 'Clinic letter' },
        performingProfessional: { name: 'Dr Mina Mockford' },
        content: { available: true, reason: null, mediaType: 'application/pdf', declaredType: null, sizeInBytes: pdf.length },
      },
    ]);
    expect(await record.sql('select from document_link')).toEqual([]);
  });

  test('comes back byte for byte, and as nothing that a browser would run or draw', async () => {
    const response = await open(await linkFor('gp', ann), 'gp');
    expect(response.status).toBe(200);
    expect(Buffer.from(await response.arrayBuffer()).equals(pdf)).toBe(true);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': 'attachment; filename="document.pdf"',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'content-security-policy': expect.stringContaining('sandbox'),
    });
  });

  test('R38 its link and its opening are both in the trail, by entry and partner', async () => {
    const [{ id, content }] = await entriesOf(linked, 'gp', ann);
    await open(content.link, 'gp');
    const { disclosures } = await record.store.readDisclosures({ nhsNumber: ann as never, first: 5, offset: 0 });
    const shown = disclosures.flatMap((each) => each.returned);
    for (const coordinate of ['DocumentsEntry.content.link', 'DocumentsEntry.content.bytes'])
      expect(shown).toContainEqual({ coordinate, count: 1, partners: ['RGT'], entries: [id] });
    expect(disclosures[0]).toMatchObject({
      relationship: 'registered-practice at Y99901',
      lawfulBasis: ['UK GDPR 6(1)(e)', 'UK GDPR 9(2)(h)'],
    });
  });

  test('has no number, name or identifier in its link, which the log does not hold either', async () => {
    const [{ id, content }] = await entriesOf(linked, 'gp', ann);
    await open(content.link, 'gp');
    expect(content.link).toMatch(/^\/documents\/[\w-]{43}$/);
    expect(content.link).not.toContain(id);
    expect(record.log()).not.toContain(content.link.slice(-43));
  });
});

describe('a link is refused, and the refusal is in the trail', () => {
  test('when it was used', async () => {
    const link = await linkFor('gp', ann);
    expect((await open(link, 'gp')).status).toBe(200);
    expect(await refusalIn(await open(link, 'gp'))).toEqual([410, { code: 'LINK_EXPIRED' }]);
    expect(await lastOpening(ann)).toMatchObject({ returned: [], withheld: ['LINK_USED'] });
  });

  test('when several try at once: one is given the document', async () => {
    const link = await linkFor('gp', ann);
    const answers = await Promise.all(Array.from({ length: 6 }, () => open(link, 'gp')));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 410, 410, 410, 410, 410]);
  });

  test('when it is older than a minute', async () => {
    const [{ content }] = await entriesOf(linked, 'gp', ann);
    const lifeMs = Date.parse(content.linkExpiresAt) - Date.now();
    expect(lifeMs).toBeGreaterThan(30_000);
    expect(lifeMs).toBeLessThan(90_000);
    await record.sql('update document_link set expires_ms = expires_ms - 60001 where used_ms is null');
    expect(await refusalIn(await open(content.link, 'gp'))).toEqual([410, { code: 'LINK_EXPIRED' }]);
    expect(await lastOpening(ann)).toMatchObject({ returned: [], withheld: ['LINK_EXPIRED'] });
  });

  test('when another user holds it, who learns nothing and cannot use it up', async () => {
    const link = await linkFor('gp', ann);
    expect(await refusalIn(await open(link, 'hospital-doctor'))).toEqual([404, { code: 'NOT_FOUND' }]);
    expect(await lastOpening(ann)).toMatchObject({ withheld: ['LINK_OF_ANOTHER'] });
    expect((await open(link, 'gp')).status).toBe(200);
  });

  test('when the same user comes in another session', async () => {
    const link = await linkFor('gp', ann);
    const other = await fetch(`${record.url}/development/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ persona: 'gp' }),
    });
    const { access_token: token } = (await other.json()) as { access_token: string };
    const response = await fetch(`${record.url}${link}`, { headers: { authorization: `Bearer ${token}` } });
    expect(await refusalIn(response)).toEqual([404, { code: 'NOT_FOUND' }]);
    expect(await lastOpening(ann)).toMatchObject({ withheld: ['LINK_OF_ANOTHER'] });
  });

  test('when the person has objected meanwhile', async () => {
    const link = await linkFor('gp', bilal);
    const input = { nhsNumber: bilal, idempotencyKey: 'meanwhile', sourcePartners: ['RGT'] };
    const objection = await record.ask(
      'gp',
      'mutation ($input: RecordObjectionInput!) { recordObjection(input: $input) { id version } }',
      { input },
    );
    expect(objection.errors).toEqual([]);
    expect(await refusalIn(await open(link, 'gp'))).toEqual([403, { code: 'WITHHELD', reason: 'OBJECTION' }]);
    expect(await lastOpening(bilal)).toMatchObject({ returned: [], withheld: ['OBJECTION'] });
  });

  test('when the document was taken back, replaced by a sensitive one, or the person’s address protected meanwhile', async () => {
    const link = await linkFor('gp', chidi);
    await record.take(letter(chidi, `DOC-${chidi}`, { event: 'T08', title: 'Genitourinary medicine clinic letter' }));
    expect(await refusalIn(await open(link, 'gp'))).toEqual([404, { code: 'NOT_FOUND' }]);
    expect(await lastOpening(chidi)).toMatchObject({ returned: [], withheld: ['NO_LONGER_HELD'] });
    expect(await entriesOf(listed, 'gp', chidi)).toEqual([]);

    await record.take(letter(chidi, 'DOC-2'));
    const second = await linkFor('gp', chidi);
    await record.take(letter(chidi, 'DOC-2', { event: 'T11' }));
    expect(await refusalIn(await open(second, 'gp'))).toEqual([404, { code: 'NOT_FOUND' }]);

    await record.take(letter(chidi, 'DOC-3'));
    const third = await linkFor('gp', chidi);
    await record.take(hl7('hospital', 'ADT^A31', [pid(chidi), 'PV1|1|N', 'ZU8||||1']));
    expect(await refusalIn(await open(third, 'gp'))).toEqual([403, { code: 'WITHHELD', reason: 'SENSITIVE_ADDRESS' }]);
    const answer = await record.ask('gp', linked, { of: chidi });
    expect(answer.data.patient.documents.entries).toMatchObject([{ content: { link: null, linkExpiresAt: null } }]);
    expect(new Set(answer.errors.map((error) => error.extensions.reason))).toEqual(new Set(['SENSITIVE_ADDRESS']));
  });

  test('when there is no token, or nobody made the link', async () => {
    const link = await linkFor('gp', ann);
    expect((await fetch(`${record.url}${link}`)).status).toBe(401);
    expect((await open(link, 'gp')).status).toBe(200);
    for (const made of [`/documents/${'A'.repeat(43)}`, '/documents/9990000018', '/documents/x%27%20or%201=1'])
      expect(await refusalIn(await open(made, 'gp'))).toEqual([404, { code: 'NOT_FOUND' }]);
  });

  test('when it is only asked what it leads to: that uses nothing up', async () => {
    const link = await linkFor('gp', ann);
    const head = await fetch(`${record.url}${link}`, {
      method: 'HEAD',
      headers: { authorization: `Bearer ${await record.token('gp')}` },
    });
    expect(head.status).toBe(404);
    expect((await open(link, 'gp')).status).toBe(200);
  });

  test('when the audit cannot be written: then no byte leaves', async () => {
    const link = await linkFor('gp', ann);
    await record.sql('alter table disclosure rename to disclosure_gone');
    const response = await open(link, 'gp');
    await record.sql('alter table disclosure_gone rename to disclosure');
    expect(await refusalIn(response)).toEqual([503, { code: 'AUDIT_UNAVAILABLE' }]);
  });
});

test('a role that does not see documents sees no file of one', async () => {
  const answer = await record.ask('receptionist', linked, { of: ann });
  expect(answer.data.patient.documents.entries).toBeNull();
  expect(answer.errors.map((error) => error.extensions)).toContainEqual(expect.objectContaining({ code: 'WITHHELD' }));
});

test('one document can be asked for by its identifier, so that a link is made when a reader opens it', async () => {
  await record.take(letter(ann, 'DOC-other'));
  const entries = await entriesOf(listed, 'gp', ann);
  expect(entries.length).toBeGreaterThan(1);
  const [first] = entries;
  expect((await entriesOf(linked, 'gp', ann, { ids: [first.id] })).map(({ id }) => id)).toEqual([first.id]);
});

test('one answer makes no more than fifty links', async () => {
  await record.take(...Array.from({ length: 60 }, (_, i) => letter(ann, `DOC-many-${i}`)));
  const answer = await record.ask('gp', linked, { of: ann });
  const links = answer.data.patient.documents.entries.filter((entry: Asked) => entry.content.link !== null);
  expect(links).toHaveLength(50);
  expect(new Set(answer.codes)).toEqual(new Set(['OPERATION_TOO_LARGE']));
});

describe('a file that is not what it says', () => {
  const someone = '9990000042';
  beforeAll(async () => {
    await record.take(registered(someone), attended(someone));
  });
  const only = async (document: string): Promise<Asked> => {
    await record.take(document);
    return (await entriesOf(listed, 'gp', someone))[0];
  };

  test('HTML is never handed out as such', async () => {
    const page = '<html><body><h1>Letter</h1></body></html>';
    const entry = await only(
      letter(someone, 'DOC-H', { value: `^application^pdf^Base64^${Buffer.from(page).toString('base64')}` }),
    );
    expect(entry.content).toMatchObject({ available: true, mediaType: 'text/html', declaredType: 'application/pdf' });
    const response = await open(await linkFor('gp', someone), 'gp');
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="document.txt"');
    expect(await response.text()).toBe(page);
    await record.take(letter(someone, 'DOC-H', { event: 'T11' }));
  });
});

describe('spread out', () => {
  test('a gateway without data fetches the document from the subgraph that owns it, with the same checks', async () => {
    const encounters = await startOneSubgraph(record, 'encounters');
    const settings = readSettings(
      { PORT: '0', DATA_DIR: record.dataDir, SUBGRAPH_URL: `http://{name}.invalid/graphql encounters=${encounters.url}/graphql` },
      {},
    );
    const gateway = await quietly(() =>
      startGateway({ settings, profile: record.profile, logger: pino({ level: 'silent' }), json: true }),
    );
    afterAll(() => gateway.close());
    const link = await linkFor('gp', ann);
    const response = await open(link, 'gp', gateway.url);
    expect(response.status).toBe(200);
    const hash = createHash('sha256')
      .update(Buffer.from(await response.arrayBuffer()))
      .digest('hex');
    expect(hash).toBe(createHash('sha256').update(pdf).digest('hex'));
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="document.pdf"');
    expect(await refusalIn(await open(link, 'gp', gateway.url))).toEqual([410, { code: 'LINK_EXPIRED' }]);
  });
});
