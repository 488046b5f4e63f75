import type { IFlattenedRuleSet, IRegularForbiddenRuleType } from 'dependency-cruiser';

/** Top-level folders of ours, and which of the others each may import. `cli`, `bench` and `test` may import all. */
export const layers: { readonly [folder: string]: readonly string[] } = {
  schema: [],
  store: ['schema'],
  policy: ['schema'],
  audit: ['store', 'schema'],
  adapters: ['store', 'schema'],
  subgraphs: ['policy', 'audit', 'store', 'schema'],
  gateway: ['subgraphs', 'audit', 'schema'],
};
const free = ['cli', 'bench', 'test'];
export const folders = [...Object.keys(layers), ...free];

/** Folders whose subfolders stand side by side and never import each other. */
const siblings: { readonly [folder: string]: readonly string[] } = {
  adapters: ['hl7v2', 'cda', 'csv'],
  subgraphs: ['demographics', 'medications', 'encounters', 'social-care', 'results', 'governance'],
};

// A test may bring together what the code it tests may not.
const notATest = '(?:\\.test\\.ts|/test-[^/]*\\.ts)$';

type Rule = IRegularForbiddenRuleType;
const rule = (name: string, from: Rule['from'], to: Rule['to']): Rule => ({ name, severity: 'error', from, to });

const layerRules = Object.entries(layers).map(([folder, allowed]) => {
  const others = folders.filter((other) => other !== folder && !allowed.includes(other));
  return rule(
    `${folder} imports ${allowed.join(', ') || 'nothing of ours'}`,
    { path: `^${folder}/`, pathNot: notATest },
    { path: `^(?:${others.join('|')})/` },
  );
});

const siblingRules = Object.entries(siblings).flatMap(([folder, names]) =>
  names.map((name) => {
    const others = names.filter((other) => other !== name);
    return rule(
      `${folder}/${name} knows no sibling`,
      { path: `^${folder}/${name}/`, pathNot: notATest },
      { path: `^${folder}/(?:${others.join('|')})/` },
    );
  }),
);

/** Who may import whom. */
export const ruleSet: IFlattenedRuleSet = {
  forbidden: [
    ...layerRules,
    ...siblingRules,
    rule('no cycles', { pathNot: notATest }, { circular: true }),
    rule(
      'the gateway knows subgraphs by their registry only',
      { path: '^gateway/', pathNot: notATest },
      { path: '^subgraphs/', pathNot: '^subgraphs/registry\\.ts$' },
    ),
    rule('formats know no meaning', { path: '^adapters/formats/', pathNot: notATest }, { path: '^adapters/(?!formats/)' }),
    rule(
      'a mapping does not know what drives it',
      { path: '^adapters/(?:hl7v2|cda|csv)/', pathNot: notATest },
      { path: '^adapters/[^/]+\\.ts$' },
    ),
    rule('code does not import tests', { pathNot: `${notATest}|^test/|^vitest` }, { path: '\\.test\\.ts$|^test/' }),
    rule('imports of ours exist', {}, { couldNotResolve: true, path: '^\\.' }),
  ],
};
