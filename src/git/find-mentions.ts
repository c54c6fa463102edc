import type { RevisionFile } from '../app/ports.ts';
import { isManifestPath } from '../manifest/manifest-path.ts';
import { byCodeUnit } from '../schema/by-code-unit.ts';
import { splitRecords } from './decode-paths.ts';
import type { TreeChanges } from './list-changes.ts';
import { readBlobs } from './read-blobs.ts';
import { bytesMaxOf, readBudget } from './read-limits.ts';
import { runGit } from './run-git.ts';
import { searchWords } from './search-words.ts';
import type { TreeEntry } from './tree-entry.ts';

/** What the commit holds at some paths; without them at all. More than was asked for may come. */
export type ListEntries = (paths?: readonly string[]) => Promise<ReadonlyMap<string, TreeEntry>>;

export interface MentionQuery {
  readonly directory: string;
  readonly commit: string;
  readonly entries: ListEntries;
  /** What differs from the other side. */
  readonly changes: TreeChanges;
  readonly words: readonly string[];
  /** Where very many files hold a word, only those which hold one of these as well are read. */
  readonly besides: readonly string[];
}

/**
 * `git grep` looks for one word after the other: over 20,000 files of 650 bytes 20 words cost 0.1 s of CPU and 1,000 words
 * 5 s, where reading all files and looking for every word at once costs 0.3 s.
 */
const grepWordsMax = 50;

/** Asking a second time costs as much as reading some hundred files. */
const manyFiles = 500;

/**
 * The unchanged manifests which hold one of the words, sorted by path. They are read from the commit: what is unchanged is
 * equal in the working tree. Words which are empty or hold a line end are in no file's line, and are left out.
 */
export async function findMentions(query: MentionQuery): Promise<readonly RevisionFile[]> {
  const { directory, entries, changes } = query;
  const asked = Array.from(new Set(query.words)).filter((word) => word !== '' && !/[\0\r\n]/.test(word));
  if (asked.length === 0) return [];
  const named = asked.length <= grepWordsMax ? await grepPaths(query, asked) : undefined;
  if (named?.size === 0) return [];
  const tree = await entries(named && [...named]);
  const pathsById = new Map<string, string[]>();
  for (const path of named ?? tree.keys()) {
    const entry = tree.get(path);
    if (entry?.type !== 'File' || entry.objectId === undefined || !isManifestPath(path) || changes.has(path)) continue;
    const paths = pathsById.get(entry.objectId);
    if (paths === undefined) pathsById.set(entry.objectId, [path]);
    else paths.push(path);
  }
  const requests = Array.from(pathsById, ([objectId, [path = '']]) => ({ objectId, bytesMax: bytesMaxOf(path) }));
  const isMention = named === undefined ? searchWords(asked) : () => true;
  const spend = readBudget();
  const found: RevisionFile[] = [];
  await readBlobs(directory, requests, (objectId, bytes) => {
    if (!isMention(bytes)) return;
    spend(bytes);
    for (const path of pathsById.get(objectId) ?? []) found.push({ path, type: 'File', bytes });
  });
  return found.toSorted((a, b) => byCodeUnit(a.path, b.path));
}

const grepOptions = ['-l', '-z', '-F', '-f', '-', '--text', '--no-color', '--no-textconv', '--full-name'];
/** All that `isManifestPath` may accept; it decides. */
const manifestPathspecs = [':(icase)*.yaml', ':(icase)*.yml', ':(icase)*.json', '*Kustomization'];

/** The files which hold one of the words, but not those which differ. */
async function grepPaths(query: MentionQuery, words: readonly string[]): Promise<ReadonlySet<string>> {
  const found = (await grep(query, words)).filter((path) => !query.changes.has(path));
  if (found.length <= manyFiles || query.besides.length === 0) return new Set(found);
  const beside = new Set(await grep(query, query.besides));
  return new Set(found.filter((path) => beside.has(path)));
}

async function grep({ directory, commit }: MentionQuery, words: readonly string[]): Promise<readonly string[]> {
  const output = await runGit({
    directory,
    args: ['grep', ...grepOptions, commit, '--', ...manifestPathspecs],
    input: words.map((word) => `${word}\n`).join(''),
    accepts: [1],
  });
  // "<commit>:<path>"
  return splitRecords(output).map((record) => record.slice(commit.length + 1));
}
