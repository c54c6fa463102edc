import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type RevisionFile, settingsPath } from '../app/ports.ts';
import { byCodeUnit } from '../schema/by-code-unit.ts';
import type { GitFolder } from './git-folder.ts';
import type { GitObjects } from './git-objects.ts';
import type { GitTree } from './git-tree.ts';
import { readBlobs } from './read-blobs.ts';
import { bytesMaxOf } from './read-limits.ts';
import { readWorkingTreeFile, workingTreeNames } from './working-tree-file.ts';

/**
 * The file at a path of the working tree, or the documents directly in the folder at it, whether they are committed or
 * not; in a bare repository those of head.
 */
export async function readSettingsFiles(
  git: GitFolder,
  objects: GitObjects,
  head: GitTree,
  path: string,
): Promise<readonly RevisionFile[]> {
  const top = topOfWorkingTree(realpathSync(git.directory));
  const read = async (each: string) =>
    top === undefined ? readCommittedFile(objects, head, each) : readWorkingTreeFile(top, each);
  const file = await read(path);
  // Most repositories have no settings: nobody lists a folder for them.
  if (file || path === settingsPath) return file ? [file] : [];
  const names = top === undefined ? await head.names(path) : workingTreeNames(top, path);
  const files = await Promise.all(documentsIn(path, names).map(read));
  return files.filter((each) => each !== undefined);
}

/** The paths of those files of a folder which may hold settings, sorted; hidden ones are left out. */
export function documentsIn(folder: string, names: readonly string[]): readonly string[] {
  return names
    .filter((name) => /^[^.].*\.ya?ml$/i.test(name))
    .map((name) => (folder === '.' ? name : `${folder}/${name}`))
    .toSorted(byCodeUnit);
}

async function readCommittedFile(objects: GitObjects, head: GitTree, path: string): Promise<RevisionFile | undefined> {
  const entry = await head.entry(path);
  if (entry?.objectId === undefined || entry.type === 'Submodule') return undefined;
  const { objectId, type } = entry;
  let file: RevisionFile | undefined;
  await readBlobs(objects, [{ objectId, bytesMax: bytesMaxOf(path) }], (_, bytes) => {
    file = { path, type, bytes };
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
