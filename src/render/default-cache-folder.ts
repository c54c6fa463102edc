import { existsSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';

/** Where this user's programs keep what they can make again; undefined: nobody says, or there is no such home. */
export function defaultCacheFolder(
  { XDG_CACHE_HOME: caches, HOME: home }: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform = process.platform,
  isThere: (path: string) => boolean = existsSync,
): string | undefined {
  if (caches !== undefined && isAbsolute(caches)) return join(caches, 'rollcast');
  // A user without a home, as services have it, must not get one.
  if (home === undefined || !isAbsolute(home) || !isThere(home)) return undefined;
  return platform === 'darwin' ? join(home, 'Library', 'Caches', 'rollcast') : join(home, '.cache', 'rollcast');
}
