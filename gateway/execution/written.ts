/** The data of an answer as text, from execution on. */
import type { GraphQLFormattedError } from 'graphql';

/**
 * Data already written as JSON, in UTF-8. An answer waits until the audit is durable; as bytes it waits outside the heap, where
 * the thousands of objects it is written from, or its text, would be moved about by every collection of garbage meanwhile.
 */
export class WrittenData {
  constructor(readonly json: Buffer) {}
}

/** The data of an answer, written. Null and undefined stay what they are: they say whether there is an answer. */
export function written(data: object | null | undefined): WrittenData | null | undefined {
  return data === null || data === undefined ? data : new WrittenData(Buffer.from(JSON.stringify(data)));
}

/** The text of a result, as `JSON.stringify` and a line end would have it, whether or not its data is written already. */
export function resultText(result: {
  readonly errors?: readonly GraphQLFormattedError[] | undefined;
  readonly data?: unknown;
  readonly extensions?: unknown;
}): string {
  const { errors, data, extensions } = result;
  if (!(data instanceof WrittenData)) return `${JSON.stringify(result)}\n`;
  const before = errors === undefined ? '' : `"errors":${JSON.stringify(errors)},`;
  const after = extensions === undefined ? '' : `,"extensions":${JSON.stringify(extensions)}`;
  return `{${before}"data":${data.json.toString()}${after}}\n`;
}
