import { expect, test } from 'vitest';
import { aloneAsWords } from './alone-files.js';

test('says of each file which door it waits at and what it waits for', () => {
  const sinceMs = Date.UTC(2026, 5, 1, 9, 30);
  const words = aloneAsWords([
    { channel: 'drop-folder', name: 'rgt-pas/a.hl7.sha256', feed: 'rgt-pas', missing: 'data', sinceMs },
    { channel: 'mesh', name: 'B.ctl', feed: 'unknown', missing: 'data', sinceMs },
    { channel: 'mesh', name: 'C.dat', feed: 'unknown', missing: 'control', sinceMs },
  ]);
  expect(words.trim().split('\n')).toEqual([
    'Alone (FILE_UNPAIRED): files without the other of their pair.',
    '  rgt-pas, drop-folder: rgt-pas/a.hl7.sha256, without its file, since 2026-06-01 09:30:00',
    '  unknown, mesh: B.ctl, without its data, since 2026-06-01 09:30:00',
    '  unknown, mesh: C.dat, without its control file, since 2026-06-01 09:30:00',
  ]);
  expect(aloneAsWords([])).toBe('');
});
