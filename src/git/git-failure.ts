import { RevisionError } from '../app/ports.ts';
import type { GitFolder } from './git-folder.ts';
import { MissingObjects } from './missing-objects.ts';
import { shellWord } from './shell-word.ts';
import type { GitEnding } from './start-git.ts';

/** What to tell of a git that ended with an error. Messages hold no text of git's own beyond its first line. */
export function gitFailure(name: string, { directory }: GitFolder, { exitCode, stderr }: GitEnding): RevisionError {
  const shown = JSON.stringify(directory);
  if (isMissingObject(stderr)) return new MissingObjects();
  if (stderr.includes('dubious ownership')) {
    const owned = /repository at '(.*)'$/m.exec(stderr)?.[1] ?? directory;
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
  const firstLine = withoutCredentials(stderr.split('\n', 1)[0] ?? '');
  return new RevisionError('World', `git ${name} failed (${ending})${firstLine === '' ? '' : `: ${firstLine}`}`);
}

/** Whether git missed an object, and was kept from fetching it. */
export function isMissingObject(stderr: string): boolean {
  return /promisor remote|fetch\.parallel|transport .* not allowed|lazy fetching disabled|unable to read [0-9a-f]{40}/.test(
    stderr,
  );
}

export function gitMissing(cause: unknown): RevisionError {
  return new RevisionError(
    'World',
    'git was not found on PATH; install it, or compare two folders with --base-dir and --head-dir',
    { cause },
  );
}

/** "https://user:password@host/" */
function withoutCredentials(line: string): string {
  return line.replaceAll(/:\/\/[^/@\s]*@/g, '://…@');
}
