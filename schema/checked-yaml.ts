import { readFileSync } from 'node:fs';
import { LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { RecordError } from './errors.js';

/** What one YAML file holds, and where in it. */
export interface YamlText {
  readonly file: string;
  readonly value: unknown;
  /** Line (from 1) of what stands at `path`, or of the nearest thing around it. */
  lineOf(path: readonly PropertyKey[]): number;
}

/** Where something stands, as `file:line`. */
export type Place = (path: readonly PropertyKey[]) => string;

/**
 * What the YAML file holds, once it fits `shape`.
 * @throws RecordError CONFIG_INVALID naming file, line and what is wrong.
 */
export function readCheckedYaml<T extends z.ZodType>(file: string, shape: T): z.output<T> {
  return checkedYaml(readText(file), file, shape);
}

/** As {@link readCheckedYaml}, from text; `file` is for error messages. */
export function checkedYaml<T extends z.ZodType>(text: string, file: string, shape: T): z.output<T> {
  const yaml = yamlText(text, file);
  return fitting(yaml.value, shape, (path) => `${file}:${yaml.lineOf(path)}`);
}

/** @throws RecordError CONFIG_INVALID where there is no such file */
export function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new RecordError('CONFIG_INVALID', { detail: `no file at ${file}`, cause });
  }
}

/** @throws RecordError CONFIG_INVALID where it is no YAML (a key that stands twice included) */
export function yamlText(text: string, file: string): YamlText {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const fault = document.errors[0];
  if (fault) throw new RecordError('CONFIG_INVALID', { detail: `${file}: ${fault.message}` });
  return {
    file,
    value: document.toJS(),
    lineOf(path) {
      for (let length = path.length; length > 0; length--) {
        const node = document.getIn(path.slice(0, length), true) as { range?: readonly number[] } | undefined;
        const offset = node?.range?.[0];
        if (offset !== undefined) return lines.linePos(offset).line;
      }
      return 1;
    },
  };
}

/**
 * `value`, once it fits `shape`.
 * @throws RecordError CONFIG_INVALID with a line for each fault: place, path and what is wrong.
 */
export function fitting<T extends z.ZodType>(value: unknown, shape: T, place: Place): z.output<T> {
  const result = shape.safeParse(value);
  if (result.success) return result.data;
  const issues = result.error.issues.map((issue) => {
    const at = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0]!] : issue.path;
    return `${place(at)}: ${issue.path.join('.')}: ${issue.message}`;
  });
  throw new RecordError('CONFIG_INVALID', { detail: issues.join('\n') });
}
