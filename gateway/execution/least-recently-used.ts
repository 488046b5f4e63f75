/** A bounded map: what was used longest ago is forgotten first, until the weights of the rest are within `limit`. */
export class LeastRecentlyUsed<Key, Value> {
  private readonly kept = new Map<Key, { readonly value: Value; readonly weight: number }>();
  private weight = 0;

  constructor(private readonly limit: number) {}

  get(key: Key): Value | undefined {
    const found = this.kept.get(key);
    if (found === undefined) return undefined;
    this.kept.delete(key);
    this.kept.set(key, found);
    return found.value;
  }

  /** Keeps `value`, unless it alone weighs more than the limit, and answers it. */
  keep(key: Key, value: Value, weight = 1): Value {
    this.forget(key);
    if (weight > this.limit) return value;
    this.kept.set(key, { value, weight });
    this.weight += weight;
    for (const oldest of this.kept.keys()) {
      if (this.weight <= this.limit) break;
      this.forget(oldest);
    }
    return value;
  }

  private forget(key: Key): void {
    this.weight -= this.kept.get(key)?.weight ?? 0;
    this.kept.delete(key);
  }
}
