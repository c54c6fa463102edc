import { type ChildProcess, spawn } from 'node:child_process';
import { inject, onTestFinished } from 'vitest';

export interface RunningService {
  readonly url: string;
  readonly child: ChildProcess;
  /** What it wrote to standard error so far. */
  readonly log: () => string;
  readonly ended: Promise<number | null>;
}

/** Where the service keeps plans: a directory, or a server by its address. */
export type Place = { readonly dataDirectory: string } | { readonly databaseUrl: string };

/** Starts the built service at a free port; it is gone after the test. Rejects with what it said where it does not start. */
export async function startService(place: Place): Promise<RunningService> {
  const { child, started } = spawnService(place);
  onTestFinished(() => void child.kill('SIGKILL'));
  return started;
}

/** The same for several tests: whoever starts it ends it. */
export function spawnService(place: Place): {
  readonly child: ChildProcess;
  readonly started: Promise<RunningService>;
} {
  const directory = 'dataDirectory' in place ? ['--data-dir', place.dataDirectory] : [];
  const database = 'databaseUrl' in place ? { DATABASE_URL: place.databaseUrl } : {};
  const child = spawn(process.execPath, [inject('builtCli'), 'serve', '--port', '0', ...directory], {
    env: { PATH: process.env['PATH'] ?? '', HOME: '/nonexistent', ...database },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let text = '';
  const { promise: listening, resolve } = Promise.withResolvers<string>();
  child.stderr.on('data', (chunk: Buffer) => {
    text += chunk.toString();
    const [, url] = /listening at (\S+),/.exec(text) ?? [];
    if (url !== undefined) resolve(url);
  });
  const ended = new Promise<number | null>((settle) => child.on('close', settle));
  const started = Promise.race([listening, ended]).then((url) => {
    if (typeof url !== 'string') throw new Error(`exit ${url}: ${text}`);
    return { url, child, log: () => text, ended };
  });
  return { child, started };
}

/** The server on which tests may make databases; undefined: there is none here. */
export const testServerUrl = process.env['ROLLCAST_TEST_DATABASE_URL'];
