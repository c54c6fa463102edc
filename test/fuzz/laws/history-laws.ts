import { join } from 'node:path';
import { array, boolean, integer, nat, option, tuple } from 'fast-check';
import { settingsPath } from '../../../src/app/ports.ts';
import { openDirectoryRevisions } from '../../../src/git/directory-revisions.ts';
import { openGitRevisions } from '../../../src/git/git-revisions.ts';
import {
  branchOf,
  type ImportedCommit,
  type ImportedTree,
  importCommits,
  runGit,
  toBinary,
  treeOf,
  writeTree,
} from '../../git/import-commits.ts';
import { snapshot } from '../../git/temporary-repository.ts';
import { histories } from '../histories.ts';
import { type Laws, law } from '../law.ts';
import { poolChange } from '../manifest-pool.ts';
import { requireSameJson } from '../require-same.ts';
import { requireSamePlans } from '../require-same-plans.ts';
import { withTemporaryFolder } from '../temporary-folder.ts';

/** A repository says the same as the folders that could be checked out from it. */
export const historyLaws: Laws = {
  'two commits give the same plan as their checked-out folders, and the repository stays untouched': law(
    (pool) =>
      tuple(histories(pool), boolean(), array(comparison, { minLength: 1, maxLength: 3 })).map(
        ([commits, isBare, comparisons]) => ({
          // Without a bare repository the settings are those of the working tree, whichever commits are compared.
          commits: isBare
            ? commits
            : commits.map((commit) => ({ ...commit, tree: without(commit.tree, settingsPath) })),
          isBare,
          comparisons: comparisons.map(({ base, head, path }) => ({
            base: base % commits.length,
            head: head % commits.length,
            paths: path === null ? [] : pathsOf(commits[base % commits.length]?.tree ?? {}, path),
          })),
        }),
      ),
    (history) => withTemporaryFolder((folder) => commitsAreFolders(folder, history)),
  ),

  'a working tree gives the same plan as a folder of its files': law(
    (pool) =>
      tuple(histories(pool), nat(), nat()).map(([commits, base, head]) => ({
        commits: commits.map((commit) => ({ ...commit, tree: checkedOut(commit.tree) })),
        base: base % commits.length,
        head: head % commits.length,
      })),
    (history) => withTemporaryFolder((folder) => workingTreeIsFolder(folder, history)),
  ),

  'where very many files mention a word, git gives the same plan as their folders': law(
    (pool) =>
      tuple(poolChange(pool), nat(), integer({ min: 495, max: 510 })).map(([change, nth, count]) => {
        const texts = Object.values(change.base).filter((text) => text.length < repeatedCharactersMax);
        const text = texts[nth % Math.max(1, texts.length)] ?? '';
        return { ...change, count, text };
      }),
    ({ base, head, count, text }) => {
      const many = Object.fromEntries(Array.from({ length: count }, (_, nth) => [`many/${nth}/web.yaml`, text]));
      const commits = [base, head].map((files) => ({ parents: [], tree: treeOf({ ...many, ...files }) }));
      const comparisons = [{ base: 0, head: 1, paths: [] }];
      return withTemporaryFolder((folder) => commitsAreFolders(folder, { commits, isBare: true, comparisons }));
    },
  ),
};

/** Some five hundred files of this length fit into the memory which a case has. */
const repeatedCharactersMax = 20_000;

const comparison = tuple(nat(), nat(), option(nat(), { freq: 2 })).map(([base, head, path]) => ({ base, head, path }));

interface ComparedCommits {
  readonly commits: readonly ImportedCommit[];
  readonly isBare: boolean;
  readonly comparisons: readonly { readonly base: number; readonly head: number; readonly paths: readonly string[] }[];
}

async function commitsAreFolders(folder: string, { commits, isBare, comparisons }: ComparedCommits): Promise<void> {
  const repository = join(folder, 'repository');
  importCommits(repository, commits, isBare);
  for (const [nth, { tree }] of commits.entries()) writeTree(join(folder, branchOf(nth)), tree);
  const before = snapshot(repository);
  for (const { base, head, paths } of comparisons) {
    const [from, to] = [branchOf(base), branchOf(head)];
    await requireSamePlans(
      () => openGitRevisions({ repository, base: from, head: to, paths }),
      () => openDirectoryRevisions({ baseDirectory: join(folder, from), headDirectory: join(folder, to), paths }),
    );
  }
  requireSameJson('the repository', snapshot(repository), before);
}

interface UncommittedChange {
  readonly commits: readonly ImportedCommit[];
  readonly base: number;
  /** The commit whose files lie in the working tree. The index holds those of the last one. */
  readonly head: number;
}

async function workingTreeIsFolder(folder: string, { commits, base, head }: UncommittedChange): Promise<void> {
  const repository = join(folder, 'repository');
  importCommits(repository, commits, false);
  runGit(repository, ['read-tree', branchOf(commits.length - 1)]);
  writeTree(repository, commits[head]?.tree ?? {});
  const baseDirectory = join(folder, 'base');
  writeTree(baseDirectory, commits[base]?.tree ?? {});
  const before = snapshot(repository);
  await requireSamePlans(
    () => openGitRevisions({ repository, base: branchOf(base) }),
    () => openDirectoryRevisions({ baseDirectory, headDirectory: repository }),
  );
  requireSameJson('the repository', snapshot(repository), before);
}

/** A file, or one of the folders above it. */
function pathsOf(tree: ImportedTree, nth: number): readonly string[] {
  const paths = Object.keys(withoutSubmodules(tree)).flatMap((path) => {
    const text = Buffer.from(path, 'latin1').toString('utf8');
    // What is not UTF-8 cannot be named on a command line.
    return toBinary(text) === path ? [text] : [];
  });
  const parts = paths[nth % Math.max(1, paths.length)]?.split('/') ?? [];
  return parts.length === 0 ? [] : [parts.slice(0, 1 + (nth % parts.length)).join('/')];
}

/**
 * What git checks out byte for byte: no submodules, not the file about them nor a folder of its name, below which git
 * refuses links, and no attributes, by which files are kept otherwise than they lie there.
 */
function checkedOut(tree: ImportedTree): ImportedTree {
  return without(without(withoutSubmodules(tree), '.gitmodules'), '.gitattributes');
}

/** Neither the file nor a folder of that name. */
function without(tree: ImportedTree, path: string): ImportedTree {
  return Object.fromEntries(Object.entries(tree).filter(([each]) => each !== path && !each.startsWith(`${path}/`)));
}

function withoutSubmodules(tree: ImportedTree): ImportedTree {
  return Object.fromEntries(Object.entries(tree).filter(([, { mode }]) => mode !== '160000'));
}
