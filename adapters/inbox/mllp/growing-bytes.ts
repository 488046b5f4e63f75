/** Bytes gathered piece by piece: however small the pieces, each byte is copied a constant number of times. */
export class GrowingBytes {
  #buffer = Buffer.allocUnsafe(0);
  length = 0;

  /** The last byte gathered, or -1. */
  get last(): number {
    return this.length === 0 ? -1 : this.#buffer[this.length - 1]!;
  }

  append(piece: Uint8Array): void {
    const needed = this.length + piece.length;
    if (needed > this.#buffer.length) {
      const larger = Buffer.allocUnsafe(Math.max(needed, this.#buffer.length * 2, 256));
      this.#buffer.copy(larger, 0, 0, this.length);
      this.#buffer = larger;
    }
    this.#buffer.set(piece, this.length);
    this.length = needed;
  }

  view(): Uint8Array {
    return this.#buffer.subarray(0, this.length);
  }

  /** What was gathered; nothing is held afterwards. */
  take(): Uint8Array {
    const taken = this.view();
    this.#buffer = Buffer.allocUnsafe(0);
    this.length = 0;
    return taken;
  }
}
