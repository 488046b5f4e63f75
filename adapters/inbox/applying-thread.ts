/** The thread in which what was received is translated and applied: it has connections, memory and a priority of its own. */
import { setPriority } from 'node:os';
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { liveProfile } from '../../schema/profile-live.js';
import { loadSensitive } from '../../schema/sensitive.js';
import { openInboxApplier } from '../../store/inbox/applier.js';
import { openApplying } from './applying.js';
import type { ThreadGiven, ToThread, FromThread } from './apply-in-thread.js';

/** Whoever sends, and whoever reads, goes first. */
const niceness = 5;

const port = parentPort!;
const { place, profile: first, pollMs } = workerData as ThreadGiven;
const { profile, use } = liveProfile(first);
const say = (message: FromThread): void => port.postMessage(message);
// On Linux the priority of this thread alone; elsewhere it would be that of the process.
if (process.platform === 'linux') setPriority(niceness);
const store = openInboxApplier(place, loadSensitive(profile));
/** A profile was sent before anything was received under it: it is heard before that is translated, however the two came in. */
const hearWhatWasSaid = (): void => {
  for (let said = receiveMessageOnPort(port); said !== undefined; said = receiveMessageOnPort(port))
    hear(said.message as ToThread);
};
const applying = openApplying({
  store: {
    lanesWaiting: store.lanesWaiting,
    applyNext: (lanes, { unitsOf }) =>
      store.applyNext(lanes, {
        unitsOf(arrival) {
          hearWhatWasSaid();
          return unitsOf(arrival);
        },
      }),
  },
  profile,
  pollMs,
  settled: (settled) => say({ settled }),
  failed: (failed) => say({ failed }),
});
function hear(message: ToThread): void {
  if (message !== 'close') {
    if ('profile' in message) use(message.profile);
    else applying.wake(message.lanes, message.isAwaited);
  } else
    void applying
      .close()
      .then(() => store.close())
      .finally(() => port.close());
}
port.on('message', hear);
