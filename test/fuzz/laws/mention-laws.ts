import { join } from 'node:path';
import { array, constantFrom, nat, oneof, string, tuple } from 'fast-check';
import type { RevisionSource } from '../../../src/app/ports.ts';
import { openDirectoryRevisions } from '../../../src/git/directory-revisions.ts';
import { openGitRevisions } from '../../../src/git/git-revisions.ts';
import { branchOf, importCommits, treeOf, writeTree } from '../../git/import-commits.ts';
import { type Laws, law } from '../law.ts';
import { type Files, poolText } from '../manifest-pool.ts';
import { requireSameJson } from '../require-same.ts';
import { withTemporaryFolder } from '../temporary-folder.ts';

/** The two searches for words are one. */
export const mentionLaws: Laws = {
  'git grep and the search within the process find the same files': law(
    (pool) =>
      tuple(
        array(tuple(constantFrom(...fileNames), oneof(oddText, poolText(pool))), { maxLength: 8 }),
        array(word, { minLength: 1, maxLength: 60 }),
        nat(),
      ).map(([files, words, nth]) => ({
        files: Object.fromEntries(files.map(([name, text]) => [name, text])),
        // A part of what stands there, so that something is found.
        words: [...words, partOf(files[nth % Math.max(1, files.length)]?.[1] ?? '', nth)],
      })),
    (search) => withTemporaryFolder((folder) => searchesAgree(folder, search)),
  ),
};

interface WordSearch {
  readonly files: Files;
  readonly words: readonly string[];
}

async function searchesAgree(folder: string, { files, words }: WordSearch): Promise<void> {
  const trees = [treeOf(files), treeOf({ ...files, 'changed.yaml': words.join('\n') })];
  const [baseDirectory, headDirectory] = [join(folder, 'base'), join(folder, 'head')];
  const repository = join(folder, 'repository');
  importCommits(
    repository,
    trees.map((tree) => ({ parents: [], tree })),
    true,
  );
  writeTree(baseDirectory, trees[0] ?? {});
  writeTree(headDirectory, trees[1] ?? {});
  const git = await openGitRevisions({ repository, base: branchOf(0), head: branchOf(1) });
  const directories = await openDirectoryRevisions({ baseDirectory, headDirectory });
  requireSameJson('what git finds', await filesWith(words, git), await filesWith(words, directories));
}

async function filesWith(words: readonly string[], source: RevisionSource): Promise<unknown> {
  const found = await source.unchangedMentioning(words);
  return found.map(({ path, bytes }) => [path, Buffer.from(bytes).toString('latin1')]);
}

const fileNames = [
  'a.yaml',
  'b.yml',
  'c.json',
  'D.YAML',
  'e/Kustomization',
  'f.txt',
  'g/kustomization.yaml',
  '-h.yaml',
  'i j.yaml',
];

const oddCharacter = constantFrom(...Array.from('ab-_.*+?()[]{}^$|\\/"\'`<>#!:;,=&%~@ \té\u{1F600}\u0000\r\n\uFFFD'));
const oddText = string({ unit: oddCharacter, maxLength: 60 });
const oddWords = ['web', '--', '-e', '-f', '\\', '\\n', '.*', '[a', '(?i)web', 'app/', 'é', '\u{1F600}', '', ' ', '\t'];
const word = oneof(string({ unit: oddCharacter, minLength: 1, maxLength: 4 }), constantFrom(...oddWords));

function partOf(text: string, nth: number): string {
  const start = nth % Math.max(1, text.length);
  return text.slice(start, start + 1 + (nth % 7));
}
