import { createHash } from 'node:crypto';
import type { RenderRequest } from '../app/ports.ts';
import { byCodeUnit } from '../schema/by-code-unit.ts';

/** To be raised when the same request is built in another way. */
const formatVersion = 'rollcast render 1';

/** Two requests have one key only where one renderer makes the same of both. */
export function renderKey(rendererName: string, { root, files }: RenderRequest): string {
  const hash = createHash('sha256');
  // With its length before it no part can be taken for the end of one and the beginning of another.
  const add = (part: string | Uint8Array) => {
    const bytes = typeof part === 'string' ? Buffer.from(part) : part;
    hash.update(`${bytes.length}:`).update(bytes);
  };
  for (const part of [formatVersion, rendererName, root]) add(part);
  for (const { path, type, bytes } of files.toSorted((a, b) => byCodeUnit(a.path, b.path))) {
    if (type !== 'File') continue;
    add(path);
    add(bytes);
  }
  return hash.digest('hex');
}
