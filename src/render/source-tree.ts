import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { RenderRequest, RevisionFile } from '../app/ports.ts';

/** Why a request cannot be laid out as files; undefined: it can. */
export function treeFault({ root, files }: RenderRequest): string | undefined {
  if (root !== '.' && !isPlainPath(root)) return `${JSON.stringify(root)} is no directory of a tree`;
  const seen = new Set<string>();
  for (const { path } of files) {
    if (!isPlainPath(path)) return `${JSON.stringify(path)} is no path which a build can read`;
    if (seen.has(path)) return `${JSON.stringify(path)} is there twice`;
    seen.add(path);
  }
  return undefined;
}

/**
 * Writes the files of a tree which has no fault below a folder. Symbolic links and submodules are left out: what a link
 * points to could be anything of this machine.
 */
export function writeSourceTree(folder: string, files: readonly RevisionFile[]): void {
  mkdirSync(folder, { mode: 0o700 });
  for (const { path, type, bytes } of files) {
    if (type !== 'File') continue;
    const place = join(folder, path);
    mkdirSync(dirname(place), { recursive: true, mode: 0o700 });
    // On a file system which takes A and a for one, a second file must not replace the first.
    writeFileSync(place, bytes, { flag: 'wx', mode: 0o600 });
  }
}

/** It stays below the folder that it is joined to, on every system. */
function isPlainPath(path: string): boolean {
  if (/[\0\\]/.test(path) || /^[A-Za-z]:/.test(path)) return false;
  return path.split('/').every((name) => name !== '' && name !== '.' && name !== '..');
}
