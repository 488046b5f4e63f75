/**
 * The population for any profile. Its people are told of by the partners of the default profile; in another one each
 * part is played by a partner of the same kind, in that partner's name, on its feed. A part that nobody can play is left
 * out, and with it what it would have sent.
 */
import type { Partner, Profile } from '../../schema/profile.js';
import type { PopulationFile } from './generate.js';
import { councils, practices } from './words/organisations.js';

type Part = { readonly ods: string; readonly kind: Partner['kind']; readonly names: readonly string[] };

/** The parts, those first that say most: they find someone to play them before the others. */
const parts: readonly Part[] = [
  { ods: 'RGT', kind: 'acute', names: ['Cambridge University Hospitals NHS Foundation Trust', 'Cambridge University Hospitals'] },
  { ods: 'RGN', kind: 'acute', names: ['North West Anglia NHS Foundation Trust'] },
  { ods: 'RGM', kind: 'acute', names: ['Royal Papworth Hospital NHS Foundation Trust'] },
  { ods: 'RT1', kind: 'mental-health', names: ['Cambridgeshire and Peterborough NHS Foundation Trust'] },
  { ods: 'RYV', kind: 'community', names: ['Cambridgeshire Community Services NHS Trust', 'Cambridgeshire Community Services'] },
  { ods: 'RYC', kind: 'ambulance', names: ['East of England Ambulance Service NHS Trust', 'East of England Ambulance Service'] },
  { ods: 'NNJ', kind: 'urgent-care', names: ['Fenland Urgent Care (NHS 111)', 'Fenland Urgent Care'] },
  ...practices.map(({ ods, name }): Part => ({ ods, kind: 'gp-practice', names: [name, name.toUpperCase()] })),
  ...Object.values(councils).map(({ ods, name }): Part => ({ ods, kind: 'local-authority', names: [name] })),
];

/** Feeds of the default profile that carry what a special system of a partner sends. */
const special: Readonly<Record<string, RegExp>> = {
  'rgt-lab': /-lab$/,
  'cambridgeshire-children': /-children$/,
  'peterborough-children': /-children$/,
};

/** Sends a file of the population as the profile's own partner would; undefined where none of them could have sent it. */
export type Recast = (file: PopulationFile) => PopulationFile | undefined;

/** @param mode whose files: those of partners of whom a copy is held, or of those that are asked on demand */
export function recastFor(profile: Profile, mode: Partner['mode'] = 'held'): Recast {
  if (parts.every(({ ods }) => profile.partners.some((partner) => partner.ods === ods))) {
    const partnerOf = new Map(profile.feeds.map((feed) => [feed.name, feed.partner]));
    const modes = new Map(profile.partners.map((partner) => [partner.ods, partner.mode]));
    return (file) => (modes.get(partnerOf.get(file.feed) ?? '') === mode ? file : undefined);
  }
  const cast = castOf(profile);
  const said = wordsFor(cast);
  return ({ feed, fileName, bytes }) => {
    const player = cast.get(partOf(feed));
    const to = player && feedOf(profile, player, feed, fileName);
    if (to === undefined || player?.mode !== mode) return undefined;
    // Latin 1 keeps every byte as it is, whatever the character set: the words that change are ASCII.
    const text = Buffer.from(bytes).toString('latin1');
    const retold = fileName.endsWith('.csv') ? said(text).replaceAll(/^(?:312|725|873|874)(?=,)/gm, to.senders[0]!) : said(text);
    return { feed: to.name, fileName: fileName.replace(feed, to.name), bytes: Buffer.from(retold, 'latin1') };
  };
}

/** Who plays which part: a partner each, of the same kind, in the order of the profile. */
function castOf(profile: Profile): ReadonlyMap<string, Partner> {
  const free = [...profile.partners];
  const cast = new Map<string, Partner>();
  for (const { ods, kind } of parts) {
    const at = free.findIndex((partner) => partner.kind === kind);
    if (at >= 0) cast.set(ods, free.splice(at, 1)[0]!);
  }
  return cast;
}

/** The part on whose feed of the default profile something is sent. */
function partOf(feed: string): string {
  const council = Object.values(councils).find(({ adults, children }) => feed === adults || feed === children);
  return council?.ods ?? feed.split('-')[0]!.toUpperCase();
}

function feedOf(profile: Profile, player: Partner, feed: string, fileName: string): Profile['feeds'][number] | undefined {
  const format = fileName.endsWith('.csv') ? 'csv' : fileName.endsWith('.xml') ? 'cda' : 'hl7v2';
  const own = profile.feeds.filter((one) => one.partner === player.ods && one.format === format && one.senders.length > 0);
  const fitting = special[feed];
  const others = Object.values(special);
  return fitting === undefined
    ? own.find(({ name }) => !others.some((pattern) => pattern.test(name)))
    : (own.find(({ name }) => fitting.test(name)) ?? own[0]);
}

/** Puts codes and names of the players in place of the parts', where they stand for themselves. */
function wordsFor(cast: ReadonlyMap<string, Partner>): (text: string) => string {
  // Where others mention a part that nobody plays, they mean whoever there is of its kind.
  const meant = (ods: string): Partner | undefined => {
    const { kind } = parts.find((part) => part.ods === ods)!;
    return cast.get(ods) ?? [...cast.values()].find((player) => player.kind === kind);
  };
  const named = parts.flatMap(({ ods, names }) => {
    const player = meant(ods);
    return player === undefined
      ? []
      : names.map((name) => [name, ascii(name === name.toUpperCase() ? player.name.toUpperCase() : player.name)] as const);
  });
  const codes = parts.map(({ ods }) => ods).filter((ods) => /^[A-Z]/.test(ods));
  // A site code is the organisation's and two digits more.
  const code = new RegExp(`(?<![A-Za-z0-9])(${codes.join('|')})(\\d\\d)?(?![A-Za-z0-9])`, 'g');
  return (text) => {
    const renamed = named.reduce((said, [from, to]) => said.replaceAll(from, to), text);
    return renamed.replaceAll(code, (whole, ods: string, site: string | undefined) => {
      const player = meant(ods);
      return player === undefined ? whole : `${player.ods}${site ?? ''}`;
    });
  };
}

/** Without accents: an accent is written otherwise in each character set. */
function ascii(name: string): string {
  return name.normalize('NFKD').replaceAll(/[^ -~]/g, '');
}
