import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fastify from 'fastify';
import { graphql } from 'graphql';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { samplePeople } from '../cli/population/sample-people.js';
import { sampleOperations } from '../gateway/graphiql/operations.js';
import { graphiqlRoute } from '../gateway/graphiql/route.js';
import { openDevelopmentProvider, type DevelopmentProvider } from '../gateway/identity/development.js';
import { developmentRoutes } from '../gateway/identity/development-routes.js';
import { openVerifier } from '../gateway/identity/verify.js';
import { RecordError } from '../schema/errors.js';
import { loadProfile } from '../schema/profile.js';
import { answerOn, browserIsPresent, openBrowser, textIn, violationsOn, watch } from './browser.js';
import { composedSchema, recordAs } from './graphiql-record.js';

const present = browserIsPresent();

const audience = 'shared-care-record';
const issuer = 'http://localhost/oidc';
const roleCodes = loadProfile('cambridgeshire-peterborough').roleCodes;
const schema = composedSchema();

/** The page and a record behind it, verified as the gateway does; `asked` keeps what was asked, and as whom. */
async function serve(provider: DevelopmentProvider, development: boolean) {
  const asked: { readonly query: string; readonly role: string | undefined; readonly variables: Record<string, unknown> }[] = [];
  const server = fastify({ routerOptions: { ignoreTrailingSlash: true } });
  const verifier = openVerifier({ issuer, audience, keys: provider.jwks, roleCodes });
  await server.register(graphiqlRoute);
  if (development) {
    await server.register(developmentRoutes, { provider });
    server.get('/development/sample-people', () => samplePeople);
  }
  server.post<{ Body: { query: string; variables?: Record<string, unknown>; operationName?: string } }>(
    '/graphql',
    async (request, reply) => {
      const { query, variables = {}, operationName } = request.body;
      try {
        const viewer = await verifier.verify(request.headers.authorization);
        if (operationName !== 'IntrospectionQuery') asked.push({ query, role: viewer.role, variables });
        return await graphql({ schema, source: query, rootValue: recordAs(viewer), variableValues: variables, operationName });
      } catch (error) {
        if (!(error instanceof RecordError)) throw error;
        return reply.code(401).send({ errors: [{ message: error.message, extensions: { code: error.code } }] });
      }
    },
  );
  await server.listen({ port: 0, host: '127.0.0.1' });
  return { server, asked, url: `http://localhost:${(server.server.address() as AddressInfo).port}/graphiql` };
}

describe.skipIf(!present)('GraphiQL in a browser', () => {
  let dataDir: string;
  let provider: DevelopmentProvider;
  let browser: Browser;
  let served: Awaited<ReturnType<typeof serve>>;
  let page: Page;
  let mishaps: string[];

  beforeAll(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), 'scr-graphiql-'));
    provider = await openDevelopmentProvider({ issuer, dataDir, audience });
    browser = await openBrowser();
  }, 120_000);

  afterAll(async () => {
    await browser.close();
    await rm(dataDir, { recursive: true });
  });

  beforeEach(() => {
    mishaps = [];
  });
  afterEach(async () => {
    await page.context().close();
    await served.server.close();
    expect(mishaps).toEqual([]);
  });

  async function open(development: boolean, options: BrowserContextOptions = {}): Promise<void> {
    served = await serve(provider, development);
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
    page = await context.newPage();
    watch(page, [new URL(served.url).origin], mishaps);
    await page.goto(served.url);
    await page.waitForSelector('.graphiql-query-editor .view-line');
  }

  const editor = (name: Parameters<typeof textIn>[1]) => textIn(page, name);
  const answer = () => answerOn(page);
  const asker = () => page.locator('select[name=persona]').inputValue();

  it('opens on a whole record, asked for as the first persona about the first sample person', async () => {
    await open(true);
    await expect.poll(answer).toMatchObject({ data: { patient: { nhsNumber: samplePeople[0]!.nhsNumber } } });
    expect(served.asked).toMatchObject([{ role: 'gp', variables: { nhsNumber: samplePeople[0]!.nhsNumber } }]);
    expect(await page.title()).toContain('Shared care record');
  });

  it('asks again as whoever is chosen, and says who they are', async () => {
    await open(true);
    await expect.poll(answer).toHaveProperty('data.patient.problemList.totalCount', 1);
    await page.selectOption('select[name=persona]', 'receptionist');
    await expect.poll(answer).toHaveProperty('data.patient.problemList.totalCount', null);
    expect((await answer()).errors?.length).toBeGreaterThan(0);
    expect(served.asked.at(-1)?.role).toBe('receptionist');
    const header = await page.locator('.page-header').innerText();
    for (const words of ['Granta Example Surgery', 'R1730', 'direct care', 'nothing clinical']) expect(header).toContain(words);
  });

  it('puts the chosen person into the variables', async () => {
    await open(true);
    const other = samplePeople[3]!;
    await page.selectOption('select[name=person]', other.nhsNumber);
    expect(JSON.parse(await editor('variables.json'))).toEqual({ nhsNumber: other.nhsNumber });
    await expect.poll(() => served.asked.at(-1)?.variables).toEqual({ nhsNumber: other.nhsNumber });
    expect(await page.locator('.page-header').innerText()).toContain(other.story);
  });

  it('turns to the person whose story a sample operation is about', async () => {
    await open(true);
    await page.click('button[data-operation="not-yet-live"]');
    const { nhsNumber } = samplePeople.find(({ id }) => id === 'not-yet-live')!;
    expect(await page.locator('select[name=person]').inputValue()).toBe(nhsNumber);
    expect(JSON.parse(await editor('variables.json'))).toEqual({ nhsNumber });
  });

  it('opens every sample operation, signed in as someone it is meant for, and runs none that changes anything', async () => {
    await open(true);
    for (const operation of sampleOperations) {
      await page.click(`button[data-operation="${operation.id}"]`);
      expect((await editor('operation.graphql')).trim()).toBe(operation.query.trim());
      expect(operation.as).toContain(await asker());
      expect(await page.locator('button[aria-current]').getAttribute('data-operation')).toBe(operation.id);
    }
    await page.waitForTimeout(1_000);
    expect(served.asked.length).toBeGreaterThan(0);
    expect(served.asked.filter(({ query }) => query.includes('mutation'))).toEqual([]);
  });

  it('keeps work of one’s own when a sample is opened', async () => {
    await open(true);
    await page.click('.graphiql-query-editor .view-line');
    await page.keyboard.type('# mine');
    await page.click('button[data-operation="results"]');
    await expect.poll(() => page.locator('.graphiql-tab').count()).toBe(2);
    expect(await editor('operation.graphql')).not.toContain('# mine');
  });

  it('can be worked with the keyboard alone, and shows where the focus is', async () => {
    await open(true);
    await page.focus('select[name=persona]');
    await page.keyboard.press('ArrowDown');
    expect(await asker()).toBe('hospital-doctor');
    await page.focus('button[data-operation="audit-trail"]');
    await page.keyboard.press('Enter');
    expect(await asker()).toBe('privacy-officer');
    expect(await page.locator(':focus').evaluate((element) => getComputedStyle(element).outlineStyle)).toBe('solid');
  });

  it.each(['light', 'dark'] as const)('has nothing that axe objects to in what is ours, %s', async (colorScheme) => {
    await open(true, { colorScheme });
    await page.waitForSelector('.samples');
    expect(await violationsOn(page)).toEqual([]);
  });

  it('fits a narrow screen without scrolling sideways', async () => {
    await open(true, { viewport: { width: 390, height: 844 } });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(await page.locator('.graphiql-response').boundingBox()).toMatchObject({ height: expect.any(Number) });
  });

  it('without a development provider asks for a token, sends nothing of its own accord, and keeps nothing', async () => {
    await open(false);
    expect(await page.locator('select[name=persona]').count()).toBe(0);
    await page.click('.graphiql-execute-button');
    await expect.poll(answer).toMatchObject({ errors: [{ message: expect.stringContaining('access token') }] });
    await page.fill('input[name=token]', `Bearer ${await provider.issueToken('gp')}`);
    await page.waitForTimeout(1_000);
    expect(served.asked).toEqual([]);

    const nhsNumber = samplePeople[0]!.nhsNumber;
    // Between the quotes that wait for a number.
    await page.locator('.graphiql-editor-tool .view-line', { hasText: 'nhsNumber' }).click();
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.insertText(nhsNumber);
    await page.click('.graphiql-execute-button');
    await expect.poll(answer).toHaveProperty('data.patient.nhsNumber', nhsNumber);

    const kept = await page.evaluate(() =>
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href]),
    );
    expect(kept).not.toContain(nhsNumber);
    expect(kept).not.toMatch(/eyJ/);
  });
});
