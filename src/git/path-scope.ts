import { posix } from 'node:path';
import { RevisionError } from '../app/ports.ts';
import { decodePath } from './decode-paths.ts';

/**
 * Whether a path lies in one of the files or folders that the user named. These are literal (no glob, no pathspec) and
 * relative to where the user stands, `prefix` ("" or "apps/web/"). No name at all is everything.
 */
export function pathScope(named: readonly string[] | undefined, prefix: string): (path: string) => boolean {
  if (named === undefined || named.length === 0) return () => true;
  const tops = named.map((name) => withinTree(name, prefix));
  return (path) => tops.some((top) => isWithin(path, top));
}

/**
 * Throws where neither side has what the user named, so that a typing error is not taken for "nothing changed". `isThere` is
 * asked about a file or folder of the tree.
 */
export async function requireScopes(
  named: readonly string[] | undefined,
  prefix: string,
  isThere: (top: string) => boolean | Promise<boolean>,
): Promise<void> {
  for (const name of named ?? []) {
    const top = withinTree(name, prefix);
    if (top === '.' || (await isThere(top))) continue;
    throw new RevisionError('Usage', `neither revision has a file in ${JSON.stringify(name)}; check --path`);
  }
}

/** Whether a path is that of a file or folder, or lies in it; "." is the whole tree. */
export function isWithin(path: string, top: string): boolean {
  return top === '.' || path === top || path.startsWith(`${top}/`);
}

function withinTree(name: string, prefix: string): string {
  const path = posix.join(prefix, name).replace(/\/$/, '');
  if (!posix.isAbsolute(name) && path !== '..' && !path.startsWith('../')) return decodePath(Buffer.from(path));
  throw new RevisionError(
    'Usage',
    `path ${JSON.stringify(name)} is outside of what is compared; name a path within it`,
  );
}
