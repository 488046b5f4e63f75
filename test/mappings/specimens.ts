import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { senderOf as senderOfDocument } from '../../adapters/cda/sender.js';
import type { XmlElement } from '../../adapters/formats/xml/element.js';
import { clinicalDocumentsOf } from '../../adapters/formats/xml/itk.js';
import { readXml } from '../../adapters/formats/xml/read.js';
import { splitMessages } from '../../adapters/formats/hl7v2/split.js';
import { readHl7 } from '../../adapters/formats/hl7v2/read.js';
import { senderOf as senderOfMessage } from '../../adapters/hl7v2/sender.js';
import { populationFiles, type PopulationFile } from '../../cli/population/generate.js';
import type { FeedContext, Format } from '../../schema/feed.js';
import type { PartialDateTime } from '../../schema/partial-date.js';
import { loadProfile, type Feed } from '../../schema/profile.js';
import { projectPath } from '../../schema/project-path.js';
import { documentsIn } from './cda-specimens.js';
import { rowsIn } from './csv-specimens.js';
import { messagesIn } from './hl7v2-specimens.js';
import type { Specimen } from './specimen.js';

/** A moment after everything that fixtures and population say happened, the same for ever. */
const receivedAt = '2026-06-15T09:30:00+00:00' as PartialDateTime;
const profile = loadProfile('cambridgeshire-peterborough');

/** Every fixture of one format, and the files on it of a few people of the population. */
export function specimensOf(format: Format): readonly Specimen[] {
  return [...fixtures(format), ...population(format)];
}

const endings: Readonly<Record<Format, string>> = { hl7v2: '.hl7', cda: '.xml', csv: '.csv' };

/** The fixtures alone. */
export function fixtures(format: Format): readonly Specimen[] {
  return fixtureFiles(format).flatMap((file) => specimensIn(readFileSync(file), format, file.split('/').at(-1)!));
}

/** Paths of every fixture of one format. */
export function fixtureFiles(format: Format): readonly string[] {
  const folder = projectPath(`adapters/${format}/fixtures`);
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(endings[format]))
    .sort()
    .map((file) => join(folder, file));
}

function population(format: Format): readonly Specimen[] {
  const feeds = new Map(profile.feeds.map((feed) => [feed.name, feed]));
  return populationSample()
    .filter(({ feed }) => feeds.get(feed)?.format === format)
    .flatMap(({ feed, bytes, fileName }) => specimensIn(bytes, format, fileName, feeds.get(feed)));
}

let sample: readonly PopulationFile[] | undefined;

function populationSample(): readonly PopulationFile[] {
  sample ??= [...populationFiles({ people: 12, now: new Date(receivedAt) })];
  return sample;
}

/** Every clinical document among the specimens, whole. */
export function documentsOf(): readonly XmlElement[] {
  const files = fixtureFiles('cda').map((file) => readFileSync(file));
  const feeds = new Set(profile.feeds.filter(({ format }) => format === 'cda').map(({ name }) => name));
  const sent = populationSample().filter(({ feed }) => feeds.has(feed));
  return [...files, ...sent.map(({ bytes }) => bytes)].flatMap((bytes) =>
    clinicalDocumentsOf(readXml(bytes)).map(({ document }) => document),
  );
}

function specimensIn(bytes: Uint8Array, format: Format, fileName: string, feed?: Feed): readonly Specimen[] {
  if (format === 'csv') return rowsIn(bytes, contextOn(feed ?? councilFeed(fileName), fileName));
  if (format === 'cda')
    return documentsIn(bytes, (document) => contextOn(feed ?? feedOf(format, senderOfDocument(document)), fileName));
  return splitMessages(bytes).flatMap((message) => {
    const sender = senderOfMessage(readHl7(message, { charset: 'windows-1252' })).split('|')[1] ?? '';
    return messagesIn(message, contextOn(feed ?? feedOf(format, sender), fileName));
  });
}

function contextOn(feed: Feed, fileName: string): FeedContext {
  return { feed, partner: feed.partner, receivedAt, fileName };
}

function feedOf(format: Format, sender: string): Feed {
  return {
    name: `${format}-example`,
    partner: sender,
    format,
    senders: [sender],
    nhsNumberAuthorities: [],
    charset: 'windows-1252',
    codes: {},
  };
}

/** The councils of the fixtures: one numbers its adults, the other its children. */
function councilFeed(fileName: string): Feed {
  const isAdults = fileName.startsWith('cld') || fileName.startsWith('council');
  return { ...feedOf('csv', '312'), senders: isAdults ? ['312', 'E10000003'] : ['873'] };
}
