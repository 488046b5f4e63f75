import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { projectPath } from '../../schema/project-path.js';

/** Folder of public test material, which is not part of the project: `SCR_CORPORA`, or beside the checkout. */
export const corporaFolder = process.env['SCR_CORPORA'] ?? projectPath('../shared/corpora');

/** Whether the material is there; tests over it skip, saying so, when it is not. */
export const hasCorpora = existsSync(corporaFolder);

/** One file of the material. */
export interface CorpusFile {
  /** `hl7v2/simhospital`. */
  readonly corpus: string;
  /** Path inside the folder. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Every file under `folder` (such as `hl7v2`), in a fixed order. */
export function* corpusFiles(folder = ''): Generator<CorpusFile> {
  const entries = readdirSync(join(corporaFolder, folder), { withFileTypes: true, recursive: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  for (const full of paths.sort()) {
    const path = relative(corporaFolder, full);
    yield { corpus: path.split('/').slice(0, 2).join('/'), path, bytes: readFileSync(full) };
  }
}
