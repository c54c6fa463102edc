import { Pool } from 'pg';
import { StoreError } from '../app/ports.ts';
import type { Database } from './database.ts';

const connectionsMax = 10;
const connectMilliseconds = 10_000;

/** A PostgreSQL server. Throws StoreError('World') where it cannot be reached; no message holds the address, which has a password. */
export async function openServerDatabase(url: string): Promise<Database> {
  const pool = new Pool({
    connectionString: url,
    max: connectionsMax,
    connectionTimeoutMillis: connectMilliseconds,
  });
  // A connection which breaks while nobody uses it; the next query takes another.
  pool.on('error', () => undefined);
  try {
    await pool.query('SELECT 1');
  } catch (error) {
    await pool.end();
    throw new StoreError('World', 'the PostgreSQL of DATABASE_URL cannot be reached, or refuses the user', {
      cause: error,
    });
  }
  return {
    query: async (text, values = []) => (await pool.query<Record<string, unknown>>(text, [...values])).rows,
    transaction: async (work) => {
      const client = await pool.connect();
      try {
        await client.query('BEGIN');
        const result = await work(
          async (text, values = []) => (await client.query<Record<string, unknown>>(text, [...values])).rows,
        );
        await client.query('COMMIT');
        return result;
      } catch (error) {
        await client.query('ROLLBACK');
        throw error;
      } finally {
        client.release();
      }
    },
    close: () => pool.end(),
  };
}
