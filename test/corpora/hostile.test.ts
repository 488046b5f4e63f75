import { describe, expect, it } from 'vitest';
import { readCsv } from '../../adapters/formats/csv/read.js';
import { readHl7 } from '../../adapters/formats/hl7v2/read.js';
import { splitMessages } from '../../adapters/formats/hl7v2/split.js';
import { recognise } from '../../adapters/formats/recognise.js';
import { readXml } from '../../adapters/formats/xml/read.js';
import { RecordError } from '../../schema/errors.js';
import { corpusFiles, hasCorpora } from './folder.js';

const options = { charset: 'windows-1252' };

/** Code of the refusal, `read` when there was none; any other failure is thrown on. */
function outcome(read: () => unknown): string {
  try {
    read();
    return 'read';
  } catch (error) {
    if (error instanceof RecordError) return error.code;
    throw error;
  }
}

/** Whole files, and every line of the lists of attacks. */
function* payloads(): Generator<{ name: string; bytes: Uint8Array }> {
  for (const { path, bytes } of corpusFiles('hostile')) {
    yield { name: path, bytes };
    for (const [index, line] of Buffer.from(bytes).toString('utf8').split('\n').entries()) {
      if (line.trim() !== '') yield { name: `${path}:${index + 1}`, bytes: Buffer.from(line) };
    }
  }
}

describe.skipIf(!hasCorpora)('over the public attacks (skipped without the corpora folder)', { timeout: 120_000 }, () => {
  it('no reader fails with anything but a coded refusal', () => {
    let tried = 0;
    for (const { bytes } of payloads()) {
      recognise(bytes);
      outcome(() => readXml(bytes));
      for (const message of splitMessages(bytes)) outcome(() => readHl7(message, options));
      outcome(() => [...readCsv(bytes, options).rows]);
      tried++;
    }
    expect(tried).toBeGreaterThan(500);
  });

  it('whatever declares a document type is refused as forbidden: external entities and billion laughs among them', () => {
    let refused = 0;
    for (const { name, bytes } of payloads()) {
      const text = Buffer.from(bytes).toString('utf8');
      if (!/^\s*(?:<\?xml[^>]*\?>\s*)?<!DOCTYPE/.test(text)) continue;
      expect(
        outcome(() => readXml(bytes)),
        name,
      ).toBe('XML_FORBIDDEN');
      refused++;
    }
    expect(refused).toBeGreaterThan(20);
  });
});
