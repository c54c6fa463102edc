import { posix } from 'node:path';
import { RevisionError } from '../app/ports.ts';

/**
 * Whether a path lies in one of the files or folders that the user named. These are literal (no glob, no pathspec) and
 * relative to where the user stands, `prefix` ("" or "apps/web/"). No name at all is everything.
 */
export function pathScope(named: readonly string[] | undefined, prefix: string): (path: string) => boolean {
  if (named === undefined || named.length === 0) return () => true;
  const tops = named.map((name) => withinTree(name, prefix));
  if (tops.includes('.')) return () => true;
  return (path) => tops.some((top) => path === top || path.startsWith(`${top}/`));
}

/** Throws where a name of the user is in neither side, so that a typing error is not taken for "nothing changed". */
export function requireScopes(
  named: readonly string[] | undefined,
  prefix: string,
  sides: readonly (readonly string[])[],
): void {
  for (const name of named ?? []) {
    const isWithin = pathScope([name], prefix);
    const isFound = sides.some((paths) => paths.some(isWithin));
    if (!isFound)
      throw new RevisionError('Usage', `neither revision has a file in ${JSON.stringify(name)}; check --path`);
  }
}

function withinTree(name: string, prefix: string): string {
  const path = posix.join(prefix, name).replace(/\/$/, '');
  if (!posix.isAbsolute(name) && path !== '..' && !path.startsWith('../')) return path;
  throw new RevisionError(
    'Usage',
    `path ${JSON.stringify(name)} is outside of what is compared; name a path within it`,
  );
}
