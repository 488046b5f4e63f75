import { fromHl7Timestamp } from '../../schema/partial-date.js';
import type { CodedOrText, Quantity } from '../../schema/prsb.generated.js';
import type { Segment } from '../formats/hl7v2/message.js';
import { OBX } from '../formats/hl7v2/names.js';
import { first, quantity, structuredNumeric, text } from '../formats/hl7v2/typed.js';
import type { Reading } from './reading.js';
import { codeOf, joined, words } from './values.js';

/** OBX-5 as its data type (OBX-2) says: a number, or a finding in codes or words. */
export interface ObservationValue {
  readonly quantity?: Quantity | undefined;
  readonly finding?: CodedOrText | undefined;
}

const codedTypes = new Set(['CE', 'CWE', 'CNE', 'CF', 'IS', 'ID']);
const textTypes = new Set(['TX', 'FT', 'ST', '']);

/** Whether OBX-5 is text of which several OBX make one report. */
export function isReportText(obx: Segment): boolean {
  const type = valueType(obx);
  return type === 'TX' || type === 'FT';
}

export function valueType(obx: Segment): string {
  return text(obx, OBX.ValueType)?.trim().toUpperCase() ?? '';
}

/** The value of `rows`: one OBX, or the lines of one text. */
export function valueOf(reading: Reading, rows: readonly Segment[]): ObservationValue {
  const [obx] = rows;
  if (obx === undefined) return {};
  const type = valueType(obx);
  const unit = text(obx, OBX.Units);
  if (type === 'NM' || type === 'SN' || type === 'MO') {
    const values = obx
      .field(OBX.ObservationValue)
      .flatMap((repetition) => (type === 'SN' ? structuredNumeric(repetition, unit) : quantity(repetition.text(), unit)) ?? []);
    const [only] = values;
    if (values.length < 2) return { quantity: only };
    return { quantity: { text: values.map((value) => value.text).join(' ~ '), ...(unit ? { unit } : {}) } };
  }
  if (codedTypes.has(type))
    return { finding: together(obx.field(OBX.ObservationValue).flatMap((rep) => codeOf(reading, rep, 'finding') ?? [])) };
  const measured = type === 'ST' ? comparison(obx, unit) : undefined;
  if (measured !== undefined) return { quantity: measured };
  if (textTypes.has(type)) return { finding: words(linesOf(rows)) };
  if (type === 'DT' || type === 'TS' || type === 'DTM') {
    const sent = text(obx, OBX.ObservationValue);
    return { finding: words(sent === undefined ? undefined : (fromHl7Timestamp(sent) ?? sent)) };
  }
  return {
    finding: words(
      obx
        .field(OBX.ObservationValue)
        .flatMap((repetition) => joined(repetition) ?? [])
        .join('; '),
    ),
  };
}

/** `<5` or a number with a unit sent as plain text (ST): a measured value none the less. A bare number may be anything. */
function comparison(obx: Segment, unit: string | undefined): Quantity | undefined {
  const measured = obx.field(OBX.ObservationValue).length === 1 ? quantity(text(obx, OBX.ObservationValue), unit) : undefined;
  if (measured?.value === undefined) return undefined;
  return measured.comparator !== undefined || unit !== undefined ? measured : undefined;
}

/** Lines of text: each OBX and each repetition is one. A component separator left unescaped in text is kept as one. */
export function linesOf(rows: readonly Segment[]): string {
  return rows
    .flatMap((row) =>
      row
        .field(OBX.ObservationValue)
        .map((repetition) => (repetition.length > 1 ? joined(repetition, ' ^ ') : repetition.text()) ?? ''),
    )
    .join('\n');
}

/** Several findings in one OBX, such as the organisms of a culture, as one value. */
function together(values: readonly CodedOrText[]): CodedOrText | undefined {
  const [only] = values;
  if (values.length < 2) return only;
  return {
    coding: values.flatMap(({ coding }) => coding),
    text: values.map((value) => value.text ?? value.coding[0]?.code).join('; '),
  };
}

/** Whether OBX-5 holds a document: encapsulated data or a pointer. */
export function isDocument(obx: Segment): boolean {
  const type = valueType(obx);
  return (type === 'ED' || type === 'RP') && first(obx, OBX.ObservationValue) !== undefined;
}
