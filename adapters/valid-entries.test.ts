import { expect, test } from 'vitest';
import type { Statement, Translation } from '../schema/entry.js';
import { withValidEntriesOnly } from './valid-entries.js';

const subject = '9990000018' as never;
const put = (key: string, body: object): Statement =>
  ({ kind: 'put', subject, section: 'problemList', key, list: 'problems', body }) as Statement;
const list: Statement = { kind: 'list', subject, section: 'problemList', list: 'problems', keys: ['1', '2'] };
const translated = (statements: readonly Statement[]) => ({
  translation: { sender: 's', messageIdentifier: 'm', messageType: 't', statements, mapped: [], unmapped: [] } as Translation,
  refused: [{ code: 'DATE_INVALID', location: 'PRB-16' } as const],
});
const good = put('1', { problem: { coding: [], text: 'Asthma' } });

test('a unit whose entries all fit is passed on as it is', () => {
  const unit = translated([good, list]);
  expect(withValidEntriesOnly(unit)).toBe(unit);
});

test('an entry that does not fit is refused with its element path, never a value, and the rest stands', () => {
  const { translation, refused } = withValidEntriesOnly(
    translated([good, put('2', { problem: { coding: [], text: 'Secret' }, onsetDate: 'Secret', endDate: 'Secret' }), list]),
  );
  expect(translation.statements).toEqual([good, list]);
  expect(refused).toEqual([
    { code: 'DATE_INVALID', location: 'PRB-16' },
    {
      code: 'ENTRY_INVALID',
      location: 'problemList.onsetDate',
      detail: 'statement 2 of 3: onsetDate not a date; endDate not a date',
    },
  ]);
});

test('a list still names the key of an entry that was refused, so that its earlier good version does not end', () => {
  const { translation } = withValidEntriesOnly(translated([good, put('2', {}), list]));
  expect(translation.statements).toContainEqual(expect.objectContaining({ kind: 'list', keys: ['1', '2'] }));
});

test('an entry that says nothing is refused under the name of its section', () => {
  expect(withValidEntriesOnly(translated([put('2', {})])).refused[1]).toMatchObject({ location: 'problemList' });
});

test('a change is held to its section, too', () => {
  const change = { kind: 'patch', subject, section: 'problemList', key: '1', changes: { problem: null } } as unknown as Statement;
  expect(withValidEntriesOnly(translated([change])).refused[1]).toMatchObject({ location: 'problemList.problem' });
});

test('so is a change within an element', () => {
  const nested = [{ path: 'personName.title', value: 7 }];
  const change = { kind: 'patch', subject, section: 'personDemographics', key: '1', changes: {}, nested } as unknown as Statement;
  expect(withValidEntriesOnly(translated([change])).refused[1]).toMatchObject({
    location: 'personDemographics.personName.title',
  });
});
