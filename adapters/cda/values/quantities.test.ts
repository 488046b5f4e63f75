import { expect, it } from 'vitest';
import { readXml } from '../../formats/xml/read.js';
import { contextFor } from '../example-feed.js';
import { sourceOf } from '../source.js';
import { quantity } from './quantities.js';

function read(attributes: string, inner = '') {
  const element = readXml(Buffer.from(`<value xmlns="urn:hl7-org:v3" ${attributes}>${inner}</value>`)).root;
  return quantity(element, sourceOf(element, contextFor('RGT')));
}

it('keeps every digit as sent', () => {
  expect(read('value="0.50" unit="mg"')).toEqual({ text: '0.50 mg', value: '0.50', unit: 'mg' });
  expect(read('value=".5" unit="d"')).toEqual({ text: '.5 d', value: '.5', unit: 'd' });
  expect(read('value="1.015" unit="1"')).toEqual({ text: '1.015', value: '1.015' });
});

it('reads half an interval as a comparator', () => {
  expect(read('', '<low value="500" unit="mg/dL" inclusive="false"/><high nullFlavor="PINF"/>')).toEqual({
    text: '>500 mg/dL',
    comparator: '>',
    value: '500',
    unit: 'mg/dL',
  });
  expect(read('', '<high value="20" unit="g"/>')).toEqual({ text: '<=20 g', comparator: '<=', value: '20', unit: 'g' });
});

it('gives a range and a ratio in words, not as a number', () => {
  expect(read('', '<low value="4" unit="h"/><high value="6" unit="h"/>')).toEqual({ text: '4 - 6 h', unit: 'h' });
  expect(read('', '<numerator value="2" unit="g"/><denominator value="1" unit="d"/>')).toEqual({ text: '2 g / 1 d' });
});

it('keeps a value that is no number as text', () => {
  expect(read('value="+++"')).toEqual({ text: '+++' });
  expect(read('nullFlavor="UNK"')).toBeUndefined();
});
