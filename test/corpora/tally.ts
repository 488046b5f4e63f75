import { readFileSync } from 'node:fs';
import { leavesOf as leavesOfDocument } from '../../adapters/cda/leaves.js';
import { sourceOf } from '../../adapters/cda/source.js';
import { readCsv } from '../../adapters/formats/csv/read.js';
import { leavesOf, readHl7 } from '../../adapters/formats/hl7v2/read.js';
import { readHl7Xml } from '../../adapters/formats/hl7v2/xml.js';
import { recognise } from '../../adapters/formats/recognise.js';
import { clinicalDocumentsOf } from '../../adapters/formats/xml/itk.js';
import { readXml } from '../../adapters/formats/xml/read.js';
import { translateBytes, type TranslatedUnit } from '../../adapters/translate.js';
import { RecordError } from '../../schema/errors.js';
import { utcNow } from '../../schema/partial-date.js';
import { parseProfile, type Feed, type Profile } from '../../schema/profile.js';
import { projectPath } from '../../schema/project-path.js';
import { corpusFiles, type CorpusFile } from './folder.js';

/** What became of one corpus. A unit is one message, document or row of a file. */
export interface Tally {
  readonly corpus: string;
  files: number;
  units: number;
  translated: number;
  /** Units refused as a whole, by code. */
  readonly quarantined: Record<string, number>;
  /** Source leaves that an entry or statement was made from. CDA counts each element path once. */
  leavesMapped: number;
  /** Leaves that have no home in the model and are kept with the message. */
  leavesUnmapped: number;
  /** Parts refused while the rest of their unit stood, and every leaf of units refused as a whole (where they can be read at all). */
  leavesRefused: number;
}

/** One unit of one file, and what became of it. */
export interface Outcome {
  readonly file: CorpusFile;
  readonly unit: TranslatedUnit;
}

// Licences, notes, expectations and scenarios in prose are no input.
export const isInput = (path: string): boolean => !/(?:LICENSE(?:\.txt)?|\.md|\.json|\.ya?ml|scenario\.txt)$/i.test(path);

/** Every unit of every input of the corpora, translated as if it came on one feed per format. */
export function* outcomesOverCorpora(folder = ''): Generator<Outcome> {
  const profile = corporaProfile();
  const receivedAt = utcNow();
  for (const file of corpusFiles(folder)) {
    if (!isInput(file.path)) continue;
    const feed = `corpora-${formatOf(file.bytes)}`;
    const fileName = file.path.split('/').at(-1)!;
    for (const unit of translateBytes(file.bytes, { profile, feed, fileName, receivedAt })) yield { file, unit };
  }
}

/** The tallies of all corpora, in order of their names. */
export function tallies(outcomes: Iterable<Outcome>): readonly Tally[] {
  const byCorpus = new Map<string, Tally>();
  const seen = new Set<string>();
  for (const { file, unit } of outcomes) {
    const tally = byCorpus.get(file.corpus) ?? emptyTally(file.corpus);
    byCorpus.set(file.corpus, tally);
    if (!seen.has(file.path)) tally.files++;
    seen.add(file.path);
    tally.units++;
    if (unit.refusal) {
      tally.quarantined[unit.refusal.code] = (tally.quarantined[unit.refusal.code] ?? 0) + 1;
      tally.leavesRefused += leafCount(unit.message.bytes);
    } else {
      tally.translated++;
      tally.leavesMapped += unit.translation.mapped.length;
      tally.leavesUnmapped += unit.translation.unmapped.length;
      tally.leavesRefused += unit.refused.length;
    }
  }
  return [...byCorpus.values()];
}

function emptyTally(corpus: string): Tally {
  return { corpus, files: 0, units: 0, translated: 0, quarantined: {}, leavesMapped: 0, leavesUnmapped: 0, leavesRefused: 0 };
}

function formatOf(bytes: Uint8Array): Feed['format'] {
  const kind = recognise(bytes);
  return kind === 'cda' || kind === 'csv' ? kind : 'hl7v2';
}

/** The default profile with a feed per format for material whose senders are no partners. */
function corporaProfile(): Profile {
  const file = 'profiles/cambridgeshire-peterborough.yaml';
  const profile = parseProfile(readFileSync(projectPath(file), 'utf8'), file);
  const feed = (format: Feed['format'], partner: string): Feed => ({
    name: `corpora-${format}`,
    partner,
    format,
    senders: [],
    // What the simulated hospital calls the NHS number.
    nhsNumberAuthorities: ['NHSNBR'],
    charset: 'windows-1252',
    codes: {},
  });
  return { ...profile, feeds: [...profile.feeds, feed('hl7v2', 'RGT'), feed('cda', 'RGT'), feed('csv', '312')] };
}

/** Leaves of a unit that was refused; 0 where it cannot even be read. */
function leafCount(bytes: Uint8Array): number {
  try {
    const kind = recognise(bytes);
    if (kind === 'hl7v2') return leavesOf(readHl7(bytes, { charset: 'windows-1252' })).length;
    if (kind === 'hl7v2-xml') return leavesOf(readHl7Xml(readXml(bytes))).length;
    if (kind === 'cda') return documentLeaves(bytes);
    if (kind !== 'csv') return 0;
    return [...readCsv(bytes, { charset: 'windows-1252' }).rows].flatMap(({ cells }) => cells).filter((cell) => cell !== '')
      .length;
  } catch (error) {
    if (error instanceof RecordError) return 0;
    throw error;
  }
}

function documentLeaves(bytes: Uint8Array): number {
  const feed = corporaProfile().feeds.find(({ name }) => name === 'corpora-cda')!;
  return clinicalDocumentsOf(readXml(bytes))
    .map(({ document }) => leavesOfDocument(sourceOf(document, { feed, partner: feed.partner, receivedAt: utcNow() })))
    .reduce((sum, { unmapped }) => sum + unmapped.length, 0);
}
