/**
 * Makes `schema/prsb.generated.ts` from the subgraphs' SDL, so that adapters, store and resolvers
 * share the one model. `npm run generate` writes it, `npm run generate -- --check` fails when stale.
 */
import { codegen } from '@graphql-codegen/core';
import * as typescript from '@graphql-codegen/typescript';
import { buildASTSchema, parse, type GraphQLObjectType, isObjectType, isNonNullType } from 'graphql';
import { readFileSync, writeFileSync } from 'node:fs';
import { careSubgraphs, sdlOf } from './sdl.js';
import { projectPath } from './project-path.js';

const target = projectPath('schema/prsb.generated.ts');

/** The care subgraphs as one plain schema: `extend` and federation directives taken out. */
function modelSdl(): string {
  const common = readFileSync(projectPath('schema/common.graphql'), 'utf8').replace(/extend schema[\s\S]*?\)\n\)?/, '');
  const patientFields: string[] = [];
  const types = careSubgraphs.map((name) =>
    sdlOf(name, { common: false })
      .replace(/extend type Query \{[\s\S]*?\n\}/, '')
      .replace(/"""A person,[\s\S]*?type Patient @key\(fields: "nhsNumber"\) \{\n([\s\S]*?)\n\}/, (_, fields: string) => {
        patientFields.push(fields.replace(/ {2}"NHS number, 10 digits."\n {2}nhsNumber: ID!\n/, ''));
        return '';
      }),
  );
  const patient = `type Patient {\n  nhsNumber: ID!\n${patientFields.join('\n')}\n}\ntype Query { patient: Patient }`;
  return [common.replaceAll(' @shareable', ''), ...types, patient].join('\n\n');
}

async function generated(): Promise<string> {
  const document = parse(modelSdl());
  const model = buildASTSchema(document);
  const types = await codegen({
    documents: [],
    config: {
      skipTypename: true,
      immutableTypes: true,
      enumsAsTypes: true,
      onlyOperationTypes: false,
      maybeValue: 'T | undefined',
      scalars: { PartialDateTime: 'PartialDateTime', ID: 'string' },
      useTypeImports: true,
    },
    filename: target,
    schema: document,
    plugins: [{ typescript: {} }],
    pluginMap: { typescript },
  });
  const patient = model.getType('Patient') as GraphQLObjectType;
  const sections = Object.values(patient.getFields()).flatMap((field) => {
    const type = isNonNullType(field.type) ? field.type.ofType : field.type;
    return isObjectType(type) ? [{ name: field.name, entry: `${type.name}Entry` }] : [];
  });
  return [
    '// Made by schema/generate.ts from the SDL of the subgraphs. Do not edit.',
    `import type { PartialDateTime } from './partial-date.js';`,
    '',
    types.trim(),
    '',
    '/** Entry type of each section, by its field on Patient. */',
    'export interface SectionEntries {',
    ...sections.map((s) => `  readonly ${s.name}: ${s.entry};`),
    '}',
    '',
  ].join('\n');
}

const text = await generated();
if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8') !== text) {
    console.error('schema/prsb.generated.ts is stale: run `npm run generate`.');
    process.exit(1);
  }
} else {
  writeFileSync(target, text);
}
