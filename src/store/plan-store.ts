import { type PlanStore, StoreError } from '../app/ports.ts';
import type { Database } from './database.ts';
import { migrate } from './migrations.ts';

/** Where plans are kept. */
export type StorePlace =
  | { readonly type: 'Directory'; readonly directory: string }
  | { readonly type: 'Server'; readonly url: string };

/** Opens the store, and makes what it lacks. Throws StoreError. */
export async function openPlanStore(place: StorePlace): Promise<PlanStore> {
  const database = await openDatabase(place);
  await migrate(database);
  return {
    save: (id, json) =>
      told(async () => {
        await database.query('INSERT INTO plans (id, json) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING', [id, json]);
      }),
    find: (id) =>
      told(async () => {
        const [row] = await database.query('SELECT json FROM plans WHERE id = $1', [id]);
        return typeof row?.['json'] === 'string' ? row['json'] : undefined;
      }),
    check: () =>
      told(async () => {
        await database.query('SELECT 1');
      }),
    close: () => database.close(),
  };
}

/** Each is loaded only where it is used: the embedded one is large. */
async function openDatabase(place: StorePlace): Promise<Database> {
  if (place.type === 'Server') {
    const { openServerDatabase } = await import('./server-database.ts');
    return openServerDatabase(place.url);
  }
  const { openEmbeddedDatabase } = await import('./embedded-database.ts');
  return openEmbeddedDatabase(place.directory);
}

async function told<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw new StoreError('World', 'the store of plans failed', { cause: error });
  }
}
