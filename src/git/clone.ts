import { type FetchPlace, fetchCommits, fetchRef } from './fetch-commits.ts';
import { gitLimits } from './git-folder.ts';
import { openObjects } from './git-objects.ts';
import { findCommit } from './resolve-ref.ts';
import { parentsOf } from './shallow-clone.ts';

/** A clone as a store of commits; what it does not have can be fetched. */
export function openClone(place: FetchPlace) {
  const objects = openObjects({ directory: place.repository, limits: gitLimits });
  const has = async (commit: string) => (await findCommit(objects, commit)) !== undefined;
  return {
    has,
    parents: async (commit: string) => ((await has(commit)) ? parentsOf(objects, commit) : undefined),
    fetchCommits: (commits: readonly string[], depth: number) => fetchCommits(place, commits, depth),
    fetchRef: (ref: string, depth: number) => fetchRef(place, ref, depth),
  };
}
