import { Kysely, PostgresDialect } from 'kysely';
import type pg from 'pg';
import type { Disclosure } from '../schema/disclosure.js';
import type { NhsNumber } from '../schema/nhs-number.js';
import { isDataAtFault } from './database.js';
import { packDisclosure, shapesNamedIn, unpackDisclosure, type Shape } from './packed-disclosure.js';
import type { DisclosureQuery } from './store.js';

interface Tables {
  disclosure: { nhs_number: string; at_ms: string; id: string; user_id: string; document: string };
}

interface Waiting {
  readonly disclosures: readonly Disclosure[];
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/**
 * The audit table. Requests that end while a write is under way share the next one, so that one
 * commit to disk serves them all; each still waits until its own disclosures are durable.
 */
export class DisclosureLog {
  readonly #pool: pg.Pool;
  readonly #queries: Kysely<Tables>;
  #waiting: Waiting[] = [];
  #writers = 0;
  /** Hashes of shapes known to be in the database. */
  readonly #kept = new Set<string>();

  constructor(pool: pg.Pool) {
    this.#pool = pool;
    this.#queries = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  }

  append(disclosures: readonly Disclosure[]): Promise<void> {
    if (disclosures.length === 0) return Promise.resolve();
    return new Promise((done, failed) => {
      this.#waiting.push({ disclosures, done, failed });
      // Two writers: while one waits for the disk, the next batch is being sent.
      if (this.#writers < 2) void this.#drain();
    });
  }

  async #drain(): Promise<void> {
    this.#writers++;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, 64);
      try {
        await this.#write(batch.flatMap((waiting) => waiting.disclosures));
        for (const waiting of batch) waiting.done();
      } catch (error) {
        // One request's data must not cost the others their answer.
        if (batch.length > 1 && isDataAtFault(error)) for (const waiting of batch) await this.#writeOne(waiting);
        else for (const waiting of batch) waiting.failed(error);
      }
    }
    this.#writers--;
  }

  async #writeOne({ disclosures, done, failed }: Waiting): Promise<void> {
    try {
      await this.#write(disclosures);
      done();
    } catch (error) {
      failed(error);
    }
  }

  async #write(rows: readonly Disclosure[]): Promise<void> {
    const packed = rows.map(packDisclosure);
    await this.#keepShapes(packed.flatMap(({ shapes }) => shapes));
    const column = (of: (row: Disclosure, i: number) => unknown) => rows.map(of);
    // Columns as lists: one statement for any number of rows, where a list of values has at most 65,535 of them.
    await this.#pool.query({
      name: 'append-disclosures',
      text: `insert into disclosure (nhs_number, at_ms, id, user_id, role_code, organisation, purpose, document)
             select * from unnest($1::text[], $2::bigint[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])`,
      values: [
        column((row) => row.nhsNumber),
        column((row) => Date.parse(row.atUtc)),
        column((row) => row.id),
        column((row) => row.viewer.userId),
        column((row) => row.viewer.roleCode),
        column((row) => row.viewer.organisation),
        column((row) => row.viewer.purpose),
        column((_row, i) => packed[i]!.document),
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
