import { execFile } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectPath } from '../../schema/project-path.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'scr-long-file-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const header =
  'LA_Code,Reporting_Period_Start_Date,Reporting_Period_End_Date,LA_Person_Unique_Identifier,Client_Type,Event_Type,' +
  'Event_Start_Date,Service_Type,Service_Component,Ethnicity,Primary_Support_Reason,Accommodation_Status\r\n';

function* lines(count: number): Generator<string> {
  yield header;
  for (let row = 1; row <= count; row++) {
    const day = String((row % 28) + 1).padStart(2, '0');
    yield (
      `312,01/04/2025,31/03/2026,P ${row},Service user,Service,${day}/05/2025,Long term support: Community,` +
      'Home support or domiciliary care,"White: English, Welsh, Scottish, Northern Irish or British",' +
      'Physical support: Personal care support,Owner occupier or shared ownership scheme\r\n'
    );
  }
}

test('a file of 150,000 rows is read and translated in memory that does not grow with it', async () => {
  const path = join(folder, 'long.csv');
  await pipeline(Readable.from(lines(150_000)), createWriteStream(path));
  expect(statSync(path).size).toBeGreaterThan(30_000_000);
  const process = promisify(execFile)(globalThis.process.execPath, [
    '--import',
    'tsx',
    projectPath('adapters/files/translating-process.ts'),
    path,
  ]);
  const told = JSON.parse((await process).stdout) as { grewBy: number };
  expect(told).toMatchObject({ rows: 150_000, translated: 150_000, encoding: 'utf-8' });
  expect(told.grewBy).toBeLessThan(300_000_000);
}, 240_000);
