import { describe, expect, it } from 'vitest';
import type { XmlElement } from '../../adapters/formats/xml/element.js';
import { readXml } from '../../adapters/formats/xml/read.js';
import { RecordError } from '../../schema/errors.js';
import { corpusFiles, hasCorpora } from './folder.js';
import { strictTokens, type XmlEvents } from './strict-tokens.js';

function eventsOf(element: XmlElement): string[] {
  const local = (name: string) => name.replace(/^\{.*\}/, '');
  return [
    `<${element.name}`,
    ...[...element.attributes].map(([name, value]) => `@${local(name)}=${value}`).sort(),
    ...element.children.flatMap((child) => (typeof child === 'string' ? [`"${child}`] : eventsOf(child))),
    '>',
  ];
}

function readHere(bytes: Uint8Array): XmlEvents | undefined {
  try {
    return eventsOf(readXml(bytes).root);
  } catch (error) {
    if (error instanceof RecordError) return undefined;
    throw error;
  }
}

function readIndependently(bytes: Uint8Array): XmlEvents | undefined {
  const declared = /^\s*<\?xml[^>]*encoding=["']([^"']+)/.exec(Buffer.from(bytes.subarray(0, 200)).toString('latin1'))?.[1];
  try {
    return strictTokens(new TextDecoder(declared, { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

function counts(events: XmlEvents): Record<string, number> {
  const count = (mark: string) => events.filter((event) => event.startsWith(mark)).length;
  return { elements: count('<'), attributes: count('@'), texts: count('"') };
}

describe.skipIf(!hasCorpora)(
  'over the public CDA and XML documents (skipped without the corpora folder)',
  { timeout: 120_000 },
  () => {
    it('elements, attributes and texts equal those of an independent strict parser, and both refuse the same files', () => {
      let documents = 0;
      let elements = 0;
      for (const folder of ['cda', 'hl7v2', 'csv']) {
        for (const { path, bytes } of corpusFiles(folder)) {
          if (!/\.(?:xml|ccda)$/i.test(path)) continue;
          const [here, there] = [readHere(bytes), readIndependently(bytes)];
          expect(here === undefined, `${path} refused`).toBe(there === undefined);
          if (!here || !there) continue;
          expect(counts(here), path).toEqual(counts(there));
          expect(here, path).toEqual(there);
          documents++;
          elements += counts(here)['elements']!;
        }
      }
      expect(documents).toBeGreaterThan(350);
      expect(elements).toBeGreaterThan(90_000);
    });
  },
);
