import type { PlanStore, RevisionSource } from '../app/ports.ts';
import type { NamedFile } from '../app/read-yaml-document.ts';

export interface HttpLimits {
  /** Of the body of a request. */
  readonly bodyBytes: number;
  /** Requests which are planned, or wait for it, at a time; more are told to come again. */
  readonly plansAtOnce: number;
}

export const httpLimits: HttpLimits = { bodyBytes: 16 * 1024 * 1024, plansAtOnce: 16 };

/** What one request came to. */
interface LogEntry {
  readonly requestId: string;
  readonly method: string;
  /** Without the query, which may hold what is nobody’s business. */
  readonly path: string;
  readonly status: number;
  readonly milliseconds: number;
  /** Of a bug of ours: what was thrown, and where. */
  readonly thrown?: string;
}

/** All that the service needs of the world. */
export interface HttpDeps {
  readonly version: string;
  readonly store: PlanStore;
  readonly limits: HttpLimits;
  readonly shippedStrategies: () => Promise<readonly NamedFile[]>;
  readonly inlineRevisions: (sides: {
    readonly base: ReadonlyMap<string, Uint8Array>;
    readonly head: ReadonlyMap<string, Uint8Array>;
  }) => RevisionSource;
  readonly log: (entry: LogEntry) => void;
}
