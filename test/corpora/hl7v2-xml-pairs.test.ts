import { describe, expect, it } from 'vitest';
import { leavesOf, readHl7 } from '../../adapters/formats/hl7v2/read.js';
import { readHl7Xml } from '../../adapters/formats/hl7v2/xml.js';
import { readXml } from '../../adapters/formats/xml/read.js';
import { corpusFiles, hasCorpora } from './folder.js';

/** Where the two published forms of a message truly differ: leaves that only one of them holds. */
const published: Readonly<Record<string, RegExp>> = {
  // The XML form has a next of kin and an allergy more.
  'InpatientOutpatientEncounterManagement/PreAdmitPatient ADT-A05/A05.XML': /^(?:NK1|AL1)/,
  // The pipe form ends in tabs.
  'PatientEncounterManagement/Cancel Inpatient ADT-A11/A11.XML': /^PID-32/,
};

describe.skipIf(!hasCorpora)('over the ITK messages in both forms (skipped without the corpora folder)', () => {
  it('the XML form reads leaf for leaf as the pipe form', () => {
    const folder = 'hl7v2/nhs-itk-adt-examples';
    const files = [...corpusFiles(folder)];
    let pairs = 0;
    for (const { path, bytes } of files.filter((file) => file.path.endsWith('.XML'))) {
      const stem = path.replace('.XML', '');
      const pipe = files.find((file) =>
        [`${stem}.txt`, `${stem}_example.txt`].includes(file.path.replace('_Example', '_example')),
      )!;
      const leaves = [readHl7(pipe.bytes, { charset: 'windows-1252' }), readHl7Xml(readXml(bytes))].map((message) => {
        const texts = leavesOf(message).map((leaf) => `${leaf.path}=${leaf.text}`);
        return texts.filter((text) => !published[path.slice(folder.length + 1)]?.test(text));
      });
      expect(leaves[1], path).toEqual(leaves[0]);
      pairs++;
    }
    expect(pairs).toBe(37);
  });
});
