import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { PGlite } from '@electric-sql/pglite';
import { StoreError } from '../app/ports.ts';
import type { Database } from './database.ts';

/**
 * A PostgreSQL within this process, in a directory which no other process has open. Throws StoreError('Usage') where one has.
 * What is committed outlives the process, but not the power: nothing is written through to the disk.
 */
export async function openEmbeddedDatabase(directory: string): Promise<Database> {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const lock = lockDirectory(directory);
  const pglite = await PGlite.create(join(directory, 'postgres'));
  return {
    query: async (text, values = []) => (await pglite.query<Record<string, unknown>>(text, [...values])).rows,
    transaction: (work) =>
      pglite.transaction((tx) =>
        work(async (text, values = []) => (await tx.query<Record<string, unknown>>(text, [...values])).rows),
      ),
    close: async () => {
      await pglite.close();
      lock.close();
    },
  };
}

/** The embedded database itself lets a second process in, and then loses what either wrote. The kernel frees this lock, however we end. */
function lockDirectory(directory: string): DatabaseSync {
  const lock = new DatabaseSync(join(directory, 'lock.db'));
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock.close();
    throw new StoreError(
      'Usage',
      `another process uses the data directory ${JSON.stringify(directory)}; give each its own with --data-dir, or let all of them share a server with DATABASE_URL`,
      { cause: error },
    );
  }
}
