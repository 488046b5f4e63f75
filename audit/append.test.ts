import { describe, expect, test } from 'vitest';
import type { Disclosure } from '../schema/disclosure.js';
import type { RecordError } from '../schema/errors.js';
import { openAuditWriter } from './append.js';

const disclosure = (id: string) => ({ id }) as Disclosure;
const writerOn = (appendDisclosures: () => Promise<void>) => openAuditWriter({ appendDisclosures });

describe('the audit writer', () => {
  test('a store that cannot write is an outage of the audit, whether it rejects or throws', async () => {
    const rejecting = writerOn(() => Promise.reject(new Error('disk full')));
    const throwing = writerOn(() => {
      throw new Error('no connection');
    });
    await expect(rejecting.append([disclosure('a')])).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
    await expect(throwing.append([disclosure('a')])).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
  });

  test('its error holds the cause for operators and no disclosure', async () => {
    const writer = writerOn(() => Promise.reject(new Error('disk full')));
    const error = await writer.append([disclosure('secret-entry')]).catch((caught: unknown) => caught as RecordError);
    expect(error).toMatchObject({ code: 'AUDIT_UNAVAILABLE', cause: new Error('disk full') });
    expect(JSON.stringify({ ...(error as RecordError), message: (error as RecordError).message })).not.toContain('secret-entry');
  });

  test('nothing to write is no write', async () => {
    let writes = 0;
    await writerOn(async () => {
      writes++;
      await Promise.resolve();
    }).append([]);
    expect(writes).toBe(0);
  });
});
