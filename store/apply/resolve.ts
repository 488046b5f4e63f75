import { compareOrder, type Order } from './order.js';

/** A source's word that `subject` leads to `leadsTo`: the same person (link), or merged into it. */
export interface Edge extends Order {
  readonly subject: string;
  readonly kind: 'link' | 'merge';
  readonly partner: string;
  readonly leadsTo: string;
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
 * that would lead in a circle is left out (the one stated later).
 */
export function resolve(edges: readonly Edge[]): {
  readonly places: ReadonlyMap<string, Place>;
  readonly refused: readonly Edge[];
} {
  const links = best(edges.filter((edge) => edge.kind === 'link'));
  const next = new Map<string, string>();
  const refused: Edge[] = [];
  const merges = [...best(edges.filter((edge) => edge.kind === 'merge')).values()].toSorted(compareOrder);
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
