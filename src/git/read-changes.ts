import type { ChangedFile, RevisionFile } from '../app/ports.ts';
import { readingLimits } from '../manifest/reading-limits.ts';
import type { GitObjects } from './git-objects.ts';
import { pairSides } from './pair-sides.ts';
import { type BlobRequest, readBlobs } from './read-blobs.ts';
import { bytesMaxOf, readBudget } from './read-limits.ts';
import type { TreeChanges, TreeEntry } from './tree-changes.ts';

/** Reads what is in the working tree: a file or a link, as git would keep it; at most one byte more than `bytesMax`. */
export type ReadOnDisk = (path: string, storedId: string | undefined, bytesMax: number) => RevisionFile | undefined;

/** Where the bytes of entries are. */
export interface EntrySource {
  readonly objects: GitObjects;
  readonly readOnDisk: ReadOnDisk;
}

/** The files behind some changes, with those paired that were renamed. */
export async function readChanges(source: EntrySource, changes: TreeChanges): Promise<readonly ChangedFile[]> {
  const entries = Array.from(changes).flatMap(([path, { base, head }]) =>
    [base, head].flatMap((entry) => (entry === undefined ? [] : [{ path, entry }])),
  );
  const read = await openEntries(source, entries, { what: 'the changed files', bytesMaxOf });
  return pairSides(
    Array.from(changes, ([path, { base, head }]) => ({ base: read(path, base), head: read(path, head) })),
  );
}

/** A place in a tree, and what is there. */
export interface PlacedEntry {
  readonly path: string;
  readonly entry: TreeEntry;
}

/** The files at some places, in their order, whole up to the limit of one file. */
export async function readEntries(
  source: EntrySource,
  entries: readonly PlacedEntry[],
): Promise<readonly RevisionFile[]> {
  const limits = { what: 'the files of the kustomizations', bytesMaxOf: () => readingLimits.fileBytes };
  const read = await openEntries(source, entries, limits);
  return entries.flatMap(({ path, entry }) => read(path, entry) ?? []);
}

interface EntryLimits {
  /** For the message where all together are too much. */
  readonly what: string;
  readonly bytesMaxOf: (path: string) => number;
}

type ReadEntry = (path: string, entry: TreeEntry | undefined) => RevisionFile | undefined;

async function openEntries(
  { objects, readOnDisk }: EntrySource,
  entries: readonly PlacedEntry[],
  limits: EntryLimits,
): Promise<ReadEntry> {
  const blobs = new Map<string, Buffer>();
  const spend = readBudget(limits.what);
  await readBlobs(objects, blobRequests(entries, limits), (objectId, bytes) => {
    spend(bytes);
    blobs.set(objectId, bytes);
  });
  return (path, entry) => {
    if (entry === undefined) return undefined;
    if (entry.type === 'Submodule') return { path, type: 'Submodule', bytes: new Uint8Array() };
    const bytesMax = limits.bytesMaxOf(path);
    const blob = entry.objectId === undefined ? undefined : blobs.get(entry.objectId);
    if (blob !== undefined) return { path, type: entry.type, bytes: blob.subarray(0, bytesMax + 1) };
    const file = readOnDisk(path, entry.storedId, bytesMax);
    if (file !== undefined) spend(file.bytes);
    return file;
  };
}

function blobRequests(entries: readonly PlacedEntry[], limits: EntryLimits): readonly BlobRequest[] {
  return entries.flatMap(({ path, entry: { objectId, type } }) =>
    objectId === undefined || type === 'Submodule' ? [] : [{ objectId, bytesMax: limits.bytesMaxOf(path) }],
  );
}
