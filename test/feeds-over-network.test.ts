/** What a partner's system sends over MLLP or HTTPS is acknowledged, and in the next query (R33, R34). */
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { confirmSnapshot } from '../adapters/files/snapshot.js';
import { framed, openSender } from '../adapters/inbox/mllp/test-sender.js';
import { loadProfile } from '../schema/profile.js';
import { testDataKey } from '../store/test-database.js';
import { ann, daysAgo, dischargeSummary, hl7, homeCare, pid, registered } from './feed-messages.js';
import { startRecord } from './record.js';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const base = loadProfile('cambridgeshire-peterborough');
const profile = {
  ...base,
  feeds: base.feeds.map((feed) =>
    feed.name === 'rgt-pas'
      ? { ...feed, onError: 'reject' as const, maxMessageBytes: 20_000 }
      : feed.name === 'rgt-lab'
        ? { ...feed, certificates: ['CN=lims.rgt'] }
        : feed,
  ),
};
const secrets = ['rgt-pas', 'rgt-documents', 'cambridgeshire-adults'].map((name) => `${name}=${sha256(`secret of ${name}`)}`);
const record = await startRecord({
  feeds: [registered(ann)],
  profile,
  settings: { MLLP_PORT: '0', DATA_KEY: testDataKey, FEED_SECRETS: secrets.join(',') },
});

const basic = (feed: string, secret = `secret of ${feed}`) => `Basic ${Buffer.from(`${feed}:${secret}`).toString('base64')}`;
const send = (feed: string, type: string, body: string | FormData, headers: Record<string, string> = {}) =>
  fetch(`${record.url}/feeds/${feed}`, {
    method: 'POST',
    body,
    headers: { ...(type === '' ? {} : { 'content-type': type }), authorization: basic(feed), ...headers },
  });
const status = async (feed: string, location: string | null) =>
  (await fetch(`${record.url}${location}`, { headers: { authorization: basic(feed) } })).json() as Promise<
    Record<string, unknown>
  >;
const codeIn = async (answer: Response) =>
  [answer.status, ((await answer.json()) as { errors: { extensions: { code: string } }[] }).errors[0]!.extensions.code] as const;

const admission = (id: string, ward: string) =>
  hl7(
    'hospital',
    'ADT^A01',
    [pid(ann), `PV1|1|I|${ward}^^^RGT|21|||||||||||||||SPELL-${id}|||||||||||||||||||||||||${daysAgo(1)}0900`],
    { id },
  );
const withoutNumber = (id: string) => hl7('hospital', 'ADT^A31', ['PID|1||12345^^^NHS^NH||Secret'], { id });
const letter = dischargeSummary(ann);
const file = homeCare(ann);
const wards = async () => {
  const answer = await record.ask(
    'gp',
    'query ($of: ID!) { patient(nhsNumber: $of) { admissionDetails { entries { ward } } } }',
    { of: ann },
  );
  return answer.data.patient.admissionDetails.entries.map((entry: { ward: string }) => entry.ward) as string[];
};

test('a message over MLLP is acknowledged and in the next query', async () => {
  const sender = await openSender(record.mllpPort!);
  await sender.write(framed(admission('M1', 'Ward over MLLP')));
  expect(await sender.codes(1)).toEqual(['AA M1']);
  expect(await wards()).toContain('Ward over MLLP');
  // The same again gets the same answer, and changes nothing.
  await sender.write(framed(admission('M1', 'Ward over MLLP')));
  expect(await sender.codes(1)).toEqual(['AA M1']);
  expect((await wards()).filter((ward) => ward === 'Ward over MLLP')).toHaveLength(1);
  await sender.write(framed(withoutNumber('M2')));
  const [, msa, err] = await sender.answer();
  expect([msa![1], err![1]!.split('^').slice(0, 3)]).toEqual(['AE', ['PID', '1', '3']]);
  sender.close();
});

describe('over HTTPS', () => {
  test('HL7 v2 is answered with its acknowledgement, and its status can be asked for', async () => {
    const answer = await send('rgt-pas', 'application/hl7-v2', admission('H1', 'Ward over HTTPS'));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('application/hl7-v2');
    expect(await answer.text()).toMatch(/\rMSA\|AA\|H1\r/);
    expect(await wards()).toContain('Ward over HTTPS');
    expect(await status('rgt-pas', answer.headers.get('location'))).toMatchObject({
      feed: 'rgt-pas',
      state: 'applied',
      entries: expect.any(Number),
    });
  });

  test('one that cannot be applied is answered AE with its place, and the status says the same, without a value', async () => {
    const answer = await send('rgt-pas', 'x-application/hl7-v2+er7', withoutNumber('H2'));
    expect(answer.status).toBe(422);
    expect(await answer.text()).toMatch(/\rMSA\|A[ER]\|H2\|.*\rERR\|PID\^1\^3/s);
    const state = await status('rgt-pas', answer.headers.get('location'));
    expect(state).toMatchObject({ state: 'quarantined', code: 'IDENTIFIER_MISSING', location: 'PID-3' });
    expect(JSON.stringify(state)).not.toMatch(/12345|Secret/);
  });

  test('a document is kept and told where its status is; in an ITK envelope it is answered with the ITK acknowledgement', async () => {
    const plain = await send('rgt-documents', 'application/xml', letter);
    expect(plain.status).toBe(202);
    const { id } = (await plain.json()) as { id: string };
    expect(plain.headers.get('location')).toBe(`/feeds/rgt-documents/messages/${id}`);
    await expect
      .poll(() => status('rgt-documents', plain.headers.get('location')), { timeout: 15_000 })
      .toMatchObject({ state: 'applied' });
    const envelope = `<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:wsa="http://www.w3.org/2005/08/addressing"><soap:Header><wsa:MessageID>urn:uuid:A1</wsa:MessageID></soap:Header><soap:Body>
      <itk:DistributionEnvelope xmlns:itk="urn:nhs-itk:ns:201005"><itk:header service="urn:nhs-itk:services:201005:SendCDADocument-v2-0" trackingid="T-1"/>
      <itk:payloads count="1"><itk:payload id="P1">${letter.replace(/^<\?xml[^>]*\?>/, '')}</itk:payload></itk:payloads></itk:DistributionEnvelope></soap:Body></soap:Envelope>`;
    const itk = await send('rgt-documents', 'text/xml', envelope);
    expect(itk.status).toBe(202);
    const text = await itk.text();
    expect(text).toContain('result="OK"');
    expect(text).toContain('trackingIdRef="T-1"');
    expect(text).toContain('<wsa:RelatesTo>urn:uuid:A1</wsa:RelatesTo>');
  });

  test('a file is streamed, as it is or in a form, and taken in', async () => {
    const form = new FormData();
    form.set('file', new Blob([file], { type: 'text/csv' }), 'adults.csv');
    const answer = await send('cambridgeshire-adults', '', form, { 'idempotency-key': 'file 1' });
    expect(answer.status).toBe(202);
    const location = answer.headers.get('location');
    await expect.poll(() => status('cambridgeshire-adults', location), { timeout: 15_000 }).toMatchObject({ state: 'applied' });
    const again = await send('cambridgeshire-adults', 'text/csv', file, { 'idempotency-key': 'file 1' });
    expect([again.status, again.headers.get('location')]).toEqual([202, location]);
    expect(
      await codeIn(await send('cambridgeshire-adults', 'text/csv', `${file}\nother`, { 'idempotency-key': 'file 1' })),
    ).toEqual([409, 'IDEMPOTENCY_CONFLICT']);
  });

  test('a council file is compared with the one before; one that shrinks is held, and the status says how to go on', async () => {
    const feed = 'cambridgeshire-adults';
    const rows = file.trimEnd().split('\r\n');
    const more = Array.from({ length: 9 }, (_, n) => rows[1]!.replace(ann, '').replace('0042417', `other ${n + 1}`));
    const post = async (lines: readonly string[]) => {
      const answer = await send(feed, 'text/csv', [rows[0], ...lines].join('\r\n'));
      expect(answer.status).toBe(202);
      return answer.headers.get('location');
    };
    const settledAs = (location: string | null, state: object) =>
      expect.poll(() => status(feed, location), { timeout: 20_000 }).toMatchObject(state);
    await settledAs(await post([rows[1]!, ...more]), { state: 'applied', stored: 9, duplicates: 1 });
    await settledAs(await post(more), { state: 'applied', stored: 0, duplicates: 9, withdrawn: 1 });
    const bad = more.map((row, n) => (n === 3 ? row.replace('01/07/2025', '31/31/2025') : row));
    await settledAs(await post([rows[1]!, ...bad]), {
      state: 'quarantined',
      code: 'DATE_INVALID',
      location: 'line 6, column Event_Start_Date',
      stored: 1,
    });
    const location = await post([rows[1]!]);
    await settledAs(location, { state: 'held', code: 'SNAPSHOT_HELD', expected: 10, named: 1 });
    const { submission, confirm } = await status(feed, location);
    expect(confirm).toBe(`scr feeds confirm ${submission as number}`);
    await confirmSnapshot({ store: record.store, profile }, submission as number, 'erin');
    await settledAs(location, { state: 'applied', units: 1, stored: 0, duplicates: 1, withdrawn: 9 });
    // Of another feed's files a sender learns nothing.
    expect(
      (
        await fetch(`${record.url}${location!.replace(feed, 'rgt-documents')}`, {
          headers: { authorization: basic('rgt-documents') },
        })
      ).status,
    ).toBe(404);
  });

  test('nothing of a file lies on the disk in the clear, neither while it waits nor afterwards', async () => {
    const folders = [record.dataDir, record.dropDir];
    const found = async () => {
      const all = (await Promise.all(folders.map((folder) => readdir(folder, { recursive: true, withFileTypes: true })))).flat();
      const texts = await Promise.all(
        all.filter((one) => one.isFile()).map((one) => readFile(join(one.parentPath, one.name), 'latin1').catch(() => '')),
      );
      return texts.filter((text) => text.includes(ann) || text.includes('Home support'));
    };
    // Half of it is sent, and kept.
    const half = `${ann},Home support\r\n`.repeat(60_000);
    let release: (() => void) | undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    const body = new ReadableStream<Uint8Array>({
      async start(controller) {
        controller.enqueue(Buffer.from(half));
        await gate;
        controller.close();
      },
    });
    const answering = fetch(`${record.url}/feeds/cambridgeshire-adults`, {
      method: 'POST',
      body,
      duplex: 'half',
      headers: { 'content-type': 'text/csv', authorization: basic('cambridgeshire-adults') },
    } as RequestInit);
    await expect.poll(() => record.sql('select from feed_file_part'), { timeout: 20_000 }).not.toHaveLength(0);
    expect(await found()).toEqual([]);
    for (const { bytes } of (await record.sql('select bytes from feed_file_part')) as { bytes: Buffer }[]) {
      expect(bytes.includes(ann)).toBe(false);
    }
    release!();
    const { id } = (await (await answering).json()) as { id: string };
    await writeFile(join(record.dropDir, 'adults.csv'), file);
    await writeFile(join(record.dropDir, 'pid.hl7'), withoutNumber('D1').replace('Secret', ann));
    await expect.poll(() => readdir(join(record.dropDir, 'failed')), { timeout: 20_000 }).toEqual(['pid.hl7.reason.json']);
    await expect.poll(() => readdir(join(record.dropDir, 'processed')), { timeout: 60_000 }).toEqual(['adults.csv.receipt.json']);
    await expect
      .poll(() => status('cambridgeshire-adults', `/feeds/cambridgeshire-adults/messages/${id}`))
      .not.toMatchObject({ state: 'received' });
    await expect.poll(found, { timeout: 10_000 }).toEqual([]);
    expect(await record.sql('select from feed_file_part')).toHaveLength(0);
  }, 90_000);

  test('a sender that breaks off in the middle leaves nothing', async () => {
    const head = (type: string) =>
      `POST /feeds/cambridgeshire-adults HTTP/1.1\r\nhost: a\r\nauthorization: ${basic('cambridgeshire-adults')}\r\ncontent-type: ${type}\r\ncontent-length: 5000000\r\n\r\n`;
    for (const [type, start] of [
      ['text/csv', ''],
      ['multipart/form-data; boundary=x', '--x\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'],
    ] as const) {
      const one = connect(Number(new URL(record.url).port), '127.0.0.1');
      const before = (await record.sql('select from feed_file')).length;
      one.write(`${head(type)}${start}${file.repeat(3_000)}`);
      await expect.poll(() => record.sql('select from feed_file'), { timeout: 20_000 }).toHaveLength(before + 1);
      one.destroy();
      await expect.poll(() => record.sql('select from feed_file'), { timeout: 20_000 }).toHaveLength(before);
    }
  });

  test('an idempotency key counts once, and is refused for other content', async () => {
    const first = await send('rgt-documents', 'application/xml', letter.replaceAll('\n', '\n\n'), {
      'idempotency-key': 'k',
    });
    const again = await send('rgt-documents', 'application/xml', letter.replaceAll('\n', '\n\n'), {
      'idempotency-key': 'k',
    });
    expect(again.headers.get('location')).toBe(first.headers.get('location'));
    expect(
      await codeIn(await send('rgt-documents', 'application/xml', `${letter}\n<!-- other -->`, { 'idempotency-key': 'k' })),
    ).toEqual([409, 'IDEMPOTENCY_CONFLICT']);
  });

  test('every refusal has its status and code', async () => {
    const message = admission('R1', 'Nowhere');
    const type = 'application/hl7-v2';
    expect(await codeIn(await send('rgt-pas', type, message, { authorization: '' }))).toEqual([401, 'UNAUTHENTICATED']);
    expect(await codeIn(await send('rgt-pas', type, message, { authorization: basic('rgt-pas', 'guess') }))).toEqual([
      401,
      'TOKEN_REFUSED',
    ]);
    expect(await codeIn(await send('rgt-pas', type, message, { authorization: basic('rgt-documents') }))).toEqual([
      403,
      'SENDER_REFUSED',
    ]);
    expect(await codeIn(await send('rgt-pas', type, message, { authorization: `Bearer ${await record.token('gp')}` }))).toEqual([
      401,
      'TOKEN_REFUSED',
    ]);
    // A feed that names certificates is open to nothing else.
    expect(await codeIn(await send('rgt-lab', type, message, { authorization: basic('rgt-pas') }))).toEqual([
      401,
      'UNAUTHENTICATED',
    ]);
    expect(await codeIn(await send('no-such-feed', type, message))).toEqual([401, 'TOKEN_REFUSED']);
    expect(await codeIn(await send('rgt-pas', 'application/json', '{}'))).toEqual([415, 'FORMAT_UNKNOWN']);
    expect(await codeIn(await send('rgt-pas', type, 'x'.repeat(30_000)))).toEqual([413, 'MESSAGE_TOO_LARGE']);
    expect(await wards()).not.toContain('Nowhere');
    const other = await send('rgt-documents', 'application/xml', letter);
    const elsewhere = other.headers.get('location')!.replace('rgt-documents', 'rgt-pas');
    const peek = await fetch(`${record.url}${elsewhere}`, { headers: { authorization: basic('rgt-pas') } });
    expect(await codeIn(peek)).toEqual([404, 'NOT_FOUND']);
  });

  test('nothing of a person stands in the log', () => {
    expect(record.log()).not.toMatch(new RegExp(`${ann}|Ward over|secret of`));
  });
});
