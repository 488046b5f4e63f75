import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { projectPath } from '../../schema/project-path.js';
import { projectFiles } from './project-files.js';

const files = projectFiles();
const read = (file: string): string => readFileSync(projectPath(file), 'utf8');

/** A thing without a name of its own: what it holds belongs with its concept. */
const namesNothing = /^(?:utils?|helpers?|commons?|libs?|shared|misc)(?:\.|$)/i;

test('no folder or file is a dumping ground', () => {
  // The types that every subgraph shares are one SDL document by the rules of federation.
  const named = files.filter((file) => file !== 'schema/common.graphql');
  expect(named.filter((file) => file.split('/').some((part) => namesNothing.test(part)))).toEqual([]);
});

test('there are no barrel files', () => {
  expect(files.filter((file) => /(?:^|\/)index\.[mc]?[jt]sx?$/.test(file))).toEqual([]);
});

test('no source file is longer than 300 lines', () => {
  const sources = files.filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.generated.ts'));
  expect(sources.length).toBeGreaterThan(100);
  const long = sources.map((file) => ({ file, lines: read(file).split('\n').length - 1 })).filter(({ lines }) => lines > 300);
  expect(long).toEqual([]);
});

test('the lock file names no address to download from', () => {
  const lock = JSON.parse(read('package-lock.json')) as {
    readonly packages: Readonly<Record<string, { readonly resolved?: string }>>;
  };
  expect(Object.keys(lock.packages).length).toBeGreaterThan(100);
  expect(
    Object.entries(lock.packages)
      .filter(([, { resolved }]) => resolved !== undefined)
      .map(([name]) => name),
  ).toEqual([]);
});

test('no file speaks of a path of the machine it was written on', () => {
  const binary = /\.(?:png|jpe?g|gif|ico|woff2?|pdf)$/;
  // Written in parts, so that this file does not find itself.
  const machinePath = new RegExp(`(?:^|[\\s"'\`(=:,])/(?:${['work', 'root', 'home', 'Users'].join('|')})/\\w`, 'm');
  expect(files.filter((file) => !binary.test(file) && machinePath.test(read(file)))).toEqual([]);
});
