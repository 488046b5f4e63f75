import type { Statement } from '../../schema/entry.js';
import type { FeedContext } from '../../schema/feed.js';
import type { PartialDateTime } from '../../schema/partial-date.js';
import { councilOf } from './cld-event.js';
import type { Meaning } from './meaning.js';
import { statementsAbout, type Person } from './person.js';
import type { RowReader } from './row.js';
import { childOf } from './ssda903.js';
import { keyOf, put } from './statements.js';

/** One episode: part of a period of care, under one legal status in one placement. */
export interface Episode {
  readonly line: number;
  readonly child: Person;
  readonly start: PartialDateTime;
  readonly end: PartialDateTime | undefined;
  /** RNE is S: the child was not looked after the day before. */
  readonly startsCare: boolean;
  /** REC is neither blank nor X1 (next episode follows). */
  readonly endsCare: boolean;
}

/** A period of being looked after: episodes that follow one another. */
export interface CarePeriod {
  /** Absent when the file begins after care did. */
  readonly start: PartialDateTime | undefined;
  /** The first day the file knows of. */
  readonly knownFrom: PartialDateTime;
  readonly end: PartialDateTime | undefined;
  /** No earlier, or no later, period of the child is in the file. */
  readonly first: boolean;
  readonly latest: boolean;
  /** Care of the child was going on when the file begins. */
  readonly goesBack: boolean;
}

/** Reads one row of the episodes table. @throws RecordError DATE_INVALID, IDENTIFIER_MISSING, STRUCTURE_INVALID */
export function episodeOf(row: RowReader, context: FeedContext): Episode {
  const child = childOf(row, context);
  const start = row.dayRequired('DECOM');
  // An end that cannot be read is no open episode: the row is refused, and the period stays as it was.
  const end = row.peek('DEC') === undefined ? undefined : row.dayRequired('DEC');
  const ceased = row.text('REC')?.toUpperCase();
  return {
    line: row.line,
    child,
    start,
    end,
    startsCare: row.text('RNE')?.toUpperCase() === 'S',
    endsCare: end !== undefined && ceased !== undefined && ceased !== 'X1',
  };
}

/** The period of care that each episode, by its line, is part of. */
export function carePeriods(episodes: readonly Episode[]): ReadonlyMap<number, CarePeriod> {
  const byChild = new Map<string, Episode[]>();
  for (const episode of episodes) {
    const of = byChild.get(episode.child.key);
    if (of === undefined) byChild.set(episode.child.key, [episode]);
    else of.push(episode);
  }
  const periods = new Map<number, CarePeriod>();
  for (const ofChild of byChild.values()) {
    const chains = chainsOf(ofChild);
    for (const [index, chain] of chains.entries()) {
      const place = { first: index === 0, latest: index === chains.length - 1, goesBack: !chains[0]![0]!.startsCare };
      const period = { ...spanOf(chain), ...place };
      for (const episode of chain) periods.set(episode.line, period);
    }
  }
  return periods;
}

/** Episodes in order, cut where care starts anew or ended before. */
function chainsOf(episodes: readonly Episode[]): readonly (readonly Episode[])[] {
  const chains: Episode[][] = [];
  const ordered = [...episodes].sort((a, b) => order(a.start, b.start) || order(a.end ?? '9', b.end ?? '9'));
  for (const episode of ordered) {
    const chain = chains.at(-1);
    if (chain === undefined || episode.startsCare || chain.at(-1)!.endsCare) chains.push([episode]);
    else chain.push(episode);
  }
  return chains;
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function spanOf(chain: readonly Episode[]): Pick<CarePeriod, 'start' | 'knownFrom' | 'end'> {
  const first = chain[0]!;
  const last = chain.at(-1)!;
  return {
    start: first.startsCare ? first.start : undefined,
    knownFrom: first.start,
    end: last.endsCare ? last.end : undefined,
  };
}

/**
 * What an episode says of its period: the same whichever of its rows says it, so that they fold.
 * A return holds one year, so the start of care may be in an earlier file, and the key made of it too.
 * Hence three keys: a period known from start to end has its own; one that started and goes on is
 * `current`; one that was going on when the file begins is `continuing`. Each is only ever replaced
 * whole, and closing a period takes back what an earlier file said of it as open.
 */
export function episodeMeaning(row: RowReader, episode: Episode, period: CarePeriod, { partner }: FeedContext): Meaning {
  const { child } = episode;
  const { start, end, knownFrom, first, latest, goesBack } = period;
  const key = (name: string): string => keyOf('looked after', child.key, name);
  const localAuthority = councilOf(partner);
  const body = { lookedAfterChild: { lookedAfterChildStartDate: start, lookedAfterChildEndDate: end, localAuthority } };
  const as = (name: string): Statement => put(child.subject, 'safeguarding', key(name), body);
  const takeBack = (name: string): Statement => ({
    kind: 'retract',
    subject: child.subject,
    section: 'safeguarding',
    key: key(name),
    because: 'deleted',
  });
  const statements: Statement[] = [...statementsAbout(child, {})];
  if (end === undefined && !latest) {
    // A later period begins, so this one ended; shown without an end it would seem to go on.
    row.refuse('DECOM', 'MESSAGE_UNMAPPABLE', 'a period of care without an end before another begins');
  } else if (start === undefined) {
    statements.push(as(first ? 'continuing' : `before ${knownFrom}`));
    if (latest && end !== undefined) statements.push(takeBack('current'));
  } else if (end === undefined) {
    statements.push(as('current'));
  } else {
    statements.push(as(start));
    if (latest) statements.push(takeBack('current'));
    if (latest && !goesBack) statements.push(takeBack('continuing'));
  }
  if (latest) {
    const from = start ?? knownFrom;
    statements.push({
      kind: 'involvement',
      subject: child.subject,
      key: keyOf('looked after', child.key),
      op: 'put',
      involvement: { kind: 'social-care-case', organisation: partner, from, ...(end !== undefined && { until: end }) },
    });
  }
  return { messageType: 'SSDA903 Episodes', person: child, statements };
}
