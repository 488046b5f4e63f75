import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Section } from '../../schema/entry.js';
import type { StoredEntry } from '../../store/store.js';
import { reconciled, sameFact } from './same-fact.js';

const snomed = 'http://snomed.info/sct';
const coded = (code: string, text: string, display = text) => ({ coding: [{ code, system: snomed, display }], text });

let made = 0;
function entry(section: Section, feed: string, body: object, startsMs: number | undefined = 0): StoredEntry {
  const provenance = { feed, format: 'cda', messageType: 't', messageIdentifier: 'm', receivedAt: '2026-01-01T00:00:00+00:00' };
  return { id: `e${made++}`, section, partner: feed, startsMs, endsMs: undefined, body: { ...body, provenance } as never };
}

const shownWith = (section: Section, ...entries: StoredEntry[]) =>
  reconciled(section, entries).map((each) => [each.id, ...(each.also ?? []).map(({ id }) => id)]);

describe('the same fact from two sources is shown once', () => {
  test('a problem coded alike, with the more precise date', () => {
    const gp = entry('problemList', 'gp', { problem: coded('195967001', 'Asthma'), onsetDate: '2019' });
    const trust = entry('problemList', 'trust', { problem: coded('195967001', 'Asthma'), onsetDate: '2019-05-03' });
    expect(shownWith('problemList', gp, trust)).toEqual([[trust.id, gp.id]]);
  });

  test('other words for the same code, where the words are only the code’s own display', () => {
    const a = entry('problemList', 'gp', { problem: coded('44054006', 'Diabetes mellitus type 2') });
    const b = entry('problemList', 'trust', { problem: coded('44054006', 'Type 2 diabetes mellitus') });
    expect(shownWith('problemList', a, b)).toHaveLength(1);
  });

  test('a result copied to the practice by another feed', () => {
    const result = {
      investigation: coded('1022431000000105', 'Haemoglobin'),
      date: '2026-01-02',
      structuredInvestigationResult: { value: { text: '131', value: '131', unit: 'g/L' } },
    };
    const lab = entry('investigationResults', 'lab', result);
    const practice = entry('investigationResults', 'gp', { ...result, performingProfessional: { name: 'Dr Example' } });
    expect(shownWith('investigationResults', lab, practice)).toHaveLength(1);
  });
});

describe('what differs is shown side by side', () => {
  const asthma = { problem: coded('195967001', 'Asthma'), onsetDate: '2019-05' };
  const differs = (section: Section, a: object, b: object) => {
    const one = entry(section, 'gp', a);
    const two = entry(section, 'trust', b);
    expect(shownWith(section, one, two)).toEqual([[one.id], [two.id]]);
  };

  test('dates that cannot both be true', () => differs('problemList', asthma, { ...asthma, onsetDate: '2018' }));
  test('words that say more than the code', () =>
    differs('problemList', asthma, { ...asthma, problem: coded('195967001', 'Asthma, brittle', 'Asthma') }));
  test('a status that only one side gives, where the other says something of its own', () =>
    differs('problemList', { ...asthma, stageOfDisease: 'severe' }, { ...asthma, problemStatus: coded('active', 'Active') }));
  test('another dose of the same medicine', () => {
    const item = (dose: string) => ({
      medicationItemCluster: {
        medicationName: coded('39113611000001102', 'Ramipril 5mg capsules'),
        structuredDoseDirectionCluster: { doseDirectionsDescription: dose },
      },
    });
    differs('medicationsAndMedicalDevices', item('one daily'), item('two daily'));
  });
  test('a comparator', () => {
    const result = (comparator?: string) => ({
      investigation: coded('1', 'CRP'),
      date: '2026-01-02',
      structuredInvestigationResult: {
        value: { text: `${comparator ?? ''}5`, value: '5', ...(comparator ? { comparator } : {}) },
      },
    });
    differs('investigationResults', result(), result('<'));
  });
  test('uncoded facts, however alike', () => {
    const words = { problem: { coding: [], text: 'Asthma' } };
    differs('problemList', words, words);
  });
  test('a code without its system', () => {
    const loose = { problem: { coding: [{ code: '1' }], text: 'Asthma' } };
    differs('problemList', loose, loose);
  });
  test('two vaccinations of which one has no date', () => {
    const given = { vaccineProduct: coded('1', 'Influenza vaccine') };
    const dated = entry('vaccinations', 'gp', { ...given, date: '2025-10-01' });
    const undated = entry('vaccinations', 'trust', given);
    expect(shownWith('vaccinations', dated, { ...undated, startsMs: undefined })).toHaveLength(2);
  });
  test('two entries of one feed: the source itself keeps them apart', () => {
    const one = entry('problemList', 'gp', asthma);
    const two = entry('problemList', 'gp', asthma);
    expect(shownWith('problemList', one, two)).toHaveLength(2);
  });
});

test('no entry is lost or shown twice, and none stands behind one that does not say all it says', () => {
  const drawn = fc.record({
    feed: fc.constantFrom('gp', 'trust', 'lab', 'council'),
    code: fc.constantFrom('1', '2'),
    onsetDate: fc.option(fc.constantFrom('2019', '2019-05', '2019-05-03', '2020'), { nil: undefined }),
    endDate: fc.option(fc.constantFrom('2021', '2022'), { nil: undefined }),
    comment: fc.option(fc.constantFrom(['seen in clinic'], ['stable']), { nil: undefined }),
  });
  fc.assert(
    fc.property(fc.array(drawn, { maxLength: 8 }), (all) => {
      const entries = all.map(({ feed, code, ...rest }) =>
        entry('problemList', feed, { problem: coded(code, `problem ${code}`), ...rest }),
      );
      const shown = reconciled('problemList', entries);
      const ids = shown.flatMap((each) => [each.id, ...(each.also ?? []).map(({ id }) => id)]);
      expect(ids.toSorted()).toEqual(entries.map(({ id }) => id).toSorted());
      for (const each of shown) for (const other of each.also ?? []) expect(sameFact('problemList', each, other)).toBe(true);
    }),
  );
});
