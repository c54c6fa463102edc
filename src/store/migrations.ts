import type { Database } from './database.ts';

/** What each version adds to the one before. A version which was released is never edited. */
const versions: readonly string[] = [
  `CREATE TABLE plans (
     id text PRIMARY KEY,
     json text NOT NULL,
     created_at timestamptz NOT NULL DEFAULT now()
   )`,
];

/** Any number; all processes of one database take the same. */
const lockKey = 7_265_103;

/** Brings a database to the present version; of several processes which start at once each waits for the other. */
export async function migrate(database: Database): Promise<void> {
  await database.transaction(async (query) => {
    await query('SELECT pg_advisory_xact_lock($1)', [lockKey]);
    await query('CREATE TABLE IF NOT EXISTS schema_versions (version integer PRIMARY KEY)');
    const known = new Set((await query('SELECT version FROM schema_versions')).map(({ version }) => Number(version)));
    for (const [index, statement] of versions.entries()) {
      if (known.has(index + 1)) continue;
      await query(statement);
      await query('INSERT INTO schema_versions (version) VALUES ($1)', [index + 1]);
    }
  });
}
