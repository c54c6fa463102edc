import { RevisionError } from '../app/ports.ts';
import type { GitFolder } from './git-folder.ts';
import { gitWords } from './git-words.ts';
import { MissingObjects } from './missing-objects.ts';
import { shellWord } from './shell-word.ts';

/** How a git ended that was not stopped. */
export interface GitEnding {
  /** Null: by a signal. */
  readonly exitCode: number | null;
  /** The beginning of what it complained. */
  readonly stderr: string;
}

/** What to tell of a git that ended with an error. Of git's own text messages hold `gitWords` alone. */
export function gitFailure(args: readonly string[], git: GitFolder, { exitCode, stderr }: GitEnding): RevisionError {
  const shown = JSON.stringify(git.directory);
  if (isMissingObject(stderr)) return new MissingObjects();
  if (stderr.includes('dubious ownership')) {
    const owned = /repository at '(.*)'$/m.exec(stderr)?.[1] ?? git.directory;
    return new RevisionError(
      'Usage',
      `git does not trust ${shown}, because it belongs to another user; allow it with: git config --global --add safe.directory ${shellWord(owned)}`,
    );
  }
  if (stderr.includes('not a git repository')) {
    return new RevisionError(
      'Usage',
      `${shown} is not in a git repository; name one with --repo, or compare two folders with --base-dir and --head-dir`,
    );
  }
  const ending = exitCode === null ? 'a signal' : `exit code ${exitCode}`;
  const said = gitWords(stderr);
  return new RevisionError('World', `${nameOf(args)} failed (${ending})${said === '' ? '' : `: ${said}`}`);
}

/** Whether git missed an object, and was kept from fetching it. */
export function isMissingObject(stderr: string): boolean {
  return /promisor remote|fetch\.parallel|transport .* not allowed|lazy fetching disabled|unable to read [0-9a-f]{40}/.test(
    stderr,
  );
}

export function printedTooMuch(args: readonly string[], { limits }: GitFolder): RevisionError {
  const mebibytes = Math.round(limits.outputBytes / 1024 / 1024);
  return new RevisionError('World', `${nameOf(args)} printed more than ${mebibytes} MiB and was stopped`);
}

export function tookTooLong(args: readonly string[], { limits }: GitFolder): RevisionError {
  return new RevisionError('World', `${nameOf(args)} took longer than ${limits.seconds} s and was stopped`);
}

export function gitMissing(cause: unknown): RevisionError {
  return new RevisionError(
    'World',
    'git was not found on PATH; install it, or compare two folders with --base-dir and --head-dir',
    { cause },
  );
}

export function noFolder(directory: string, cause?: unknown): RevisionError {
  const message = `there is no folder ${JSON.stringify(directory)}; name the repository with --repo`;
  return new RevisionError('Usage', message, { cause });
}

function nameOf([command = '']: readonly string[]): string {
  return `git ${command}`;
}
