import { RevisionError } from '../app/ports.ts';
import type { GitFolder } from './git-folder.ts';
import type { GitObjects } from './git-objects.ts';

/**
 * The full SHA of the commit that a revision names ("main", "v1.2", "HEAD~1", "refs/pull/7/merge", a SHA).
 * After this only the SHA is used. Throws RevisionError('Usage') with what to do where there is no such commit.
 */
export async function resolveRef(git: GitFolder, objects: GitObjects, ref: string): Promise<string> {
  refuseOddRef(ref);
  const commit = await findCommit(objects, ref);
  if (commit !== undefined) return commit;
  const { unknownRef } = await import('./unknown-ref.ts');
  throw await unknownRef(git, objects, ref);
}

/** Undefined where nothing has that name, or what has it is no commit. */
export async function findCommit(objects: GitObjects, name: string): Promise<string | undefined> {
  return (await objects.read(`${name}^{commit}`, 0))?.id;
}

const refLengthMax = 4096;

function refuseOddRef(ref: string): void {
  const problem = oddity(ref);
  if (problem !== undefined) throw new RevisionError('Usage', `${problem}; name a branch, a tag or a commit`);
}

function oddity(ref: string): string | undefined {
  if (ref === '') return 'the revision is empty';
  if (ref.length > refLengthMax) return `revision ${shownRef(ref)} is too long`;
  if (ref.startsWith('-')) return `revision ${shownRef(ref)} begins with "-"`;
  if (ref.includes('://')) return `revision ${shownRef(ref)} is an address`;
  const holdsControl = Array.from(ref).some((character) => character < ' ' || character === '\u007f');
  return holdsControl ? `revision ${shownRef(ref)} holds a control character` : undefined;
}

export function shownRef(ref: string): string {
  return JSON.stringify(ref.length > 200 ? `${ref.slice(0, 200)}…` : ref);
}
