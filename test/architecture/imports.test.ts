import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { beforeAll, describe, expect, test } from 'vitest';
import { projectPath } from '../../schema/project-path.js';
import { projectFiles } from './project-files.js';
import { folders, ruleSet } from './rules.js';

async function cruised(baseDir: string): Promise<ICruiseResult> {
  const { output } = await cruise([...folders], {
    baseDir,
    validate: true,
    ruleSet,
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(?:dist|data)/|node_modules|^gateway/graphiql/page/' },
  });
  return output as ICruiseResult;
}

describe('who imports whom', () => {
  let result: ICruiseResult;
  beforeAll(async () => {
    result = await cruised(projectPath('.').replace(/\/$/, ''));
  });

  test('no rule is broken', () => {
    const broken = result.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`);
    expect(broken).toEqual([]);
  });

  // With a compiler it does not know, dependency-cruiser finds no modules, and no violations.
  test('every source file was looked at', () => {
    const ours = projectFiles().filter(
      (file) => file.endsWith('.ts') && folders.includes(file.split('/')[0]!) && !file.startsWith('gateway/graphiql/page/'),
    );
    const seen = new Set(result.modules.map(({ source }) => source));
    expect(ours.filter((file) => !seen.has(file))).toEqual([]);
    expect(result.summary.totalDependenciesCruised ?? 0).toBeGreaterThan(ours.length);
  });
});

/** A house with one fault, to see that the rule speaks up. */
async function faultsOf(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'scr-house-'));
  try {
    for (const [file, text] of Object.entries({
      ...Object.fromEntries(folders.map((name) => [`${name}/here.ts`, 'export {};'])),
      ...files,
    })) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    return (await cruised(folder)).summary.violations.map(({ rule }) => rule.name);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const imports = (path: string): string => `import { a } from '${path}';\nexport const b = a;\n`;
const exportsA = 'export const a = 1;\n';

test.each([
  ['schema imports nothing of ours', { 'schema/x.ts': imports('../store/y.js'), 'store/y.ts': exportsA }],
  ['store imports schema', { 'store/x.ts': imports('../policy/y.js'), 'policy/y.ts': exportsA }],
  ['adapters imports store, schema', { 'adapters/x.ts': imports('../policy/y.js'), 'policy/y.ts': exportsA }],
  ['adapters/csv knows no sibling', { 'adapters/csv/x.ts': imports('../hl7v2/y.js'), 'adapters/hl7v2/y.ts': exportsA }],
  [
    'subgraphs/results knows no sibling',
    { 'subgraphs/results/x.ts': imports('../encounters/y.js'), 'subgraphs/encounters/y.ts': exportsA },
  ],
  [
    'the gateway knows subgraphs by their registry only',
    { 'gateway/x.ts': imports('../subgraphs/results/y.js'), 'subgraphs/results/y.ts': exportsA },
  ],
  ['formats know no meaning', { 'adapters/formats/x.ts': imports('../csv/y.js'), 'adapters/csv/y.ts': exportsA }],
  ['a mapping does not know what drives it', { 'adapters/csv/x.ts': imports('../ingest.js'), 'adapters/ingest.ts': exportsA }],
  [
    'no cycles',
    {
      'store/x.ts': `${imports('./y.js')}`,
      'store/y.ts': `import type { b } from './x.js';\nexport const a = 1;\nexport type B = typeof b;\n`,
    },
  ],
  ['code does not import tests', { 'cli/x.ts': imports('../test/y.js'), 'test/y.ts': exportsA }],
  ['imports of ours exist', { 'cli/x.ts': imports('./nowhere.js') }],
])('a house in which "%s" is broken is found out', async (name, files) => {
  expect(await faultsOf(files)).toContain(name);
});

test('a house without fault passes', async () => {
  const files = { 'gateway/x.ts': imports('../subgraphs/registry.js'), 'subgraphs/registry.ts': exportsA };
  expect(await faultsOf(files)).toEqual([]);
});
