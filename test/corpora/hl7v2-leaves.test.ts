import { describe, expect, it } from 'vitest';
import { leavesOf, readHl7 } from '../../adapters/formats/hl7v2/read.js';
import { splitMessages } from '../../adapters/formats/hl7v2/split.js';
import { recognise } from '../../adapters/formats/recognise.js';
import { corpusFiles, hasCorpora } from './folder.js';

/**
 * An independent reading of a file, naive on purpose: the whole text is cut at line ends, then at each
 * delimiter; a message is the lines from one MSH to the next.
 */
function naiveMessages(bytes: Uint8Array): string[][] {
  const messages: string[][] = [];
  for (const line of naiveText(bytes).split(/[\r\n\x0b\x1c]/)) {
    if (/^\s*MSH\W/.test(line)) messages.push([line.trimStart()]);
    else if (/^\s*[A-Z][A-Z0-9]{2}(\W|$)/.test(line)) messages.at(-1)?.push(line.trimStart());
    else if (line.trim() !== '') throw new Error('a line that is no segment');
  }
  return messages;
}

function naiveText(bytes: Uint8Array): string {
  const utf8 = Buffer.from(bytes)
    .toString('utf8')
    .replace(/^\uFEFF/, '');
  return utf8.includes('\uFFFD') ? new TextDecoder('windows-1252').decode(bytes) : utf8;
}

function naiveLeaves(lines: readonly string[]): string[] {
  const header = lines[0]!;
  const field = header.charAt(3);
  const [component, repetition, escape, subcomponent] = header.split(field)[1]!.split('');
  const cut = (text: string, by: string | undefined) => (by ? text.split(by) : [text]);
  const seen: Record<string, number> = {};
  return lines.flatMap((line) => {
    const name = line.slice(0, 3);
    const place = (seen[name] = (seen[name] ?? 0) + 1);
    const label = place === 1 ? name : `${name}[${place}]`;
    const fields = line.split(field).slice(1);
    if (name === 'MSH') fields.unshift(field);
    return fields.flatMap((text, f) =>
      (name === 'MSH' && f < 2 ? [text] : cut(text, repetition)).flatMap((rep, r) =>
        (name === 'MSH' && f < 2 ? [rep] : cut(rep, component)).flatMap((comp, c) =>
          (name === 'MSH' && f < 2 ? [comp] : cut(comp, subcomponent)).flatMap((leaf, s) =>
            leaf === ''
              ? []
              : [
                  `${label}-${f + 1}(${r + 1}).${c + 1}.${s + 1}=${name === 'MSH' && f < 2 ? leaf : naiveDecode(leaf, escape, header)}`,
                ],
          ),
        ),
      ),
    );
  });
}

/** Only the escapes that occur in the material; any other would make the comparison fail. */
function naiveDecode(leaf: string, escape: string | undefined, header: string): string {
  if (escape !== '\\') return leaf;
  return leaf.replace(/\\(F|S|R|E|T|H|N|\.br|X[0-9A-F]{2})\\/g, (_, code: string) => {
    if (code === '.br') return '\n';
    if (code === 'H' || code === 'N') return '';
    if (code.startsWith('X')) return String.fromCharCode(Number.parseInt(code.slice(1), 16)).replace('\r', '\n');
    return header.charAt({ F: 3, S: 4, R: 5, E: 6, T: 7 }[code as 'F']);
  });
}

describe.skipIf(!hasCorpora)('over the public HL7 v2 messages (skipped without the corpora folder)', { timeout: 120_000 }, () => {
  it('every non-empty leaf equals an independent split of the source', () => {
    let messages = 0;
    let leaves = 0;
    for (const file of corpusFiles('hl7v2')) {
      if (recognise(file.bytes) !== 'hl7v2') continue;
      const expected = naiveMessages(file.bytes);
      // Batch headers alone: there is no message to compare.
      if (expected.length === 0) continue;
      const read = splitMessages(file.bytes).map((bytes) => readHl7(bytes, { charset: 'windows-1252' }));
      expect(read.length, file.path).toBe(expected.length);
      for (const [index, message] of read.entries()) {
        const found = leavesOf(message).map(({ path, text }) => `${path}=${text}`);
        expect(found, `${file.path}, message ${index + 1}`).toEqual(naiveLeaves(expected[index]!));
        messages++;
        leaves += found.length;
      }
    }
    // A folder that shrank, or a reader that skips, must not pass unseen.
    expect(messages).toBeGreaterThan(1200);
    expect(leaves).toBeGreaterThan(100_000);
  });
});
