import { execFileSync } from 'node:child_process';
import { beforeEach, expect, test } from 'vitest';
import { openClone } from '../../src/git/clone.ts';
import { checkOut, makeForge } from '../action/forge.ts';
import { startGitHttpServer } from './git-http-server.ts';
import { isolateGit, snapshot, temporaryFolder } from './temporary-repository.ts';

beforeEach(isolateGit);

const forgeOfOneFile = () => makeForge({ 'a.yaml': 'a: 1\n' }, { 'a.yaml': 'a: 2\n' });

test('what a shallow clone lacks is fetched, and nothing else changes in it', async () => {
  const forge = forgeOfOneFile();
  const server = await startGitHttpServer(forge.folder);
  const clone = checkOut(forge, 'refs/pull/7/merge', 1);
  const state = () => [clone.git('for-each-ref'), clone.git('status', '--porcelain'), clone.git('config', '--list')];
  const before = state();
  const { has, parents, fetchCommits } = openClone({
    repository: clone.directory,
    url: `${server.url}/shop/deploy`,
    token: undefined,
  });
  expect(await parents(forge.merged)).toEqual([forge.base, forge.head]);
  expect(await has(forge.base)).toBe(false);
  await fetchCommits([forge.merged], 2);
  expect([await has(forge.base), await has(forge.head)]).toEqual([true, true]);
  expect(state()).toEqual(before);
});

test('a ref is fetched by its name and gives its commit', async () => {
  const forge = forgeOfOneFile();
  const server = await startGitHttpServer(forge.folder);
  const clone = checkOut(forge, 'main', 1);
  const { fetchRef, parents } = openClone({
    repository: clone.directory,
    url: `${server.url}/shop/deploy`,
    token: undefined,
  });
  expect(await fetchRef('refs/pull/7/merge', 2)).toBe(forge.merged);
  expect(await parents(forge.merged)).toEqual([forge.base, forge.head]);
  await expect(fetchRef('refs/pull/8/merge', 2)).rejects.toMatchObject({ name: 'RevisionError', fault: 'World' });
});

test('the token is sent once, in place of what a checkout left, and is in no argument and no message', async () => {
  const forge = forgeOfOneFile();
  const server = await startGitHttpServer(forge.folder, { token: 't0k3n' });
  const clone = checkOut(forge, 'main', 1);
  clone.git('config', `http.${server.url}/.extraheader`, 'AUTHORIZATION: basic bGVmdDpvdmVy');
  const open = (token: string) => openClone({ repository: clone.directory, url: `${server.url}/shop/deploy`, token });
  await open('t0k3n').fetchCommits([forge.merged], 2);
  expect(new Set(server.authorizations)).toEqual(
    new Set([`basic ${Buffer.from('x-access-token:t0k3n').toString('base64')}`]),
  );
  const error: unknown = await open('wr0ng')
    .fetchCommits([forge.head], 1)
    .catch((caught: unknown) => caught);
  expect(String(error)).toContain('git fetch failed');
  expect(String(error)).not.toMatch(/wr0ng|d3IwbmE|t0k3n/);
  expect(JSON.stringify(snapshot(clone.directory))).not.toMatch(/t0k3n/);
});

test.each(['file:///etc', 'ssh://example.com/a', 'ext::sh -c id'])('nothing is fetched from %s', async (url) => {
  const folder = temporaryFolder();
  execFileSync('git', ['init', '--quiet', folder]);
  const { fetchCommits } = openClone({ repository: folder, url, token: 't0k3n' });
  await expect(fetchCommits(['0'.repeat(40)], 1)).rejects.toThrow(/no web address/);
});
