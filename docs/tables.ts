/**
 * Tables of the documentation that are made from the code: error codes, reasons, sections, roles.
 * `npx tsx docs/tables.ts` writes them between their markers; a test fails when one is stale.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { Kind, parse, type ConstDirectiveNode } from 'graphql';
import { format, resolveConfig } from 'prettier';
import { parse as parseYaml } from 'yaml';
import { reasons } from '../policy/reasons.js';
import { errorCodes, type ErrorCode } from '../schema/errors.js';
import { projectPath } from '../schema/project-path.js';
import { careSubgraphs, sdlOf } from '../schema/sdl.js';
import { roles } from '../schema/viewer.js';

/** Documents that hold tables between `<!-- table: NAME -->` and `<!-- end of table -->`. */
export const documentsWithTables = ['docs/frontend.md', 'docs/integrators.md', 'docs/operators.md', 'docs/privacy.md'] as const;

const tables: Readonly<Record<string, () => string>> = {
  'errors of asking': () => errorTable('Asking'),
  'errors of feeds': () => errorTable('Feeds: reading', 'Feeds: meaning'),
  'errors of running': () => errorTable('Running'),
  reasons: () =>
    table(
      ['Reason', 'What the reader is told'],
      Object.entries(reasons).map(([code, text]) => [`\`${code}\``, text]),
    ),
  sections: () =>
    table(
      ['Field of `Patient`', 'PRSB section', 'Domain'],
      sectionsOfModel().map(({ field, title, domain }) => [`\`${field}\``, title, domain]),
    ),
  roles: roleTable,
};

/** Error codes by the heading they stand under in `schema/errors.ts`. */
export function codesByHeading(): ReadonlyMap<string, readonly ErrorCode[]> {
  const found = new Map<string, ErrorCode[]>();
  let heading = '';
  for (const line of readFileSync(projectPath('schema/errors.ts'), 'utf8').split('\n')) {
    heading = /^ {2}\/\/ (.+)$/.exec(line)?.[1] ?? heading;
    const code = /^ {2}([A-Z_]+):/.exec(line)?.[1];
    if (code !== undefined && Object.hasOwn(errorCodes, code)) {
      found.set(heading, [...(found.get(heading) ?? []), code as ErrorCode]);
    }
  }
  return found;
}

function errorTable(...headings: readonly string[]): string {
  const codes = headings.flatMap((heading) => codesByHeading().get(heading) ?? []);
  return table(
    ['Code', 'Message'],
    codes.map((code) => [`\`${code}\``, errorCodes[code]]),
  );
}

interface SectionOfModel {
  readonly field: string;
  readonly title: string;
  readonly number: number;
  readonly domain: string;
}

/** Sections as the SDL has them, in PRSB's order. */
function sectionsOfModel(): readonly SectionOfModel[] {
  const found = careSubgraphs.flatMap((domain) =>
    parse(sdlOf(domain)).definitions.flatMap((node) => {
      if (node.kind !== Kind.OBJECT_TYPE_DEFINITION || node.name.value !== 'Patient') return [];
      return (node.fields ?? []).flatMap((field): SectionOfModel[] => {
        const section = field.directives?.find((directive) => directive.name.value === 'section');
        if (section === undefined) return [];
        const number = Number(argument(section, 'number'));
        const name = argument(section, 'name');
        return [{ field: field.name.value, number, title: number > 0 ? `${number}. ${name}` : name, domain }];
      });
    }),
  );
  return found.toSorted((a, b) => a.number - b.number);
}

function argument(directive: ConstDirectiveNode, name: string): string {
  const value = directive.arguments?.find((one) => one.name.value === name)?.value;
  return value !== undefined && 'value' in value ? String(value.value) : '';
}

function roleTable(): string {
  const all = parseYaml(readFileSync(projectPath('policy/roles.yaml'), 'utf8')) as Readonly<
    Record<string, Readonly<Record<string, 'all' | readonly string[]>>>
  >;
  const rows = sectionsOfModel().map(({ field }) => [
    `\`${field}\``,
    ...roles.map((role) => {
      const seen = all[role]?.[field];
      if (seen === undefined) return '';
      return seen === 'all' ? 'all' : `${seen.length}`;
    }),
  ]);
  return table(['Section', ...roles], rows);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** The text of a document with its tables made anew. */
export async function withTables(file: string): Promise<string> {
  const path = projectPath(file);
  const text = readFileSync(path, 'utf8').replace(
    /(<!-- table: ([\w ]+) -->)[\s\S]*?(<!-- end of table -->)/g,
    (_all, start: string, name: string, end: string) => {
      const make = tables[name];
      if (make === undefined) throw new Error(`${file} asks for a table that is not known: ${name}`);
      return `${start}\n\n${make()}\n\n${end}`;
    },
  );
  return format(text, { ...(await resolveConfig(path)), filepath: path });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const file of documentsWithTables) {
    const made = await withTables(file);
    if (made !== readFileSync(projectPath(file), 'utf8')) {
      writeFileSync(projectPath(file), made);
      console.log(`${file}: tables made anew`);
    }
  }
}
