/** Spread out over processes, the record answers as it does in one; R29: a part that is down is unavailable, and the rest stands. */
import { describe, expect, test } from 'vitest';
import { subgraphNames, type SubgraphName } from '../schema/sdl.js';
import { ann, attended, bilal, dischargeSummary, hl7, homeCare, pid, registered, resulted } from './feed-messages.js';
import { eventually, post, startRecord, tokenOf, type Answer, type Asked } from './record.js';
import { dataFolder, freePort, scr, type ScrProcess } from './scr-process.js';
import { wholeRecordQuery } from './whole-record-query.js';
import type { Role } from '../schema/viewer.js';

const record = await startRecord({
  feeds: [
    ...[ann, bilal].flatMap((of) => [registered(of), attended(of), resulted(of), dischargeSummary(of), homeCare(of)]),
    hl7('hospital', 'ADT^A31', [pid(bilal), 'PV1|1|N', 'ZU8||2||2']),
  ],
});
const everything = await wholeRecordQuery(record);

const gatewayPort = await freePort();
const ports = new Map<SubgraphName, number>();
for (const name of subgraphNames) ports.set(name, await freePort());
const shared = { DATABASE_URL: record.databaseUrl, LOG_LEVEL: 'warn' };
const processes = new Map<string, ScrProcess>();
for (const name of subgraphNames) {
  const environment = {
    ...shared,
    PORT: String(ports.get(name)),
    DATA_DIR: await dataFolder(),
    OIDC_ISSUER: `http://localhost:${gatewayPort}/oidc`,
  };
  processes.set(name, scr(['start', '--only', `subgraph:${name}`, '--json'], environment));
}
processes.set(
  'gateway',
  scr(['start', '--only', 'gateway', '--json'], {
    PORT: String(gatewayPort),
    DATA_DIR: await dataFolder(),
    LOG_LEVEL: 'warn',
    SUBGRAPH_URL: subgraphNames.map((name) => `${name}=http://127.0.0.1:${ports.get(name)}/graphql`).join(','),
  }),
);
await Promise.all([...processes.values()].map((one) => one.ready()));
const url = `http://localhost:${gatewayPort}`;

// Every process compiles what it is asked the first time: that may take longer than a gateway waits.
await eventually(
  () => ask('gp', everything, { of: ann }),
  ({ codes }) => !codes.includes('SUBGRAPH_UNAVAILABLE'),
  60_000,
);

async function ask(persona: Role, query: string, variables: Record<string, unknown>): Promise<Answer> {
  return post(url, query, variables, await tokenOf(url, persona));
}
/** Where each refusal stands and why, in one order. */
const refusals = (answer: Answer) =>
  answer.errors.map(({ path, extensions }) => `${path?.join('.')} ${extensions.code} ${extensions.reason}`).toSorted();

describe('gateway and subgraphs as processes of their own', () => {
  test.each(['gp', 'hospital-doctor', 'social-worker', 'receptionist', 'privacy-officer', 'analyst'] as const)(
    'answer a %s as one process does',
    async (persona) => {
      for (const of of [ann, bilal]) {
        const [spread, one] = [await ask(persona, everything, { of }), await record.ask(persona, everything, { of })];
        expect(spread.data).toEqual(one.data);
        expect(refusals(spread)).toEqual(refusals(one));
      }
    },
  );

  test('R38 write one trail, in which what they did for one request is found together', async () => {
    const answer = await ask('gp', everything, { of: ann });
    const trail = await ask(
      'privacy-officer',
      'query ($of: ID!) { auditTrail(nhsNumber: $of) { disclosures { requestId subgraphs } } }',
      { of: ann },
    );
    const together = trail.data.auditTrail.disclosures.filter(
      (one: Asked) => one.requestId === answer.headers.get('x-request-id'),
    );
    expect(together.flatMap((one: Asked) => one.subgraphs).toSorted()).toEqual([...subgraphNames].toSorted());
  });

  test('R12 an objection recorded through one holds in all', async () => {
    const query = `query ($of: ID!) { patient(nhsNumber: $of) { problemList { totalCount } servicesAndCare { totalCount } investigationResults { totalCount } } }`;
    const objection = await ask(
      'gp',
      'mutation ($of: ID!) { recordObjection(input: { nhsNumber: $of, idempotencyKey: "spread" }) { id version } }',
      { of: ann },
    );
    expect(objection.errors).toEqual([]);
    expect((await ask('gp', query, { of: ann })).data.patient).toEqual({
      problemList: { totalCount: 0 },
      servicesAndCare: { totalCount: 0 },
      investigationResults: { totalCount: 0 },
    });
    const { id, version } = objection.data.recordObjection;
    await ask('gp', 'mutation ($id: ID!, $v: Int!) { withdrawObjection(id: $id, version: $v, reason: "test") { id } }', {
      id,
      v: version,
    });
    expect((await ask('gp', query, { of: ann })).data.patient.problemList.totalCount).toBeGreaterThan(0);
  });

  test('R29 say of a subgraph that is stopped that its sections are unavailable; the rest stands', async () => {
    const whole = (await ask('gp', everything, { of: ann })).data.patient;
    processes.get('results')!.kill('SIGINT');
    expect(await processes.get('results')!.ended).toBe(0);
    const answer = await ask('gp', everything, { of: ann });
    const lost = ['investigationResults', 'investigationsRequested', 'examinationFindings'];
    for (const section of lost) expect(answer.data.patient[section]).toBeNull();
    const outages = answer.errors.filter(({ extensions }) => extensions.code === 'SUBGRAPH_UNAVAILABLE');
    expect(new Set(outages.map(({ path }) => path?.join('.')))).toEqual(new Set(lost.map((section) => `patient.${section}`)));
    expect(outages).toHaveLength(lost.length);
    const rest = Object.fromEntries(Object.entries(whole).filter(([section]) => !lost.includes(section)));
    expect(answer.data.patient).toMatchObject(rest);

    const again = scr(['start', '--only', 'subgraph:results', '--json'], {
      ...shared,
      PORT: String(ports.get('results')),
      DATA_DIR: await dataFolder(),
      OIDC_ISSUER: `http://localhost:${gatewayPort}/oidc`,
    });
    await again.ready();
    await eventually(
      () => ask('gp', everything, { of: ann }),
      ({ codes }) => !codes.includes('SUBGRAPH_UNAVAILABLE'),
    );
  });

  test('R1 trust nobody for the gateway’s sake: a subgraph wants the proof itself', async () => {
    const query = 'query ($of: [_Any!]!) { _entities(representations: $of) { __typename } }';
    const answer = await post(`http://127.0.0.1:${ports.get('encounters')}`, query, {
      of: [{ __typename: 'Patient', nhsNumber: ann }],
    });
    expect([answer.status, answer.codes]).toEqual([401, ['UNAUTHENTICATED']]);
    // A token of the one-process record is of another issuer.
    const foreign = await post(url, '{ me { userId } }', {}, await record.token('gp'));
    expect([foreign.status, foreign.codes]).toEqual([401, ['TOKEN_REFUSED']]);
  });
});
