import type pg from 'pg';
import { compareOrder } from './order.js';
import { resolve, type Edge, type Place } from './resolve.js';

interface EdgeRow {
  readonly subject: string;
  readonly kind: Edge['kind'];
  readonly partner: string;
  readonly leads_to: string;
  readonly stated_ms: string;
  readonly message_id: string;
  readonly ordinal: number;
  readonly last_ms: string;
  readonly last_message_id: string;
  readonly last_ordinal: number;
}

/** What a batch changed about who is who. */
export interface IdentityChange {
  /** Subjects whose person is now made up of other identifiers than before. */
  readonly moved: ReadonlySet<string>;
  /** Merges of the batch that would lead in a circle. */
  readonly refused: readonly Edge[];
}

/** Records the edges of a batch and works out anew where the subjects they touch lead. */
export async function applyEdges(client: pg.PoolClient, edges: readonly Edge[]): Promise<IdentityChange> {
  const stated = statedOnce(edges);
  if (stated.length === 0) return { moved: new Set(), refused: [] };
  const touched = await upsert(client, stated);
  if (touched.length === 0) return { moved: new Set(), refused: [] };
  const { moved, refused } = await placeAnew(client, touched);
  return { moved, refused: refused.filter((edge) => stated.some((one) => compareOrder(one, edge) === 0)) };
}

/** Lets `edges`, every statement there is of them, stand in the place of those `named`, and works out anew who is who. */
export async function replaceEdges(
  client: pg.PoolClient,
  named: readonly Pick<Edge, 'subject' | 'kind' | 'partner' | 'leadsTo'>[],
  edges: readonly Edge[],
): Promise<IdentityChange> {
  if (named.length === 0) return { moved: new Set(), refused: [] };
  await client.query(
    `delete from identity_edge e using unnest($1::text[], $2::text[], $3::text[], $4::text[]) as w (subject, kind, partner, leads_to)
     where e.subject = w.subject and e.kind = w.kind and e.partner = w.partner and e.leads_to = w.leads_to`,
    [
      named.map((one) => one.subject),
      named.map((one) => one.kind),
      named.map((one) => one.partner),
      named.map((one) => one.leadsTo),
    ],
  );
  if (edges.length > 0) await upsert(client, statedOnce(edges));
  return placeAnew(client, [...new Set(named.flatMap(({ subject, leadsTo }) => [subject, leadsTo]))]);
}

async function placeAnew(client: pg.PoolClient, touched: readonly string[]): Promise<IdentityChange> {
  const { places, refused } = resolve(await reach(client, touched));
  const before = await placesOf(client, [...new Set([...places.keys(), ...touched])]);
  const everyone = new Set([...places.keys(), ...before.keys()]);
  const moved = new Set([...everyone].filter((subject) => !samePlace(before.get(subject), places.get(subject))));
  await writePlaces(client, moved, places, before);
  return { moved, refused };
}

/** Where `subjects`, and all who lead to the same people, lead; one without a place stands for itself. */
export async function placesOf(client: pg.PoolClient, subjects: readonly string[]): Promise<Map<string, Place>> {
  const found = await client.query<{ subject: string; canonical: string; link_group: string; subjects: string[] }>({
    name: 'places-of',
    text: `select subject, canonical, link_group, subjects from person_subject
       where subject in (select unnest(p.subjects) from person_subject p where p.subject = any ($1::text[]))`,
    values: [subjects],
  });
  return new Map(
    found.rows.map((row) => [row.subject, { canonical: row.canonical, linkGroup: row.link_group, subjects: row.subjects }]),
  );
}

/**
 * Of an edge stated again and again one statement is kept: of a link or unlink the newest, as the newest link stands; of a
 * merge the first, as of two merges that make a circle the first stands, and when it was last stated.
 */
function statedOnce(edges: readonly Edge[]): Edge[] {
  const kept = new Map<string, Edge>();
  for (const edge of edges) {
    const key = [edge.subject, edge.kind, edge.partner, edge.leadsTo].join('\0');
    const other = kept.get(key);
    kept.set(key, other === undefined ? edge : together(other, edge));
  }
  return [...kept.values()];
}

function together(one: Edge, other: Edge): Edge {
  const last = compareOrder(one.last, other.last) > 0 ? one.last : other.last;
  return { ...(compareOrder(one, other) > 0 === (one.kind === 'merge') ? other : one), last };
}

const isMoreTelling = `(excluded.kind <> 'merge') = ((excluded.stated_ms, excluded.message_id, excluded.ordinal)
  > (e.stated_ms, e.message_id, e.ordinal))`;
const isLater = `(excluded.last_ms, excluded.last_message_id, excluded.last_ordinal) > (e.last_ms, e.last_message_id, e.last_ordinal)`;
const upsertEdgesSql = `
  insert into identity_edge as e (subject, kind, partner, leads_to, stated_ms, message_id, ordinal, last_ms, last_message_id, last_ordinal)
  select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::int[], $8::bigint[], $9::bigint[], $10::int[])
  on conflict (subject, kind, partner, leads_to) do update set
    stated_ms = case when ${isMoreTelling} then excluded.stated_ms else e.stated_ms end,
    message_id = case when ${isMoreTelling} then excluded.message_id else e.message_id end,
    ordinal = case when ${isMoreTelling} then excluded.ordinal else e.ordinal end,
    last_ms = case when ${isLater} then excluded.last_ms else e.last_ms end,
    last_message_id = case when ${isLater} then excluded.last_message_id else e.last_message_id end,
    last_ordinal = case when ${isLater} then excluded.last_ordinal else e.last_ordinal end
  where ${isMoreTelling} or ${isLater}
  returning subject, xmax = 0 or kind <> 'link' as is_new`;

/** Stores the edges and answers the subjects whose way may have changed: an edge is new or no mere link, or there are several to choose from. */
async function upsert(client: pg.PoolClient, edges: readonly Edge[]): Promise<readonly string[]> {
  const stored = await client.query<{ subject: string; is_new: boolean }>({
    name: 'store-edges',
    text: upsertEdgesSql,
    values: [
      edges.map((edge) => edge.subject),
      edges.map((edge) => edge.kind),
      edges.map((edge) => edge.partner),
      edges.map((edge) => edge.leadsTo),
      edges.map((edge) => edge.statedMs),
      edges.map((edge) => edge.messageId),
      edges.map((edge) => edge.ordinal),
      edges.map((edge) => edge.last.statedMs),
      edges.map((edge) => edge.last.messageId),
      edges.map((edge) => edge.last.ordinal),
    ],
  });
  const fresh = new Set(stored.rows.filter((row) => row.is_new).map((row) => row.subject));
  const restated = stored.rows.filter((row) => !fresh.has(row.subject)).map((row) => row.subject);
  if (restated.length === 0) return [...fresh];
  const several = await client.query<{ subject: string }>(
    'select subject from identity_edge where subject = any ($1::text[]) group by subject having count(*) > 1',
    [restated],
  );
  return [...fresh, ...several.rows.map((row) => row.subject)];
}

/** Every edge connected, however far, with one of `subjects`. */
async function reach(client: pg.PoolClient, subjects: readonly string[]): Promise<Edge[]> {
  const found = await client.query<EdgeRow>(
    `with recursive reached (subject) as (
       select unnest($1::text[])
       union
       select side.subject from reached r cross join lateral (
         select leads_to as subject from identity_edge where subject = r.subject
         union all
         select subject from identity_edge where leads_to = r.subject) side
     )
     select e.* from identity_edge e where e.subject in (select subject from reached)`,
    [subjects],
  );
  return found.rows.map((row) => ({
    subject: row.subject,
    kind: row.kind,
    partner: row.partner,
    leadsTo: row.leads_to,
    statedMs: Number(row.stated_ms),
    messageId: Number(row.message_id),
    ordinal: row.ordinal,
    last: { statedMs: Number(row.last_ms), messageId: Number(row.last_message_id), ordinal: row.last_ordinal },
  }));
}

function samePlace(before: Place | undefined, after: Place | undefined): boolean {
  if (before === undefined || after === undefined) return false;
  return (
    before.canonical === after.canonical &&
    before.linkGroup === after.linkGroup &&
    before.subjects.length === after.subjects.length &&
    before.subjects.every((subject, i) => subject === after.subjects[i])
  );
}

async function writePlaces(
  client: pg.PoolClient,
  moved: ReadonlySet<string>,
  places: ReadonlyMap<string, Place>,
  before: ReadonlyMap<string, Place>,
): Promise<void> {
  if (moved.size === 0) return;
  const gone = [...moved].filter((subject) => before.has(subject));
  if (gone.length > 0) await client.query('delete from person_subject where subject = any ($1::text[])', [gone]);
  // One that no edge names any more stands for itself alone, without a row.
  const rows = [...moved].flatMap((subject) => {
    const place = places.get(subject);
    return place === undefined ? [] : [{ subject, ...place }];
  });
  await client.query(
    `insert into person_subject (subject, canonical, link_group, subjects)
     select subject, canonical, link_group, array(select json_array_elements_text(subjects::json))
     from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as place (subject, canonical, link_group, subjects)`,
    [
      rows.map((row) => row.subject),
      rows.map((row) => row.canonical),
      rows.map((row) => row.linkGroup),
      rows.map((row) => JSON.stringify(row.subjects)),
    ],
  );
}
