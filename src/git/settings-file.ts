import { type RevisionFile, settingsPath } from '../app/ports.ts';
import type { GitRepository } from './inspect-repository.ts';
import { listTree } from './list-tree.ts';
import { readBlobs } from './read-blobs.ts';
import { readWorkingTreeEntry } from './read-disk-entry.ts';
import { bytesMaxOf } from './read-limits.ts';

/** The settings of the working tree, whether they are committed or not; without a working tree those of the commit. */
export async function readSettingsFile(
  { directory, hasWorkingTree }: GitRepository,
  commit: string,
): Promise<RevisionFile | undefined> {
  if (hasWorkingTree) return readWorkingTreeEntry(directory, settingsPath);
  const entry = (await listTree(directory, commit, [settingsPath])).get(settingsPath);
  if (entry?.objectId === undefined || entry.type === 'Submodule') return undefined;
  const { objectId, type } = entry;
  let file: RevisionFile | undefined;
  await readBlobs(directory, [{ objectId, bytesMax: bytesMaxOf(settingsPath) }], (_, bytes) => {
    file = { path: settingsPath, type, bytes };
  });
  return file;
}
