import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { devNull } from 'node:os';
import { join } from 'node:path';

/** What stands at a path. Each character of `content` is a byte; of a link it is the target, of a submodule the commit. */
export interface ImportedEntry {
  readonly mode: '100644' | '100755' | '120000' | '160000';
  readonly content: string;
}

/** Entries by path; each character of a path is a byte. */
export type ImportedTree = Readonly<Record<string, ImportedEntry>>;

export interface ImportedCommit {
  /** Earlier commits, counted from 0; two make a merge. */
  readonly parents: readonly number[];
  readonly tree: ImportedTree;
}

/** A character for each byte of the text in UTF-8. */
export function toBinary(text: string): string {
  return Buffer.from(text).toString('latin1');
}

/** Texts as ordinary files. */
export function treeOf(files: Readonly<Record<string, string>>): ImportedTree {
  const entries = Object.entries(files).map(([path, text]): [string, ImportedEntry] => [
    toBinary(path),
    { mode: '100644', content: toBinary(text) },
  ]);
  return Object.fromEntries(entries);
}

/** The branch of the nth commit. */
export function branchOf(nth: number): string {
  return `commit-${nth}`;
}

/**
 * A new repository with these commits, made by two processes however many they are. Nothing is checked out; HEAD is the
 * branch of the last commit.
 */
export function importCommits(directory: string, commits: readonly ImportedCommit[], isBare: boolean): void {
  mkdirSync(directory);
  runGit(directory, ['init', '--quiet', '--template=', ...(isBare ? ['--bare'] : [])]);
  writeFileSync(join(directory, isBare ? 'HEAD' : '.git/HEAD'), `ref: refs/heads/${branchOf(commits.length - 1)}\n`);
  runGit(directory, ['fast-import', '--quiet'], Buffer.from(commits.map(commitCommands).join(''), 'latin1'));
}

export function runGit(directory: string, args: readonly string[], input: Uint8Array = new Uint8Array()): void {
  const environment = {
    PATH: process.env['PATH'] ?? '',
    HOME: directory,
    GIT_CONFIG_GLOBAL: devNull,
    GIT_CONFIG_NOSYSTEM: '1',
  };
  execFileSync('git', [...args], { cwd: directory, env: environment, stdio: 'pipe', input });
}

function commitCommands({ parents, tree }: ImportedCommit, nth: number): string {
  const [first, ...others] = parents.map((parent) => `refs/heads/${branchOf(parent)}\n`);
  return [
    `commit refs/heads/${branchOf(nth)}\n`,
    'committer Test <test@example.com> 1767225600 +0000\n',
    data(`commit ${nth}`),
    ...(first === undefined ? [] : [`from ${first}`]),
    ...others.map((parent) => `merge ${parent}`),
    'deleteall\n',
    ...Object.entries(tree).map(([path, entry]) => entryCommand(quoted(path), entry)),
    '\n',
  ].join('');
}

function entryCommand(path: string, { mode, content }: ImportedEntry): string {
  return mode === '160000' ? `M ${mode} ${content} ${path}\n` : `M ${mode} inline ${path}\n${data(content)}`;
}

function data(content: string): string {
  return `data ${content.length}\n${content}\n`;
}

function octal(character: string): string {
  return `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`;
}

function quoted(path: string): string {
  return `"${path.replaceAll(/[^A-Za-z0-9/._-]/g, octal)}"`;
}

/** Writes a tree as a checkout does, but with the bytes as they are; a submodule is an empty folder. */
export function writeTree(directory: string, tree: ImportedTree): void {
  mkdirSync(directory, { recursive: true });
  for (const [path, { mode, content }] of Object.entries(tree)) {
    const location = Buffer.concat([Buffer.from(`${directory}/`), Buffer.from(path, 'latin1')]);
    mkdirSync(mode === '160000' ? location : folderOf(location), { recursive: true });
    const bytes = Buffer.from(content, 'latin1');
    if (mode === '120000') symlinkSync(bytes, location);
    else if (mode !== '160000') writeFileSync(location, bytes, { mode: mode === '100755' ? 0o755 : 0o644 });
  }
}

function folderOf(location: Buffer): Buffer {
  return location.subarray(0, location.lastIndexOf('/'));
}
