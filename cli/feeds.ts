/** `scr feeds`: how each feed is doing, and what of it waits for a decision. */
import { Command } from 'commander';
import { aloneAsWords } from './alone-files.js';
import { connectionsCommand } from './feed-connections.js';
import { atHand, columns, type AtHandOptions } from './at-hand.js';
import { givingFile, listingFiles, tryingAgain } from './kept-files.js';
import { confirming, discarding, heldAsJson, heldAsWords } from './held-files.js';

export function feedsCommand(): Command {
  const status = new Command('status')
    .description('What each feed brought last, how much, what waits and what failed.')
    .option('--profile <name>', 'profile: a name of profiles/, or a path (PROFILE)')
    .option('--data-dir <folder>', 'data folder (DATA_DIR, else ./data)')
    .option('--json', 'print as JSON')
    .action(async (options: AtHandOptions) => {
      const { feeds, held, alone } = await atHand(options, async ({ store, profile }) => {
        const waiting = await store.snapshots.held();
        const unpaired = await store.files.unpaired();
        const known = new Map((await store.inbox.feeds()).map((one) => [one.feed, one]));
        const names = new Set([...profile.feeds.map(({ name }) => name), ...known.keys()]);
        const all = [...names].map((feed) => ({
          feed,
          ...known.get(feed),
          held: waiting.filter((one) => one.feed === feed).map(heldAsJson),
          alone: unpaired.filter((one) => one.feed === feed),
        }));
        return { feeds: all, held: waiting, alone: unpaired };
      });
      if (options.json === true) {
        process.stdout.write(`${JSON.stringify(feeds, undefined, 2)}\n`);
        return;
      }
      const time = (ms: number | undefined) =>
        ms === undefined ? 'never' : new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
      const rows = feeds.map((one) => [
        one.feed,
        time(one.lastReceivedMs),
        String(one.lastHour ?? 0),
        String(one.lastDay ?? 0),
        String(one.waiting ?? 0),
        `${Math.round((one.lagMs ?? 0) / 1000)} s`,
        String(one.failedLastDay ?? 0),
        one.lastCode ?? '',
      ]);
      process.stdout.write(
        columns([
          ['feed', 'last received (UTC)', 'last hour', '24 hours', 'waiting', 'lag', 'failed, 24 hours', 'last failure'],
          ...rows,
        ]),
      );
      process.stdout.write(heldAsWords(held));
      process.stdout.write(aloneAsWords(alone));
    });
  return new Command('feeds')
    .description('How the feeds are doing.')
    .addCommand(status)
    .addCommand(connectionsCommand())
    .addCommand(confirming())
    .addCommand(discarding())
    .addCommand(listingFiles())
    .addCommand(givingFile())
    .addCommand(tryingAgain());
}
