import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folder of package.json, whether this runs from source or from `dist/`. */
const root = (() => {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
})();

/** Absolute path of a file of the project (SDL, migrations, profiles) given from its root. */
export function projectPath(relative: string): string {
  return join(root, relative);
}
