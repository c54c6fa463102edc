import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { onTestFinished } from 'vitest';

/** A database of its own on a server, which is gone after the test. Gives its address. */
export async function temporaryDatabase(serverUrl: string): Promise<string> {
  const name = `rollcast_${randomUUID().replaceAll('-', '')}`;
  await ask(serverUrl, `CREATE DATABASE ${name}`);
  onTestFinished(() => ask(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`));
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

async function ask(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
