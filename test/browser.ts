/** GraphiQL in a browser: Chromium where there is one, what must never happen on a page, and what stands in the editors. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { chromium, type Browser, type Page } from 'playwright-core';
import { build } from 'vite';
import { explorerIsBuilt } from '../gateway/graphiql/route.js';
import { projectPath } from '../schema/project-path.js';

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/** Whether there is a browser to try it in; says so where there is none. */
export function browserIsPresent(): boolean {
  const present = existsSync(executablePath);
  if (!present) console.warn(`GraphiQL is not tried in a browser: no Chromium at ${executablePath} (set CHROMIUM).`);
  return present;
}

// Only what the page asks for may go over the network.
const quiet = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Chromium, and the page built where it was not yet. */
export async function openBrowser(): Promise<Browser> {
  if (!explorerIsBuilt()) await build({ configFile: projectPath('gateway/graphiql/page/vite.config.ts'), logLevel: 'error' });
  return chromium.launch({ executablePath, args: quiet });
}

/** Collects into `mishaps` what must never happen: a request to another host, a script error, something the policy had to stop. */
export function watch(page: Page, origins: readonly string[], mishaps: string[]): void {
  page.on('request', (request) => {
    if (!origins.some((origin) => request.url().startsWith(origin)) && !request.url().startsWith('data:'))
      mishaps.push(`asked elsewhere: ${request.url()}`);
  });
  page.on('pageerror', (error) => mishaps.push(`script error: ${error.message}`));
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) mishaps.push(message.text());
  });
}

/** What stands in one of GraphiQL's editors. */
export function textIn(page: Page, name: 'operation.graphql' | 'variables.json' | 'response.json'): Promise<string> {
  return page.evaluate((end) => {
    type Model = { uri: { path: string }; getValue(): string };
    const { __MONACO: monaco } = globalThis as unknown as { __MONACO: { editor: { getModels(): Model[] } } };
    return (
      monaco.editor
        .getModels()
        .find((model) => model.uri.path.endsWith(end))
        ?.getValue() ?? ''
    );
  }, name);
}

/** The answer that the page shows; empty before there is one. */
export async function answerOn(page: Page): Promise<{ data?: Record<string, unknown>; errors?: unknown[] }> {
  return JSON.parse((await textIn(page, 'response.json')) || '{}') as { data?: Record<string, unknown>; errors?: unknown[] };
}

/** What axe objects to in the parts of the page that are ours. */
export async function violationsOn(page: Page): Promise<readonly string[]> {
  await page.evaluate(await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
  return page.evaluate(async () => {
    type Axe = { run(context: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    const { axe } = globalThis as unknown as { axe: Axe };
    const result = await axe.run({ include: [['.page-header'], ['.hint'], ['.samples']] });
    return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
}
