/** A source of repeatable chance: the same seed gives the same draws on every machine. */
export interface Random {
  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number;
  /** True with the probability given (0 to 1). */
  chance(probability: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** `count` different members, in the order of the list; all of them when there are fewer. */
  some<T>(from: readonly T[], count: number): readonly T[];
}

/** Random numbers from `seed` (mulberry32); `stream` keeps people apart so that one more person changes no other. */
export function seededRandom(seed: number, stream: number): Random {
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(stream + 1, 0xc2b2ae35);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const int = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  return {
    int,
    chance: (probability) => next() < probability,
    pick: (from) => from[int(0, from.length - 1)]!,
    some: (from, count) => {
      const left = from.map((_, index) => index);
      while (left.length > count) left.splice(int(0, left.length - 1), 1);
      return left.map((index) => from[index]!);
    },
  };
}
