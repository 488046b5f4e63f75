import { describe, expect, it } from 'vitest';
import { isSyntheticNhsNumber, parseNhsNumber } from '../../schema/nhs-number.js';
import { sameKind } from './alter.js';

describe('another text of the same kind', () => {
  it.each(['9990000018', '999 000 0018'])('is another NHS number that is never issued, for %s', (text) => {
    const other = parseNhsNumber(sameKind(text));
    expect(other).toBeDefined();
    expect(isSyntheticNhsNumber(other!)).toBe(true);
    expect(other).not.toBe(parseNhsNumber(text));
  });

  it.each([
    ['20260302', '20260303'],
    ['20260331101500+0000', '20260330101500+0000'],
    ['202601201200', '202601211200'],
    ['2025-06-20', '2025-06-21'],
    ['02/06/2025', '03/06/2025'],
    ['1980', '1981'],
    ['198905', '198805'],
  ])('is another date written the same way, for %s', (text, other) => {
    expect(sameKind(text)).toBe(other);
  });

  it.each([
    ['Mrs', 'Nst'],
    ['C9999901', 'D1111102'],
    ['7 Fen Lane', '8 Gfo Mbof'],
    ['0.50', '0.60'],
    ['true', 'false'],
    ['7c000000-0000-4000-8000-0000000000ff', '8d000000-0000-5000-9000-0000000000aa'],
  ])('keeps its shape, for %s', (text, other) => {
    expect(sameKind(text)).toBe(other);
  });

  it('keeps the beginning of a file, which tells what it is', () => {
    const file = Buffer.from(`%PDF-1.4 ${'text '.repeat(60)}`).toString('base64');
    expect(sameKind(file).slice(0, 100)).toBe(file.slice(0, 100));
    expect(sameKind(file)).not.toBe(file);
  });
});
