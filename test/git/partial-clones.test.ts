import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { openGitRevisions } from '../../src/git/git-revisions.ts';
import {
  isolateGit,
  runAdvised,
  snapshot,
  summary,
  type TemporaryRepository,
  temporaryFolder,
  temporaryRepository,
} from './temporary-repository.ts';

beforeEach(isolateGit);

function forge(): TemporaryRepository {
  const origin = temporaryRepository();
  origin.git('config', 'uploadpack.allowFilter', 'true');
  origin.commit({ 'apps/a.yaml': '1', 'other/kept.yaml': 'word' });
  origin.commit({ 'apps/a.yaml': '2' });
  return origin;
}

const filters = ['blob:none', 'tree:0'];
const ways = [
  { name: 'two commits', sides: { base: 'HEAD~1', head: 'HEAD' } },
  { name: 'the working tree', sides: { base: 'HEAD~1' } },
];

test.each(filters.flatMap((filter) => ways.map((way) => ({ filter, ...way }))))(
  'a clone with $filter is asked for $name: nothing is fetched, the command which fetches is told, and it does',
  async ({ filter, sides }) => {
    const origin = forge();
    const clone = join(temporaryFolder(), 'clone');
    origin.git('clone', '--quiet', `--filter=${filter}`, `file://${origin.directory}`, clone);
    const before = snapshot(clone);
    const changes = async () => {
      const source = await openGitRevisions({ repository: clone, ...sides });
      const files = summary(await source.changedFiles());
      return [files, (await source.unchangedMentioning(['word'])).map(({ path }) => path)];
    };
    const error = await changes().catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      fault: 'Usage',
      message: expect.stringMatching(/fetch them first: git fetch --refetch --no-filter origin [0-9a-f]{40}/),
    });
    expect(snapshot(clone)).toEqual(before);
    runAdvised(clone, error);
    expect(await changes()).toEqual([['~ apps/a.yaml'], ['other/kept.yaml']]);
  },
);

test('the unchanged files of a partial clone are missed as well', async () => {
  const origin = forge();
  const clone = join(temporaryFolder(), 'clone');
  origin.git('clone', '--quiet', '--no-checkout', '--filter=blob:none', `file://${origin.directory}`, clone);
  for (const commit of ['HEAD', 'HEAD~1']) temporaryRepository(clone).git('show', `${commit}:apps/a.yaml`);
  const source = await openGitRevisions({ repository: clone, base: 'HEAD~1', head: 'HEAD' });
  expect(summary(await source.changedFiles())).toEqual(['~ apps/a.yaml']);
  await expect(source.unchangedMentioning(['word'])).rejects.toMatchObject({
    fault: 'Usage',
    message: expect.stringContaining('git fetch --refetch --no-filter origin'),
  });
});

test('a commit which the remote does not have is not asked of it', async () => {
  const origin = forge();
  const clone = join(temporaryFolder(), 'clone');
  origin.git('clone', '--quiet', '--filter=blob:none', `file://${origin.directory}`, clone);
  temporaryRepository(clone).commit({ 'apps/a.yaml': '3' });
  const source = await openGitRevisions({ repository: clone, base: 'HEAD~2', head: 'HEAD' });
  const error = await source.changedFiles().catch((reason: unknown) => reason);
  expect(error).toMatchObject({ message: expect.stringMatching(/: git fetch --refetch --no-filter origin$/) });
  runAdvised(clone, error);
  expect(summary(await source.changedFiles())).toEqual(['~ apps/a.yaml']);
});
