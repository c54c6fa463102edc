import type { Hash } from 'node:crypto';

/** Loading `node:crypto` takes longer than most comparisons, and few need it: so it is loaded with the first hash. */
export function startHash(algorithm: 'sha1' | 'sha256'): Hash {
  return process.getBuiltinModule('node:crypto').createHash(algorithm);
}
