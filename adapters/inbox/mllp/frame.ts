import { GrowingBytes } from './growing-bytes.js';

const START = 0x0b;
const END = 0x1c;
const CR = 0x0d;
const LF = 0x0a;

/** What a connection brought: the content of one frame, or bytes that are none, with the reason. */
export interface Frame {
  readonly bytes: Uint8Array;
  readonly fault?: FrameFault;
}

export interface FrameFault {
  readonly code: 'FRAME_UNREADABLE' | 'MESSAGE_TOO_LARGE';
  /** What is wrong, in words; never bytes. */
  readonly detail: string;
}

export interface Framer {
  /** The frames that `chunk` completes, in order. They may share its memory. */
  push(chunk: Uint8Array): Frame[];
  /** What is left when no more bytes come: never a message, unless its end was marked. */
  end(): Frame | undefined;
  /** The content so far of a frame that has begun and whose last segment is complete; else undefined. */
  seemsWhole(): Uint8Array | undefined;
  /** Takes what {@link seemsWhole} shows as a message, for a sender that never marks the end. */
  endBySilence(): Frame;
  /** Whether a frame has begun and not ended. */
  readonly isOpen: boolean;
  /** Bytes held. */
  readonly held: number;
}

/** Bytes kept of a frame that is too large: enough to see whose it is. */
export const keptOfTooLarge = 1024 * 1024;
/** Bytes outside frames are handed on in pieces of this size. */
export const strayPiece = 64 * 1024;

type State =
  | { readonly at: 'between' }
  | { readonly at: 'frame' }
  // An end byte within a line: the end only with CR or LF, or the next start, after it.
  | { readonly at: 'end' }
  // A start byte in a frame: the next frame if `MSH` and a separator follow, else a vertical tab of the text.
  | { readonly at: 'start'; readonly seen: string };

const between: State = { at: 'between' };
const inFrame: State = { at: 'frame' };
const atEnd: State = { at: 'end' };

/**
 * Reads MLLP frames (HL7 v2.4 implementation guide, appendix C: 0x0B content 0x1C 0x0D) from chunks of any size. Content is at
 * most `maxBytes`; a larger frame is passed over to its end and only its head kept. Tolerated: a missing 0x0D; a missing 0x1C
 * where the next frame begins; blanks between frames; a start byte twice; vertical tabs in text. Everything else outside a
 * frame, and a frame that breaks off, is handed on as FRAME_UNREADABLE. Time is linear in bytes, memory in `maxBytes`.
 */
export function openFramer(limits: { readonly maxBytes: number }): Framer {
  let { maxBytes } = limits;
  let state: State = between;
  let content = new GrowingBytes();
  /** Bytes of the frame, those passed over included, and the last of them. */
  let size = 0;
  let last = -1;
  let frames: Frame[] = [];

  const keep = (piece: Uint8Array): void => {
    if (piece.length === 0) return;
    size += piece.length;
    last = piece[piece.length - 1]!;
    if (size <= maxBytes) content.append(piece);
    else if (content.length > keptOfTooLarge) {
      const head = content.take().slice(0, keptOfTooLarge);
      content = new GrowingBytes();
      content.append(head);
    } else content.append(piece.subarray(0, keptOfTooLarge - content.length));
  };
  const close = (fault?: FrameFault): Frame | undefined => {
    const found = frameOf(content.take(), size > maxBytes ? tooLarge : fault);
    size = 0;
    last = -1;
    return found;
  };
  const emit = (fault?: FrameFault): void => {
    const found = close(fault);
    if (found !== undefined) frames.push(found);
  };

  /** Outside a frame: up to the next start byte. */
  const stray = (chunk: Uint8Array, from: number): number => {
    const start = chunk.indexOf(START, from);
    const until = start === -1 ? chunk.length : start;
    let begin = from;
    if (content.length === 0) while (begin < until && chunk[begin]! <= 0x20) begin++;
    for (let at = begin; at < until; at += strayPiece) {
      content.append(chunk.subarray(at, Math.min(until, at + strayPiece)));
      if (content.length >= strayPiece) emit(outside);
    }
    if (start === -1) return chunk.length;
    emit(outside);
    state = inFrame;
    return start + 1;
  };

  /** In a frame: up to the next byte that may end it. `ends` remembers where each was last found. */
  const within = (chunk: Uint8Array, from: number, ends: Next): number => {
    const at = Math.min(ends.of(END, from), ends.of(START, from));
    keep(chunk.subarray(from, at));
    if (at === chunk.length) return at;
    if (chunk[at] === START) {
      if (size > 0) state = { at: 'start', seen: '' };
    } else if (last === CR || last === LF || size === 0) {
      emit();
      state = between;
    } else state = atEnd;
    return at + 1;
  };

  const afterEnd = (byte: number, at: number): number => {
    if (byte === CR || byte === LF || byte === START) {
      emit();
      state = byte === START ? inFrame : between;
      return at + 1;
    }
    keep(Uint8Array.of(END));
    state = inFrame;
    return at;
  };

  const afterStart = (seen: string, byte: number, at: number): number => {
    const next = seen + String.fromCharCode(byte);
    if (next.length <= 3 && 'MSH'.startsWith(next)) {
      state = { at: 'start', seen: next };
      return at + 1;
    }
    if (seen === 'MSH' && byte > 0x20 && !/[A-Za-z0-9]/.test(String.fromCharCode(byte))) {
      emit(last === CR || last === LF ? undefined : broken);
      keep(Buffer.from(seen));
    } else keep(Buffer.from(`\x0b${seen}`));
    state = inFrame;
    return at;
  };

  return {
    push(chunk) {
      // What may be sent can change while a connection is open.
      maxBytes = limits.maxBytes;
      const ends = new Next(chunk);
      for (let at = 0; at < chunk.length;) {
        if (state.at === 'between') at = stray(chunk, at);
        else if (state.at === 'frame') {
          const whole = content.length === 0 && size === 0 ? wholeFrame(chunk, at, maxBytes, ends) : undefined;
          if (whole === undefined) at = within(chunk, at, ends);
          else {
            const found = frameOf(chunk.subarray(at, whole), undefined);
            if (found !== undefined) frames.push(found);
            state = between;
            at = whole + 1;
          }
        } else if (state.at === 'end') at = afterEnd(chunk[at]!, at);
        else at = afterStart(state.seen, chunk[at]!, at);
      }
      const found = frames;
      frames = [];
      return found;
    },
    end() {
      const was = state;
      state = between;
      if (was.at === 'between') return close(outside);
      if (was.at === 'end') return close();
      if (was.at === 'start') keep(Buffer.from(`\x0b${was.seen}`));
      return close(broken);
    },
    seemsWhole: () => (state.at === 'frame' && size <= maxBytes && (last === CR || last === LF) ? content.view() : undefined),
    endBySilence() {
      state = between;
      return close()!;
    },
    get isOpen() {
      return state.at !== 'between';
    },
    get held() {
      return content.length;
    },
  };
}

const outside: FrameFault = { code: 'FRAME_UNREADABLE', detail: 'bytes outside a frame' };
const broken: FrameFault = { code: 'FRAME_UNREADABLE', detail: 'the frame breaks off' };
const tooLarge: FrameFault = { code: 'MESSAGE_TOO_LARGE', detail: 'the frame is larger than is taken' };

/** Where a byte is next found in a chunk: each stretch is searched once. */
class Next {
  readonly #chunk: Uint8Array;
  readonly #found = new Map<number, number>();

  constructor(chunk: Uint8Array) {
    this.#chunk = chunk;
  }

  /** From `from` on; the chunk's length when there is none. */
  of(byte: number, from: number): number {
    const known = this.#found.get(byte);
    if (known !== undefined && known >= from) return known;
    const at = this.#chunk.indexOf(byte, from);
    const found = at === -1 ? this.#chunk.length : at;
    this.#found.set(byte, found);
    return found;
  }
}

/** Where a frame that ends in this chunk, as most do, has its end byte; undefined where it takes a closer look. */
function wholeFrame(chunk: Uint8Array, from: number, maxBytes: number, ends: Next): number | undefined {
  const end = ends.of(END, from);
  if (end === chunk.length || end - from > maxBytes || ends.of(START, from) < end) return undefined;
  const before = end > from ? chunk[end - 1] : CR;
  const after = chunk[end + 1];
  return before === CR || before === LF || after === CR || after === LF ? end : undefined;
}

/** Nothing is made of blanks: some senders keep a connection alive with them. */
function frameOf(bytes: Uint8Array, fault: FrameFault | undefined): Frame | undefined {
  if (bytes.every((byte) => byte <= 0x20)) return undefined;
  return fault === undefined ? { bytes } : { bytes, fault };
}
