/** Who asks in an ITK envelope what became of its document is told so, in the answer or where the answer says (R33). */
import { createHash } from 'node:crypto';
import { XMLParser } from 'fast-xml-parser';
import { describe, expect, test } from 'vitest';
import { loadProfile } from '../schema/profile.js';
import { testDataKey } from '../store/test-database.js';
import { ann, bilal, dischargeSummary, registered } from './feed-messages.js';
import { startRecord } from './record.js';

const base = loadProfile('cambridgeshire-peterborough');
const letters = base.feeds.find(({ name }) => name === 'rgt-documents')!;
// The same feed, but for one whose sender waits for what becomes of a letter.
const profile = {
  ...base,
  feeds: [...base.feeds, { ...letters, name: 'rgt-letters', senders: ['RGT:LETTERS'], onError: 'reject' as const }],
};
const feeds = ['rgt-documents', 'rgt-letters', 'rgt-pas'] as const;
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const record = await startRecord({
  feeds: [registered(ann), registered(bilal)],
  profile,
  settings: { DATA_KEY: testDataKey, FEED_SECRETS: feeds.map((name) => `${name}=${sha256(`of ${name}`)}`).join(',') },
});

const basic = (feed: string) => `Basic ${Buffer.from(`${feed}:of ${feed}`).toString('base64')}`;
const post = (feed: string, body: string) =>
  fetch(`${record.url}/feeds/${feed}`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'text/xml', authorization: basic(feed) },
  });
const get = (feed: string, path: string) => fetch(`${record.url}${path}`, { headers: { authorization: basic(feed) } });

const sender = 'urn:nhs-uk:addressing:ods:RGT:letters';
const interaction = 'urn:nhs-itk:interaction:primaryRecipientNonCodedCDADocument-v2-0';
let sent = 0;
interface Asking {
  readonly asks?: string;
  readonly isSoap?: boolean;
  readonly service?: string;
}
/** Each under a tracking id of its own. */
function envelope(
  documents: readonly string[],
  { asks = 'true', isSoap = false, service = 'SendCDADocument-v2-0' }: Asking = {},
) {
  const trackingId = `0000000${++sent}-0000-4000-8000-000000000000`;
  const payloads = documents.map((text, n) => `<itk:payload id="P${n + 1}">${text.replace(/^<\?xml[^>]*\?>/, '')}</itk:payload>`);
  const text = `<itk:DistributionEnvelope xmlns:itk="urn:nhs-itk:ns:201005">
    <itk:header service="urn:nhs-itk:services:201005:${service}" trackingid="${trackingId}">
      <itk:addresslist><itk:address uri="urn:nhs-uk:addressing:ods:SCR"/></itk:addresslist>
      <itk:auditIdentity><itk:id uri="urn:nhs-uk:identity:ods:RGT"/></itk:auditIdentity>
      <itk:manifest count="${documents.length}"/><itk:senderAddress uri="${sender}"/>
      <itk:handlingSpecification>
        <itk:spec key="urn:nhs-itk:ns:201005:interaction" value="${interaction}"/>
        <itk:spec key="urn:nhs-itk:ns:201005:ackrequested" value="${asks}"/>
      </itk:handlingSpecification>
    </itk:header><itk:payloads count="${documents.length}">${payloads.join('')}</itk:payloads></itk:DistributionEnvelope>`;
  const soap = `<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:wsa="http://www.w3.org/2005/08/addressing"><soap:Header><wsa:MessageID>urn:uuid:S${sent}</wsa:MessageID></soap:Header><soap:Body>${text}</soap:Body></soap:Envelope>`;
  return { trackingId, text: isSoap ? soap : text };
}
const letter = (of = ann) => dischargeSummary(of);
const nobodys = dischargeSummary(bilal).replace(`extension="${bilal}"`, 'extension="9990000000"');

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  removeNSPrefix: true,
  parseAttributeValue: false,
});
/** Header and message of an acknowledgement, as read by another parser than ours. */
function acknowledgementIn(text: string) {
  const { Envelope, DistributionEnvelope } = parser.parse(text);
  const { header, payloads } = DistributionEnvelope ?? Envelope.Body.DistributionEnvelope;
  return { header, payload: payloads.payload, message: payloads.payload.BusinessResponseMessage };
}
const settled = async (feed: string, path: string) => {
  await expect.poll(async () => (await get(feed, path)).status, { timeout: 20_000 }).toBe(200);
  const answer = await get(feed, path);
  expect(answer.headers.get('content-type')).toContain('application/xml');
  return answer.text();
};
const linkOf = (answer: Response) =>
  /^<([^>]+)>; rel="related"; type="application\/xml"$/.exec(answer.headers.get('link') ?? '')?.[1];

describe('a feed whose sender does not wait', () => {
  test('is told in the link of the infrastructure acknowledgement where the business acknowledgement is', async () => {
    const { trackingId, text } = envelope([letter()]);
    const answer = await post('rgt-documents', text);
    expect(answer.status).toBe(202);
    expect(await answer.text()).toMatch(/<itk:InfrastructureResponse [^>]*result="OK"/);
    const path = linkOf(answer)!;
    expect(path).toBe(`${answer.headers.get('location')}/business-acknowledgement`);
    const first = await settled('rgt-documents', path);
    const { header, payload, message } = acknowledgementIn(first);
    expect(header).toMatchObject({
      service: 'urn:nhs-itk:services:201005:SendBusinessAck-v1-0',
      addresslist: { address: { uri: sender } },
      manifest: { count: '1', manifestitem: { profileid: 'urn:nhs-en:profile:ITKBusinessAcknowledgement-v1-0', id: payload.id } },
      handlingSpecification: {
        spec: {
          key: 'urn:nhs-itk:ns:201005:interaction',
          value: 'urn:nhs-itk:interaction:ITKBusinessAcknowledgement-v1-0',
        },
      },
    });
    expect(message).toMatchObject({
      interactionId: { root: '2.16.840.1.113883.2.1.3.2.4.12', extension: interaction },
      acknowledgedBy2: { typeCode: 'AA', conveyingTransmission: { id: { root: 'P1' } } },
      acknowledgedBy3: { typeCode: 'AA', conveyingTransmission: { id: { root: trackingId } } },
      communicationFunction1: {
        typeCode: 'RCV',
        entity: { id: { root: '2.16.840.1.113883.2.1.3.2.4.18.22', extension: sender } },
      },
      controlActEvent1: { classCode: 'CACT', moodCode: 'EVN' },
    });
    expect(message.controlActEvent1).not.toHaveProperty('reason');
    expect(new Set([header.trackingid, message.id.root, payload.id.slice('uuid_'.length)]).size).toBe(3);
    expect(message.id.root).toMatch(/^[0-9A-F]{8}-[0-9A-F]{4}-8[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}$/);
    // Asked for again it is the same acknowledgement.
    expect(await settled('rgt-documents', path)).toBe(first);
  });

  test('is told of a refusal with its code and place, and no value', async () => {
    const path = linkOf(await post('rgt-documents', envelope([nobodys]).text))!;
    const text = await settled('rgt-documents', path);
    const { message } = acknowledgementIn(text);
    expect(message.acknowledgedBy3.typeCode).toBe('AE');
    const { code } = message.controlActEvent1.reason.justifyingDetectedIssueEvent;
    expect(code).toMatchObject({
      code: 'IDENTIFIER_MISSING',
      codeSystem: 'urn:shared-care-record:error',
      qualifier: { code: 'ER' },
    });
    expect(code.originalText).toMatch(/recordTarget/);
    expect(text).not.toMatch(/9990000000|Exampleworth/);
  });

  test('is told of an envelope of which a part was refused: taken over, with a warning', async () => {
    const path = linkOf(await post('rgt-documents', envelope([letter(bilal), nobodys]).text))!;
    const { message } = acknowledgementIn(await settled('rgt-documents', path));
    expect(message.acknowledgedBy3.typeCode).toBe('AA');
    expect(message.controlActEvent1.reason.justifyingDetectedIssueEvent.code).toMatchObject({
      code: 'IDENTIFIER_MISSING',
      qualifier: { code: 'WG' },
    });
    // Which of them it was is not said by payload.
    expect(message).not.toHaveProperty('acknowledgedBy2');
  });

  test('that asks for none is offered none, and finds none', async () => {
    const answer = await post('rgt-documents', envelope([letter()], { asks: 'false' }).text);
    expect([answer.status, answer.headers.get('link')]).toEqual([202, null]);
    const location = answer.headers.get('location')!;
    await expect
      .poll(async () => (await (await get('rgt-documents', location)).json()) as object)
      .toMatchObject({ state: 'applied' });
    expect((await get('rgt-documents', `${location}/business-acknowledgement`)).status).toBe(404);
  });

  test('learns nothing of what is another feed’s, or not there', async () => {
    const path = linkOf(await post('rgt-documents', envelope([letter()]).text))!;
    await settled('rgt-documents', path);
    expect((await get('rgt-pas', path.replace('rgt-documents', 'rgt-pas'))).status).toBe(404);
    expect((await get('rgt-pas', path)).status).toBe(403);
    for (const id of ['999999999', 'x', `file-${'0'.repeat(32)}`]) {
      expect((await get('rgt-documents', `/feeds/rgt-documents/messages/${id}/business-acknowledgement`)).status).toBe(404);
    }
  });

  test('is told no more once raw bytes are let go', async () => {
    const path = linkOf(await post('rgt-documents', envelope([letter()]).text))!;
    await settled('rgt-documents', path);
    const kept = await record.sql('select bytes from arrival_envelope');
    expect(kept.every(({ bytes }) => !(bytes as Buffer).includes('urn:nhs'))).toBe(true);
    await record.store.inbox.purgeBytes('2100-01-01' as never);
    expect((await get('rgt-documents', path)).status).toBe(404);
  });
});

describe('a feed whose sender waits', () => {
  test('has the business acknowledgement in the answer, in SOAP when it came in SOAP', async () => {
    const { trackingId, text } = envelope([letter()], { isSoap: true, service: 'sendDistEnvelope' });
    const answer = await post('rgt-letters', text);
    expect([answer.status, answer.headers.get('link')]).toEqual([200, null]);
    const body = await answer.text();
    expect(body).toContain(`<wsa:RelatesTo>urn:uuid:S${sent}</wsa:RelatesTo>`);
    const { header, message } = acknowledgementIn(body);
    expect(header.service).toBe('urn:nhs-itk:services:201005:sendDistEnvelope');
    expect(message.acknowledgedBy3).toMatchObject({ typeCode: 'AA', conveyingTransmission: { id: { root: trackingId } } });
    // It can be asked for again.
    const path = `${answer.headers.get('location')}/business-acknowledgement`;
    expect(acknowledgementIn(await settled('rgt-letters', path)).message).toEqual(message);
  });

  test('has the refusal in the answer', async () => {
    const answer = await post('rgt-letters', envelope([nobodys]).text);
    expect(answer.status).toBe(422);
    const { message } = acknowledgementIn(await answer.text());
    expect(message.acknowledgedBy3.typeCode).toBe('AE');
    expect(message.controlActEvent1.reason.justifyingDetectedIssueEvent.code.code).toBe('IDENTIFIER_MISSING');
  });

  test('without asking has the infrastructure acknowledgement alone, as before', async () => {
    const answer = await post('rgt-letters', envelope([nobodys], { asks: 'false' }).text);
    expect(answer.status).toBe(422);
    expect(await answer.text()).toMatch(/<itk:InfrastructureResponse [^>]*result="Failure"/);
  });
});

test('nothing of an envelope stands in the log', () => {
  expect(record.log()).not.toMatch(/urn:nhs-uk:addressing:ods:RGT|0000-4000-8000|9990000000|Exampleworth/);
});
