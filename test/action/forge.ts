import { join } from 'node:path';
import { type TemporaryRepository, temporaryFolder, temporaryRepository } from '../git/temporary-repository.ts';

export type Files = Readonly<Record<string, string>>;

/** A repository as GitHub has it, with pull request 7 from `topic` into `main`. */
export interface Forge {
  readonly owner: string;
  readonly repo: string;
  /** The folder of all repositories. */
  readonly folder: string;
  readonly origin: TemporaryRepository;
  readonly base: string;
  readonly head: string;
  /** The result of merging the two. */
  readonly merged: string;
  /** Pushes another commit to the pull request. */
  readonly push: (files: Files) => PushedCommit;
}

export interface PushedCommit {
  readonly head: string;
  readonly merged: string;
}

export function makeForge(base: Files, head: Files, removed: readonly string[] = []): Forge {
  const folder = temporaryFolder();
  const origin = temporaryRepository(join(folder, 'shop', 'deploy'));
  origin.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
  origin.commit({ 'README.md': 'how it began' });
  const baseCommit = origin.commit(base);
  origin.git('checkout', '--quiet', '-b', 'topic');
  for (const path of removed) origin.git('rm', '--quiet', path);
  const push = (files: Files): PushedCommit => {
    origin.git('checkout', '--quiet', 'topic');
    const commit = origin.commit(files);
    origin.git('update-ref', 'refs/pull/7/head', commit);
    return { head: commit, merged: merge(origin) };
  };
  return { owner: 'shop', repo: 'deploy', folder, origin, base: baseCommit, ...push(head), push };
}

/** What GitHub makes of `main` and `topic`, as refs/pull/7/merge. */
function merge(origin: TemporaryRepository): string {
  origin.git('checkout', '--quiet', '--detach', 'main');
  origin.git('merge', '--quiet', '--no-ff', '--message', 'merge', 'topic');
  const merged = origin.git('rev-parse', 'HEAD');
  origin.git('update-ref', 'refs/pull/7/merge', merged);
  origin.git('checkout', '--quiet', 'main');
  return merged;
}

/** What actions/checkout leaves in the workspace. */
export function checkOut({ origin }: Forge, ref: string, depth: number): TemporaryRepository {
  const clone = temporaryRepository();
  clone.git('remote', 'add', 'origin', `file://${origin.directory}`);
  clone.git(
    'fetch',
    '--quiet',
    '--no-tags',
    `--depth=${depth}`,
    'origin',
    `+${origin.git('rev-parse', ref)}:refs/remotes/checkout`,
  );
  clone.git('checkout', '--quiet', '--detach', 'refs/remotes/checkout');
  return clone;
}
