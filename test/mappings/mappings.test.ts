import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Format } from '../../schema/feed.js';
import { projectPath } from '../../schema/project-path.js';
import { mappingDocument } from './documents.js';
import { elementAt } from './elements.js';
import { gapOf } from './known-gaps.js';
import { patternOf } from './hl7v2-specimens.js';
import { fixtures, specimensOf } from './specimens.js';
import { survey, type Row } from './survey.js';
import { whyUnmapped } from './unmapped-reasons.js';

const formats: readonly Format[] = ['hl7v2', 'cda', 'csv'];

describe.each(formats)('of %s', (format) => {
  it('every leaf of the fixtures and the population that nothing reads says why, or is known as a gap', () => {
    const unexplained = new Set<string>();
    let kept = 0;
    for (const specimen of specimensOf(format)) {
      const outcome = specimen.translate();
      if ('refusedWith' in outcome) continue;
      const { unmapped, messageType } = outcome.translation;
      for (const path of unmapped) {
        kept++;
        const leaf = format === 'hl7v2' ? patternOf(path) : path;
        if ((whyUnmapped(format, leaf, messageType) ?? gapOf(format, leaf, messageType)) === undefined) {
          unexplained.add(`${leaf} in ${messageType}`);
        }
      }
    }
    expect(kept).toBeGreaterThan(100);
    // Say why in reasons-<format>.ts, or read the leaf.
    expect([...unexplained]).toEqual([]);
  });
});

describe('what altering a leaf shows', () => {
  let rows: readonly Row[];
  const row = (name: string): Row => rows.find((each) => each.name === name)!;
  beforeAll(() => {
    rows = survey(fixtures('hl7v2'));
  });

  it('is the element that carries it', () => {
    expect([...row('PID-7.1').becomes.keys()]).toEqual(['Person demographics › Date of birth']);
    expect([...row('AL1-5.1').becomes.keys()]).toEqual([
      'Allergies and adverse reactions › Reaction details cluster › Description of reaction',
    ]);
  });

  it('is told from what the leaf only decides', () => {
    expect([...row('ZU8-4.1').becomes.keys()]).toEqual([]);
    expect([...row('ZU8-4.1').decides.keys()]).toContain('whether everything that would locate the person is hidden');
    expect([...row('OBX-11.1').decides.keys()]).toContain('whether earlier entries are taken back');
    expect([...row('PID-3.1').decides.keys()]).toContain('whom it is about');
  });

  it('is nothing for a leaf that no mapping reads', () => {
    const { becomes, decides, kept } = row('EVN-5.2');
    expect([becomes.size, decides.size, kept.size]).toEqual([0, 0, 1]);
  });
});

describe('elements', () => {
  it('are called as PRSB calls them, with the group they stand in', () => {
    expect(elementAt('personDemographics', ['personName', 'personFirstName', '0'])).toEqual({
      section: 'Person demographics',
      element: 'Person name › Person first name',
    });
    expect(elementAt('problemList', ['problem', 'coding', '0', 'code']).element).toBe('Problem');
    expect(elementAt('problemList', ['personCompletingRecord', 'dateCompleted']).element).toBe(
      'Person completing record › Date completed',
    );
    expect(elementAt('personDemographics', ['deceased']).element).toBe('Deceased (beyond PRSB)');
  });
});

describe('the documents', () => {
  it('are there, one for each format, each with its tables', () => {
    for (const format of formats) {
      const file = projectPath(`docs/mappings/${format}.md`);
      expect(existsSync(file)).toBe(true);
      expect(readFileSync(file, 'utf8').match(/^## /gm)?.length).toBeGreaterThan(10);
    }
  });

  it('come out the same twice', () => {
    expect(mappingDocument('csv')).toBe(mappingDocument('csv'));
  });
});
