import { parseProfile } from '../../../schema/profile.js';
import { listenMllp } from './server.js';
import { framed, openSender, update } from './test-sender.js';

export interface FuzzReport {
  readonly frames: number;
  readonly good: number;
  /** Good messages that were not received as they were sent, or not acknowledged. */
  readonly lost: number;
  readonly unacknowledged: number;
  /** Arrivals that are no good message: mutated, or kept with a reason. */
  readonly others: number;
  readonly mostRssMb: number;
  readonly rssGrowthMb: number;
  readonly seconds: number;
}

/** A small generator with a seed, so that a run can be repeated (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const marks = ['\x0b', '\x1c', '\r', '\n', '\x1c\r', '\x0bMSH', '\0', '|', '\xff'];

/** One to four changes anywhere in a frame: bytes turned, cut out, doubled, or marks put in; or the frame cut short. */
function mutated(frame: string, random: () => number): string {
  let text = frame;
  const place = () => Math.floor(random() * (text.length + 1));
  for (let left = 1 + Math.floor(random() * 4); left > 0; left--) {
    const at = place();
    const kind = Math.floor(random() * 6);
    if (kind === 0) text = text.slice(0, at) + String.fromCharCode(Math.floor(random() * 256)) + text.slice(at + 1);
    else if (kind === 1) text = text.slice(0, at) + text.slice(at + Math.floor(random() * 20));
    else if (kind === 2) text = text.slice(0, at) + text.slice(Math.max(0, at - 10), at) + text.slice(at);
    else if (kind === 3) text = text.slice(0, at) + marks[Math.floor(random() * marks.length)]! + text.slice(at);
    else if (kind === 4) text = text.slice(0, at);
    else text = text.slice(at);
  }
  // What is a whole new message by chance is none of those that are counted.
  return text.replaceAll('|G', '|M');
}

/**
 * Sends `frames` frames over real connections, two in three of them mutated, cut into packets anywhere, and counts what became of
 * the good ones between them.
 */
export async function fuzzMllp({
  frames,
  seed,
  perConnection = 2_000,
  progress = () => undefined,
}: {
  readonly frames: number;
  readonly seed: number;
  readonly perConnection?: number;
  readonly progress?: (done: number) => void;
}): Promise<FuzzReport> {
  const random = randomFrom(seed);
  const expected = new Map<string, string>();
  const acknowledged = new Set<string>();
  let [lost, unacknowledged, others, good, mostRss] = [0, 0, 0, 0, 0];
  let id = 0;
  const profile = parseProfile(
    `{ name: fuzz, title: Fuzz, partners: [{ ods: RGT, name: A, kind: acute }], feeds: [{ name: rgt-pas, partner: RGT, format: hl7v2, senders: ['PAS|RGT'] }],
       datasets: [], relationshipWindowsDays: {}, purposes: {}, roleCodes: {} }`,
    'fuzz.yaml',
  );
  const listener = await listenMllp({
    profile,
    host: '127.0.0.1',
    port: 0,
    logger: { info: () => undefined, warn: () => undefined },
    limits: { mostUnreadable: Infinity, maxBytes: 100_000 },
    inbox: {
      receive({ bytes, refusal }) {
        const text = Buffer.from(bytes).toString('latin1');
        const control = /^[^\r]*?\|(G\d+)\|P\|/.exec(text)?.[1];
        if (refusal === undefined && control !== undefined && expected.get(control) === text) expected.delete(control);
        else others++;
        return Promise.resolve({ id: String(++id), feed: 'rgt-pas', repeated: false });
      },
      settled: () => Promise.resolve({ state: 'applied' }),
    },
  });
  const rssBefore = process.memoryUsage().rss;
  const began = performance.now();
  let rssWarm = rssBefore;
  for (let sent = 0; sent < frames; sent += perConnection) {
    let stream = '';
    const mine: string[] = [];
    for (let at = 0; at < perConnection; at++) {
      const isGood = random() < 1 / 3;
      const control = isGood ? `G${sent + at}` : `M${sent + at}`;
      const message = update(control, { body: `PID|1||9990000018^^^NHS^NH\rNTE|||${'x'.repeat(Math.floor(random() * 200))}` });
      if (isGood) {
        good++;
        expected.set(control, message);
        mine.push(control);
        stream += framed(message);
      } else stream += mutated(framed(message), random);
    }
    const sender = await openSender(listener.port!);
    let said = '';
    sender.socket.on('data', (chunk: Buffer) => {
      said += chunk.toString('latin1');
      for (const [, control] of said.matchAll(/MSA\|AA\|(G\d+)\r/g)) acknowledged.add(control!);
      // An answer may be cut in two by packets.
      said = said.slice(-200);
    });
    for (let at = 0; at < stream.length;) {
      const to = at + 1 + Math.floor(random() * (random() < 0.05 ? 8 : 60_000));
      await sender.write(stream.slice(at, to));
      at = to;
    }
    sender.socket.end();
    await sender.ended;
    sender.close();
    unacknowledged += mine.filter((control) => !acknowledged.has(control)).length;
    lost += mine.filter((control) => expected.has(control)).length;
    acknowledged.clear();
    expected.clear();
    mostRss = Math.max(mostRss, process.memoryUsage().rss);
    if (sent < frames / 10) rssWarm = mostRss;
    progress(sent + perConnection);
  }
  await listener.close();
  const mb = (bytes: number) => Math.round(bytes / 1024 / 1024);
  return {
    frames,
    good,
    lost,
    unacknowledged,
    others,
    mostRssMb: mb(mostRss),
    rssGrowthMb: mb(mostRss - rssWarm),
    seconds: Math.round((performance.now() - began) / 100) / 10,
  };
}
