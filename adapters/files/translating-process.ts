/**
 * A process of its own that reads and translates a long CSV file, for the test of its memory: tells the rows, and by how much the resident
 * memory grew at most (bytes).
 */
import { loadProfile } from '../../schema/profile.js';
import type { PartialDateTime } from '../../schema/partial-date.js';
import { piecesOf } from './pieces.js';
import { surveyCsv } from './survey.js';
import { fileAt } from './take-in-file.js';

const profile = loadProfile('cambridgeshire-peterborough');
const feed = profile.feeds.find(({ name }) => name === 'cambridgeshire-adults')!;
const source = await fileAt(process.argv[2]!);
const before = process.memoryUsage().rss;
let most = before;
let rows = 0;
let translated = 0;
const survey = await surveyCsv(source);
const reading = {
  profile,
  feed,
  encoding: survey.encoding(feed.charset),
  monthFirst: survey.monthFirst,
  receivedAt: '2026-06-20T09:00:00Z' as PartialDateTime,
  mark: '',
};
for await (const piece of piecesOf(source.open(), reading)) {
  rows += piece.rows.length;
  translated += piece.translate(piece.rows).filter(({ unit }) => unit.translation !== undefined).length;
  most = Math.max(most, process.memoryUsage().rss);
}
process.stdout.write(JSON.stringify({ rows, translated, encoding: reading.encoding, grewBy: most - before }));
