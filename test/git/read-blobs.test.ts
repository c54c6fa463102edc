import { beforeEach, expect, test } from 'vitest';
import { gitLimits } from '../../src/git/git-folder.ts';
import { openObjects } from '../../src/git/git-objects.ts';
import { readBlobs } from '../../src/git/read-blobs.ts';
import { isolateGit, temporaryRepository } from './temporary-repository.ts';

beforeEach(isolateGit);

const objectsOf = (directory: string) => openObjects({ directory, limits: gitLimits });

test('each distinct blob comes once, in the order of the requests, cut one byte after its limit', async () => {
  const contents = ['', '\n', 'abc\n', `${'x'.repeat(200_000)}end`, 'abcdef'];
  const repository = temporaryRepository();
  repository.commit(Object.fromEntries(contents.map((content, index) => [`${index}`, content])));
  const requests = contents.map((content, index) => ({
    objectId: repository.git('rev-parse', `HEAD:${index}`),
    bytesMax: content === 'abcdef' ? 3 : 1_000_000,
  }));
  const seen: string[] = [];
  await readBlobs(objectsOf(repository.directory), [...requests, ...requests], (objectId, bytes) => {
    expect(objectId).toBe(requests[seen.length]?.objectId);
    seen.push(bytes.toString('utf8'));
  });
  expect(seen).toEqual([...contents.slice(0, 4), 'abcd']);
});

test('an object which is not there is said with what mends it', async () => {
  const repository = temporaryRepository();
  repository.commit({ a: '1' });
  const request = { objectId: '1'.repeat(40), bytesMax: 10 };
  await expect(readBlobs(objectsOf(repository.directory), [request], () => undefined)).rejects.toMatchObject({
    name: 'RevisionError',
    message: expect.stringContaining('git fetch --refetch'),
  });
});
