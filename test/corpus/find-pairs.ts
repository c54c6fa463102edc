import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

/** Two folders which are one tree before and after a change. */
export interface FolderPair {
  readonly name: string;
  readonly base: string;
  readonly head: string;
}

/** `folder` itself, or those below it, which hold base/ and head/, or before/ and after/; one of the two may be missing. */
export function findPairs(folder: string): readonly FolderPair[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  for (const [base, head] of [['base', 'head'] as const, ['before', 'after'] as const]) {
    if (names.includes(base) || names.includes(head)) {
      return [{ name: basename(folder), base: join(folder, base), head: join(folder, head) }];
    }
  }
  return names.toSorted().flatMap((name) => findPairs(join(folder, name)));
}
