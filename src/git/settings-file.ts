import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type RevisionFile, settingsPath } from '../app/ports.ts';
import type { GitFolder } from './git-folder.ts';
import type { GitObjects } from './git-objects.ts';
import type { GitTree } from './git-tree.ts';
import { readBlobs } from './read-blobs.ts';
import { bytesMaxOf } from './read-limits.ts';
import { readWorkingTreeFile } from './working-tree-file.ts';

/** The settings of the working tree, whether they are committed or not; in a bare repository those of head. */
export async function readSettingsFile(
  git: GitFolder,
  objects: GitObjects,
  head: GitTree,
): Promise<RevisionFile | undefined> {
  const top = topOfWorkingTree(realpathSync(git.directory));
  if (top !== undefined) return readWorkingTreeFile(top, settingsPath);
  const entry = await head.entry(settingsPath);
  if (entry?.objectId === undefined || entry.type === 'Submodule') return undefined;
  const { objectId, type } = entry;
  let file: RevisionFile | undefined;
  await readBlobs(objects, [{ objectId, bytesMax: bytesMaxOf(settingsPath) }], (_, bytes) => {
    file = { path: settingsPath, type, bytes };
  });
  return file;
}

/** Where git begins to look for a repository, without the cost of asking it; undefined: the repository is bare. */
function topOfWorkingTree(folder: string): string | undefined {
  if (existsSync(join(folder, '.git'))) return folder;
  const isGitDirectory = ['HEAD', 'objects', 'refs'].every((name) => existsSync(join(folder, name)));
  const above = dirname(folder);
  return isGitDirectory || above === folder ? undefined : topOfWorkingTree(above);
}
