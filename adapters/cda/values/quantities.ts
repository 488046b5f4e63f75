import type { CodedOrText, Quantity } from '../../../schema/prsb.generated.js';
import type { XmlElement } from '../../formats/xml/element.js';
import { child, children } from '../../formats/xml/query.js';
import { markRead, type Source } from '../source.js';
import { ucum } from './code-systems.js';
import { coded, said, spoken } from './coded.js';

const number = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;

/** A PQ, INT, REAL, IVL_PQ or RTO element, digit for digit as sent; undefined when it holds no number or words. */
export function quantity(element: XmlElement | undefined, source: Source): Quantity | undefined {
  if (element === undefined) return undefined;
  const value = said(element, 'value');
  if (value !== undefined) {
    markRead(source, element);
    return exact(value, unitOf(element), undefined);
  }
  const ratio = child(element, 'numerator');
  if (ratio !== undefined) return ratioOf(ratio, child(element, 'denominator'), element, source);
  return interval(element, source) ?? inWords(element, source);
}

function exact(value: string, unit: string | undefined, comparator: string | undefined): Quantity {
  const text = `${comparator ?? ''}${value}${unit === undefined ? '' : ` ${unit}`}`;
  return {
    text,
    ...(comparator === undefined ? {} : { comparator }),
    ...(number.test(value) ? { value } : {}),
    ...(unit === undefined ? {} : { unit }),
  };
}

function unitOf(element: XmlElement): string | undefined {
  const unit = said(element, 'unit');
  // UCUM writes "no unit" as 1.
  return unit === '1' ? undefined : unit;
}

/** `low` alone is "at least" (`>` when not inclusive), `high` alone "at most"; both are a range in words. */
function interval(element: XmlElement, source: Source): Quantity | undefined {
  const low = child(element, 'low');
  const high = child(element, 'high');
  const from = said(low, 'value');
  const to = said(high, 'value');
  if (from === undefined && to === undefined) return undefined;
  markRead(source, element, low, high);
  if (to === undefined) return exact(from!, unitOf(low!), said(low, 'inclusive') === 'false' ? '>' : '>=');
  if (from === undefined) return exact(to, unitOf(high!), said(high, 'inclusive') === 'false' ? '<' : '<=');
  const unit = unitOf(high!) ?? unitOf(low!);
  const text = `${from} - ${to}${unit === undefined ? '' : ` ${unit}`}`;
  return { text, ...(unit === undefined ? {} : { unit }) };
}

function ratioOf(top: XmlElement, bottom: XmlElement | undefined, element: XmlElement, source: Source): Quantity | undefined {
  const numerator = quantity(top, source);
  const denominator = quantity(bottom, source);
  if (numerator === undefined) return undefined;
  markRead(source, element, top, bottom);
  return { text: denominator === undefined ? numerator.text : `${numerator.text} / ${denominator.text}` };
}

/** A quantity the sender could only put in words or in its own unit: `nullFlavor="OTH"` with a translation. */
function inWords(element: XmlElement, source: Source): Quantity | undefined {
  for (const translation of children(element, 'translation')) {
    const value = said(translation, 'value');
    const unit = spoken(coded(translation, source));
    if (value !== undefined) {
      markRead(source, element, translation);
      return exact(value, unit, undefined);
    }
    if (unit !== undefined) return { text: unit };
  }
  const text = spoken(coded(element, source));
  return text === undefined ? undefined : { text };
}

/** The unit of a quantity as a coded value (UCUM). */
export function unitOfMeasure(value: Quantity | undefined): CodedOrText | undefined {
  return value?.unit === undefined ? undefined : { coding: [{ code: value.unit, system: ucum }], text: value.unit };
}

/** The whole of a range in words: `3.5 - 5.1 mmol/L`, `<=200 mg/dL`. */
export function rangeText(element: XmlElement | undefined, source: Source): string | undefined {
  return quantity(element, source)?.text;
}
