/** R7: the explorer opened by a launch, in a browser: about one person, with no second log-in, and nobody in its address. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadProfile } from '../schema/profile.js';
import { answerOn, browserIsPresent, openBrowser, textIn, violationsOn, watch } from './browser.js';
import { ann, attended, bilal, registered } from './feed-messages.js';
import { openLauncher } from './launcher.js';
import { startRecord, type TestRecord } from './record.js';

const present = browserIsPresent();

describe.skipIf(!present)('GraphiQL opened by a launch', () => {
  let record: TestRecord;
  let browser: Browser;
  let page: Page;
  /** The address of the record, as another site than the partner's own. */
  let here: string;
  let mishaps: string[];
  /** What the partner's screen shows: a form with a fresh launch, which sends itself. */
  let screen: ReturnType<typeof createServer>;
  let launchOf: (of: string) => Promise<string>;

  beforeAll(async () => {
    browser = await openBrowser();
    const granta = await openLauncher('Y99901');
    launchOf = (of) => granta.token(of);
    const feeds = [ann, bilal].flatMap((of) => [registered(of), attended(of)]);
    record = await startRecord({ profile: granta.launching(loadProfile('cambridgeshire-peterborough')), feeds });
    here = `http://localhost:${new URL(record.url).port}`;
    screen = createServer((request, response) => {
      void launchOf(new URL(request.url!, 'http://screen').pathname.slice(1)).then((token) =>
        response
          .setHeader('content-type', 'text/html')
          .end(
            `<form method="post" action="${here}/launch"><input name="launch" value="${token}"></form><script>document.forms[0].submit()</script>`,
          ),
      );
    });
    await new Promise<void>((resolve) => screen.listen(0, '127.0.0.1', resolve));
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    screen.close();
  });

  beforeEach(async () => {
    mishaps = [];
    page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  });
  afterEach(async () => {
    await page.context().close();
    expect(mishaps).toEqual([]);
  });

  async function open(of: string): Promise<void> {
    const origin = `http://127.0.0.1:${(screen.address() as AddressInfo).port}`;
    watch(page, [origin, here], mishaps);
    await page.goto(`${origin}/${of}`);
    await page.waitForURL(`${here}/graphiql/?launched`);
    await page.waitForSelector('.graphiql-query-editor .view-line');
  }

  const run = () => page.click('.graphiql-execute-button');
  const header = () => page.locator('.page-header').innerText();

  it('says whom it was opened for, asks in the name of whoever launched, and leaves the person in no address and no storage', async () => {
    const addresses: string[] = [];
    page.on('request', (request) => void addresses.push(request.url()));
    page.on('framenavigated', (frame) => void addresses.push(frame.url()));
    await open(ann);
    for (const words of ['999 000 0018', 'Dr Amara Osei', 'Y99901', 'direct care']) expect(await header()).toContain(words);
    for (const choice of ['persona', 'person', 'token']) expect(await page.locator(`[name=${choice}]`).count()).toBe(0);
    expect(JSON.parse(await textIn(page, 'variables.json'))).toEqual({ nhsNumber: ann });
    expect(await violationsOn(page)).toEqual([]);

    await run();
    await expect.poll(() => answerOn(page)).toHaveProperty('data.patient.nhsNumber', ann);
    expect(await answerOn(page)).toHaveProperty('data.patient.problemList.entries[0].problem.text', 'Heart failure');
    const { disclosures } = await record.store.readDisclosures({ nhsNumber: ann as never, first: 1, offset: 0 });
    expect(disclosures[0]).toMatchObject({ viewer: { userId: '999000000011', organisation: 'Y99901', role: 'gp' } });

    // The partner's own screen apart, which is its own affair.
    expect(addresses.filter((address) => address.startsWith(here) && /999\s?000|eyJ/.test(address))).toEqual([]);
    expect(addresses.length).toBeGreaterThan(5);
    const kept = await page.evaluate(() =>
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href, document.referrer]),
    );
    expect(kept).not.toMatch(/9990000018|eyJ|scr-session/);
  });

  it('offers the sample operations of the role, about the person, and runs them when asked to', async () => {
    await open(ann);
    expect(await page.locator('button[data-operation="audit-trail"]').count()).toBe(0);
    await page.click('button[data-operation="encounters"]');
    expect(JSON.parse(await textIn(page, 'variables.json'))).toEqual({ nhsNumber: ann });
    await run();
    await expect.poll(() => answerOn(page)).toHaveProperty('data.patient');
    expect(JSON.stringify(await answerOn(page))).toContain('Heart failure');
  });

  it('shows nobody else, whoever is written into the variables, also after it was loaded again', async () => {
    await open(ann);
    await page.reload();
    await page.waitForSelector('.graphiql-query-editor .view-line');
    expect(await header()).toContain('999 000 0018');
    await page.locator('.graphiql-editor-tool .view-line', { hasText: 'nhsNumber' }).click();
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowLeft');
    for (const _digit of ann) await page.keyboard.press('Backspace');
    await page.keyboard.insertText(bilal);
    await run();
    await expect.poll(async () => JSON.stringify((await answerOn(page)).errors)).toContain('OTHER_PERSON');
    expect(await answerOn(page)).toHaveProperty('data.patient.problemList.entries', null);
  });

  it('is over when signed off: it says so, nobody else is chosen in its place, and nothing is answered', async () => {
    await open(ann);
    await page.click('text=Sign off');
    await expect.poll(header).toContain('This session is over. Open the person again from your own system.');
    expect(await header()).not.toContain('999');
    expect(await page.locator('[name=persona]').count()).toBe(0);
    await page.waitForSelector('.graphiql-query-editor .view-line');
    await run();
    await expect.poll(async () => JSON.stringify((await answerOn(page)).errors)).toContain('UNAUTHENTICATED');
    expect((await answerOn(page)).data?.['patient'] ?? null).toBeNull();
  });
});
