/** The thread in which what was received is translated and applied: it has connections, memory and a priority of its own. */
import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { loadSensitive } from '../../schema/sensitive.js';
import { openInboxApplier } from '../../store/inbox/applier.js';
import { openApplying } from './applying.js';
import type { ThreadGiven, ToThread, FromThread } from './apply-in-thread.js';

/** Whoever sends, and whoever reads, goes first. */
const niceness = 5;

const port = parentPort!;
const { place, profile, pollMs } = workerData as ThreadGiven;
const say = (message: FromThread): void => port.postMessage(message);
// On Linux the priority of this thread alone; elsewhere it would be that of the process.
if (process.platform === 'linux') setPriority(niceness);
const store = openInboxApplier(place, loadSensitive(profile));
const applying = openApplying({
  store,
  profile,
  pollMs,
  settled: (settled) => say({ settled }),
  failed: (failed) => say({ failed }),
});
port.on('message', (message: ToThread) => {
  if (message !== 'close') applying.wake(message.lanes, message.isAwaited);
  else
    void applying
      .close()
      .then(() => store.close())
      .finally(() => port.close());
});
