import { dictionaries, HL7Version } from 'hl7v2-dictionary';

/** Components that say nothing of their own, by data type: which ones, and why. */
const byType: Readonly<Record<string, readonly (readonly [components: readonly number[], why: string])[]>> = {
  XPN: [
    [[6], 'qualifications behind a name are not part of it'],
    [[8, 9, 10, 11, 12, 13, 14, 15], 'how and since when a name is written so; the name itself is shown'],
  ],
  XCN: [
    [[5, 7, 21], 'qualifications behind a name are not part of it'],
    [
      [8, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 22, 23, 24, 25],
      'how an identifier or a name is built; both are read as written',
    ],
  ],
  XAD: [
    [[6], 'PRSB’s address has no country'],
    [[8, 9, 10], 'statistical areas; the address and its postcode are shown'],
    [
      [11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23],
      'how and since when an address is written so; the address itself is shown',
    ],
  ],
  XTN: [
    [[2, 3, 5, 8, 9, 10, 11, 13, 14, 15, 16, 17, 18], 'the number is read from its first component, an address from its fourth'],
  ],
  PL: [[[5, 6, 7, 8, 9, 10, 11], 'kind, building and floor of a place; ward, room, bed and site are what is shown']],
  CX: [[[2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], 'how an identifier is built, and who issued it since when']],
  EI: [[[2, 3, 4], 'who numbers it; the number is what tells it apart']],
  HD: [[[2, 3], 'another name of the same authority']],
  XON: [[[2, 4, 5, 6, 7, 8, 9], 'how the name and number of an organisation are built']],
  CWE: [
    [
      [7, 8, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22],
      'versions and registration of a code system; code, system and words are read',
    ],
  ],
  CE: [[[4, 5, 6], 'a second code for the same thing where PRSB’s element takes one']],
};

/** Sub-components that say nothing of their own, by the data type of their component. */
const bySubType: Readonly<Record<string, string>> = {
  HD: 'another name of the same authority',
  FN: 'parts of the family name that its first part holds',
  SAD: 'street and house again, which the first part holds',
};

const known = [HL7Version.v2_5_1, HL7Version.v2_8].flatMap((version) => dictionaries[version as HL7Version] ?? []);

/** Why a component of a field is not shown, by its data type; undefined when its type does not say. */
export function componentReason(leaf: string): string | undefined {
  const found = /^(\w{3})-(\d+)\.(\d+)(?:\.(\d+))?$/.exec(leaf);
  if (found === null) return undefined;
  const [, segment, field, component, sub] = found;
  const type = known.map(({ segments }) => segments[segment!]?.fields[Number(field)]?.type).find(Boolean);
  if (sub !== undefined) return bySubType[typeOfComponent(type, component!) ?? ''];
  return byType[type ?? '']?.find(([components]) => components.includes(Number(component)))?.[1];
}

function typeOfComponent(type: string | undefined, component: string): string | undefined {
  return known.map(({ types }) => types[type ?? '']?.fields?.[Number(component)]?.type).find(Boolean);
}
