import { lstatSync, readFileSync, realpathSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { RevisionError } from '../app/ports.ts';
import { errorCode } from '../host/error-code.ts';
import type { GitFolder } from './git-folder.ts';
import { runGit } from './run-git.ts';

export interface WorkingTree {
  /** Its top. */
  readonly directory: string;
  /** Where in it the user stands: "" or "apps/web/". */
  readonly prefix: string;
}

/**
 * The working tree that the folder lies in; undefined in a bare repository or a git directory. Throws RevisionError('Usage') where
 * the configuration of the repository (`core.worktree`) leads to another place: that may be any folder of this machine.
 */
export async function findWorkingTree(git: GitFolder): Promise<WorkingTree | undefined> {
  const questions = ['--is-bare-repository', '--is-inside-git-dir', '--is-inside-work-tree', '--show-cdup'];
  const output = await runGit({ git, args: ['rev-parse', ...questions, '--absolute-git-dir'] });
  const [bare, insideGitDirectory, inside, toTop = '', ...gitDirectory] = output.toString('utf8').split('\n');
  if (inside === 'true') {
    const folder = realpathSync(git.directory);
    const directory = resolve(folder, toTop);
    const prefix = relative(directory, folder);
    if (gitDirectoryOf(directory) === realpathSync(gitDirectory.join('\n').replace(/\n$/, ''))) {
      return { directory, prefix: prefix === '' ? '' : `${prefix}/` };
    }
  } else if (bare === 'true' || insideGitDirectory === 'true') {
    return undefined;
  }
  throw new RevisionError(
    'Usage',
    `the configuration of the repository in ${JSON.stringify(git.directory)} leads to a working tree elsewhere (core.worktree), which is not looked at; compare commits with --base and --head`,
  );
}

/** Where the `.git` of a folder leads: itself, or what is written in it (a submodule, a linked worktree). */
function gitDirectoryOf(directory: string): string | undefined {
  const dotGit = join(directory, '.git');
  try {
    if (!lstatSync(dotGit).isFile()) return realpathSync(dotGit);
    const [, target] = /^gitdir: (.*?)[\r\n]*$/s.exec(readFileSync(dotGit, 'utf8')) ?? [];
    return target === undefined ? undefined : realpathSync(resolve(directory, target));
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return undefined;
  }
}
