import type { Section } from '../../entry.js';
import type { Format } from '../../feed.js';
import { cdaGaps } from './cda.js';
import { csvGaps } from './csv.js';
import type { Gaps } from './gap.js';
import { hl7v2Gaps } from './hl7v2.js';

const gaps: { readonly [format in Format]: Gaps } = { hl7v2: hl7v2Gaps, cda: cdaGaps, csv: csvGaps };

/** Why `format` does not fill an element; undefined where nobody has said. The most particular reason wins. */
export function whyUnfed(format: Format, section: Section, path: string): string | undefined {
  const { sections, absent, anywhere } = gaps[format];
  const covers = (listed: string) => path === listed || path.startsWith(`${listed}.`);
  return (
    sections[section]?.find(([, ...paths]) => paths.some(covers))?.[0] ??
    absent.find(([, ...names]) => names.includes(section))?.[0] ??
    anywhere.find(([, pattern]) => pattern.test(path))?.[0]
  );
}

/** Why `format` fills an element of that name in no section. */
export function whyUnfedAnywhere(format: Format, path: string): string | undefined {
  return gaps[format].anywhere.find(([, pattern]) => pattern.test(path))?.[0];
}

/** What is listed as a gap, to be held against what is fed: an explanation of nothing is out of date. */
export function listedGaps(format: Format): readonly { readonly section: Section; readonly path: string }[] {
  return Object.entries(gaps[format].sections).flatMap(([section, reasons]) =>
    reasons.flatMap(([, ...paths]) => paths.map((path) => ({ section: section as Section, path }))),
  );
}

/** Sections that are listed as absent from the format. */
export function listedAbsent(format: Format): readonly Section[] {
  return gaps[format].absent.flatMap(([, ...sections]) => sections);
}
