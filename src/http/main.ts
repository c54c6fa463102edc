import type { AddressInfo } from 'node:net';
import { serve as listen } from '@hono/node-server';
import { pino } from 'pino';
import { inlineRevisions } from '../git/inline-revisions.ts';
import { openPlanStore, type StorePlace } from '../store/plan-store.ts';
import { readShippedStrategies } from '../store/shipped-strategies.ts';
import { createApp } from './create-app.ts';
import { httpLimits } from './http-deps.ts';

export interface ServeOptions {
  readonly version: string;
  readonly host: string;
  /** 0: one that is free. */
  readonly port: number;
  readonly place: StorePlace;
}

export interface RunningService {
  /** http://127.0.0.1:8080 */
  readonly url: string;
  /** Answers what was asked, takes nothing new, and ends. */
  readonly stop: () => Promise<void>;
}

/** Starts the service. Throws StoreError, and what the operating system says of the port. */
export async function serve({ version, host, port, place }: ServeOptions): Promise<RunningService> {
  const store = await openPlanStore(place);
  const logger = pino(
    { base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ fd: 2, sync: true }),
  );
  const app = createApp({
    version,
    store,
    limits: httpLimits,
    shippedStrategies: readShippedStrategies,
    inlineRevisions,
    log: (entry) => (entry.status >= 500 ? logger.error(entry) : logger.info(entry)),
  });
  try {
    const { server, address } = await listening(app.fetch, host, port);
    const name = address.family === 'IPv6' ? `[${address.address}]` : address.address;
    return {
      url: `http://${name}:${address.port}`,
      stop: async () => {
        await new Promise((resolve) => {
          server.close(resolve);
        });
        await store.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** In milliseconds: whoever sends more slowly is cut off. */
const requestTimeout = 60_000;

type Fetch = Parameters<typeof listen>[0]['fetch'];

function listening(fetch: Fetch, hostname: string, port: number) {
  return new Promise<{ readonly server: ReturnType<typeof listen>; readonly address: AddressInfo }>(
    (resolve, reject) => {
      const server = listen({ fetch, hostname, port, serverOptions: { requestTimeout } }, (address) =>
        resolve({ server, address }),
      );
      server.once('error', reject);
    },
  );
}
