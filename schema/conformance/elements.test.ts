import { describe, expect, test } from 'vitest';
import { everyElement, sectionModel, type Element } from '../model.js';
import { sectionNames } from '../sections.js';
import { differences, modelPathOf, sectionNamed } from './differences.js';
import { professionalParts, published, standards, type PublishedElement, type Standard } from './elements.js';
import { provenanceHomes } from './provenance.js';

const sectionStandards = ['core-information-standard', 'local-authority-view', 'about-me'] as const satisfies readonly Standard[];

interface Pair {
  readonly standard: Standard;
  readonly place: string;
  readonly element: PublishedElement;
  /** Undefined where the model has none. */
  readonly inModel: Element | undefined;
}

/** Every published element beside the model's, but for record entries and what is left out by decision. */
function pairs(standard: Standard): readonly Pair[] {
  return published(standard).flatMap(({ section: name, elements }) => {
    const section = sectionNamed(name);
    if (!section) return [{ standard, place: name, element: elements[0]!, inModel: undefined }];
    const byPath = new Map([...everyElement(sectionModel(section).elements)].map((element) => [element.prsb?.path, element]));
    const found = new Map<string, Pair>();
    for (const element of elements) {
      const path = modelPathOf(standard, section, element.path);
      // Of a group and its record entry, which the model has as one, the record entry counts.
      if (path) found.set(path, { standard, place: `${name} › ${path}`, element, inModel: byPath.get(path) });
    }
    return [...found.values()];
  });
}
const all = sectionStandards.flatMap(pairs);
const core = all.filter(({ standard }) => standard === 'core-information-standard');

test('the transcriptions are whole', () => {
  expect(published('core-information-standard')).toHaveLength(38);
  expect(published('local-authority-view')).toHaveLength(12);
  expect(sectionStandards.map((standard) => published(standard).reduce((sum, { elements }) => sum + elements.length, 0))).toEqual(
    [738, 141, 66],
  );
});

describe.each(sectionStandards)('%s', (standard) => {
  test(`every element of ${standards[standard]} is in the SDL`, () => {
    expect(
      pairs(standard)
        .filter(({ inModel }) => !inModel)
        .map(({ place }) => place),
    ).toEqual([]);
  });
});

test('conformance and cardinality are those of the core standard', () => {
  const other = core.filter(
    ({ element, inModel }) =>
      element.conformance !== inModel?.prsb?.conformance || element.cardinality !== inModel.prsb.cardinality,
  );
  expect(other.map(({ place }) => place)).toEqual([]);
});

test('what repeats is a list, or a group of which each repetition is an entry', () => {
  const single = core.filter(({ element, inModel }) => element.cardinality.endsWith('*') && !inModel!.isList);
  const inside = single.filter(({ inModel }) => inModel!.path.includes('.') || inModel!.elements.length === 0);
  expect(inside.map(({ place }) => place)).toEqual([]);
});

test('what does not repeat is no list', () => {
  const lists = core.filter(({ element, inModel }) => !element.cardinality.endsWith('*') && inModel!.isList);
  expect(lists.map(({ place }) => place)).toEqual([]);
});

test('professionals have every part that PRSB gives them', () => {
  for (const { element, inModel, place } of all) {
    if (element.group === undefined) continue;
    const parts = new Set(inModel!.elements.map(({ prsb }) => prsb?.path.split(' › ').at(-1)));
    expect(parts, place).toEqual(new Set(professionalParts[element.group]));
  }
});

test('the SDL claims no PRSB name that is not published', () => {
  const known = new Set(all.map(({ inModel }) => inModel));
  // Found by path, as each call of the model gives the same elements.
  const claimed = sectionNames.flatMap((section) =>
    [...everyElement(sectionModel(section).elements)]
      .filter((element) => element.prsb !== undefined && !known.has(element))
      .map(({ prsb }) => `${sectionModel(section).name} › ${prsb!.path}`),
  );
  const parts = new Set(Object.values(professionalParts).flat());
  const ofProfessionals = (path: string) =>
    /(?:Performing professional|Person completing record) › [^›]+$/.test(path) && parts.has(path.split(' › ').at(-1)!);
  expect(claimed.filter((path) => !ofProfessionals(path))).toEqual([]);
});

test('every difference that is listed is one', () => {
  const unused = differences.filter(
    (difference) =>
      !sectionStandards.some(
        (standard) =>
          (difference.standard ?? standard) === standard &&
          published(standard).some(({ section, elements }) => {
            const own = difference.section ?? sectionNamed(section);
            return (
              own === sectionNamed(section) &&
              elements.some(({ path }) => {
                const shorter = path
                  .split(' › ')
                  .filter((name) => !name.endsWith('record entry'))
                  .join(' › ');
                const moved = difference.toModel(shorter) === undefined ? difference.toModel(path) : difference.toModel(shorter);
                return moved !== undefined && moved !== path;
              })
            );
          }),
      ),
  );
  expect(unused.map(({ what }) => what)).toEqual([]);
});

test('every element of Provenance v1.2 has its home, or a reason why it has none', () => {
  const names = published('provenance').flatMap(({ section, elements }) => elements.map(({ path }) => `${section} › ${path}`));
  const homes = names.map((name) => provenanceHomes.filter(({ published: prefix }) => prefix.test(name)).length);
  expect(names.filter((_, index) => homes[index] !== 1)).toEqual([]);
  for (const { published: prefix } of provenanceHomes)
    expect(
      names.some((name) => prefix.test(name)),
      String(prefix),
    ).toBe(true);
});
