/**
 * A process of its own that applies the files of the database it is given, and first keeps what comes on its standard input, for the
 * tests that kill it and look at its memory. Where it is given a word, whatever names it ends the process when it is applied. Prints the name of what it kept, and by how much its resident memory grew meanwhile (bytes).
 */
import { loadProfile } from '../../schema/profile.js';
import { openStore } from '../../store/open.js';
import type { Store } from '../../store/store.js';
import { openInbox } from '../inbox/inbox.js';
import { openFileInbox } from './file-inbox.js';

const [databaseUrl, dataKey, feed, deadly] = process.argv.slice(2) as [string, string, string, string?];
const profile = loadProfile('cambridgeshire-peterborough');
const quiet = { info: () => undefined, warn: () => undefined };
const opened = await openStore({ databaseUrl, dataKey });
const endAt = (text: string): void => {
  if (deadly !== undefined && text.includes(deadly)) process.kill(process.pid, 'SIGKILL');
};
const store: Store = {
  ...opened,
  apply(units) {
    endAt(JSON.stringify(units.map(({ translation }) => translation.statements)));
    return opened.apply(units);
  },
  inbox: {
    ...opened.inbox,
    applyNext: (lanes, { unitsOf }) =>
      opened.inbox.applyNext(lanes, {
        unitsOf(arrival) {
          endAt(Buffer.from(arrival.bytes).toString('latin1'));
          return unitsOf(arrival);
        },
      }),
  },
};
const inbox = openInbox({ store, profile, logger: quiet });
const files = openFileInbox({ store, profile, inbox, logger: quiet, pollMs: 50 });
const before = process.memoryUsage().rss;
let most = before;
async function* watched(): AsyncGenerator<Uint8Array> {
  for await (const chunk of process.stdin) {
    most = Math.max(most, process.memoryUsage().rss);
    yield chunk as Uint8Array;
  }
}
const { name } = await files.keep({ content: watched(), channel: 'command', feed });
process.stdout.write(`${JSON.stringify({ name, grewBy: most - before })}\n`);
