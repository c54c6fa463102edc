import type { RevisionFile } from '../app/ports.ts';

/** What one side holds at a path. */
export interface TreeEntry {
  readonly type: RevisionFile['type'];
  /** Absent: the bytes are in the working tree. */
  readonly objectId: string | undefined;
  /** Of what is in the working tree: the object that git would make of it, where that is another than its bytes make. */
  readonly storedId?: string;
}

export interface TreeChange {
  readonly base: TreeEntry | undefined;
  readonly head: TreeEntry | undefined;
}

/** What differs between two sides, by path. */
export type TreeChanges = ReadonlyMap<string, TreeChange>;

/** What the mode of an entry says, in octal digits: 100644, 120000 (symbolic link), 160000 (submodule), 40000 (folder). */
export function entryType(mode: string): RevisionFile['type'] | 'Folder' {
  const format = Number.parseInt(mode, 8) >> 12;
  if (format === 0o04) return 'Folder';
  if (format === 0o12) return 'SymbolicLink';
  return format === 0o16 ? 'Submodule' : 'File';
}
