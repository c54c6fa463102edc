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
  if (top === undefined) return readCommittedSettings(objects, head, path);
  return readFiles(path, {
    read: async (each) => readWorkingTreeFile(top, each),
    names: async () => workingTreeNames(top, path),
  });
}

/** The same in a commit. */
export function readCommittedSettings(
  objects: GitObjects,
  tree: GitTree,
  path: string,
): Promise<readonly RevisionFile[]> {
  return readFiles(path, { read: (each) => readCommittedFile(objects, tree, each), names: () => tree.names(path) });
}

interface SettingsPlace {
  readonly read: (path: string) => Promise<RevisionFile | undefined>;
  /** What the folder at the path holds directly. */
  readonly names: () => Promise<readonly string[]>;
}

async function readFiles(path: string, { read, names }: SettingsPlace): Promise<readonly RevisionFile[]> {
  const file = await read(path);
  // Most repositories have no settings: nobody lists a folder for them.
  if (file || path === settingsPath) return file ? [file] : [];
  const files = await Promise.all(documentsIn(path, await names()).map(read));
  return files.filter((each) => each !== undefined);
}

/** The paths of those files of a folder which may hold settings, sorted; hidden ones are left out. */
export function documentsIn(folder: string, names: readonly string[]): readonly string[] {
  return names
    .filter((name) => /^[^.].*\.ya?ml$/i.test(name))
    .map((name) => (folder === '.' ? name : `${folder}/${name}`))
    .toSorted(byCodeUnit);
}

async function readCommittedFile(objects: GitObjects, tree: GitTree, path: string): Promise<RevisionFile | undefined> {
  const entry = await tree.entry(path);
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
