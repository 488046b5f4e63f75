/** CPU time of a process and everything it started, from /proc (Linux). */
import { readdirSync, readFileSync } from 'node:fs';

const ticksPerSecond = 100;

interface Seen {
  readonly parent: number;
  readonly cpuSeconds: number;
}

/** CPU seconds used so far by `pid` and its descendants; exited children count through their parents. */
export function cpuSecondsOf(pid: number): number {
  const all = new Map<number, Seen>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'latin1');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const ticks = [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at]), 0);
      all.set(Number(name), { parent: Number(fields[1]), cpuSeconds: ticks / ticksPerSecond });
    } catch {
      // It ended between the listing and the reading.
    }
  }
  const isBelow = (id: number): boolean => {
    for (let at: number | undefined = id; at !== undefined && at > 1; at = all.get(at)?.parent) if (at === pid) return true;
    return false;
  };
  return [...all].reduce((sum, [id, seen]) => (isBelow(id) ? sum + seen.cpuSeconds : sum), 0);
}
