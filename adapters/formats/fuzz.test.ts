import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RecordError } from '../../schema/errors.js';
import { readCsv } from './csv/read.js';
import { leavesOf, readHl7 } from './hl7v2/read.js';
import { splitMessages } from './hl7v2/split.js';
import { structureIssues } from './hl7v2/structure.js';
import { readHl7Xml } from './hl7v2/xml.js';
import { recognise } from './recognise.js';
import { clinicalDocumentsOf } from './xml/itk.js';
import { readXml } from './xml/read.js';

const options = { charset: 'windows-1252' };
const seeds = {
  hl7v2:
    'MSH|^~\\&|PAS|RX1|||20240131||ORU^R01^ORU_R01|1|P|2.4||||||8859/1\rPID|1||9990000018^^^NHS~2^^^RX1||""|\rOBX|1|FT|a^b&c||x\\.br\\y\\X41\\\r',
  'hl7v2-xml': '<A xmlns="urn:hl7-org:v2xml"><MSH><MSH.1>|</MSH.1></MSH><PID><PID.3><CX.1>1</CX.1></PID.3></PID></A>',
  cda: '<?xml version="1.0" encoding="UTF-8"?><ClinicalDocument xmlns="urn:hl7-org:v3"><id root="1.2"/><![CDATA[x]]>&amp;<!-- c --></ClinicalDocument>',
  csv: 'a,b,c\r\n1,"x ""y""\nz",3\r\n4,,6\r\n',
} as const;

/** Reads everything there is to read; a coded refusal is an answer, anything else fails the test. */
function readAll(kind: keyof typeof seeds, bytes: Uint8Array): void {
  const attempt = (read: () => unknown) => {
    try {
      read();
    } catch (error) {
      if (!(error instanceof RecordError)) throw error;
    }
  };
  attempt(() => recognise(bytes));
  if (kind === 'csv') attempt(() => [...readCsv(bytes, options).rows]);
  if (kind === 'cda') attempt(() => clinicalDocumentsOf(readXml(bytes)));
  if (kind === 'hl7v2-xml') attempt(() => leavesOf(readHl7Xml(readXml(bytes))));
  if (kind !== 'hl7v2') return;
  for (const one of [bytes, ...splitMessages(bytes)]) {
    attempt(() => {
      const message = readHl7(one, options);
      leavesOf(message);
      structureIssues(message);
    });
  }
}

/** A seed with bytes replaced, inserted and cut out, some of them those that a format gives meaning to. */
function mutated(seed: string): fc.Arbitrary<Uint8Array> {
  const byte = fc.oneof(fc.integer({ min: 0, max: 255 }), fc.constantFrom(...Buffer.from('\r\n\\|^~&"<>,;\0\x0b\x1c')));
  const edit = fc.record({ at: fc.nat(400), cut: fc.nat(6), put: fc.array(byte, { maxLength: 4 }) });
  return fc.array(edit, { minLength: 1, maxLength: 8 }).map((edits) => {
    const bytes = [...Buffer.from(seed)];
    for (const { at, cut, put } of edits) bytes.splice(at % (bytes.length + 1), cut, ...put);
    return Uint8Array.from(bytes);
  });
}

describe('whatever the bytes, a reader answers or refuses with a code', () => {
  it.each(Object.keys(seeds) as (keyof typeof seeds)[])('%s, mutated', (kind) => {
    fc.assert(
      fc.property(mutated(seeds[kind]), (bytes) => readAll(kind, bytes)),
      { numRuns: 2000 },
    );
  });

  it.each(Object.keys(seeds) as (keyof typeof seeds)[])('%s, from bytes that are no such thing', (kind) => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => readAll(kind, bytes)),
      { numRuns: 500 },
    );
  });
});

describe('what is written is what is read', () => {
  const plain = fc
    .string({ unit: 'grapheme', minLength: 1 })
    .filter((text) => !/[\0-\x1f\\|^~&\uFEFF]/.test(text) && text !== '""' && !/[\uD800-\uDFFF](?![\uDC00-\uDFFF])/.test(text));

  it('any text in any leaf of an HL7 v2 message, delimiters escaped', () => {
    const escapes: Record<string, string> = { '|': 'F', '^': 'S', '~': 'R', '\\': 'E', '&': 'T' };
    const anything = fc
      .array(fc.oneof(plain, fc.constantFrom(...Object.keys(escapes))), { minLength: 1 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(anything, (text) => {
        fc.pre(text !== '""');
        const written = text.replace(/[|^~\\&]/g, (character) => `\\${escapes[character]!}\\`);
        const message = readHl7(Buffer.from(`MSH|^~\\&|A\rOBX|||||${written}|`), { charset: 'utf-8' });
        expect(leavesOf(message).at(-1)?.text).toBe(text);
      }),
    );
  });

  it('any cells of a CSV file, quoted', () => {
    const cell = fc
      .string({ unit: 'grapheme' })
      .filter((text) => !text.includes('\0') && !/[\uD800-\uDFFF](?![\uDC00-\uDFFF])/.test(text));
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { maxLength: 8 }), (rows) => {
        const written = rows.map((row) => row.map((text) => `"${text.replace(/"/g, '""')}"`).join(',')).join('\r\n');
        const table = readCsv(Buffer.from(`a,b\r\n${written}`), options);
        expect([...table.rows].map(({ cells, fault }) => [fault, ...cells])).toEqual(rows.map((row) => [undefined, ...row]));
      }),
    );
  });
});
