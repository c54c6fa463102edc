import type { ChangedFile, RevisionFile } from '../app/ports.ts';
import type { GitObjects } from './git-objects.ts';
import { pairSides } from './pair-sides.ts';
import { type BlobRequest, readBlobs } from './read-blobs.ts';
import { bytesMaxOf, readBudget } from './read-limits.ts';
import type { TreeChanges, TreeEntry } from './tree-changes.ts';

/** Reads what is in the working tree: a file or a link, as git would keep it. */
export type ReadOnDisk = (path: string, storedId: string | undefined) => RevisionFile | undefined;

/** The files behind some changes, with those paired that were renamed. */
export async function readChanges(
  objects: GitObjects,
  readOnDisk: ReadOnDisk,
  changes: TreeChanges,
): Promise<readonly ChangedFile[]> {
  const blobs = new Map<string, Buffer>();
  const spend = readBudget('the changed files');
  await readBlobs(objects, blobRequests(changes), (objectId, bytes) => {
    spend(bytes);
    blobs.set(objectId, bytes);
  });
  const read = (path: string, entry: TreeEntry | undefined): RevisionFile | undefined => {
    if (entry === undefined) return undefined;
    if (entry.type === 'Submodule') return { path, type: 'Submodule', bytes: new Uint8Array() };
    const blob = entry.objectId === undefined ? undefined : blobs.get(entry.objectId);
    if (blob !== undefined) return { path, type: entry.type, bytes: blob.subarray(0, bytesMaxOf(path) + 1) };
    const file = readOnDisk(path, entry.storedId);
    if (file !== undefined) spend(file.bytes);
    return file;
  };
  return pairSides(
    Array.from(changes, ([path, change]) => ({ base: read(path, change.base), head: read(path, change.head) })),
  );
}

function blobRequests(changes: TreeChanges): readonly BlobRequest[] {
  return Array.from(changes).flatMap(([path, { base, head }]) =>
    [base, head].flatMap((entry) =>
      entry?.objectId === undefined || entry.type === 'Submodule'
        ? []
        : [{ objectId: entry.objectId, bytesMax: bytesMaxOf(path) }],
    ),
  );
}
