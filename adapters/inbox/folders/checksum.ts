/** What a sender says of a file beside it, to tell a file that came whole from one that did not. */
import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { sha256Of } from '../../files/sha256.js';

/** A file of this ending speaks of the file of the name before it, in the format of `sha256sum`. */
export const checksumEnding = '.sha256';
/** Speaks of every file of its folder. */
export const manifestName = 'manifest.json';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/i);
const manifestShape = z.array(z.object({ name: z.string(), sha256, size: z.number().int().min(0) }));

/** Whether a file only speaks of others. */
export function isAboutOthers(file: string): boolean {
  return file.endsWith(checksumEnding) || basename(file) === manifestName;
}

/**
 * Holds a file to what is said of it: by `FILE.sha256`, by the `manifest.json` of its folder, or both.
 * @returns undefined when it is that file, or nothing is said of it; else the part that differs, or cannot be read
 */
export async function differenceOf(file: string): Promise<string | undefined> {
  const name = basename(file);
  const [line, manifest] = await Promise.all([textOf(`${file}${checksumEnding}`), textOf(join(dirname(file), manifestName))]);
  if (line === undefined && manifest === undefined) return undefined;
  const found = (await sha256Of(file)).toString('hex');
  if (line !== undefined && sumFor(line, name) !== found) return `${checksumEnding} file`;
  if (manifest === undefined) return undefined;
  const said = entryFor(manifest, name);
  if (said === undefined) return manifestName;
  if (said.size !== (await stat(file)).size) return `${manifestName}: size`;
  return said.sha256.toLowerCase() === found ? undefined : `${manifestName}: sha256`;
}

/** The sum of `name` in lines of `sha256sum`: the sum, a space, a space or `*`, the name; a sum alone will do. */
function sumFor(text: string, name: string): string | undefined {
  for (const line of text.replace(/^\uFEFF/, '').split(/\r?\n/)) {
    const [, sum, named] = /^([0-9a-f]{64})(?:\s+\*?(.*\S))?\s*$/i.exec(line) ?? [];
    if (sum !== undefined && (named === undefined || named.split(/[/\\]/).at(-1) === name)) return sum.toLowerCase();
  }
  return undefined;
}

function entryFor(text: string, name: string): z.infer<typeof manifestShape>[number] | undefined {
  try {
    return manifestShape.parse(JSON.parse(text.replace(/^\uFEFF/, ''))).find((entry) => entry.name === name);
  } catch {
    return undefined;
  }
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
