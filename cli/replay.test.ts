import { expect, test } from 'vitest';
import type { ReplayReport } from '../adapters/inbox/replay.js';
import { asWords } from './replay.js';

const report: ReplayReport = {
  read: 5,
  changed: 2,
  differences: [{ messageId: 1, section: 'objection', keyHash: 'a', change: 'gone' }],
  flags: [
    { kind: 'objection', keyHash: 'a', effect: 'lifted' },
    { kind: 'sensitive-address', keyHash: 'b', effect: 'lifted' },
    { kind: 'objection', keyHash: 'c', effect: 'left' },
    { kind: 'objection', keyHash: 'd', effect: 'set' },
  ],
  refused: [],
  bytesGone: 0,
  onlyWithTheirFile: 0,
};

test('a replay says beforehand which objections it would lift, and that they stay until that is asked for', () => {
  for (const apply of [false, true]) {
    const words = asWords(report, { apply, lift: false });
    expect(words).toContain('Objections: 1, hidden addresses: 1. Only messages that had been read wrongly said so. They stay;');
    expect(words).toContain('Objections: 1, hidden addresses: 0. No message says so any more, but staff have reviewed them');
    expect(words).toContain('Objections: 1, hidden addresses: 0. In force by these messages, and not before.');
  }
  expect(asWords(report, { apply: true, lift: true })).toContain('said so. Lifted.');
});
