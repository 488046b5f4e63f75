import pg from 'pg';

/** Does `work` while the database at `databaseUrl` lets nobody in; whoever is connected is thrown out. */
export async function withoutDatabase(databaseUrl: string, work: () => Promise<void>): Promise<void> {
  const name = new URL(databaseUrl).pathname.slice(1);
  const admin = new pg.Client({ connectionString: databaseUrl.replace(/^([a-z]+:\/\/[^/]*\/)[^?]*/, '$1postgres') });
  await admin.connect();
  try {
    await admin.query(`alter database ${name} allow_connections false`);
    await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
    await work();
  } finally {
    await admin.query(`alter database ${name} allow_connections true`);
    await admin.end();
  }
}
