import { nearestName } from '../app/nearest-name.ts';
import { RevisionError } from '../app/ports.ts';
import type { GitRepository } from './inspect-repository.ts';

/**
 * The full SHA of the commit that a revision names ("main", "v1.2", "HEAD~1", "refs/pull/7/merge", a SHA).
 * After this only the SHA is used. Throws RevisionError('Usage') with the nearest name where there is no such commit.
 */
export async function resolveRef(repository: GitRepository, ref: string): Promise<string> {
  refuseOddRef(ref);
  const answer = await repository.ask('rev-parse', '--verify', '--end-of-options', `${ref}^{commit}`);
  if (answer.type === 'Answered') return answer.stdout.trim();
  throw await unknownRef(repository, ref);
}

/** The commit that is checked out. */
export async function resolveHead(repository: GitRepository): Promise<string> {
  const answer = await repository.ask('rev-parse', '--verify', '--end-of-options', 'HEAD^{commit}');
  if (answer.type === 'Answered') return answer.stdout.trim();
  throw new RevisionError(
    'Usage',
    'there is no commit to compare with: HEAD has none yet; commit the manifests as they are now, name --base and --head, or compare two folders with --base-dir and --head-dir',
  );
}

function refuseOddRef(ref: string): void {
  if (ref === '') throw new RevisionError('Usage', 'the revision is empty; name a branch, a tag or a commit');
  if (ref.startsWith('-')) {
    throw new RevisionError('Usage', `revision ${shown(ref)} begins with "-"; name a branch, a tag or a commit`);
  }
  if (Array.from(ref).some((character) => character < ' ' || character === '\u007f')) {
    throw new RevisionError(
      'Usage',
      `revision ${shown(ref)} holds a control character; name a branch, a tag or a commit`,
    );
  }
}

async function unknownRef(repository: GitRepository, ref: string): Promise<RevisionError> {
  const names = await refNames(repository);
  // "mian~2": what follows the name is no part of it.
  const name = /^[^~^@:]*/.exec(ref)?.[0] ?? ref;
  const nearest = names.includes(name) || name === 'HEAD' ? undefined : nearestName(name, names);
  if (nearest !== undefined) {
    return new RevisionError(
      'Usage',
      `there is no commit ${shown(ref)}; did you mean ${shown(nearest + ref.slice(name.length))}?`,
    );
  }
  if (repository.isShallow) {
    return new RevisionError(
      'Usage',
      `there is no commit ${shown(ref)} in this shallow clone; fetch the whole history with: git fetch --unshallow origin`,
    );
  }
  return new RevisionError(
    'Usage',
    `there is no commit ${shown(ref)}; git branch --all lists the branches, and git fetch origin fetches those of the remote`,
  );
}

async function refNames(repository: GitRepository): Promise<readonly string[]> {
  const answer = await repository.ask('for-each-ref', '--count=5000', '--format=%(refname:lstrip=2)');
  return answer.type === 'Answered' ? answer.stdout.split('\n').filter((name) => name !== '') : [];
}

function shown(ref: string): string {
  return JSON.stringify(ref.length > 200 ? `${ref.slice(0, 200)}…` : ref);
}
