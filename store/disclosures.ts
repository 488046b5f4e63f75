import { Kysely, PostgresDialect } from 'kysely';
import type pg from 'pg';
import type { Disclosure } from '../schema/disclosure.js';
import type { NhsNumber } from '../schema/nhs-number.js';
import { isDataAtFault } from './database.js';
import { GroupCommit } from './group-commit.js';
import { packDisclosure, shapesNamedIn, unpackDisclosure, type Shape } from './packed-disclosure.js';
import type { DisclosureQuery } from './store.js';

interface Tables {
  disclosure: { nhs_number: string; at_ms: string; id: string; user_id: string; document: string };
}

/** A disclosure as it is written: packed when its request ends, so that what waits for the disk is a text. */
interface Row {
  readonly nhsNumber: string;
  readonly atMs: number;
  readonly id: string;
  readonly viewer: Disclosure['viewer'];
  readonly document: string;
  readonly shapes: readonly Shape[];
}

function rowOf(disclosure: Disclosure): Row {
  const { nhsNumber, atUtc, id, viewer } = disclosure;
  return { nhsNumber, atMs: Date.parse(atUtc), id, viewer, ...packDisclosure(disclosure) };
}

/** The audit table. */
export class DisclosureLog {
  readonly #pool: pg.Pool;
  readonly #queries: Kysely<Tables>;
  readonly #commits = new GroupCommit<Row>((rows) => this.#write(rows), isDataAtFault);
  /** Hashes of shapes known to be in the database. */
  readonly #kept = new Set<string>();

  constructor(pool: pg.Pool) {
    this.#pool = pool;
    this.#queries = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  }

  /** Resolves once they are durable. */
  append(disclosures: readonly Disclosure[]): Promise<void> {
    return this.#commits.append(disclosures.map(rowOf));
  }

  async #write(rows: readonly Row[]): Promise<void> {
    await this.#keepShapes(rows.flatMap(({ shapes }) => shapes));
    // Columns as lists: one statement for any number of rows, where a list of values has at most 65,535 of them.
    await this.#pool.query({
      name: 'append-disclosures',
      text: `insert into disclosure (nhs_number, at_ms, id, user_id, role_code, organisation, purpose, document)
             select * from unnest($1::text[], $2::bigint[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])`,
      values: [
        rows.map((row) => row.nhsNumber),
        rows.map((row) => row.atMs),
        rows.map((row) => row.id),
        rows.map((row) => row.viewer.userId),
        rows.map((row) => row.viewer.roleCode),
        rows.map((row) => row.viewer.organisation),
        rows.map((row) => row.viewer.purpose),
        rows.map((row) => row.document),
      ],
    });
  }

  /** Shapes are durable before the first disclosure that names them. */
  async #keepShapes(shapes: readonly Shape[]): Promise<void> {
    const missing = [...new Set(shapes)].filter(({ hash }) => !this.#kept.has(hash));
    if (missing.length === 0) return;
    // In one order everywhere: of two writers that each wait for a shape of the other, one would fail.
    missing.sort((a, b) => (a.hash < b.hash ? -1 : 1));
    await this.#pool.query(
      'insert into disclosure_shape (hash, coordinates) select * from unnest($1::text[], $2::text[]) on conflict (hash) do nothing',
      [missing.map(({ hash }) => hash), missing.map(({ coordinates }) => coordinates)],
    );
    if (this.#kept.size > 50_000) this.#kept.clear();
    for (const { hash } of missing) this.#kept.add(hash);
  }

  async #shapes(documents: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const hashes = [...new Set(documents.flatMap(shapesNamedIn))];
    const found = await this.#pool.query<{ hash: string; coordinates: string }>(
      'select hash, coordinates from disclosure_shape where hash = any ($1::text[])',
      [hashes],
    );
    return new Map(found.rows.map(({ hash, coordinates }) => [hash, coordinates]));
  }

  /** Newest first, of every NHS number that leads to the person. */
  async read(numbers: readonly NhsNumber[], query: DisclosureQuery): Promise<{ totalCount: number; disclosures: Disclosure[] }> {
    let matching = this.#queries.selectFrom('disclosure').where('nhs_number', 'in', [...numbers]);
    if (query.fromMs !== undefined) matching = matching.where('at_ms', '>=', String(query.fromMs));
    if (query.toMs !== undefined) matching = matching.where('at_ms', '<=', String(query.toMs));
    if (query.userId !== undefined) matching = matching.where('user_id', '=', query.userId);
    const [count, rows] = await Promise.all([
      matching.select((e) => e.fn.countAll<string>().as('count')).executeTakeFirstOrThrow(),
      matching.select('document').orderBy('at_ms', 'desc').orderBy('id').limit(query.first).offset(query.offset).execute(),
    ]);
    const shapes = await this.#shapes(rows.map((row) => row.document));
    return { totalCount: Number(count.count), disclosures: rows.map((row) => unpackDisclosure(row.document, shapes)) };
  }
}
