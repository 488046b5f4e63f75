import { readFileSync } from 'node:fs';
import { LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { RecordError } from './errors.js';

/**
 * What the YAML file holds, once it fits `shape`.
 * @throws RecordError CONFIG_INVALID naming file, line and what is wrong.
 */
export function readCheckedYaml<T extends z.ZodType>(file: string, shape: T): z.output<T> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new RecordError('CONFIG_INVALID', { detail: `no file at ${file}`, cause });
  }
  return checkedYaml(text, file, shape);
}

/** As {@link readCheckedYaml}, from text; `file` is for error messages. */
export function checkedYaml<T extends z.ZodType>(text: string, file: string, shape: T): z.output<T> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const fault = document.errors[0];
  if (fault) throw new RecordError('CONFIG_INVALID', { detail: `${file}: ${fault.message}` });
  const result = shape.safeParse(document.toJS());
  if (result.success) return result.data;
  const issues = result.error.issues.map((issue) => {
    const path = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0]] : [...issue.path];
    while (path.length > 0 && lineOf(path) === undefined) path.pop();
    return `${file}:${lineOf(path) ?? 1}: ${issue.path.join('.')}: ${issue.message}`;
  });
  throw new RecordError('CONFIG_INVALID', { detail: issues.join('\n') });

  function lineOf(path: readonly unknown[]): number | undefined {
    const node = document.getIn(path, true) as { range?: readonly number[] } | undefined;
    const offset = node?.range?.[0];
    return offset === undefined ? undefined : lines.linePos(offset).line;
  }
}
