/** The header of a message as it was written, read before anything is known of its character set: every byte is kept. */
export interface Header {
  /** Separator, component, repetition, escape and sub-component character; `''` where the sender names none. */
  readonly separator: string;
  readonly encoding: string;
  /** A header of a batch or file (BHS, FHS) instead of a message. */
  readonly isBatch: boolean;
  /** MSH-`number` as written, each byte one character (latin-1); `''` when absent. Of a batch: what stands in its place. */
  field(number: number): string;
  /** First component of the first repetition, without sub-components; by the usual characters where the sender names none. */
  first(number: number): string;
}

const longestHeader = 4096;

/** The header that `bytes` begin with; undefined when they begin with none. */
export function headerOf(bytes: Uint8Array): Header | undefined {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, longestHeader)).toString('latin1');
  const found = /^(?:\xef\xbb\xbf)?[\s\x0b]*(MSH|BHS|FHS)([^\sA-Za-z0-9"])([^\r\n]*)/.exec(start);
  if (found === null) return undefined;
  const [, name, separator, rest] = found as unknown as [string, string, string, string];
  const fields = rest.split(separator);
  const isBatch = name !== 'MSH';
  const encoding = fields[0] ?? '';
  const field = (number: number): string => {
    if (isBatch && number > 8) return number === 10 ? (fields[9] ?? '') : '';
    return fields[number - 2] ?? '';
  };
  const ends = [encoding[1] ?? '~', encoding[0] ?? '^', encoding[3] ?? '&'];
  return {
    separator,
    encoding,
    isBatch,
    field,
    first(number) {
      let text = field(number);
      for (const end of ends) text = text.split(end, 1)[0]!;
      return text.trim();
    },
  };
}

/** The sender by which the profile finds its feed: `MSH-3|MSH-4`, namespace ids only. */
export function senderIn(header: Header): string {
  return `${header.first(3)}|${header.first(4)}`;
}

/** The version (MSH-12) as a number to compare: 2.3.1 is 2.0301. One that is absent counts as 2.4. */
export function versionOf(header: Header): number {
  const [major, minor = '0', patch = '0'] = header.first(12).split('.');
  const number = Number(major) + Number(minor) / 100 + Number(patch) / 10_000;
  return header.first(12) === '' || Number.isNaN(number) ? 2.04 : number;
}
