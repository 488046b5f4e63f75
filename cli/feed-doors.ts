/** Where feeds come in, in one process: MLLP, HTTPS, the drop folder and MESH, into one inbox. */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Logger } from 'pino';
import { openFileDoor } from '../adapters/files/file-door.js';
import { openFileInbox } from '../adapters/files/file-inbox.js';
import { keepUp } from '../adapters/inbox/upkeep.js';
import { watchDropFolder } from '../adapters/inbox/folders/drop-folder.js';
import type { FastifyInstance } from 'fastify';
import type { Registry } from 'prom-client';
import { openFeedDoor, secretsIn } from '../adapters/inbox/https/credentials.js';
import { openPostedFiles } from '../adapters/inbox/https/posted-files.js';
import { feedRoutes } from '../adapters/inbox/https/routes.js';
import { openInbox, type Inbox } from '../adapters/inbox/inbox.js';
import { listenMllp, type MllpListener } from '../adapters/inbox/mllp/server.js';
import { liveProfile } from '../schema/profile-live.js';
import type { Profile } from '../schema/profile.js';
import type { Store } from '../store/store.js';
import { clientScopes } from './feed-clients.js';
import { registerFeedMetrics, statusRoute } from './feed-status.js';
import { watchMailbox } from './mesh-mailbox.js';
import type { Settings } from './settings.js';
import { certificates, renewCertificates } from './tls.js';

export interface Feeds {
  /** The drop folder. */
  readonly folder: string;
  readonly inbox: Inbox;
  /** Ports of MLLP; absent where it does not listen. */
  readonly mllpPort?: number;
  readonly mllpTlsPort?: number;
  /** Lets the feeds of another profile count from the next message on, at every door and in translation. */
  use(this: void, profile: Profile): void;
  /** Adds `POST /feeds/{feed}`, the status of what was sent there, and `GET /feeds/status`. */
  routes(server: FastifyInstance): Promise<void>;
  /** Metrics of who is connected over MLLP, what waits and what went wrong last. */
  registerMetrics(this: void, registry: Registry): void;
  /** Answers what was received, then ends. */
  close(): Promise<void>;
}

/** @throws RecordError CONFIG_INVALID for a port that cannot be listened on, or TLS files that cannot be read */
export async function openFeeds(
  { settings, profile: first, logger }: { readonly settings: Settings; readonly profile: Profile; readonly logger: Logger },
  store: Store,
): Promise<Feeds> {
  const { profile, use } = liveProfile(first);
  const folder = resolve(settings.dropDir ?? join(settings.dataDir, 'drop'));
  mkdirSync(folder, { recursive: true });
  const door = openFeedDoor({ secrets: secretsIn(settings.feedSecrets), scopesOf: clientScopes(settings) });
  const inbox = openInbox({ store, profile, logger, appliesIn: 'own thread' });
  const { host, port, tlsPort } = settings.mllp;
  let mllp: MllpListener | undefined;
  try {
    if (port !== undefined || tlsPort !== undefined) {
      const tls = tlsPort === undefined ? undefined : certificates(settings);
      mllp = await listenMllp({ inbox, profile, host, port, tlsPort, tls, logger });
    }
  } catch (error) {
    await inbox.close();
    throw error;
  }
  const renewing = mllp?.tlsPort === undefined ? undefined : renewCertificates(mllp, settings, logger);
  const files = openFileInbox({ store, profile, inbox, logger });
  const fileDoor = openFileDoor({ files, inbox, store: store.inbox, profile });
  const watching = watchDropFolder({
    folder,
    get feedNames() {
      return profile.feeds.map(({ name }) => name);
    },
    door: fileDoor,
    store: store.files,
    intervalMs: 1_000,
    aloneAfterMs: settings.dropPairMinutes * 60_000,
    logger,
  });
  const mailbox =
    settings.meshDir === undefined
      ? undefined
      : watchMailbox({
          folder: resolve(settings.meshDir),
          door: fileDoor,
          store,
          profile,
          intervalMs: 1_000,
          aloneAfterMs: settings.meshPairMinutes * 60_000,
          logger,
        });
  const upkeep = keepUp({ store: store.inbox, profile, logger, intervalMs: 60_000 });
  return {
    folder,
    inbox,
    use,
    ...(mllp?.port === undefined ? {} : { mllpPort: mllp.port }),
    ...(mllp?.tlsPort === undefined ? {} : { mllpTlsPort: mllp.tlsPort }),
    async routes(server) {
      statusRoute(server, () => mllp?.status());
      await feedRoutes(server, {
        inbox,
        profile,
        door,
        files: openPostedFiles(files),
        trustsClientNames: settings.tlsClientCa !== undefined,
        logger,
      });
    },
    registerMetrics: (registry) => registerFeedMetrics(registry, () => mllp?.status()),
    async close() {
      renewing?.close();
      await mllp?.close();
      // A long file is not waited for: it goes on with the next start, and its door with it.
      await Promise.all([files.close(), watching.close(), mailbox?.close(), upkeep.close()]);
      await inbox.close();
    },
  };
}
