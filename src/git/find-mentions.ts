import type { RevisionFile } from '../app/ports.ts';
import { isManifestPath } from '../manifest/manifest-path.ts';
import { byCodeUnit } from '../schema/by-code-unit.ts';
import { splitRecords } from './decode-paths.ts';
import type { GitFolder } from './git-folder.ts';
import type { GitObjects } from './git-objects.ts';
import type { GitTree } from './git-tree.ts';
import { readBlobs } from './read-blobs.ts';
import { bytesMaxOf, readBudget } from './read-limits.ts';
import { runGit } from './run-git.ts';
import { searchWords } from './search-words.ts';
import type { TreeChanges, TreeEntry } from './tree-changes.ts';

export interface MentionSource {
  readonly git: GitFolder;
  readonly objects: GitObjects;
  readonly commit: string;
  /** Of the commit. */
  readonly tree: GitTree;
  /** What differs from the other side. */
  readonly changes: TreeChanges;
}

/**
 * `git grep` looks for one word after the other: over 20,000 files of 650 bytes 20 words cost 0.1 s of CPU and 1,000 words
 * 5 s, where reading all files and looking for every word at once costs 0.3 s.
 */
const grepWordsMax = 50;

/** No name in Kubernetes is longer, and a command line ends somewhere. */
const grepWordLengthMax = 253;

/** Asking a second time costs as much as reading some hundred files. */
const manyFiles = 300;

/**
 * The unchanged manifests which hold one of the words, sorted by path. They are read from the commit: what is unchanged is
 * equal in the working tree. Words which are empty or hold a line end are in no file's line, and are left out. Where very
 * many files hold a word, only those which hold one of `besides` as well are found.
 */
export async function findMentions(
  source: MentionSource,
  words: readonly string[],
  besides: readonly string[],
): Promise<readonly RevisionFile[]> {
  const asked = Array.from(new Set(words)).filter((word) => word !== '' && !/[\0\r\n]/.test(word));
  if (asked.length === 0) return [];
  if (asked.length > grepWordsMax || asked.some(({ length }) => length > grepWordLengthMax)) {
    return readMentions(source, await source.tree.entries(), searchWords(asked));
  }
  const found = await grep(source, asked, besides.length === 0 ? undefined : manyFiles);
  if (besides.length === 0 || found.length <= manyFiles) {
    return readMentions(source, await entriesAt(source.tree, found));
  }
  const beside = await grep(source, besides);
  if (beside.length <= manyFiles) return readMentions(source, await entriesAt(source.tree, beside), searchWords(asked));
  const mentioning = new Set(await grep(source, asked));
  const both = beside.filter((path) => mentioning.has(path));
  return readMentions(source, await entriesAt(source.tree, both));
}

/** The unchanged manifests among some entries, if they hold what is looked for. */
async function readMentions(
  { objects, changes }: MentionSource,
  entries: ReadonlyMap<string, TreeEntry>,
  isMention: (bytes: Uint8Array) => boolean = () => true,
): Promise<readonly RevisionFile[]> {
  const pathsById = new Map<string, string[]>();
  for (const [path, { type, objectId }] of entries) {
    if (type !== 'File' || objectId === undefined || !isManifestPath(path) || changes.has(path)) continue;
    const paths = pathsById.get(objectId);
    if (paths === undefined) pathsById.set(objectId, [path]);
    else paths.push(path);
  }
  const requests = Array.from(pathsById, ([objectId, [path = '']]) => ({ objectId, bytesMax: bytesMaxOf(path) }));
  const spend = readBudget('the files which may be related to the change');
  const found: RevisionFile[] = [];
  await readBlobs(objects, requests, (objectId, bytes) => {
    if (!isMention(bytes)) return;
    spend(bytes);
    for (const path of pathsById.get(objectId) ?? []) found.push({ path, type: 'File', bytes });
  });
  return found.toSorted((a, b) => byCodeUnit(a.path, b.path));
}

async function entriesAt(tree: GitTree, paths: readonly string[]): Promise<ReadonlyMap<string, TreeEntry>> {
  const entries = await Promise.all(paths.map(async (path) => [path, await tree.entry(path)] as const));
  return new Map(entries.flatMap(([path, entry]) => (entry === undefined ? [] : [[path, entry] as const])));
}

/** A second thread costs more than it saves: they wait for one another at every object. */
const grepOptions = ['-l', '-z', '-F', '--text', '--no-color', '--no-textconv', '--full-name', '--threads=1'];
/** All that `isManifestPath` may accept; it decides. git tries the last of them first. */
const manifestPathspecs = [':(top)*Kustomization', ':(top,icase)*.json', ':(top,icase)*.yml', ':(top,icase)*.yaml'];

/** The files in which one of the words occurs. Once these are more than `filesMax` the rest is not looked for. */
async function grep(
  { git, commit }: MentionSource,
  words: readonly string[],
  filesMax = Number.POSITIVE_INFINITY,
): Promise<readonly string[]> {
  let count = 0;
  const output = await runGit({
    git,
    args: ['grep', ...grepOptions, ...words.flatMap((word) => ['-e', word]), commit, '--', ...manifestPathspecs],
    accepts: [1],
    isEnough: (chunk) => {
      for (let end = chunk.indexOf(0); end >= 0; end = chunk.indexOf(0, end + 1)) count += 1;
      return count > filesMax;
    },
  });
  // "<commit>:<path>"
  return splitRecords(output).map((record) => record.slice(commit.length + 1));
}
