/** The published elements beside the model and beside what each format fills. */
import type { Section } from '../../schema/entry.js';
import type { Format } from '../../schema/feed.js';
import { modelPathOf, sectionNamed } from '../../schema/conformance/differences.js';
import { published, type Standard } from '../../schema/conformance/elements.js';
import { listedAbsent, listedGaps, whyUnfed, whyUnfedAnywhere } from '../../schema/conformance/gaps/explain.js';
import { everyElement, sectionModel, type Element, type SectionModel } from '../../schema/model.js';
import { sectionNames } from '../../schema/sections.js';
import { fedKey, formats, type Feeding } from './feeding.js';

/** Filled, with the fixture that shows it; or not, with the reason (undefined where nobody has given one). */
export type Filling = { readonly proof: string } | { readonly because: string | undefined };

export interface ElementRow {
  readonly element: Element;
  readonly filled: { readonly [format in Format]: Filling };
}

export interface SectionRows {
  readonly model: SectionModel;
  /** Names that a standard publishes and the SDL has not. */
  readonly notInSdl: readonly string[];
  readonly rows: readonly ElementRow[];
  /** How many elements the model has beyond PRSB. */
  readonly beyond: number;
}

/** The parts of professionals are told once, for all sections. */
const ofProfessional = /(?:^|\.)(performingProfessional|personCompletingRecord)\.\w+$/;

/** Every section of the model, by number, each element held against each format. */
export function compare(feeding: Feeding): readonly SectionRows[] {
  return sectionNames
    .map((section) => ({ section, model: sectionModel(section) }))
    .toSorted((a, b) => a.model.number - b.model.number)
    .map(({ section, model }) => {
      const elements = [...everyElement(model.elements)];
      const named = elements.filter(({ prsb, path }) => prsb !== undefined && !ofProfessional.test(path));
      const known = new Set(elements.flatMap(({ prsb }) => prsb?.path ?? []));
      return {
        model,
        notInSdl: publishedPaths(section).filter((path) => !known.has(path)),
        rows: named.map((element) => ({
          element,
          filled: byFormat((format) => fillingOf(feeding, format, section, element.path)),
        })),
        beyond: elements.filter(({ isBeyond }) => isBeyond).length,
      };
    });
}

/** Parts of the two groups of professionals, filled in any section. */
export function compareProfessionals(feeding: Feeding): readonly ElementRow[] {
  const { elements } = sectionModel('problemList');
  const groups = elements.filter(({ type }) => type === 'PerformingProfessional' || type === 'PersonCompletingRecord');
  return groups.flatMap((group) =>
    group.elements.map((element) => ({
      element,
      filled: byFormat((format): Filling => {
        const key = [...feeding.elements.keys()].find((one) => one.startsWith(`${format} `) && one.endsWith(`.${element.path}`));
        return key === undefined ? { because: whyUnfedAnywhere(format, element.path) } : feeding.elements.get(key)!;
      }),
    })),
  );
}

/** Gaps that nobody has explained, as `format section.path`. */
export function unexplained(sections: readonly SectionRows[], professionals: readonly ElementRow[]): readonly string[] {
  const of = (place: string, rows: readonly ElementRow[]) =>
    rows.flatMap(({ element, filled }) =>
      formats.filter((format) => isUnexplained(filled[format])).map((format) => `${format} ${place}${element.path}`),
    );
  return [...sections.flatMap(({ model, rows }) => of(`${model.section}.`, rows)), ...of('', professionals)];
}

/** Gaps that are listed and are none any more: their explanation is to be deleted. */
export function outOfDate(feeding: Feeding): readonly string[] {
  const keys = [...feeding.elements.keys()];
  return formats.flatMap((format) => [
    ...listedGaps(format)
      .filter(({ section, path }) => isFedThrough(feeding, format, section, path))
      .map(({ section, path }) => fedKey(format, section, path)),
    ...listedAbsent(format)
      .map((section) => `${format} ${section}`)
      .filter((section) => keys.some((key) => key.startsWith(`${section}.`))),
  ]);
}

function isFedThrough(feeding: Feeding, format: Format, section: Section, path: string): boolean {
  const elements = [...everyElement(sectionModel(section).elements)].filter(
    (one) => one.path === path || one.path.startsWith(`${path}.`),
  );
  return elements.every((element) => feeding.elements.has(fedKey(format, section, element.path)));
}

function fillingOf(feeding: Feeding, format: Format, section: Section, path: string): Filling {
  return feeding.elements.get(fedKey(format, section, path)) ?? { because: whyUnfed(format, section, path) };
}

const isUnexplained = (filling: Filling): boolean => !('proof' in filling) && filling.because === undefined;

function byFormat<T>(of: (format: Format) => T): { readonly [format in Format]: T } {
  return { hl7v2: of('hl7v2'), cda: of('cda'), csv: of('csv') };
}

/** What the standards publish for a section, by the names of the model. */
function publishedPaths(section: Section): readonly string[] {
  const standards: readonly Standard[] = ['core-information-standard', 'local-authority-view', 'about-me'];
  const paths = standards.flatMap((standard) =>
    published(standard)
      .filter(({ section: name }) => sectionNamed(name) === section)
      .flatMap(({ elements }) => elements.map(({ path }) => modelPathOf(standard, section, path) ?? '')),
  );
  return [...new Set(paths.filter((path) => path !== ''))];
}
