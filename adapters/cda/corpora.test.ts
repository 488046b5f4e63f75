import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { errorCodes, RecordError, type ErrorCode } from '../../schema/errors.js';
import { isSection } from '../../schema/sections.js';
import type { PartialDateTime } from '../../schema/partial-date.js';
import { projectPath } from '../../schema/project-path.js';
import { loadProfile } from '../../schema/profile.js';
import { clinicalDocumentsOf } from '../formats/xml/itk.js';
import { readXml } from '../formats/xml/read.js';
import { translateCda } from './translate.js';

const folder = join(process.env['SCR_CORPORA'] ?? projectPath('../shared/corpora'), 'cda');
const profile = loadProfile('cambridgeshire-peterborough');
const feed = profile.feeds.find((each) => each.format === 'cda')!;
const context = { feed, partner: feed.partner, receivedAt: '2026-01-01T00:00:00+00:00' as PartialDateTime };

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:xml|ccda)$/.test(name))
    .map((name) => join(folder, name))
    .sort();
}

/** Statements made of each document of the file, or the code with which it was refused. */
function outcomes(file: string): readonly (number | ErrorCode)[] {
  try {
    return clinicalDocumentsOf(readXml(readFileSync(file))).map(({ document }) => {
      try {
        const { translation } = translateCda(document, context);
        for (const statement of translation.statements)
          if ('section' in statement) expect(isSection(statement.section)).toBe(true);
        return translation.statements.length;
      } catch (error) {
        return codeOf(error, file);
      }
    });
  } catch (error) {
    return [codeOf(error, file)];
  }
}

function codeOf(error: unknown, file: string): ErrorCode {
  if (error instanceof RecordError) return error.code;
  throw new Error(`crashed on ${relative(folder, file)}`, { cause: error });
}

describe.skipIf(!existsSync(folder))('every public CDA document (skipped where the corpora are not beside the checkout)', () => {
  it('translates into statements, or is refused with a code; none crashes', () => {
    const all = filesIn(folder).flatMap((file) => outcomes(file));
    const translated = all.filter((each) => typeof each === 'number');
    const refused = all.filter((each) => typeof each === 'string');
    for (const code of refused) expect(Object.keys(errorCodes)).toContain(code);
    expect(translated.length).toBeGreaterThanOrEqual(60);
    for (const statements of translated) expect(statements).toBeGreaterThanOrEqual(3);
  });

  it('refuses no document for want of an identifier that has one', () => {
    const refusals = filesIn(folder)
      .flatMap((file) => outcomes(file).map((outcome) => [relative(folder, file), outcome] as const))
      .filter(([, outcome]) => outcome === 'IDENTIFIER_MISSING');
    expect(refusals.map(([file]) => file)).toEqual([]);
  });
});
