import { compareOrder, type Order } from './order.js';

/** A source's word that `subject` leads to `leadsTo`: the same person (link), or merged into it; or that it does not (unlink). */
export interface Edge extends Order {
  readonly subject: string;
  readonly kind: 'link' | 'merge' | 'unlink';
  readonly partner: string;
  readonly leadsTo: string;
  /** When it was stated last; a merge stands where it was stated first. */
  readonly last: Order;
}

/** Where a subject leads, and with whom. */
export interface Place {
  readonly canonical: string;
  readonly linkGroup: string;
  readonly subjects: readonly string[];
}

/**
 * Where every subject named by `edges` leads. Depends on the edges alone, not on their order of arrival:
 * of two merges (or links) of one subject the newest stands, a merge goes before a link, and a merge
 * that would lead in a circle is left out (the one stated later). What was unlinked since it was last stated is
 * as if it had not been stated.
 */
export function resolve(edges: readonly Edge[]): {
  readonly places: ReadonlyMap<string, Place>;
  readonly refused: readonly Edge[];
} {
  const unlinks = edges.filter((edge) => edge.kind === 'unlink');
  const standing = edges.filter((edge) => edge.kind !== 'unlink' && !unlinks.some((unlink) => voids(unlink, edge)));
  const links = best(standing.filter((edge) => edge.kind === 'link'));
  const next = new Map<string, string>();
  const refused: Edge[] = [];
  const merges = [...best(standing.filter((edge) => edge.kind === 'merge')).values()].toSorted(compareOrder);
  for (const edge of merges) {
    if (endOf(edge.leadsTo, next) === edge.subject) refused.push(edge);
    else next.set(edge.subject, edge.leadsTo);
  }
  for (const edge of links.values()) {
    if (!next.has(edge.subject) && endOf(edge.leadsTo, next) !== edge.subject) next.set(edge.subject, edge.leadsTo);
  }
  const sets = new Map<string, string[]>();
  for (const subject of new Set(edges.flatMap((edge) => [edge.subject, edge.leadsTo]))) {
    const canonical = endOf(subject, next);
    sets.set(canonical, [...(sets.get(canonical) ?? []), subject]);
  }
  const places = new Map<string, Place>();
  for (const [canonical, members] of sets) {
    const subjects = members.toSorted();
    for (const subject of subjects) {
      places.set(subject, { canonical, linkGroup: links.get(subject)?.leadsTo ?? subject, subjects });
    }
  }
  return { places, refused };
}

/** The edge of each subject that counts: what the authority of a local identifier says itself, else what was said last. */
function best(edges: readonly Edge[]): Map<string, Edge> {
  const chosen = new Map<string, Edge>();
  for (const edge of edges) {
    const other = chosen.get(edge.subject);
    if (other === undefined || outranks(edge, other)) chosen.set(edge.subject, edge);
  }
  return chosen;
}

/** Each source takes back its own word, and the authority of a local identifier anyone's about it. */
function voids(unlink: Edge, edge: Edge): boolean {
  const pair = [edge.subject, edge.leadsTo];
  const isOwn = pair.some((subject) => subject.startsWith(`${unlink.partner}|`));
  return (
    pair.includes(unlink.subject) &&
    pair.includes(unlink.leadsTo) &&
    (isOwn || unlink.partner === edge.partner) &&
    compareOrder(unlink, edge.last) > 0
  );
}

function outranks(edge: Edge, other: Edge): boolean {
  const own = (one: Edge) => one.subject.startsWith(`${one.partner}|`);
  if (own(edge) !== own(other)) return own(edge);
  return compareOrder(edge, other) > 0;
}

function endOf(subject: string, next: ReadonlyMap<string, string>): string {
  let at = subject;
  for (let to = next.get(at); to !== undefined; to = next.get(at)) at = to;
  return at;
}
