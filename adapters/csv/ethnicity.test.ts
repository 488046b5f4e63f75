import { expect, test } from 'vitest';
import { ethnicityOf, ethnicityOfChild } from './ethnicity.js';

test('a label gets its national category and keeps its words', () => {
  expect(ethnicityOf('Asian or Asian British: Chinese')).toMatchObject({
    coding: [{ code: 'R' }],
    text: 'Asian or Asian British: Chinese',
  });
  expect(ethnicityOf('White: Roma')).toMatchObject({ coding: [{ code: 'C' }], text: 'White: Roma' });
});

test('words that no list knows get no code', () => {
  expect(ethnicityOf('White: Martian')).toEqual({ coding: [], text: 'White: Martian' });
});

test('a DfE code without a category of its own is not pressed into one', () => {
  expect(ethnicityOfChild('WIRT')!.coding).toEqual([
    { code: 'WIRT', system: 'SSDA903 ETHNIC', display: 'Traveller of Irish heritage' },
  ]);
  expect(ethnicityOfChild('BCRB')!.coding.map(({ code }) => code)).toEqual(['BCRB', 'M']);
  expect(ethnicityOfChild('QQQQ')).toEqual({ coding: [{ code: 'QQQQ', system: 'SSDA903 ETHNIC' }], text: 'QQQQ' });
});
