import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { projectPath } from '../../schema/project-path.js';
import { readCsv } from '../formats/csv/read.js';
import { contextFor } from './example-feed.js';
import { kindOf, translateTable } from './translate.js';

const folder = `${process.env['SCR_CORPORA'] ?? projectPath('../shared/corpora')}/csv/la-ssda903-fake/tests/fake_data`;
const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.csv')) : [];

describe.skipIf(files.length === 0)('published fake SSDA903 returns (skipped where the corpora are not at hand)', () => {
  test.each(files)('every row of %s is translated or refused with a code', (file) => {
    const table = readCsv(readFileSync(`${folder}/${file}`), { charset: 'windows-1252' });
    expect(kindOf(table.header)).toMatch(/^ssda903-/);
    const outcomes = [...translateTable(table, contextFor({ senders: ['873'] }, file))];
    expect(outcomes).toHaveLength([...table.rows].length);
    const refused = outcomes.flatMap((outcome) => (outcome.refused === undefined ? [] : [outcome.refused.code]));
    const excluded = /^(ad1|placed_for_adoption)/.test(file);
    expect(new Set(refused)).toEqual(new Set(excluded ? ['ROW_EXCLUDED'] : []));
    if (!excluded) expect(outcomes.every(({ translated }) => translated!.translation.mapped.length > 0)).toBe(true);
  });
});
