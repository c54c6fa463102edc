import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { type GitRevisionsOptions, openGitRevisions } from '../../src/git/git-revisions.ts';
import {
  isolateGit,
  runAdvised,
  summary,
  type TemporaryRepository,
  temporaryFolder,
  temporaryRepository,
} from './temporary-repository.ts';

beforeEach(isolateGit);

/** main: 1 2 3 4, topic from 2: a b c, and the merge of both as a pull request has it. */
function forge(): TemporaryRepository {
  const origin = temporaryRepository();
  for (const name of ['1', '2']) origin.commit({ [`${name}.yaml`]: name });
  origin.git('tag', 'v1');
  origin.git('checkout', '--quiet', '-b', 'topic');
  for (const name of ['a', 'b', 'c']) origin.commit({ [`${name}.yaml`]: name });
  origin.git('checkout', '--quiet', 'main');
  for (const name of ['3', '4']) origin.commit({ [`${name}.yaml`]: name });
  origin.git('checkout', '--quiet', '--detach');
  origin.git('merge', '--quiet', '--message', 'merge', 'topic');
  origin.git('update-ref', 'refs/pull/7/merge', 'HEAD');
  origin.git('checkout', '--quiet', 'main');
  return origin;
}

/** What actions/checkout does in the workflow of a pull request, with its default depth of 1. */
function checkout(origin: TemporaryRepository, ref = 'refs/pull/7/merge'): string {
  const clone = temporaryRepository();
  clone.git('remote', 'add', 'origin', `file://${origin.directory}`);
  const refspec = `+${origin.git('rev-parse', ref)}:refs/remotes/pull/7/merge`;
  clone.git('fetch', '--quiet', '--no-tags', '--prune', '--depth=1', 'origin', refspec);
  clone.git('checkout', '--quiet', '--force', 'refs/remotes/pull/7/merge');
  return clone.directory;
}

async function changes(repository: string, sides: Omit<GitRevisionsOptions, 'repository'>): Promise<readonly string[]> {
  return summary(await (await openGitRevisions({ repository, ...sides })).changedFiles());
}

async function refusal(repository: string, sides: Omit<GitRevisionsOptions, 'repository'>): Promise<unknown> {
  return changes(repository, sides).then(
    (found) => `no refusal, but ${found.join()}`,
    (error: unknown) => error,
  );
}

describe('the merge result of a pull request, checked out with depth 1', () => {
  const ofTopic = ['+ a.yaml', '+ b.yaml', '+ c.yaml'];

  test.each([
    { base: 'HEAD^1', command: /fetch --deepen=1 origin [0-9a-f]{40}$/, expected: ofTopic },
    { base: 'HEAD^', command: /fetch --deepen=1 origin /, expected: ofTopic },
    {
      base: 'HEAD^2~2',
      command: /fetch --deepen=3 origin /,
      expected: ['+ 3.yaml', '+ 4.yaml', '+ b.yaml', '+ c.yaml'],
    },
    { base: 'v1', command: /fetch --depth=1 origin \+refs\/tags\/v1:/, expected: ['+ 3.yaml', '+ 4.yaml', ...ofTopic] },
    { base: 'origin/main', command: /fetch --depth=1 origin \+refs\/heads\/main:/, expected: ofTopic },
    { base: 'origin/main~1', command: /fetch --depth=2 origin /, expected: ['+ 4.yaml', ...ofTopic] },
  ])('$base is told with the command which fetches it, and that command does', async ({ base, command, expected }) => {
    const clone = checkout(forge());
    const error = await refusal(clone, { base, head: 'HEAD' });
    expect(error).toMatchObject({ fault: 'Usage', message: expect.stringMatching(command) });
    runAdvised(clone, error);
    expect(await changes(clone, { base, head: 'HEAD' })).toEqual(expected);
  });

  test('a commit of the remote is fetched by its SHA', async () => {
    const origin = forge();
    const clone = checkout(origin);
    const base = origin.git('rev-parse', 'main');
    const error = await refusal(clone, { base, head: 'HEAD' });
    expect(error).toMatchObject({ message: expect.stringMatching(/with: git fetch --depth=1 origin [0-9a-f]{40}$/) });
    runAdvised(clone, error);
    expect(await changes(clone, { base, head: 'HEAD' })).toEqual(ofTopic);
  });

  test('a branch is told with the name that it has once it is fetched', async () => {
    const clone = checkout(forge());
    const error = await refusal(clone, { base: 'main', head: 'HEAD' });
    expect(error).toMatchObject({ message: expect.stringContaining('is called "origin/main" once it is fetched') });
    runAdvised(clone, error);
    expect(await changes(clone, { base: 'origin/main', head: 'HEAD' })).toEqual(ofTopic);
  });

  test('another ref of the remote is fetched under its own name', async () => {
    const origin = forge();
    origin.git('update-ref', 'refs/deployments/production', 'main~1');
    const clone = checkout(origin);
    const error = await refusal(clone, { base: 'refs/deployments/production', head: 'HEAD' });
    runAdvised(clone, error);
    expect(await changes(clone, { base: 'refs/deployments/production', head: 'HEAD' })).toEqual([
      '+ 4.yaml',
      ...ofTopic,
    ]);
  });

  test('without names the default branch is missing, and is fetched with its history', async () => {
    const clone = checkout(forge());
    const error = await refusal(clone, {});
    expect(error).toMatchObject({ message: expect.stringContaining('does not have the default branch') });
    runAdvised(clone, error);
    expect(await changes(clone, {})).toEqual(ofTopic);
  });

  test('what no history has is not taken for a part which is missing', async () => {
    const clone = checkout(forge());
    expect(await refusal(clone, { base: 'HEAD^3' })).toMatchObject({
      message: 'there is no commit "HEAD^3": the history of "HEAD" has no such commit',
    });
  });
});

function shallowClone(origin: TemporaryRepository, ...options: readonly string[]): TemporaryRepository {
  const clone = join(temporaryFolder(), 'clone');
  origin.git('clone', '--quiet', '--depth=1', ...options, `file://${origin.directory}`, clone);
  return temporaryRepository(clone);
}

describe('a clone of depth 1', () => {
  test('does not reach the merge base; what is fetched is behind the commits at which it is cut', async () => {
    const clone = shallowClone(forge(), '--no-single-branch');
    clone.git('checkout', '--quiet', 'topic');
    // Not pushed: the remote could not be asked for it.
    clone.commit({ 'local.yaml': '1' });
    const error = await refusal(clone.directory, {});
    expect(error).toMatchObject({
      fault: 'Usage',
      message: expect.stringMatching(/left origin\/main; .*: git fetch --unshallow origin( [0-9a-f]{40}){2}$/),
    });
    runAdvised(clone.directory, error);
    expect(await changes(clone.directory, {})).toEqual(['+ a.yaml', '+ b.yaml', '+ c.yaml', '+ local.yaml']);
  });

  test('which has one branch only is not taken for "nothing changed"', async () => {
    const origin = forge();
    origin.git('branch', '--move', 'main', 'trunk');
    const clone = shallowClone(origin, '--branch=topic');
    const error = await refusal(clone.directory, {});
    expect(error).toMatchObject({ message: expect.stringContaining('does not have the default branch') });
    runAdvised(clone.directory, error);
    expect(await changes(clone.directory, {})).toEqual(['+ a.yaml', '+ b.yaml', '+ c.yaml']);
  });

  test('of a remote which has another name', async () => {
    const clone = shallowClone(forge(), '--origin=upstream');
    const error = await refusal(clone.directory, { base: 'HEAD~1' });
    expect(error).toMatchObject({ message: expect.stringContaining('git fetch --deepen=1 upstream ') });
    runAdvised(clone.directory, error);
    expect(await changes(clone.directory, { base: 'HEAD~1' })).toEqual(['+ 4.yaml']);
  });
});
