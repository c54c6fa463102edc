import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { openGitRevisions } from '../../src/git/git-revisions.ts';
import { readWorkingTreeFile, workingTreeObjectId } from '../../src/git/working-tree-file.ts';
import {
  isolateGit,
  snapshot,
  summary,
  type TemporaryRepository,
  temporaryFolder,
  temporaryRepository,
  text,
} from './temporary-repository.ts';

beforeEach(isolateGit);

const uncommitted = async ({ directory }: TemporaryRepository) =>
  (await openGitRevisions({ repository: directory, base: 'HEAD' })).changedFiles();

/** As after a copy of the folder: the index remembers other times than those of the files. */
function touch({ directory }: TemporaryRepository, ...paths: readonly string[]): void {
  for (const path of paths) utimesSync(join(directory, path), 1, 1);
}

describe('a file lies in the working tree otherwise than git keeps it', () => {
  const lines = 'a: 1\nb: 2\nc: 3\n';
  const asOnWindows = lines.replaceAll('\n', '\r\n');

  test.each([
    { how: 'core.autocrlf of the user', settings: '[core]\n\tautocrlf = true\n\tsafecrlf = true\n', attributes: '' },
    { how: 'eol of .gitattributes', settings: '', attributes: '*.yaml text eol=crlf\n' },
  ])('by $how: its line ends are no change', async ({ settings, attributes }) => {
    const repository = temporaryRepository();
    repository.commit({ 'a.yaml': lines, 'b.yaml': lines, '.gitattributes': attributes });
    const config = join(temporaryFolder(), 'config');
    writeFileSync(config, settings);
    vi.stubEnv('GIT_CONFIG_GLOBAL', config);
    repository.write({ 'a.yaml': asOnWindows, 'b.yaml': asOnWindows.replace('2', '5') });
    touch(repository, 'a.yaml', 'b.yaml');
    const before = snapshot(repository.directory);
    const found = await uncommitted(repository);
    expect(summary(found)).toEqual(['~ b.yaml']);
    expect([text(found[0]?.base), text(found[0]?.head)]).toEqual([lines, lines.replace('2', '5')]);
    expect(snapshot(repository.directory)).toEqual(before);
  });

  test('but without such a setting other line ends are a change', async () => {
    const repository = temporaryRepository();
    repository.commit({ 'a.yaml': lines });
    repository.write({ 'a.yaml': asOnWindows });
    const found = await uncommitted(repository);
    expect(text(found[0]?.head)).toBe(asOnWindows);
  });

  test('by its encoding, or by an $Id$ that is filled in', async () => {
    const repository = temporaryRepository();
    repository.commit({ '.gitattributes': 'a.yaml working-tree-encoding=UTF-16LE\nb.yaml ident\n' });
    repository.write({ 'a.yaml': Buffer.from('a: 1\n', 'utf16le'), 'b.yaml': '# $Id$\n' });
    repository.commit();
    repository.write({ 'b.yaml': '# $Id: 0123 $\n' });
    touch(repository, 'a.yaml', 'b.yaml');
    expect(await uncommitted(repository)).toEqual([]);
  });

  test('by Git LFS: the content which belongs to a pointer is no change', async () => {
    const content = 'a: 1\n'.repeat(1000);
    const sha256 = createHash('sha256').update(content).digest('hex');
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${sha256}\nsize ${content.length}\n`;
    const repository = temporaryRepository();
    repository.commit({ 'a.yaml': pointer, 'b.yaml': pointer, '.gitattributes': '*.yaml filter=lfs -text\n' });
    repository.git('config', 'filter.lfs.clean', 'false');
    repository.git('config', 'filter.lfs.required', 'true');
    repository.write({ 'a.yaml': content, 'b.yaml': `${content}a: 2\n` });
    expect(summary(await uncommitted(repository))).toEqual(['~ b.yaml']);
  });
});

describe('the index says of a file', () => {
  test('that it is not checked out (a sparse checkout): that is no removal, and it is found', async () => {
    const repository = temporaryRepository();
    const first = repository.commit({ 'apps/a.yaml': '1', 'other/b.yaml': 'word', 'other/c.yaml': '1' });
    repository.commit({ 'other/c.yaml': '2' });
    repository.git('sparse-checkout', 'set', 'apps');
    repository.write({ 'apps/a.yaml': '2' });
    const source = await openGitRevisions({ repository: repository.directory, base: first });
    const found = await source.changedFiles();
    expect(summary(found)).toEqual(['~ apps/a.yaml', '~ other/c.yaml']);
    expect(found.map(({ head }) => text(head))).toEqual(['2', '2']);
    expect((await source.unchangedMentioning(['word'])).map(({ path }) => path)).toEqual(['other/b.yaml']);
    expect(await source.paths('head')).toEqual(['apps/a.yaml', 'other/b.yaml', 'other/c.yaml']);
  });

  test('that it is assumed to be unchanged: so git says, and so do we', async () => {
    const repository = temporaryRepository();
    repository.commit({ 'a.yaml': '1' });
    repository.git('update-index', '--assume-unchanged', 'a.yaml');
    repository.write({ 'a.yaml': '2' });
    expect(await uncommitted(repository)).toEqual([]);
  });

  test('that it will be added', async () => {
    const repository = temporaryRepository();
    repository.commit({ 'a.yaml': '1' });
    repository.write({ 'b.yaml': 'new' });
    repository.git('add', '--intent-to-add', 'b.yaml');
    const found = await uncommitted(repository);
    expect(summary(found)).toEqual(['+ b.yaml']);
    expect(text(found[0]?.head)).toBe('new');
  });

  test('that it lies outside of the repository: it is not read', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'secret.yaml'), 'must not be read');
    const repository = temporaryRepository(join(folder, 'repository'));
    repository.commit();
    repository.write({ 'xx/secret.yaml': 'x' });
    repository.git('add', '--intent-to-add', 'xx/secret.yaml');
    rmSync(join(repository.directory, 'xx'), { recursive: true });
    forgeIndex(repository.directory, 'xx/secret.yaml', '../secret.yaml');
    expect((await uncommitted(repository)).map(({ head }) => text(head))).not.toContain('must not be read');
  });
});

/** Writes another path of the same length into an index, which git would refuse to do. */
function forgeIndex(directory: string, path: string, forged: string): void {
  const file = join(directory, '.git/index');
  const bytes = readFileSync(file);
  const body = Buffer.from(bytes.subarray(0, -20).toString('latin1').replace(path, forged), 'latin1');
  writeFileSync(file, Buffer.concat([body, createHash('sha1').update(body).digest()]));
}

describe('names', () => {
  test('which differ in their case alone are two, even where git was told that they are one', async () => {
    const repository = temporaryRepository();
    repository.commit({ 'a.yaml': '1', 'A.yaml': '1', 'b/x.yaml': '1', 'B/x.yaml': '1' });
    repository.git('config', 'core.ignoreCase', 'true');
    repository.write({ 'A.yaml': '2', 'B/x.yaml': '2' });
    expect(summary(await uncommitted(repository))).toEqual(['~ A.yaml', '~ B/x.yaml']);
    repository.git('config', 'core.ignoreCase', 'false');
    repository.commit();
    const committed = await openGitRevisions({ repository: repository.directory, base: 'HEAD~1', head: 'HEAD' });
    expect(summary(await committed.changedFiles())).toEqual(['~ A.yaml', '~ B/x.yaml']);
  });
});

function links() {
  const outside = temporaryFolder();
  writeFileSync(join(outside, 'web.yaml'), 'must not be read');
  const repository = temporaryRepository();
  repository.commit({ 'apps/web.yaml': 'web: 1', 'kept.yaml': '1' });
  const targets = {
    'dangling.yaml': 'nowhere.yaml',
    'file.yaml': join(outside, 'web.yaml'),
    'folder.yaml': outside,
    'loop.yaml': 'loop.yaml',
    'within.yaml': 'apps/web.yaml',
  };
  return { repository, outside, targets };
}

describe('a symbolic link is not followed', () => {
  test('to a file, a folder, itself or nothing, in a commit and in the working tree', async () => {
    const { repository, targets } = links();
    for (const [path, target] of Object.entries(targets)) repository.link(path, target);
    const expected = Object.entries(targets).map(([path, target]) => [path, 'SymbolicLink', target]);
    const seen = async (head?: string) => {
      const options = { repository: repository.directory, base: 'main', ...(head === undefined ? {} : { head }) };
      const changes = await (await openGitRevisions(options)).changedFiles();
      return changes.map((change) => [change.head?.path, change.head?.type, text(change.head)]);
    };
    expect(await seen()).toEqual(expected);
    repository.git('checkout', '--quiet', '-b', 'topic');
    repository.commit();
    touch(repository, 'within.yaml');
    expect(await seen()).toEqual(expected);
    expect(await seen('topic')).toEqual(expected);
  });

  test('nor is one which was changed to point elsewhere', async () => {
    const { repository, outside } = links();
    repository.link('link.yaml', 'kept.yaml');
    repository.commit();
    rmSync(join(repository.directory, 'link.yaml'));
    repository.link('link.yaml', join(outside, 'web.yaml'));
    const [change] = await uncommitted(repository);
    expect([change?.head?.type, text(change?.base), text(change?.head)]).toEqual([
      'SymbolicLink',
      'kept.yaml',
      join(outside, 'web.yaml'),
    ]);
  });

  test.each(['nothing', 'the other file'])(
    'in the place of a folder: its file is gone (%s is in the index)',
    async (what) => {
      const { repository, outside } = links();
      const apps = join(repository.directory, 'apps');
      rmSync(apps, { recursive: true });
      symlinkSync(outside, apps);
      if (what === 'nothing') repository.git('rm', '--quiet', '--cached', '-r', 'apps');
      const found = await uncommitted(repository);
      expect(summary(found)).toEqual(['+ apps', '- apps/web.yaml']);
      expect(found.map(({ head }) => text(head))).toEqual([outside, undefined]);
    },
  );

  test('in the place of a file which the index no longer has', async () => {
    const { repository } = links();
    repository.git('rm', '--quiet', 'kept.yaml');
    repository.link('kept.yaml', 'nowhere.yaml');
    const found = await uncommitted(repository);
    expect(summary(found)).toEqual(['+ kept.yaml', '- kept.yaml']);
    expect(text(found.find(({ head }) => head)?.head)).toBe('nowhere.yaml');
  });

  test('in the place of a folder of which something is still to be read', () => {
    const { repository, outside } = links();
    symlinkSync(outside, join(repository.directory, 'linked'));
    expect(readWorkingTreeFile(repository.directory, 'linked/web.yaml')).toBeUndefined();
    expect(workingTreeObjectId(repository.directory, 'linked/web.yaml', '0'.repeat(40))).toBeUndefined();
    expect(text(readWorkingTreeFile(repository.directory, 'apps/web.yaml'))).toBe('web: 1');
  });

  test('in the place of a folder within the repository', async () => {
    const { repository } = links();
    renameSync(join(repository.directory, 'apps'), join(repository.directory, 'moved'));
    symlinkSync('moved', join(repository.directory, 'apps'));
    expect(summary(await uncommitted(repository))).toEqual(['+ apps', 'apps/web.yaml -> moved/web.yaml']);
  });

  test('by which the repository itself is named: its files are read', async () => {
    const { repository } = links();
    repository.write({ 'apps/web.yaml': 'web: 2' });
    const link = join(temporaryFolder(), 'link');
    symlinkSync(repository.directory, link);
    const source = await openGitRevisions({ repository: join(link, 'apps'), base: 'HEAD', paths: ['web.yaml'] });
    expect(summary(await source.changedFiles())).toEqual(['~ apps/web.yaml']);
  });
});

test('what is neither a file nor a link is not read', async () => {
  const repository = temporaryRepository();
  repository.commit({ 'a.yaml': '1' });
  rmSync(join(repository.directory, 'a.yaml'));
  mkdirSync(join(repository.directory, 'a.yaml'));
  repository.write({ 'a.yaml/b.yaml': '2' });
  expect(summary(await uncommitted(repository))).toEqual(['- a.yaml', '+ a.yaml/b.yaml']);
});
