import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { RecordError } from '../../../schema/errors.js';
import type { UnpairedFile } from '../../../store/files/file-store.js';
import { unknownFeed } from '../../translate.js';
import { filesIn } from './files.js';
import { readMeshControl, type MeshControl } from './mesh-control.js';
import { openUnpaired, type Alone, type UnpairedOptions } from './unpaired.js';

export interface MeshUnpairedOptions extends UnpairedOptions {
  /** Folder of the mailbox; `in/` is made when it is not there. */
  readonly folder: string;
  /** Name of the feed of a control file. */
  readonly feedOf: (control: MeshControl) => string;
}

const endings = { '.dat': 'control', '.ctl': 'data' } as const;

/** Tells of files of `in/` without the other of their pair. */
export function openMeshUnpaired(options: MeshUnpairedOptions): () => Promise<void> {
  const tell = openUnpaired(options, 'mesh', (name, missing) => feedOf(options, name, missing));
  return async () => tell(await aloneIn(join(options.folder, 'in')));
}

async function aloneIn(folder: string): Promise<Alone> {
  const files = (await filesIn(folder)).filter((file) => basename(file) === file);
  const names = new Set(files);
  const alone = new Map<string, UnpairedFile['missing']>();
  for (const file of files) {
    const ending = file.slice(-4);
    if (ending !== '.dat' && ending !== '.ctl') continue;
    const other = file.slice(0, -4) + (ending === '.dat' ? '.ctl' : '.dat');
    if (!names.has(other)) alone.set(file, endings[ending]);
  }
  return alone;
}

async function feedOf(
  { folder, feedOf: find }: MeshUnpairedOptions,
  name: string,
  missing: UnpairedFile['missing'],
): Promise<string> {
  if (missing === 'control') return unknownFeed;
  try {
    return find(readMeshControl(await readFile(join(folder, 'in', name))));
  } catch (error) {
    // Not readable, or taken away meanwhile: it is told of all the same.
    if (error instanceof RecordError || (error as NodeJS.ErrnoException).code === 'ENOENT') return unknownFeed;
    throw error;
  }
}
