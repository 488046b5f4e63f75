import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PartialDateTime } from '../../schema/partial-date.js';
import { loadProfile } from '../../schema/profile.js';
import { translateBytes } from '../translate.js';
import { sharesOf } from './shares.js';
import { surveyCsv } from './survey.js';
import { fileOf } from './take-in-file.js';

const profile = loadProfile('cambridgeshire-peterborough');
const feed = profile.feeds.find(({ name }) => name === 'cambridgeshire-children')!;
const receivedAt = '2026-06-20T09:00:00Z' as PartialDateTime;

const header = 'CHILD,NHS_Number,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN';
const day = fc
  .integer({ min: 1, max: 28 })
  .map((date) => `${String(date).padStart(2, '0')}/0${(date % 9) + 1}/20${10 + (date % 15)}`);
const episode = fc
  .tuple(
    // Numbers of one child, of many, of none; what a spreadsheet made of one.
    fc.constantFrom('566910', '7', 'A 7', '0', '', '1.23E+09', '566911'),
    fc.constantFrom('', '9991000003', '9991000828'),
    day,
    fc.constantFrom('S', 'L', 'P', ''),
    fc.oneof(day, fc.constantFrom('', '31/31/2020')),
    fc.constantFrom('X1', 'E3', ''),
  )
  .map(([child, nhsNumber, from, started, until, ceased]) =>
    [child, nhsNumber, from, started, 'C2', 'N1', 'U1', 'PR1', until, ceased, '', 'ZZ99 3VZ', 'ZZ99 3WZ', '1'].join(','),
  );

test('episodes gone through a share of the children at a time say what they say together', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof({ weight: 9, arbitrary: episode }, { weight: 1, arbitrary: fc.constant('566910,"broken') }), {
        maxLength: 25,
      }),
      fc.integer({ min: 1, max: 5 }),
      async (rows, shares) => {
        const bytes = Buffer.from([header, ...rows, ''].join('\r\n'));
        const source = fileOf(bytes);
        const survey = await surveyCsv(source);
        const mark = `@${survey.hash.toString('hex').slice(0, 12)}`;
        const reading = {
          profile,
          feed,
          encoding: survey.encoding(feed.charset),
          monthFirst: survey.monthFirst,
          receivedAt,
          mark,
        };
        const shared: unknown[] = [];
        for await (const piece of sharesOf(source, reading, shares)) {
          shared.push(...piece.translate(piece.rows).map(({ unit }) => unit));
        }
        const together = [...translateBytes(bytes, { profile, feed: feed.name, receivedAt })];
        const inOrder = (units: readonly unknown[]) => units.map((unit) => JSON.stringify(unit)).toSorted();
        expect(inOrder(shared)).toEqual(rows.length === 0 ? [] : inOrder(together));
      },
    ),
    { numRuns: 300 },
  );
}, 60_000);
