import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { RevisionSource } from '../../src/app/ports.ts';
import { openDirectoryRevisions } from '../../src/git/directory-revisions.ts';
import { openGitRevisions } from '../../src/git/git-revisions.ts';
import { isolateGit, summary, temporaryFolder, temporaryRepository, text, writeFiles } from './temporary-repository.ts';

type Files = Readonly<Record<string, string | Uint8Array>>;

function folders(base: Files, head: Files) {
  const top = temporaryFolder();
  const sides = { baseDirectory: join(top, 'base'), headDirectory: join(top, 'head') };
  for (const directory of Object.values(sides)) mkdirSync(directory);
  writeFiles(sides.baseDirectory, base);
  writeFiles(sides.headDirectory, head);
  return sides;
}

test('files are compared by their bytes', async () => {
  const sides = folders(
    { 'same.yaml': '1', 'changed.yaml': '1', 'removed/r.yaml': 'r: 1\n' },
    { 'same.yaml': '1', 'changed.yaml': '2', 'added/a.yaml': 'a: 1\n' },
  );
  const source = await openDirectoryRevisions(sides);
  expect([source.base, source.head]).toEqual([{ type: 'Directory' }, { type: 'Directory' }]);
  const changes = await source.changedFiles();
  expect(summary(changes)).toEqual(['+ added/a.yaml', '~ changed.yaml', '- removed/r.yaml']);
  expect([text(changes[1]?.base), text(changes[1]?.head)]).toEqual(['1', '2']);
  expect(await source.paths('base')).toEqual(['changed.yaml', 'removed/r.yaml', 'same.yaml']);
  expect(await source.paths('head')).toEqual(['added/a.yaml', 'changed.yaml', 'same.yaml']);
});

test('equal folders have no changes', async () => {
  const sides = folders({ 'a.yaml': '1', 'b/c.yaml': '2' }, { 'a.yaml': '1', 'b/c.yaml': '2' });
  expect(await (await openDirectoryRevisions(sides)).changedFiles()).toEqual([]);
});

test('.git is left out, other hidden files are not', async () => {
  const sides = folders({}, { '.git/config': '1', 'sub/.git': 'gitdir: x', '.github/a.yaml': '1' });
  const source = await openDirectoryRevisions(sides);
  expect(await source.paths('head')).toEqual(['.github/a.yaml']);
});

test('a symbolic link is its target: neither a file nor a folder is followed', async () => {
  const outside = temporaryFolder();
  writeFileSync(join(outside, 'canary.yaml'), 'must not be read');
  const sides = folders({ 'file.yaml': '1' }, {});
  symlinkSync(join(outside, 'canary.yaml'), join(sides.headDirectory, 'file.yaml'));
  symlinkSync(outside, join(sides.headDirectory, 'folder'));
  symlinkSync('.', join(sides.headDirectory, 'loop'));
  const changes = await (await openDirectoryRevisions(sides)).changedFiles();
  expect(summary(changes)).toEqual(['+ file.yaml', '- file.yaml', '+ folder', '+ loop']);
  expect(changes.flatMap(({ head }) => (head ? [[head.path, head.type, text(head)]] : []))).toEqual([
    ['file.yaml', 'SymbolicLink', join(outside, 'canary.yaml')],
    ['folder', 'SymbolicLink', outside],
    ['loop', 'SymbolicLink', '.'],
  ]);
});

test('a difference behind the limit is found, though the bytes given are cut', async () => {
  const sides = folders({ 'a.bin': large(1), 'b.bin': large(1) }, { 'a.bin': large(2), 'b.bin': large(1) });
  const changes = await (await openDirectoryRevisions(sides)).changedFiles();
  expect(changes.map(({ base, head }) => [head?.path, base?.bytes.length])).toEqual([['a.bin', 8 * 1024 + 1]]);
});

test('only the named files and folders are looked at', async () => {
  const sides = folders({ 'apps/a.yaml': '1', 'b.yaml': '1' }, { 'apps/a.yaml': '2', 'b.yaml': '2' });
  const source = await openDirectoryRevisions({ ...sides, paths: ['apps'] });
  expect(summary(await source.changedFiles())).toEqual(['~ apps/a.yaml']);
  await expect(openDirectoryRevisions({ ...sides, paths: ['appz'] })).rejects.toThrow('neither revision has a file');
});

test.each(['baseDirectory', 'headDirectory'] as const)(
  'a %s whose parent is missing too is for the user to mend',
  async (side) => {
    const sides = { ...folders({}, {}), [side]: join(temporaryFolder(), 'absent', 'too') };
    await expect(openDirectoryRevisions(sides)).rejects.toMatchObject({
      fault: 'Usage',
      message: expect.stringContaining(side === 'baseDirectory' ? 'check --base-dir' : 'check --head-dir'),
    });
  },
);

test('a folder which is not there beside one which is counts as empty, and says so', async () => {
  const sides = folders({}, { 'a.yaml': '1' });
  const source = await openDirectoryRevisions({ ...sides, baseDirectory: join(temporaryFolder(), 'before') });
  expect(source.base).toEqual({ type: 'Directory', isMissing: true });
  expect(summary(await source.changedFiles())).toEqual(['+ a.yaml']);
});

test('two folders which are not there are for the user to mend', async () => {
  const options = { baseDirectory: join(temporaryFolder(), 'before'), headDirectory: join(temporaryFolder(), 'after') };
  await expect(openDirectoryRevisions(options)).rejects.toMatchObject({ fault: 'Usage' });
});

test('a file in place of a folder is for the user to mend', async () => {
  const sides = folders({ 'a.yaml': '1' }, {});
  const options = { ...sides, baseDirectory: join(sides.baseDirectory, 'a.yaml') };
  await expect(openDirectoryRevisions(options)).rejects.toMatchObject({ fault: 'Usage' });
});

/** Of base and head. */
const linksTold = async (source: RevisionSource) =>
  Promise.all(
    (['base', 'head'] as const).map(async (side) =>
      (await source.links(side)).map(({ path, bytes }) => `${path} → ${Buffer.from(bytes).toString()}`),
    ),
  );

describe('folders and commits of the same files', () => {
  beforeEach(isolateGit);

  const body = Array.from({ length: 20 }, (_, line) => `key${line}: value\n`).join('');
  const base: Files = {
    'apps/web/deployment.yaml': `${body}name: web\n`,
    'apps/web/service.yaml': `${body}kind: Service\nname: web\n`,
    'apps/api/deployment.yaml': `${body}name: api\n`,
    'apps/api/notes.md': 'web',
    'list.json': '{"name": "api"}',
    'caf\u00e9.yaml': 'name: web\n',
  };
  const { 'apps/api/deployment.yaml': moved = '', ...rest } = base;
  const head: Files = {
    ...rest,
    'apps/api-v2/deployment.yaml': `${String(moved)}more: 1\n`,
    'apps/web/deployment.yaml': `${body}name: web\nreplicas: 2\n`,
    'new.yml': 'name: web\n',
  };

  test('give the same links, each with what it says, and none where a link becomes a file', async () => {
    const repository = temporaryRepository();
    repository.link('apps/b.yaml', 'a.yaml');
    repository.link('shared', '../elsewhere');
    repository.commit({ 'apps/a.yaml': '1' });
    const baseDirectory = temporaryFolder();
    repository.git('worktree', 'add', '--quiet', baseDirectory, 'HEAD');
    repository.git('rm', '--quiet', 'apps/b.yaml');
    repository.write({ 'apps/b.yaml': '2' });
    symlinkSync('a.yaml', join(repository.directory, 'apps/c.yaml'));
    const links = [
      ['apps/b.yaml → a.yaml', 'shared → ../elsewhere'],
      ['apps/c.yaml → a.yaml', 'shared → ../elsewhere'],
    ];
    expect(await linksTold(await openGitRevisions({ repository: repository.directory, base: 'HEAD' }))).toEqual(links);
    expect(
      await linksTold(await openDirectoryRevisions({ baseDirectory, headDirectory: repository.directory })),
    ).toEqual(links);
  });

  test('give the same changes, paths and mentions', async () => {
    const repository = temporaryRepository();
    repository.commit(base);
    repository.git('rm', '--quiet', 'apps/api/deployment.yaml');
    repository.commit(head);
    const fromGit = await openGitRevisions({ repository: repository.directory, base: 'HEAD~1', head: 'HEAD' });
    const fromFolders = await openDirectoryRevisions(folders(base, head));
    const changes = await fromFolders.changedFiles();
    expect(summary(changes)).toContain('apps/api/deployment.yaml -> apps/api-v2/deployment.yaml');
    expect(await fromGit.changedFiles()).toEqual(changes);
    for (const side of ['base', 'head'] as const)
      expect(await fromGit.paths(side)).toEqual(await fromFolders.paths(side));
    for (const words of [['web'], ['api', 'web'], ['absent'], [], ['']]) {
      expect(await fromGit.unchangedMentioning(words)).toEqual(await fromFolders.unchangedMentioning(words));
    }
    expect((await fromFolders.unchangedMentioning(['web'])).map(({ path }) => path)).toEqual([
      'apps/web/service.yaml',
      'caf\u00e9.yaml',
    ]);
  });
});

function large(lastByte: number): Buffer {
  return Buffer.concat([Buffer.alloc(3 * 1024 * 1024, 1), Buffer.from([lastByte])]);
}
