import { GitError, simpleGit } from 'simple-git';
import { RevisionError } from '../app/ports.ts';
import { endTogether } from '../host/end-together.ts';
import { gitEnvironment, gitSettings } from './git-environment.ts';
import { gitFailure, gitMissing, printedTooMuch, tookTooLong } from './git-failure.ts';
import type { GitFolder } from './git-folder.ts';
import { gitWords } from './git-words.ts';

/** A small question with a small answer, by simple-git; `undefined` where git ends with 1: the answer is no. */
export type AskGit = (...args: readonly string[]) => Promise<string | undefined>;

/** simple-git lets its own errors through as they are and turns all others into text. */
class ExitError extends GitError {
  readonly exitCode: number;
  readonly stderr: string;

  constructor(exitCode: number, stderr: string) {
    super(undefined, stderr);
    this.exitCode = exitCode;
    this.stderr = stderr;
  }
}

/**
 * Questions off the beaten track: it costs time to load, so import it only when one is asked. Throws RevisionError where git
 * does not run, fails, or does not answer.
 */
export function askGit(git: GitFolder): AskGit {
  return async (...args) => {
    const { promise: overLimit, reject } = Promise.withResolvers<never>();
    const abort = new AbortController();
    const stop = (error: RevisionError) => {
      reject(error);
      abort.abort();
    };
    const timer = setTimeout(() => stop(tookTooLong(args, git)), git.limits.seconds * 1000);
    const release = endTogether(() => abort.abort());
    try {
      const answer = simpleGitFor(git, abort.signal, () => stop(printedTooMuch(args, git))).raw([...args]);
      return await Promise.race([answer, overLimit]);
    } catch (error) {
      if (error instanceof RevisionError) throw error;
      if (error instanceof ExitError && error.exitCode === 1) return undefined;
      if (error instanceof ExitError) throw gitFailure(args, git, error);
      const reason = error instanceof Error ? error.message : String(error);
      if (reason.includes('ENOENT')) throw gitMissing(error);
      throw new RevisionError('World', `git ${args[0] ?? ''} failed: ${gitWords(reason)}`, { cause: error });
    } finally {
      clearTimeout(timer);
      release();
    }
  };
}

function simpleGitFor({ directory, limits }: GitFolder, abort: AbortSignal, onFlood: () => void) {
  const environment = gitEnvironment(process.env);
  const git = simpleGit({
    baseDir: directory,
    config: [...gitSettings],
    allowEnvironment: Object.keys(environment),
    abort,
    // These guards forbid naming a setting at all; ours turn it off.
    unsafe: {
      allowUnsafeConfigPaths: true,
      allowUnsafeDiffExternal: true,
      allowUnsafeFsMonitor: true,
      allowUnsafeHooksPath: true,
    },
    errors: (failure, result) => {
      if (result.exitCode === 0) return undefined;
      // Not started, or stopped: then `exitCode` is no status of git.
      if (!(result.exitCode > 0 && result.exitCode < 256)) return failure;
      return new ExitError(result.exitCode, Buffer.concat(result.stdErr).toString('utf8'));
    },
  });
  return git.env({ ...environment }).outputHandler((_, stdout, stderr) => {
    for (const stream of [stdout, stderr]) {
      let bytes = 0;
      stream.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > limits.outputBytes) onFlood();
      });
    }
  });
}
