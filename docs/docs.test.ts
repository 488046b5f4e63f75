import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildSchema, parse, validate, type GraphQLSchema } from 'graphql';
import { composeServices } from '@theguild/federation-composition';
import { beforeAll, describe, expect, it } from 'vitest';
import { errorCodes } from '../schema/errors.js';
import { projectPath } from '../schema/project-path.js';
import { sdlOf, subgraphNames } from '../schema/sdl.js';
import { codesByHeading, documentsWithTables, withTables } from './tables.js';

const read = (file: string): string => readFileSync(projectPath(file), 'utf8');

/** Every document of the project, from its root. */
const documents = [
  ...readdirSync(projectPath('.')).filter((file) => file.endsWith('.md')),
  ...readdirSync(projectPath('docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => join('docs', file)),
];

interface Block {
  readonly language: string;
  readonly text: string;
}

/** Fenced blocks of a document. */
function blocksOf(file: string): readonly Block[] {
  return [...read(file).matchAll(/^```(\w*)[^\n]*\n([\s\S]*?)^```/gm)].map(([, language, text]) => ({
    language: language!,
    text: text!,
  }));
}

/** A document without its fenced blocks. */
const proseOf = (file: string): string => read(file).replace(/^```[\s\S]*?^```/gm, '');

const everywhere = (find: (file: string) => readonly string[]): readonly string[] =>
  documents.flatMap((file) => find(file).map((found) => `${file}: ${found}`));

describe('the documents', () => {
  let schema: GraphQLSchema;
  beforeAll(() => {
    const composed = composeServices(
      subgraphNames.map((name) => ({ name, typeDefs: parse(sdlOf(name)), url: 'http://localhost' })),
    );
    if (composed.publicSdl === undefined) throw new Error(String(composed.errors));
    schema = buildSchema(composed.publicSdl);
  });

  it('are all here', () => {
    const wanted = [
      'README.md',
      'CHANGELOG.md',
      'CONTRIBUTING.md',
      'docs/architecture.md',
      ...documentsWithTables,
      'docs/analysts.md',
    ];
    expect(wanted.filter((file) => !documents.includes(file))).toEqual([]);
  });

  it('print queries that the composed schema accepts', () => {
    const queries = documents.flatMap((file) =>
      blocksOf(file)
        .filter(({ language }) => language === 'graphql')
        .map(({ text }) => ({ file, text })),
    );
    expect(queries.length).toBeGreaterThan(8);
    const faults = queries.flatMap(({ file, text }) => validate(schema, parse(text)).map(({ message }) => `${file}: ${message}`));
    expect(faults).toEqual([]);
  });

  it('link to files that exist', () => {
    const broken = everywhere((file) =>
      [...proseOf(file).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)(?:#[^)]*)?\)/g)]
        .map(([, target]) => target!)
        .filter((target) => !existsSync(projectPath(join(dirname(file), target)))),
    );
    expect(broken).toEqual([]);
  });

  it('link to headings that exist', () => {
    const anchorsOf = (file: string) =>
      new Set(
        [...proseOf(file).matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
          heading!
            .toLowerCase()
            .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
            .replaceAll(' ', '-'),
        ),
      );
    const broken = everywhere((file) =>
      [...proseOf(file).matchAll(/\]\((?!https?:)([^)#\s]*)#([^)]+)\)/g)]
        .filter(([, target, anchor]) => !anchorsOf(target === '' ? file : join(dirname(file), target!)).has(anchor!))
        .map(([, target, anchor]) => `${target}#${anchor}`),
    );
    expect(broken).toEqual([]);
  });

  it('name files of the project that exist', () => {
    const folders = 'adapters|audit|bench|cli|docs|gateway|policy|profiles|schema|store|subgraphs|test';
    const named = new RegExp(`\`((?:${folders})/[\\w./-]+)\``, 'g');
    const missing = everywhere((file) =>
      [...proseOf(file).matchAll(named)].map(([, path]) => path!).filter((path) => !existsSync(projectPath(path))),
    );
    expect(missing).toEqual([]);
  });

  it('name commands that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: Readonly<Record<string, string>> };
    const program = read('cli/scr.ts');
    const commands = new Set([...program.matchAll(/from '\.\/([\w-]+)\.js'/g)].map(([, name]) => name!));
    const missing = everywhere((file) => [
      ...[...read(file).matchAll(/npm run (?:-s |--silent )?([\w:-]+)/g)]
        .map(([, name]) => name!)
        .filter((name) => !scripts[name]),
      ...[...read(file).matchAll(/npx scr ([a-z][\w-]*)/g)].map(([, name]) => name!).filter((name) => !commands.has(name)),
    ]);
    expect(missing).toEqual([]);
  });

  it('name settings that exist', () => {
    const settings = `${read('cli/settings.ts')}${read('cli/scr.ts')}${read('docker-compose.yml')}`;
    const rows = [...read('docs/operators.md').matchAll(/^\| `([A-Z][A-Z_]+)` /gm)].map(([, name]) => name!);
    const known = rows.filter((name) => !Object.hasOwn(errorCodes, name));
    expect(known.length).toBeGreaterThan(8);
    expect(known.filter((name) => !settings.includes(name))).toEqual([]);
  });

  it('do not speak of the place they were written at', () => {
    const words = /\bissues? #?\d|\bsession\b.{0,20}\bmaintainer|(?:^|[\s"'`(])\/(?:work|root|home|Users)\//im;
    expect(documents.filter((file) => words.test(read(file)))).toEqual([]);
  });
});

describe('the tables made from the code', () => {
  it.each(documentsWithTables)('%s is not stale (npx tsx docs/tables.ts)', async (file) => {
    expect(read(file)).toBe(await withTables(file));
  });

  it('hold every error code', () => {
    const listed = [...codesByHeading().values()].flat();
    expect(listed.toSorted()).toEqual(Object.keys(errorCodes).toSorted());
    const shown = documentsWithTables.map(read).join('\n');
    expect(listed.filter((code) => !shown.includes(`| \`${code}\``))).toEqual([]);
  });
});

describe('the decisions', () => {
  const decisions = readdirSync(projectPath('docs/decisions')).filter((file) => file.endsWith('.md'));

  it('have numbers of their own, without gaps', () => {
    const numbers = decisions.map((file) => Number(/^(\d{4})-[a-z0-9-]+\.md$/.exec(file)?.[1])).toSorted((a, b) => a - b);
    expect(numbers.length).toBeGreaterThan(9);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  });

  it('say what was chosen, why, and what was rejected', () => {
    const incomplete = decisions.filter((file) => {
      const text = read(`docs/decisions/${file}`);
      const number = file.slice(0, 4);
      return !(
        text.startsWith(`# ${number} `) && ['## Choice', '## Why', '## Rejected'].every((heading) => text.includes(heading))
      );
    });
    expect(incomplete).toEqual([]);
  });
});
