import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { EmbeddedServer } from './embedded/server.js';

const retryMs = 500;

/**
 * The connection by which other processes see that the embedded server is in use, kept open all the time. That it
 * breaks is how we see that the server has died: then it is started again, or that which another process has started is
 * used, until there is a connection again. What was under way meanwhile has failed as an outage; the next finds the server.
 */
export class Presence {
  #client: pg.PoolClient | undefined;
  #closed = false;
  #reviving: Promise<void> | undefined;

  constructor(
    private readonly pool: pg.Pool,
    private readonly server: EmbeddedServer,
    private readonly logger: { warn(message: string): void } | undefined,
  ) {}

  /** Takes over a connection of the pool. */
  hold(client: pg.PoolClient): void {
    this.#client = client;
    client.once('end', () => {
      if (this.#closed || this.#client !== client) return;
      this.#client = undefined;
      client.release(true);
      this.logger?.warn('the embedded PostgreSQL has ended; starting it again');
      this.#reviving = this.#revive();
    });
  }

  /** Lets go, so that the pool can end. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#reviving;
    this.#client?.release();
  }

  async #revive(): Promise<void> {
    while (!this.#closed) {
      try {
        await this.server.ensureRunning();
        this.hold(await this.pool.connect());
        return;
      } catch {
        await sleep(retryMs, undefined, { ref: false });
      }
    }
  }
}
