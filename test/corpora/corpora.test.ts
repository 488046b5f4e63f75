import { beforeAll, describe, expect, it } from 'vitest';
import { errorCodes } from '../../schema/errors.js';
import { corpusFiles, hasCorpora } from './folder.js';
import { isInput, outcomesOverCorpora, tallies, type Outcome, type Tally } from './tally.js';
import { leafTotal, unmappedLeaves } from './unmapped.js';

describe.skipIf(!hasCorpora)('over all public material (skipped without the corpora folder)', { timeout: 120_000 }, () => {
  let outcomes: readonly Outcome[];
  let totals: ReadonlyMap<string, Tally>;

  beforeAll(() => {
    outcomes = [...outcomesOverCorpora()];
    totals = new Map(tallies(outcomes).map((tally) => [tally.corpus, tally]));
  }, 120_000);

  it('every message, document and row is translated, or refused with a code and a place', () => {
    expect(outcomes.length).toBeGreaterThan(2000);
    for (const { file, unit } of outcomes) {
      if (!unit.refusal) {
        expect(unit.translation.statements.length + unit.translation.unmapped.length, file.path).toBeGreaterThan(0);
        continue;
      }
      expect(Object.keys(errorCodes), file.path).toContain(unit.refusal.code);
      expect(unit.refusal.location, file.path).not.toBe('');
    }
  });

  it('none makes a translator crash', () => {
    const refusals = outcomes.flatMap(({ file, unit }) =>
      (unit.refusal ? [unit.refusal] : unit.refused).map((refusal) => ({ file, refusal })),
    );
    // A fault of our own is quarantined too, and told apart by its detail.
    const crashes = refusals.filter(({ refusal }) => refusal.detail?.startsWith('unexpected '));
    expect(crashes.map(({ file, refusal }) => `${file.path}: ${refusal.detail}`)).toEqual([]);
  });

  it('every file gives at least one unit, so that none vanishes', () => {
    const read = new Set(outcomes.map(({ file }) => file.path));
    const inputs = [...corpusFiles()].map(({ path }) => path).filter(isInput);
    expect(inputs.filter((path) => !read.has(path))).toEqual([]);
    expect(inputs.length).toBeGreaterThan(800);
  });

  it.each([
    ['hl7v2/simhospital', 1000],
    ['hl7v2/ms-fhir-converter', 40],
    ['cda/ehdsi-dk', 20],
    ['cda/ms-fhir-converter', 20],
    ['cda/nhs-111-itk', 20],
    ['csv/la-ssda903-fake', 50],
  ])('of %s at least %i are translated', (corpus, least) => {
    expect(totals.get(corpus)?.translated).toBeGreaterThanOrEqual(least);
  });

  it('of the leaves that no mapping reads at least 95 in 100 are so by a decision that says why', () => {
    const unmapped = unmappedLeaves(outcomes);
    const decided = unmapped.filter(({ why }) => why !== undefined);
    expect(leafTotal(unmapped)).toBeGreaterThan(50_000);
    for (const format of ['hl7v2', 'csv'] as const) {
      const of = (leaves: typeof unmapped) => leafTotal(leaves.filter((each) => each.format === format));
      expect(of(decided) / of(unmapped), format).toBeGreaterThan(0.95);
    }
    expect(leafTotal(decided) / leafTotal(unmapped)).toBeGreaterThan(0.95);
  });

  it('no attack is translated', () => {
    for (const tally of totals.values()) if (tally.corpus.startsWith('hostile/')) expect(tally.translated).toBe(0);
  });
});
