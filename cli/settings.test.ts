import { describe, expect, test } from 'vitest';
import { RecordError } from '../schema/errors.js';
import { readSettings } from './settings.js';

describe('settings', () => {
  test('have defaults, come from the environment, and an option wins over both', () => {
    expect(readSettings({}, {})).toMatchObject({
      port: 4000,
      dataDir: './data',
      databaseUrl: undefined,
      profile: 'cambridgeshire-peterborough',
    });
    expect(readSettings({ PORT: '0' }, { PORT: '4100', DROP_DIR: '/drop', DATABASE_URL: '' })).toMatchObject({
      port: 0,
      dropDir: '/drop',
      databaseUrl: undefined,
    });
  });

  test('that are wrong are all named, and no value is quoted', () => {
    const password = 'hunter2';
    const fault = (() => {
      try {
        readSettings({}, { PORT: 'eighty', DATABASE_URL: `mysql://root:${password}@db/x` });
      } catch (error) {
        return error as RecordError;
      }
      return undefined;
    })();
    expect(fault?.code).toBe('CONFIG_INVALID');
    expect(fault?.detail).toMatch(/PORT.*\n?.*DATABASE_URL/s);
    expect(fault?.detail).not.toContain(password);
  });
});
