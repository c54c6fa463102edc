import type { Arbitrary } from 'fast-check';
import type { ManifestPool } from './manifest-pool.ts';

/** A sentence about the whole program which no input may make false. */
export interface Law {
  /** A case is JSON, so that it can be handed to another process and kept in a file. */
  readonly cases: (pool: ManifestPool) => Arbitrary<unknown>;
  /** Throws where the law is broken. */
  readonly holds: (value: unknown) => void | Promise<void>;
}

/** Laws by what they say. */
export type Laws = Readonly<Record<string, Law>>;

export function law<T>(cases: (pool: ManifestPool) => Arbitrary<T>, holds: (value: T) => void | Promise<void>): Law {
  return { cases, holds: (value) => holds(value as T) };
}
