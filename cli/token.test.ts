import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { developmentIssuer, openDevelopmentProvider } from '../gateway/identity/development.js';
import { openVerifier } from '../gateway/identity/verify.js';
import { projectPath } from '../schema/project-path.js';

const audience = 'shared-care-record';
let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'scr-token-'));
});
afterAll(() => rm(dataDir, { recursive: true }));

/** Runs `scr token` as a process of its own, as a person at a terminal does. */
async function scrToken(options: readonly string[], environment: NodeJS.ProcessEnv = {}) {
  const { OIDC_ISSUER: _issuer, ...rest } = process.env;
  const env = { ...rest, NODE_ENV: 'development', DATA_DIR: dataDir, ...environment };
  const command = ['--import', 'tsx', projectPath('cli/scr.ts'), 'token', ...options];
  return promisify(execFile)(process.execPath, command, { env }).then(
    ({ stdout, stderr }) => ({ stdout, stderr, status: 0 }),
    (failed: { stdout: string; stderr: string; code: number }) => ({
      stdout: failed.stdout,
      stderr: failed.stderr,
      status: failed.code,
    }),
  );
}

describe('scr token', () => {
  it('prints a token, and nothing else, that the gateway of the same data folder accepts', async () => {
    const printed = await scrToken(['--persona', 'pharmacist', '--port', '4321']);
    expect(printed).toMatchObject({ status: 0, stderr: '' });
    expect(printed.stdout.trim()).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);

    const issuer = developmentIssuer(4321);
    const { jwks } = await openDevelopmentProvider({ issuer, dataDir, audience });
    const verifier = openVerifier({ issuer, audience, keys: jwks, roleCodes: { R1290: 'pharmacist' } });
    expect(await verifier.verify(`Bearer ${printed.stdout.trim()}`)).toMatchObject({ role: 'pharmacist', organisation: 'RGT' });
  });

  it('prints JSON when asked to', async () => {
    const { stdout } = await scrToken(['--persona', 'gp', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      token_type: 'Bearer',
      expires_in: 3600,
      persona: { id: 'gp', organisation: 'Y99901' },
    });
  });

  it.each([
    ['in production', ['--persona', 'gp'], { NODE_ENV: 'production' }, 'CONFIG_INVALID'],
    ['beside a real identity provider', ['--persona', 'gp'], { OIDC_ISSUER: 'https://idp.example/oidc' }, 'CONFIG_INVALID'],
    ['for nobody known', ['--persona', 'nobody'], {}, 'BAD_REQUEST'],
  ])('issues none %s, and says so by code', async (_case, options, environment, code) => {
    const { stdout, stderr, status } = await scrToken(options, environment);
    expect({ stdout, status }).toEqual({ stdout: '', status: 2 });
    expect(stderr).toContain(code);
  });
});
