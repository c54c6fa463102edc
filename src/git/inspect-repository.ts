import { realpathSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { RevisionError } from '../app/ports.ts';
import { type AskGit, askGit } from './ask-git.ts';

export interface GitRepository {
  /** The top of the working tree, or the git directory where there is none. Every command runs here. */
  readonly directory: string;
  readonly hasWorkingTree: boolean;
  /** Where in the tree the user stands: "" or "apps/web/". */
  readonly prefix: string;
  readonly isShallow: boolean;
  readonly ask: AskGit;
}

/** Finds the repository that holds a folder. Throws RevisionError('Usage') where there is none. */
export async function inspectRepository(folder: string): Promise<GitRepository> {
  const physical = existingFolder(folder);
  const ask = askGit(physical);
  const flags = ['--is-inside-work-tree', '--is-shallow-repository', '--show-cdup', '--show-prefix'];
  const answer = await ask('rev-parse', ...flags);
  if (answer.type === 'Refused') throw notOurs(folder, answer.stderr);
  const [inside, shallow, toTop = '', ...prefix] = answer.stdout.split('\n');
  const hasWorkingTree = inside === 'true';
  const directory = hasWorkingTree ? resolve(physical, toTop) : physical;
  return {
    directory,
    hasWorkingTree,
    prefix: hasWorkingTree ? prefix.join('\n').replace(/\n$/, '') : '',
    isShallow: shallow === 'true',
    ask: directory === physical ? ask : askGit(directory),
  };
}

function existingFolder(folder: string): string {
  const isFolder = statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false;
  if (isFolder) return realpathSync(folder);
  throw new RevisionError('Usage', `there is no folder ${JSON.stringify(folder)}; name the repository with --repo`);
}

function notOurs(folder: string, stderr: string): RevisionError {
  const shown = JSON.stringify(folder);
  if (stderr.includes('dubious ownership')) {
    return new RevisionError(
      'Usage',
      `git does not trust ${shown}, because it belongs to another user; allow it with: git config --global --add safe.directory ${shown}`,
    );
  }
  if (stderr.includes('not a git repository')) {
    return new RevisionError(
      'Usage',
      `${shown} is not in a git repository; name one with --repo, or compare two folders with --base-dir and --head-dir`,
    );
  }
  return new RevisionError('World', `git cannot read the repository in ${shown}: ${stderr.split('\n', 1)[0] ?? ''}`);
}
