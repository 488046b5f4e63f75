import pg from 'pg';
import { RecordError, type ErrorCode } from '../schema/errors.js';

/** A pool or one connection of it. */
export type Queryable = Pick<pg.Pool, 'query'>;

// Dates, timestamps and int8 as text: pg would turn a day into a local midnight, and int8 has no safe number.
const asText = new Set<number>([
  pg.types.builtins.DATE,
  pg.types.builtins.TIMESTAMP,
  pg.types.builtins.TIMESTAMPTZ,
  pg.types.builtins.INT8,
]);
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    asText.has(oid) ? (value: string) => value : (pg.types.getTypeParser(oid, format as 'text') as (value: string) => unknown),
};

/**
 * For connections whose statements go from a few values to rows by an index. A plan made for a table that is still empty, or that was just
 * filled, may read all of it, and is kept until somebody counts the table. Where no index helps it is read all the same, without
 * being compiled for its supposed costs.
 */
export const byIndex = '-c enable_seqscan=off -c jit=off';

/** A pool of connections to `url`; `session` are PostgreSQL options for each (`-c name=value`). */
export function openPool(url: string, size: number, session = ''): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: size,
    types,
    application_name: 'shared-care-record',
    connectionTimeoutMillis: 5_000,
    // Without it a server that vanished keeps a reader waiting for minutes.
    keepAlive: true,
    query_timeout: 60_000,
    // The server gives up as we do: what nobody waits for any more holds no connection of it.
    statement_timeout: 60_000,
    ...(session === '' ? {} : { options: session }),
  });
  // An idle connection that breaks is replaced; without a listener it would end the process.
  pool.on('error', () => undefined);
  // Nor may one that breaks while it is in use between two queries: the next query on it tells.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** Runs `work` in one transaction on one connection; rolled back when it throws. */
export async function inTransaction<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((fault: Error) => (broken = fault));
    throw error;
  } finally {
    client.release(broken);
  }
}

/** The SQLSTATE of a PostgreSQL error, or undefined when `error` is none. */
export function sqlState(error: unknown): string | undefined {
  if (error instanceof RecordError || !(error instanceof Error)) return undefined;
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
}

/** Whether the data, not the server, is to blame: data exceptions, constraints, program limits. */
export function isDataAtFault(error: unknown): boolean {
  return /^(?:22|23|54)/.test(sqlState(error) ?? '');
}

/**
 * Answers what `work` answers, and turns its failures into an outage with `code`. The cause is left
 * out on purpose: PostgreSQL quotes the offending values in its messages.
 */
export async function orOutage<T>(code: ErrorCode, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RecordError) throw error;
    throw new RecordError(code, { detail: outageDetail(error) });
  }
}

function outageDetail(error: unknown): string {
  const state = sqlState(error);
  if (state !== undefined) return `PostgreSQL ${state}`;
  const code = (error as { code?: unknown }).code;
  if (typeof code === 'string') return code;
  return error instanceof Error ? error.name : 'unknown fault';
}
