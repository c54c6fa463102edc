import { GitError, simpleGit } from 'simple-git';
import { RevisionError } from '../app/ports.ts';
import { gitEnvironment, gitSettings } from './git-environment.ts';

/** git ended with another status than 0. `stderr` may hold text of the repository: it is for tests of its wording, not for people. */
interface GitRefusal {
  readonly type: 'Refused';
  readonly exitCode: number;
  readonly stderr: string;
}

interface GitAnswer {
  readonly type: 'Answered';
  readonly stdout: string;
}

/** A small question with a small answer, by simple-git. What is large goes through `runGit`. */
export type AskGit = (...args: readonly string[]) => Promise<GitAnswer | GitRefusal>;

const silenceMillisecondsMax = 60_000;

/** simple-git lets its own errors through as they are and turns all others into text. */
class ExitError extends GitError {
  readonly refusal: GitRefusal;

  constructor(exitCode: number, stderr: string) {
    super(undefined, stderr);
    this.refusal = { type: 'Refused', exitCode, stderr };
  }
}

/** Questions about the repository that holds `directory`. Throws RevisionError('World') where git does not run or does not answer. */
export function askGit(directory: string): AskGit {
  const environment = gitEnvironment(process.env);
  const git = simpleGit({
    baseDir: directory,
    config: [...gitSettings],
    allowEnvironment: Object.keys(environment),
    // These guards forbid naming a setting at all; ours turn it off.
    unsafe: {
      allowUnsafeConfigPaths: true,
      allowUnsafeDiffExternal: true,
      allowUnsafeFsMonitor: true,
      allowUnsafeHooksPath: true,
    },
    timeout: { block: silenceMillisecondsMax },
    errors: (failure, result) => {
      if (result.exitCode === 0) return undefined;
      // Not started, or stopped by the time limit: then `exitCode` is no status of git.
      if (!(result.exitCode > 0 && result.exitCode < 256)) return failure;
      return new ExitError(result.exitCode, Buffer.concat(result.stdErr).toString('utf8'));
    },
  }).env({ ...environment });
  return async (...args) => {
    try {
      return { type: 'Answered', stdout: await git.raw([...args]) };
    } catch (error) {
      if (error instanceof ExitError) return error.refusal;
      const reason = error instanceof Error ? error.message : String(error);
      if (reason.includes('ENOENT')) throw gitMissing(error);
      throw new RevisionError('World', `git ${args[0] ?? ''} failed: ${reason}`, { cause: error });
    }
  };
}

export function gitMissing(cause: unknown): RevisionError {
  return new RevisionError(
    'World',
    'git was not found on PATH; install it, or compare two folders with --base-dir and --head-dir',
    { cause },
  );
}
