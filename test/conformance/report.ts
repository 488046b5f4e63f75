/**
 * `npm run conformance`: writes docs/prsb-conformance.md and prints its summary. `-- --json` prints all of it as data;
 * `-- --check` writes nothing and fails when the document is stale, an element is missing or a gap has no explanation.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { projectPath } from '../../schema/project-path.js';
import { compare, compareProfessionals, outOfDate, unexplained } from './compare.js';
import { countsOf, documentOf } from './document.js';
import { feedingOfAll } from './feeding.js';

const file = 'docs/prsb-conformance.md';
const feeding = feedingOfAll();
const sections = compare(feeding);
const professionals = compareProfessionals(feeding);
const text = documentOf(sections, professionals, feeding);
const counts = sections.map(countsOf);

const faults = [
  ...sections.flatMap(({ model, notInSdl }) => notInSdl.map((path) => `not in the SDL: ${model.name} › ${path}`)),
  ...unexplained(sections, professionals).map((gap) => `no explanation in schema/conformance/gaps: ${gap}`),
];
const isCheck = process.argv.includes('--check');
if (isCheck && (!existsSync(projectPath(file)) || readFileSync(projectPath(file), 'utf8') !== text)) {
  faults.push(`${file} is stale: run \`npm run conformance\``);
}

if (process.argv.includes('--json')) {
  const elements = sections.flatMap(({ model, rows }) =>
    rows.map(({ element: { path, prsb }, filled }) => {
      const { path: element, ...about } = prsb!;
      return { section: model.section, path, element, ...about, filled };
    }),
  );
  const missing = Object.fromEntries(feeding.missing);
  process.stdout.write(`${JSON.stringify({ sections: counts, elements, mandatoryMissing: missing, faults }, undefined, 2)}\n`);
} else {
  const columns = ['inPrsb', 'inSdl', 'hl7v2', 'cda', 'csv', 'anyFormat'] as const;
  const line = (name: string, cells: readonly (string | number)[]) =>
    `${name.padEnd(56)}${cells.map((cell) => String(cell).padStart(8)).join('')}\n`;
  process.stdout.write(line('Section', ['PRSB', 'SDL', 'HL7 v2', 'CDA', 'CSV', 'any']));
  for (const count of counts)
    process.stdout.write(
      line(
        `${count.number}. ${count.name}`,
        columns.map((key) => count[key]),
      ),
    );
  process.stdout.write(
    line(
      'All',
      columns.map((key) => counts.reduce((sum, count) => sum + count[key], 0)),
    ),
  );
}

for (const gap of outOfDate(feeding)) process.stderr.write(`filled now, so delete its gap: ${gap}\n`);
for (const fault of faults) process.stderr.write(`${fault}\n`);
if (faults.length > 0) process.exitCode = 1;
if (!isCheck) writeFileSync(projectPath(file), text);
