/** Where the names of the model are not PRSB's, each with its reason. Whatever is not listed here is named as published. */
import type { Section } from '../entry.js';
import { sectionModel } from '../model.js';
import { sectionNames } from '../sections.js';
import type { Standard } from './elements.js';

export interface Difference {
  readonly what: string;
  readonly because: string;
  /** Limits the difference to one standard or section. */
  readonly standard?: Standard;
  readonly section?: Section;
  /** The published path to the model's; null where the model has no such element; undefined where this does not apply. */
  readonly toModel: (path: string) => string | null | undefined;
}

const dropping =
  (segment: RegExp) =>
  (path: string): string | undefined => {
    const kept = path.split(' › ').filter((name) => !segment.test(name));
    return kept.length === path.split(' › ').length ? undefined : kept.join(' › ');
  };
const renaming =
  (from: string, to: string) =>
  (path: string): string | undefined =>
    path.includes(from) ? path.replaceAll(from, to) : undefined;

export const differences: readonly Difference[] = [
  {
    what: '"… record entry" and "Medication item entry" levels are left out',
    because: 'an entry of a section is the record entry: it carries its own identifier and provenance',
    toModel: dropping(/record entry$|^Medication item entry$/),
  },
  {
    what: '"Risks › Risks" and "Documents › Documents" are one level',
    because: 'the second is the record entry, published under the name of the section',
    toModel: (path) => (/^(?:Risks|Documents)(?: › |$)/.test(path) ? path.replace(/^\w+(?: › )?/, '') : undefined),
  },
  {
    what: 'About me: a heading and the text below it, which the core standard names alike, are heading and Free text',
    because: 'About Me v2.01 replaces the core section: coded heading, free text and multimedia',
    standard: 'core-information-standard',
    section: 'aboutMe',
    toModel: (path) => {
      const [heading, text] = path.replace(' (0.3)', '').split(' › ');
      return text === undefined ? heading : `${heading} › Free text`;
    },
  },
  {
    what: 'About me: the level "About Me response" is left out',
    because: 'the heading is the answer; it holds nothing else',
    standard: 'about-me',
    toModel: dropping(/^About Me response$/),
  },
  {
    what: 'About me: "Please do and please do not" is "Please do and please don\'t"',
    because: 'the core standard and About Me v2.01 spell one heading in two ways',
    standard: 'about-me',
    toModel: renaming('Please do and please do not', "Please do and please don't"),
  },
  {
    what: 'About me: "Multi-media file" is not in the model',
    because: 'the bytes of a file are no part of an answer: name, type and URL lead to it',
    standard: 'about-me',
    toModel: (path) => (path.endsWith('Multi-media file') ? null : undefined),
  },
  {
    what: '"Lasting power of attorney for personal welfare …" is "… for health and welfare …"',
    because: 'the local-authority view and the core standard name one element in two ways',
    standard: 'local-authority-view',
    section: 'legalInformation',
    toModel: renaming('for personal welfare', 'for health and welfare'),
  },
];

/** Section of the model by its published name, whatever its capitals. */
export function sectionNamed(name: string): Section | undefined {
  return sectionNames.find((section) => sectionModel(section).name.toLowerCase() === name.toLowerCase());
}

/** Where the model has what a standard publishes under `path`: '' for the entry itself, null where by decision it has not. */
export function modelPathOf(standard: Standard, section: Section, path: string): string | null {
  let found = path;
  for (const difference of differences) {
    if (difference.standard !== undefined && difference.standard !== standard) continue;
    if (difference.section !== undefined && difference.section !== section) continue;
    const moved = difference.toModel(found);
    if (moved === null) return null;
    found = moved ?? found;
  }
  return found;
}
