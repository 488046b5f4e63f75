import { codeLists } from '../../schema/code-lists.js';
import type { CodedOrText } from '../../schema/prsb.generated.js';
import { folded } from './header.js';
import { words } from './statements.js';

const { system, values } = codeLists.ethnicCategory;

/** A national ethnic category (NHS Data Dictionary, first character of an2). */
type Category = keyof typeof values;

const groups: { readonly [group: string]: { readonly [label: string]: Category } } = {
  White: {
    'English, Welsh, Scottish, Northern Irish or British': 'A',
    Irish: 'B',
    // The 16+1 categories know neither of these two: only the words keep them apart.
    'Gypsy or Irish Traveller': 'C',
    Roma: 'C',
    'Any other White background': 'C',
  },
  'Mixed or multiple ethnic groups': {
    'White and Black Caribbean': 'D',
    'White and Black African': 'E',
    'White and Asian': 'F',
    'Any other Mixed or multiple ethnic background': 'G',
    'Any other Mixed or multiple ethnic group': 'G',
  },
  'Asian or Asian British': {
    Indian: 'H',
    Pakistani: 'J',
    Bangladeshi: 'K',
    Chinese: 'R',
    'Any other Asian background': 'L',
  },
  'Black, Black British, Caribbean or African': {
    Caribbean: 'M',
    African: 'N',
    'Any other Black, Black British or Caribbean background': 'P',
    'Any other Black, Black British, Caribbean or African background': 'P',
    'Any other Black background': 'P',
  },
  'Other ethnic group': { Arab: 'S', 'Any other ethnic group': 'S', 'Any other': 'S' },
  'No data': { Refused: 'Z', 'Undeclared or not known': '99', 'Undeclared / Not known': '99' },
};

const byLabel = new Map(
  Object.entries(groups).flatMap(([group, labels]) =>
    Object.entries(labels).map(([label, category]) => [folded(group + label), category] as const),
  ),
);

/** DfE codes of the SSDA903 header (ETHNIC); those without a category of their own keep only their code. */
const dfe: { readonly [code: string]: readonly [display: string, category?: Category] } = {
  WBRI: ['White British', 'A'],
  WIRI: ['White Irish', 'B'],
  WIRT: ['Traveller of Irish heritage'],
  WROM: ['Gypsy/Roma'],
  WOTH: ['Any other White background', 'C'],
  MWBC: ['White and Black Caribbean', 'D'],
  MWBA: ['White and Black African', 'E'],
  MWAS: ['White and Asian', 'F'],
  MOTH: ['Any other mixed background', 'G'],
  AIND: ['Indian', 'H'],
  APKN: ['Pakistani', 'J'],
  ABAN: ['Bangladeshi', 'K'],
  AOTH: ['Any other Asian background', 'L'],
  BCRB: ['Caribbean', 'M'],
  BAFR: ['African', 'N'],
  BOTH: ['Any other Black background', 'P'],
  CHNE: ['Chinese', 'R'],
  OOTH: ['Any other ethnic group', 'S'],
  REFU: ['Refused', 'Z'],
  NOBT: ['Information not yet obtained', '99'],
};

/** A Client Level Data ethnicity: the words as sent, and the national category they fall in. */
export function ethnicityOf(text: string | undefined): CodedOrText | undefined {
  const category = text === undefined ? undefined : byLabel.get(folded(text));
  return category === undefined ? words(text) : { coding: [coding(category)], text };
}

/** An SSDA903 ETHNIC code, with the national category where there is one. */
export function ethnicityOfChild(code: string | undefined): CodedOrText | undefined {
  if (code === undefined) return undefined;
  const [display, category] = dfe[code.toUpperCase()] ?? [];
  if (display === undefined) return { coding: [{ code, system: 'SSDA903 ETHNIC' }], text: code };
  const sent = { code, system: 'SSDA903 ETHNIC', display };
  return { coding: category === undefined ? [sent] : [sent, coding(category)], text: display };
}

function coding(category: Category) {
  return { code: category, system, display: values[category] };
}
