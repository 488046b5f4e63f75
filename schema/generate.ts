/**
 * Makes `schema/prsb.generated.ts` from the subgraphs' SDL, so that adapters, store and resolvers
 * share the one model. `npm run generate` writes it, `npm run generate -- --check` fails when stale.
 */
import { codegen } from '@graphql-codegen/core';
import * as typescript from '@graphql-codegen/typescript';
import {
  buildASTSchema,
  isNonNullType,
  isObjectType,
  Kind,
  parse,
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type GraphQLObjectType,
  type ObjectTypeDefinitionNode,
} from 'graphql';
import { readFileSync, writeFileSync } from 'node:fs';
import { careSubgraphs, sdlOf } from './sdl.js';
import { projectPath } from './project-path.js';

const target = projectPath('schema/prsb.generated.ts');

/** The care subgraphs as one plain schema: one Patient with every section, without federation's directives. */
function modelDocument(): DocumentNode {
  const definitions: DefinitionNode[] = [];
  const patientFields = new Map<string, FieldDefinitionNode>();
  for (const [index, name] of careSubgraphs.entries()) {
    for (const node of parse(sdlOf(name, { common: index === 0 })).definitions) {
      if (node.kind === Kind.OBJECT_TYPE_DEFINITION && node.name.value === 'Patient') {
        for (const field of node.fields ?? []) patientFields.set(field.name.value, field);
      } else if (node.kind === Kind.OBJECT_TYPE_DEFINITION) {
        definitions.push({ ...node, directives: node.directives?.filter(({ name: { value } }) => value !== 'shareable') ?? [] });
      } else if (node.kind !== Kind.SCHEMA_EXTENSION && node.kind !== Kind.OBJECT_TYPE_EXTENSION) definitions.push(node);
    }
  }
  const own = parse('type Patient { nhsNumber: ID! } type Query { patient: Patient }')
    .definitions as readonly ObjectTypeDefinitionNode[];
  const patient = { ...own[0]!, fields: [...patientFields.values()] };
  return { kind: Kind.DOCUMENT, definitions: [...definitions, patient, own[1]!] };
}

async function generated(): Promise<string> {
  const document = modelDocument();
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
