import { RevisionError } from '../app/ports.ts';
import { isManifestPath } from '../manifest/manifest-path.ts';
import { readingLimits } from '../manifest/reading-limits.ts';

const mebibyte = 1024 * 1024;

/** All that is read of one change, both sides together. */
const totalBytesMax = 256 * mebibyte;

/**
 * How much of a file is read. A larger one is cut one byte after this, so that its reader sees that it is too
 * large. What is no manifest by its name is read to find it again under another one, and the beginning tells enough.
 */
export function bytesMaxOf(path: string): number {
  return isManifestPath(path) ? readingLimits.fileBytes : 8 * 1024;
}

/** Counts what is read of `what`, and throws RevisionError('Usage') beyond the total. */
export function readBudget(what: string): (bytes: Uint8Array) => void {
  let total = 0;
  return (bytes) => {
    total += bytes.length;
    if (total <= totalBytesMax) return;
    throw new RevisionError(
      'Usage',
      `${what} hold more than ${totalBytesMax / mebibyte} MiB; compare less at a time with --path`,
    );
  };
}
