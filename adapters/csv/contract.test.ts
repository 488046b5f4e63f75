import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { FeedContext } from '../../schema/feed.js';
import { projectPath } from '../../schema/project-path.js';
import { readCsv } from '../formats/csv/read.js';
import { contextFor } from './example-feed.js';
import { kindOf, senderOf, translateTable, type RowOutcome } from './translate.js';

/** A fixture is `<case>.csv` and, beside it, `<case>.json` with what becomes of each row. */
interface Expected {
  readonly kind: string;
  readonly sender: string;
  readonly rows: readonly RowOutcome[];
}

const folder = projectPath('adapters/csv/fixtures');
const cases = readdirSync(folder).filter((file) => file.endsWith('.csv'));

function contextOf(file: string): FeedContext {
  const senders = file.startsWith('cld') || file.startsWith('council') ? ['312', 'E10000003'] : ['873'];
  return contextFor({ senders }, file);
}

function translated(file: string): Expected {
  const table = readCsv(readFileSync(`${folder}/${file}`), { charset: 'windows-1252' });
  const rows = [...translateTable(table, contextOf(file))];
  return JSON.parse(JSON.stringify({ kind: kindOf(table.header), sender: senderOf(table), rows })) as Expected;
}

test('there are fixtures', () => {
  expect(cases.length).toBeGreaterThan(15);
});

describe.each(cases)('%s', (file) => {
  test('becomes what its JSON says', () => {
    const expected = `${folder}/${file.replace(/csv$/, 'json')}`;
    if (process.env['WRITE_FIXTURES'] === '1') writeFileSync(expected, `${JSON.stringify(translated(file), null, 2)}\n`);
    expect(existsSync(expected), `${expected} is missing`).toBe(true);
    expect(translated(file)).toEqual(JSON.parse(readFileSync(expected, 'utf8')));
  });

  test('every leaf of a translated row is mapped, unmapped or refused, and only once', () => {
    const table = readCsv(readFileSync(`${folder}/${file}`), { charset: 'windows-1252' });
    const byLine = new Map([...table.rows].map((row) => [row.line, row.cells]));
    for (const { line, translated: done } of translateTable(table, contextOf(file))) {
      if (done === undefined) continue;
      const leaves = table.header.filter((_, i) => !['', 'NULL'].includes(byLine.get(line)![i]!.trim()));
      const { mapped, unmapped } = done.translation;
      const refused = done.refused.map(({ location }) => location.replace(/^.*column /, ''));
      expect([...mapped, ...unmapped, ...refused].sort()).toEqual([...leaves].sort());
    }
  });

  test('costs and descriptions are in no statement, and no refusal holds a value of the file', () => {
    const { rows } = translated(file);
    const text = JSON.stringify(rows.map((row) => row.translated?.translation.statements ?? []));
    for (const secret of ['21.50', 'Per hour', 'Daughter rang']) expect(text).not.toContain(secret);
    const refusals = JSON.stringify(rows.map((row) => [row.refused, row.translated?.refused]));
    for (const value of ['9.99E', '9991', '45791', '1941', 'Daughter']) expect(refusals).not.toContain(value);
  });
});
