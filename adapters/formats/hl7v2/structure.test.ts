import { describe, expect, it } from 'vitest';
import { readHl7 } from './read.js';
import { structureIssues } from './structure.js';

const issues = (type: string, ...lines: string[]) =>
  structureIssues(
    readHl7(Buffer.from([`MSH|^~\\&|PAS|RX1|||2024||${type}|1|P|2.4`, ...lines].join('\r')), { charset: 'utf-8' }),
  ).map(({ location, issue }) => `${location}: ${issue}`);

describe('the structure of a message', () => {
  it('is met by an admission with ZU segments at its end', () => {
    expect(issues('ADT^A01^ADT_A01', 'EVN||2024', 'PID|1', 'PV1|1', 'AL1|1', 'AL1|2', 'ZU1||2', 'ZU8|1')).toEqual([]);
  });

  it('is found by the event where MSH-9 names no structure', () => {
    expect(issues('ORU^R01', 'PID|1', 'ORC|RE', 'OBR|1', 'OBX|1', 'NTE|1', 'OBR|2', 'OBX|1')).toEqual([]);
  });

  it('lacks a segment that is required', () => {
    expect(issues('ADT^A01', 'EVN||2024', 'PV1|1')).toEqual(['PID: required and missing']);
    expect(issues('ORU^R01', 'PID|1')).toContain('OBR: required and missing');
  });

  it('holds a segment twice that may stand once, or one it does not have', () => {
    expect(issues('ADT^A01', 'EVN||2024', 'PID|1', 'PID|2', 'PV1|1', 'RXA|1')).toEqual([
      'PID: stands 2 times and may stand once',
      'RXA: the structure has no such segment',
    ]);
  });

  it('is not known for a made-up event, and no name of JavaScript is taken for one', () => {
    expect(issues('ZZZ^Z99')).toEqual(['MSH-9: no structure is known for this message type']);
    expect(issues('constructor^^constructor')).toEqual(['MSH-9: no structure is known for this message type']);
  });
});
