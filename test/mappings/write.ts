/**
 * Makes docs/mappings/ from the adapters' real behaviour. `npm run mappings` writes it,
 * `npm run mappings -- --check` fails when stale.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { projectPath } from '../../schema/project-path.js';
import { documentedFormats, mappingDocument } from './documents.js';

const folder = 'docs/mappings';
const isCheck = process.argv.includes('--check');

mkdirSync(projectPath(folder), { recursive: true });
for (const format of documentedFormats) {
  const name = `${format}.md`;
  const text = mappingDocument(format);
  const file = projectPath(`${folder}/${name}`);
  const isStale = !existsSync(file) || readFileSync(file, 'utf8') !== text;
  if (!isStale) continue;
  if (isCheck) {
    process.stderr.write(`${folder}/${name} is stale: run \`npm run mappings\`.\n`);
    process.exitCode = 1;
  } else {
    writeFileSync(file, text);
    process.stdout.write(`${folder}/${name} written\n`);
  }
}
