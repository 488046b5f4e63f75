import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { translateBytes } from '../adapters/translate.js';
import { utcNow } from '../schema/partial-date.js';
import { loadProfile, type Feed, type Profile } from '../schema/profile.js';
import { projectPath } from '../schema/project-path.js';
import { explain } from './peers-fhir-explained.js';
import { factKinds, type FactKind, type PeerFact } from './peers-fhir-facts.js';
import { isFound, isFoundByPeer } from './peers-fhir-match.js';
import { factsOfTranslation, type OwnFact } from './peers-fhir-ours.js';
import { factsOfBundle } from './peers-fhir-peer.js';

const corpora = process.env['SCR_CORPORA'] ?? projectPath('../shared/corpora');
const formats = ['hl7v2', 'cda'] as const;
type Format = (typeof formats)[number];

/** A fact that only one side found, and where. */
export interface Difference {
  readonly format: Format;
  readonly message: string;
  readonly kind: FactKind;
  /** FHIR resource type or section. */
  readonly from: string;
  /** What it is about: public test material, so it may be printed. */
  readonly about: string;
  /** Why it is rightly none of ours. */
  readonly reason?: string;
}

/** What became of the peer's facts of one kind. */
export interface Count {
  readonly kind: FactKind;
  peers: number;
  found: number;
  explained: number;
  missed: number;
  /** Facts of ours that the peer has not. */
  oursOnly: number;
}

export interface Comparison {
  readonly messages: number;
  readonly counts: readonly Count[];
  readonly missed: readonly Difference[];
  readonly explained: readonly Difference[];
  readonly oursOnly: readonly Difference[];
  /** Found, of the peer's facts that are none to be left out. */
  readonly share: number;
}

/** Whether the peer's material is there. */
export const hasPeerMaterial = formats.every((format) => existsSync(folderOf(format)));

/** Compares all messages and documents that have a result of the peer's beside them. */
export function compareWithPeer(): Comparison {
  const counts = new Map(
    factKinds.map((kind): [FactKind, Count] => [kind, { kind, peers: 0, found: 0, explained: 0, missed: 0, oursOnly: 0 }]),
  );
  const lists = { missed: [] as Difference[], explained: [] as Difference[], oursOnly: [] as Difference[] };
  const profile = peerProfile();
  let messages = 0;
  for (const { format, file, result } of pairs()) {
    messages++;
    const peers = factsOfBundle(JSON.parse(readFileSync(result, 'utf8').replace(/^\uFEFF/, '')));
    const { facts, refusedWith } = ourFacts(file, format, profile);
    const at = { format, message: basename(file) };
    for (const fact of peers) {
      const count = counts.get(fact.kind)!;
      count.peers++;
      if (isFound(fact, facts)) {
        count.found++;
        continue;
      }
      const reason = explain(fact, at.message, refusedWith);
      const difference = { ...at, kind: fact.kind, from: fact.from, about: aboutPeer(fact) };
      count[reason === undefined ? 'missed' : 'explained']++;
      if (reason === undefined) lists.missed.push(difference);
      else lists.explained.push({ ...difference, reason });
    }
    for (const fact of facts) {
      if (fact.kind === undefined || isFoundByPeer(fact, peers)) continue;
      counts.get(fact.kind)!.oursOnly++;
      lists.oursOnly.push({ ...at, kind: fact.kind, from: fact.section, about: aboutOwn(fact) });
    }
  }
  const all = [...counts.values()];
  const found = sum(all, 'found');
  return { messages, counts: all, ...lists, share: found / (found + sum(all, 'missed')) };
}

function sum(counts: readonly Count[], of: 'found' | 'missed'): number {
  return counts.reduce((total, count) => total + count[of], 0);
}

function aboutPeer({ codes, words, dates, values }: PeerFact): string {
  return [words[0] ?? '', codes[0] ?? '', dates[0] ?? '', ...values.map((each) => each[0])].join(' | ').slice(0, 160);
}

function aboutOwn({ words }: OwnFact): string {
  return words.slice(0, 3).join(' | ').slice(0, 160);
}

function folderOf(format: Format): string {
  return join(corpora, format, 'ms-fhir-converter');
}

/** Messages and documents with the peer's result of the same name. */
function* pairs(): Generator<{ readonly format: Format; readonly file: string; readonly result: string }> {
  for (const format of formats) {
    const files = readdirSync(folderOf(format), { recursive: true, encoding: 'utf8' }).map((name) =>
      join(folderOf(format), name),
    );
    const results = new Map(
      files.filter((file) => file.endsWith('-expected.json')).map((file) => [basename(file, '-expected.json'), file]),
    );
    for (const file of files.filter((name) => /\.(?:hl7|ccda)$/.test(name)).sort()) {
      const result = results.get(basename(file).replace(/\.(?:hl7|ccda)$/, ''));
      if (result !== undefined) yield { format, file, result };
    }
  }
}

function ourFacts(file: string, format: Format, profile: Profile) {
  const incoming = { profile, feed: `peers-${format}`, fileName: basename(file), receivedAt: utcNow() };
  const facts: OwnFact[] = [];
  let refusedWith: string | undefined;
  for (const unit of translateBytes(readFileSync(file), incoming)) {
    if (unit.translation === undefined) refusedWith = unit.refusal.code;
    else facts.push(...factsOfTranslation(unit.translation));
  }
  return { facts, refusedWith };
}

/** The default profile with a feed per format for material whose senders are no partners. */
function peerProfile(): Profile {
  const profile = loadProfile('cambridgeshire-peterborough');
  const feed = (format: Format): Feed => ({
    name: `peers-${format}`,
    partner: 'RGT',
    format,
    senders: [],
    nhsNumberAuthorities: [],
    charset: 'windows-1252',
    codes: {},
  });
  return { ...profile, feeds: [...profile.feeds, ...formats.map(feed)] };
}
