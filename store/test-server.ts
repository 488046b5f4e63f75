import { mkdtempSync, rmSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Vitest's global setup: names the folder in which the first test that needs a database starts the embedded
 * server (unless DATABASE_URL names a server), and stops it at the end.
 */
export default function setup(): () => Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'scr-test-'));
  chmodSync(folder, 0o755);
  process.env['SCR_TEST_DATA_DIR'] = folder;
  return async () => {
    const { stopEmbedded } = await import('./embedded/server.js');
    await stopEmbedded(folder);
    rmSync(folder, { recursive: true, force: true });
  };
}
