/** A bounded map: keeping one more than `limit` forgets the one used longest ago. */
export class LeastRecentlyUsed<Key, Value> {
  private readonly kept = new Map<Key, Value>();

  constructor(private readonly limit: number) {}

  get(key: Key): Value | undefined {
    const value = this.kept.get(key);
    if (value !== undefined) {
      this.kept.delete(key);
      this.kept.set(key, value);
    }
    return value;
  }

  keep(key: Key, value: Value): Value {
    this.kept.set(key, value);
    if (this.kept.size > this.limit) this.kept.delete(this.kept.keys().next().value as Key);
    return value;
  }
}
