import { RevisionError } from '../app/ports.ts';

import type { GitObjects } from './git-objects.ts';
import { MissingObjects } from './missing-objects.ts';

export interface BlobRequest {
  readonly objectId: string;
  readonly bytesMax: number;
}

/** So many are under way at a time. */
const windowLength = 1000;

/**
 * Reads many blobs. `visit` gets each distinct object once, in the order of the requests, as soon as it is there; a blob larger
 * than `bytesMax` is cut one byte after that. Nothing is kept here.
 */
export async function readBlobs(
  objects: GitObjects,
  requests: readonly BlobRequest[],
  visit: (objectId: string, bytes: Buffer) => void,
): Promise<void> {
  const limits = new Map<string, number>();
  for (const { objectId, bytesMax } of requests) {
    limits.set(objectId, Math.max(bytesMax, limits.get(objectId) ?? 0));
  }
  const distinct = [...limits];
  for (let start = 0; start < distinct.length; start += windowLength) {
    await Promise.all(
      distinct.slice(start, start + windowLength).map(async ([objectId, bytesMax]) => {
        visit(objectId, await readBlob(objects, objectId, bytesMax));
      }),
    );
  }
}

async function readBlob(objects: GitObjects, objectId: string, bytesMax: number): Promise<Buffer> {
  const object = await objects.read(objectId, bytesMax);
  if (object === undefined) throw new MissingObjects();
  if (object.type !== 'blob') throw new RevisionError('World', `git has a ${object.type} where a file is`);
  return object.bytes;
}
