import type { RevisionFile } from '../app/ports.ts';

/** What one side holds at a path. */
export interface TreeEntry {
  readonly type: RevisionFile['type'];
  /** Absent: the bytes are in the working tree. */
  readonly objectId: string | undefined;
}

/** `mode` as git prints it: 100644, 120000 (symbolic link), 160000 (submodule). Undefined for 000000: nothing is there. */
export function treeEntry(mode: string, objectId: string): TreeEntry | undefined {
  if (mode === '000000') return undefined;
  return { type: entryType(mode), objectId: /^0+$/.test(objectId) ? undefined : objectId };
}

function entryType(mode: string): RevisionFile['type'] {
  if (mode === '120000') return 'SymbolicLink';
  return mode === '160000' ? 'Submodule' : 'File';
}
