import type { RevisionDescription } from '../schema/rollout-plan.ts';
import { code, type Phrase, phrase } from './phrase.ts';
import { unreachable } from './unreachable.ts';
import { clipText } from './visible-text.ts';

/** A commit at the head of a pull request, and the branch into which it would be merged. */
export interface Merge {
  readonly head: string;
  readonly into: string;
  /** The pull request’s own workflow made the plan. */
  readonly isOwnWord?: boolean;
}

/** “Merging `9f3c2ab` into `main` (`41d07e5`)” */
export function mergePhrase({ head, into }: Merge, { commit }: RevisionDescription): Phrase {
  const sha = commit === undefined ? [] : phrase` (${code(commit.slice(0, 7))})`;
  return phrase`merging ${code(head.slice(0, 7))} into ${code(clipText(into, 100))}${sha}`;
}

/** “`main` (`41d07e5`)”, “the working tree (on `41d07e5`)”, “directory `before`”. */
export function revisionPhrase({ type, ref, commit }: RevisionDescription): Phrase {
  const sha = commit === undefined ? undefined : code(commit.slice(0, 7));
  const name = ref === undefined || ref === commit ? undefined : code(clipText(ref, 100));
  switch (type) {
    case 'Commit':
      if (name && sha) return phrase`${name} (${sha})`;
      return name ?? sha ?? phrase`a commit`;
    case 'WorkingTree':
      return sha ? phrase`the working tree (on ${sha})` : phrase`the working tree`;
    case 'Directory':
      return name ? phrase`directory ${name}` : phrase`a directory`;
    case 'Inline':
      return phrase`the given manifests`;
    default:
      return unreachable(type);
  }
}
