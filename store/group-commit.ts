interface Waiting<Item> {
  readonly items: readonly Item[];
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/** Appenders written together at most; more wait for the next write. */
const groupLimit = 64;
/** Writes under way at most: while one waits for the disk, the next is sent. */
const writersLimit = 2;

/**
 * Appends with group commit: while writes are under way, those who come wait together, and the next write takes them all, so
 * that one commit to disk serves them. Nobody waits for company when a writer is idle. What one appender brings
 * goes in one write, so it is there as a whole and in its order, or not at all; each waits until its own is durable.
 */
export class GroupCommit<Item> {
  readonly #write: (items: readonly Item[]) => Promise<void>;
  readonly #isDataAtFault: (error: unknown) => boolean;
  readonly #waiting: Waiting<Item>[] = [];
  #writers = 0;

  /**
   * @param write makes the items durable, all of them or none.
   * @param isDataAtFault whether a failure is about what was written: then each appender of the group is tried alone. After
   * any other failure nothing is tried again: with a connection lost nobody knows whether the write took place.
   */
  constructor(write: (items: readonly Item[]) => Promise<void>, isDataAtFault: (error: unknown) => boolean) {
    this.#write = write;
    this.#isDataAtFault = isDataAtFault;
  }

  /** Resolves once `items` are durable; rejects as the write did. */
  append(items: readonly Item[]): Promise<void> {
    if (items.length === 0) return Promise.resolve();
    return new Promise((done, failed) => {
      this.#waiting.push({ items, done, failed });
      if (this.#writers < writersLimit) void this.#writeAll();
    });
  }

  async #writeAll(): Promise<void> {
    this.#writers++;
    while (this.#waiting.length > 0) {
      const group = this.#waiting.splice(0, groupLimit);
      try {
        await this.#write(group.flatMap(({ items }) => items));
        for (const one of group) one.done();
      } catch (error) {
        // One request's data must not cost the others their answer.
        if (group.length > 1 && this.#isDataAtFault(error)) for (const one of group) await this.#writeOne(one);
        else for (const one of group) one.failed(error);
      }
    }
    this.#writers--;
  }

  async #writeOne({ items, done, failed }: Waiting<Item>): Promise<void> {
    try {
      await this.#write(items);
      done();
    } catch (error) {
      failed(error);
    }
  }
}
