import { describe, expect, it } from 'vitest';
import { readXml } from '../xml/read.js';
import { leavesOf } from './read.js';
import { segment, text } from './typed.js';
import { readHl7Xml } from './xml.js';

const read = (body: string) =>
  readHl7Xml(readXml(Buffer.from(`<ORU_R01 xmlns="urn:hl7-org:v2xml"><MSH><MSH.1>|</MSH.1></MSH>${body}</ORU_R01>`)));

describe('the XML form of HL7 v2', () => {
  it('has the leaves of the pipe form, groups walked through, gaps and repetitions in place', () => {
    const message = read(`<ORU_R01.PATIENT><PID>
      <PID.3><CX.1>9990000018</CX.1><CX.4><HD.1>NHS</HD.1></CX.4></PID.3>
      <PID.3><CX.1>22</CX.1></PID.3><PID.8>1</PID.8></PID></ORU_R01.PATIENT>`);
    expect(leavesOf(message).map((leaf) => `${leaf.path}=${leaf.text}`)).toEqual([
      'MSH-1(1).1.1=|',
      'PID-3(1).1.1=9990000018',
      'PID-3(1).4.1=NHS',
      'PID-3(2).1.1=22',
      'PID-8(1).1.1=1',
    ]);
  });

  it('keeps null, text with delimiters and escapes apart', () => {
    const obx = segment(read('<OBX><OBX.2>TX</OBX.2><OBX.3>""</OBX.3><OBX.5>a^b \\F\\ <escape V=".br"/>c</OBX.5></OBX>'), 'OBX');
    expect(obx?.field(3)[0]?.isNull).toBe(true);
    expect(text(obx, 5)).toBe('a^b \\F\\ \nc');
  });

  it('reads a coded OBX-5 that was written as in the pipe form', () => {
    const obx = segment(read('<OBX><OBX.2>CE</OBX.2><OBX.5>1^Asthma^SCT</OBX.5></OBX>'), 'OBX');
    expect([1, 2, 3].map((component) => text(obx, 5, component))).toEqual(['1', 'Asthma', 'SCT']);
  });

  it.each([
    ['another namespace', '<a xmlns="urn:x"><MSH><MSH.1>|</MSH.1></MSH></a>'],
    ['no MSH', '<a xmlns="urn:hl7-org:v2xml"><PID/></a>'],
    ['a field of another segment', '<a xmlns="urn:hl7-org:v2xml"><MSH><PID.1>|</PID.1></MSH></a>'],
    ['a field that is not numbered', '<a xmlns="urn:hl7-org:v2xml"><MSH><MSH.x>|</MSH.x></MSH></a>'],
  ])('is refused with %s', (_, written) => {
    expect(() => readHl7Xml(readXml(Buffer.from(written)))).toThrow(expect.objectContaining({ code: 'STRUCTURE_INVALID' }));
  });
});
