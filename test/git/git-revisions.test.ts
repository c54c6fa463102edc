import { rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { ChangedFile } from '../../src/app/ports.ts';
import { openGitRevisions } from '../../src/git/git-revisions.ts';
import { isolateGit, snapshot, summary, temporaryFolder, temporaryRepository, text } from './temporary-repository.ts';

beforeEach(isolateGit);

describe('the two sides', () => {
  test('without names the working tree is compared with where HEAD left the default branch', async () => {
    const repository = temporaryRepository();
    const start = repository.commit({ 'a.yaml': 'a: 1\n' });
    repository.git('checkout', '--quiet', '-b', 'topic');
    const topic = repository.commit({ 'b.yaml': 'b: 1\n' });
    repository.git('checkout', '--quiet', 'main');
    repository.commit({ 'only-on-main.yaml': 'm: 1\n' });
    repository.git('checkout', '--quiet', 'topic');
    repository.write({ 'a.yaml': 'a: 2\n', 'untracked.yaml': 'u: 1\n' });

    const source = await openGitRevisions({ repository: repository.directory });
    expect(source.base).toEqual({ type: 'Commit', ref: 'merge base with main', commit: start });
    expect(source.head).toEqual({ type: 'WorkingTree', commit: topic });
    const changes = await source.changedFiles();
    expect(summary(changes)).toEqual(['~ a.yaml', '+ b.yaml', '+ untracked.yaml']);
    expect(changes.map(({ base, head }) => [text(base), text(head)])).toEqual([
      ['a: 1\n', 'a: 2\n'],
      [undefined, 'b: 1\n'],
      [undefined, 'u: 1\n'],
    ]);
  });

  test('on the default branch itself only what the remote does not have is compared', async () => {
    const origin = temporaryRepository();
    origin.commit({ 'a.yaml': '1' });
    const clone = join(temporaryFolder(), 'clone');
    origin.git('clone', '--quiet', origin.directory, clone);
    const repository = temporaryRepository(clone);
    repository.commit({ 'b.yaml': '1' });
    repository.write({ 'c.yaml': '1' });
    const source = await openGitRevisions({ repository: clone });
    expect(source.base.ref).toBe('merge base with origin/main');
    expect(summary(await source.changedFiles())).toEqual(['+ b.yaml', '+ c.yaml']);
  });

  test('without a default branch only uncommitted work is compared', async () => {
    const repository = temporaryRepository();
    const commit = repository.commit({ 'a.yaml': '1' });
    repository.git('branch', '--move', 'trunk');
    repository.write({ 'b.yaml': '1' });
    const source = await openGitRevisions({ repository: repository.directory });
    expect(source.base).toEqual({ type: 'Commit', ref: 'HEAD', commit });
    expect(summary(await source.changedFiles())).toEqual(['+ b.yaml']);
  });

  test('a base alone is compared with the working tree, as it was named', async () => {
    const repository = temporaryRepository();
    const first = repository.commit({ 'a.yaml': '1' });
    repository.commit({ 'b.yaml': '1' });
    const source = await openGitRevisions({ repository: repository.directory, base: 'HEAD~1' });
    expect(source.base).toEqual({ type: 'Commit', ref: 'HEAD~1', commit: first });
    expect(source.head.type).toBe('WorkingTree');
    expect(summary(await source.changedFiles())).toEqual(['+ b.yaml']);
  });

  test.each(['branch', 'v1', 'refs/pull/7/merge', 'HEAD^{/cha}', 'HEAD^{commit}'])(
    'two commits can be named by %s',
    async (name) => {
      const repository = temporaryRepository();
      const first = repository.commit({ 'a.yaml': '1' });
      const second = repository.commit({ 'a.yaml': '2' });
      for (const ref of ['refs/heads/branch', 'refs/tags/v1', 'refs/pull/7/merge'])
        repository.git('update-ref', ref, second);
      repository.write({ 'not-looked-at.yaml': '1' });
      const source = await openGitRevisions({ repository: repository.directory, base: first.slice(0, 10), head: name });
      expect(source.head).toEqual({ type: 'Commit', ref: name, commit: second });
      expect(summary(await source.changedFiles())).toEqual(['~ a.yaml']);
    },
  );

  test('a bare repository has no working tree: HEAD is the head', async () => {
    const repository = temporaryRepository();
    const first = repository.commit({ 'a.yaml': 'word' });
    const second = repository.commit({ 'b.yaml': '1' });
    const bare = join(temporaryFolder(), 'bare.git');
    repository.git('clone', '--quiet', '--bare', repository.directory, bare);
    const source = await openGitRevisions({ repository: bare, base: first });
    expect(source.head).toEqual({ type: 'Commit', ref: 'HEAD', commit: second });
    expect(summary(await source.changedFiles())).toEqual(['+ b.yaml']);
    expect((await source.unchangedMentioning(['word'])).map(({ path }) => path)).toEqual(['a.yaml']);
  });

  test('a linked worktree has its own working tree', async () => {
    const repository = temporaryRepository();
    repository.commit({ 'a.yaml': '1' });
    const linked = join(temporaryFolder(), 'linked');
    repository.git('worktree', 'add', '--quiet', '-b', 'topic', linked);
    writeFileSync(join(linked, 'b.yaml'), '1');
    const source = await openGitRevisions({ repository: linked });
    expect(summary(await source.changedFiles())).toEqual(['+ b.yaml']);
  });

  test('from a folder within the repository the whole of it is compared', async () => {
    const repository = temporaryRepository();
    repository.commit({ 'apps/a.yaml': '1', 'b.yaml': '1' });
    repository.write({ 'apps/a.yaml': '2', 'b.yaml': '2' });
    const source = await openGitRevisions({ repository: join(repository.directory, 'apps') });
    expect(summary(await source.changedFiles())).toEqual(['~ apps/a.yaml', '~ b.yaml']);
  });
});

describe('what changed', () => {
  test('staged, unstaged, removed and untracked files count; ignored ones do not', async () => {
    const repository = temporaryRepository();
    repository.commit({
      '.gitignore': 'ignored.yaml\n',
      'staged.yaml': '1',
      'unstaged.yaml': '1',
      'removed.yaml': 'r',
    });
    repository.write({ 'staged.yaml': '2', 'added.yaml': 'added' });
    repository.git('add', 'staged.yaml', 'added.yaml');
    repository.write({ 'unstaged.yaml': '2', 'untracked.yaml': 'untracked', 'ignored.yaml': '1' });
    rmSync(join(repository.directory, 'removed.yaml'));
    const source = await openGitRevisions({ repository: repository.directory });
    expect(summary(await source.changedFiles())).toEqual([
      '+ added.yaml',
      '- removed.yaml',
      '~ staged.yaml',
      '~ unstaged.yaml',
      '+ untracked.yaml',
    ]);
    expect(await source.paths('base')).toEqual(['.gitignore', 'removed.yaml', 'staged.yaml', 'unstaged.yaml']);
    expect(await source.paths('head')).toEqual([
      '.gitignore',
      'added.yaml',
      'staged.yaml',
      'unstaged.yaml',
      'untracked.yaml',
    ]);
  });

  test('a file which was only touched, made executable or taken out of the index did not change', async () => {
    const repository = temporaryRepository();
    repository.commit({ 'touched.yaml': '1', 'executable.yaml': '1', 'untracked.yaml': '1' });
    utimesSync(join(repository.directory, 'touched.yaml'), 1, 1);
    repository.git('update-index', '--chmod=+x', 'executable.yaml');
    repository.git('rm', '--quiet', '--cached', 'untracked.yaml');
    const source = await openGitRevisions({ repository: repository.directory });
    expect(await source.changedFiles()).toEqual([]);
  });

  test('an unfinished merge is read as it lies in the working tree', async () => {
    const repository = temporaryRepository();
    repository.commit({ 'a.yaml': '1\n' });
    repository.git('checkout', '--quiet', '-b', 'topic');
    repository.commit({ 'a.yaml': '2\n' });
    repository.git('checkout', '--quiet', 'main');
    repository.commit({ 'a.yaml': '3\n' });
    expect(() => repository.git('merge', 'topic')).toThrow('merge');
    const [change] = await (await openGitRevisions({ repository: repository.directory })).changedFiles();
    expect(text(change?.head)).toContain('<<<<<<<');
  });

  test('renamed and moved files are paired, also when they were edited or not yet added', async () => {
    const repository = temporaryRepository();
    const body = Array.from({ length: 30 }, (_, line) => `line${line}: value\n`).join('');
    const first = repository.commit({ 'old/app.yaml': body, 'other.yaml': `${body}other: 1\n` });
    repository.git('mv', 'old', 'new');
    rmSync(join(repository.directory, 'other.yaml'));
    repository.write({ 'new/app.yaml': `${body}more: 1\n`, 'renamed.yaml': `${body}other: 1\n` });
    const pairs = ['old/app.yaml -> new/app.yaml', 'other.yaml -> renamed.yaml'];
    const uncommitted = await openGitRevisions({ repository: repository.directory });
    expect(summary(await uncommitted.changedFiles())).toEqual(pairs);
    repository.commit();
    const committed = await openGitRevisions({ repository: repository.directory, base: first, head: 'HEAD' });
    expect(summary(await committed.changedFiles())).toEqual(pairs);
  });

  test('a submodule is an entry without bytes', async () => {
    const library = temporaryRepository();
    library.commit({ 'l.yaml': '1' });
    const repository = temporaryRepository();
    repository.commit({ 'a.yaml': '1' });
    repository.git('submodule', '--quiet', 'add', library.directory, 'library');
    repository.write({ 'nested/x.yaml': '1' });
    temporaryRepository(join(repository.directory, 'nested'));
    const source = await openGitRevisions({ repository: repository.directory });
    const changes = await source.changedFiles();
    expect(changes.map(({ head }) => [head?.path, head?.type, head?.bytes.length])).toContainEqual([
      'library',
      'Submodule',
      0,
    ]);
    expect(await source.paths('head')).toEqual(['.gitmodules', 'a.yaml', 'library']);
  });

  test('only the named files and folders are looked at, relative to where the user stands', async () => {
    const repository = temporaryRepository();
    repository.commit({ 'apps/web/a.yaml': '1', 'apps/web-2/a.yaml': '1', 'b.yaml': '1' });
    repository.write({ 'apps/web/a.yaml': '2', 'apps/web-2/a.yaml': '2', 'b.yaml': '2' });
    const changed = async (folder: string, paths: readonly string[]) => {
      const source = await openGitRevisions({ repository: join(repository.directory, folder), paths });
      return summary(await source.changedFiles());
    };
    expect(await changed('.', ['apps/web/'])).toEqual(['~ apps/web/a.yaml']);
    expect(await changed('.', ['b.yaml', './apps/web-2'])).toEqual(['~ apps/web-2/a.yaml', '~ b.yaml']);
    expect(await changed('apps', ['web', '../b.yaml'])).toEqual(['~ apps/web/a.yaml', '~ b.yaml']);
    expect(await changed('apps', ['..'])).toHaveLength(3);
    expect(await changed('apps', [])).toHaveLength(3);
    await expect(changed('.', ['apps/wbe'])).rejects.toThrow('neither revision has a file in "apps/wbe"');
    await expect(changed('.', ['../elsewhere'])).rejects.toThrow('outside of what is compared');
    await expect(changed('.', ['*.yaml'])).rejects.toThrow('neither revision');
  });

  test('a file which is larger than the limit is cut one byte behind it', async () => {
    const repository = temporaryRepository();
    repository.commit({ 'image.bin': Buffer.alloc(8 * 1024 + 10, 1) });
    repository.write({ 'image.bin': Buffer.alloc(8 * 1024 + 20, 1) });
    const [change] = await (await openGitRevisions({ repository: repository.directory })).changedFiles();
    expect([change?.base?.bytes.length, change?.head?.bytes.length]).toEqual([8 * 1024 + 1, 8 * 1024 + 1]);
  });
});

const shown = (name: string) => (name === '\\xff.yaml' ? '\\x5cxff.yaml' : name);

describe('odd paths', () => {
  const names = [
    'with space.yaml',
    'quo"te\'s.yaml',
    'new\nline.yaml',
    'tab\t.yaml',
    'naïve-日本-😀.yaml',
    '-rf.yaml',
    '--output=x.yaml',
    ':(exclude)a.yaml',
    '*.yaml',
    '[a].yaml',
    'back\\slash.yaml',
    '\\xff.yaml',
    'HEAD.yaml',
  ];

  test('are read on both sides, in commits and in the working tree', async () => {
    const repository = temporaryRepository();
    const all = (content: string, folder = '') => Object.fromEntries(names.map((name) => [folder + name, content]));
    repository.commit({ ...all('one'), ...all('needle', 'kept/') });
    repository.write(all('two'));
    const expected = names
      .map(shown)
      .toSorted()
      .map((name) => [name, 'one', 'two']);
    const uncommitted = await openGitRevisions({ repository: repository.directory, paths: names });
    expect(seen(await uncommitted.changedFiles())).toEqual(expected);
    repository.commit();
    const committed = await openGitRevisions({ repository: repository.directory, base: 'HEAD~1', head: 'HEAD' });
    expect(seen(await committed.changedFiles())).toEqual(expected);
    const kept = names.map((name) => `kept/${shown(name)}`).toSorted();
    expect((await committed.unchangedMentioning(['needle'])).map(({ path }) => path)).toEqual(kept);
  });

  test.each(names.filter((name) => !name.includes('\\x')))('%j is looked up as it is written', async (name) => {
    const repository = temporaryRepository();
    repository.commit({ [`${name}/kustomization.yaml`]: '1', [name.replace('.yaml', '-other.yaml')]: '1' });
    const source = await openGitRevisions({ repository: repository.directory });
    const asked = [`${shown(name)}/kustomization.yaml`, `${shown(name)}/Kustomization`];
    expect(await source.paths('head', asked)).toEqual([`${shown(name)}/kustomization.yaml`]);
  });

  test('a name which is not UTF-8 shows its bytes, and is read in the working tree too', async () => {
    const repository = temporaryRepository();
    repository.commit({ 'a.yaml': '1' });
    const name = Buffer.concat([Buffer.from(`${repository.directory}/caf`), Buffer.from([0xe9]), Buffer.from('.yaml')]);
    writeFileSync(name, 'one');
    repository.commit();
    writeFileSync(name, 'two');
    const source = await openGitRevisions({ repository: repository.directory, base: 'HEAD' });
    expect(seen(await source.changedFiles())).toEqual([['caf\\xe9.yaml', 'one', 'two']]);
    expect(await source.paths('head')).toEqual(['a.yaml', 'caf\\xe9.yaml']);
  });

  test('names which look equal when their bytes are spelled out stay two', async () => {
    const repository = temporaryRepository();
    const byte = Buffer.concat([Buffer.from(`${repository.directory}/`), Buffer.from([0xe9]), Buffer.from('.yaml')]);
    writeFileSync(byte, 'byte');
    repository.commit({ '\\xe9.yaml': 'text' });
    writeFileSync(byte, 'byte 2');
    repository.write({ '\\xe9.yaml': 'text 2' });
    const expected = [
      ['\\x5cxe9.yaml', 'text', 'text 2'],
      ['\\xe9.yaml', 'byte', 'byte 2'],
    ];
    const source = await openGitRevisions({ repository: repository.directory, base: 'HEAD' });
    expect(seen(await source.changedFiles())).toEqual(expected);
    repository.commit();
    const options = { repository: repository.directory, base: 'HEAD~1', head: 'HEAD' };
    expect(seen(await (await openGitRevisions(options)).changedFiles())).toEqual(expected);
    const named = await openGitRevisions({ ...options, paths: ['\\xe9.yaml'] });
    expect(seen(await named.changedFiles())).toEqual([expected[0]]);
  });

  test('paths are sorted by code unit', async () => {
    const repository = temporaryRepository();
    repository.commit({ '\uff5e.yaml': '1', '😀.yaml': '1', 'b/a.yaml': '1', 'b.yaml': '1', 'B.yaml': '1' });
    const source = await openGitRevisions({ repository: repository.directory });
    expect(await source.paths('base')).toEqual(['B.yaml', 'b.yaml', 'b/a.yaml', '😀.yaml', '\uff5e.yaml']);
  });
});

describe('a part of a tree', () => {
  test('is listed without the rest, on both sides', async () => {
    const repository = temporaryRepository();
    repository.commit({ 'a/kept.yaml': '1', 'a/gone.yaml': '1', 'b.yaml': '1' });
    repository.git('rm', '--quiet', 'a/gone.yaml');
    repository.commit({ 'a/new.yaml': '1' });
    const source = await openGitRevisions({ repository: repository.directory, base: 'HEAD~1', head: 'HEAD' });
    const asked = ['a/kept.yaml', 'a/gone.yaml', 'a/new.yaml', 'a', 'absent.yaml'];
    expect(await source.paths('base', asked)).toEqual(['a/gone.yaml', 'a/kept.yaml']);
    expect(await source.paths('head', asked)).toEqual(['a/kept.yaml', 'a/new.yaml']);
    expect(await source.paths('head', [])).toEqual([]);
  });
});

test('of very many files with a word only those are read which hold a second one', async () => {
  const repository = temporaryRepository();
  const texts = Array.from({ length: 501 }, (_, index) => [`${index}.yaml`, `word ${index}`] as const);
  repository.commit({ ...Object.fromEntries(texts), 'service.yaml': 'word\nkind: Service\n' });
  const source = await openGitRevisions({ repository: repository.directory });
  expect(await source.unchangedMentioning(['word'])).toHaveLength(502);
  const found = await source.unchangedMentioning(['word'], ['Service', 'Other']);
  expect(found.map(({ path }) => path)).toEqual(['service.yaml']);
});

describe('unchanged files which mention a word', () => {
  const files = {
    'deployment.yaml': 'name: web\n',
    'UPPER.YAML': 'name: web\n',
    Kustomization: 'resources: [web.yaml]\n',
    'service.yml': 'selector: {app: web-canary}\n',
    'list.json': '{"name": "-web"}',
    'notes.txt': 'web',
    'copy/deployment.yaml': 'name: web\n',
    'binary.yaml': Buffer.from([0, 1, 2, ...Buffer.from('web')]),
    'other.yaml': 'name: api\n',
    'changed.yaml': 'name: web\n',
  };
  const many = Array.from({ length: 60 }, (_, index) => `absent-${index}`);
  const paths = async (words: readonly string[]) => {
    const repository = temporaryRepository();
    repository.commit(files);
    repository.link('link.yaml', 'name: web');
    repository.write({ 'changed.yaml': 'name: web2\n', 'untracked.yaml': 'name: web\n' });
    const source = await openGitRevisions({ repository: repository.directory });
    return (await source.unchangedMentioning(words)).map(({ path }) => path);
  };

  const mentioningWeb = [
    'Kustomization',
    'UPPER.YAML',
    'binary.yaml',
    'copy/deployment.yaml',
    'deployment.yaml',
    'list.json',
    'service.yml',
  ];
  test.each<{ words: readonly string[]; expected: readonly string[] }>([
    { words: ['web'], expected: mentioningWeb },
    { words: ['-web'], expected: ['list.json'] },
    { words: ['web-canary', 'api'], expected: ['other.yaml', 'service.yml'] },
    { words: ['.*'], expected: [] },
    { words: ['', 'api', 'a\nb', 'web\n'], expected: ['other.yaml'] },
    { words: [''], expected: [] },
    { words: [], expected: [] },
  ])('$words', async ({ words, expected }) => {
    expect(await paths(words)).toEqual(expected);
    expect(await paths([...words, ...many])).toEqual(expected);
  });
});

describe('what the user can mend', () => {
  test.each([
    { ref: '-p', message: 'begins with "-"' },
    { ref: '--output=/tmp/x', message: 'begins with "-"' },
    { ref: '', message: 'is empty' },
    { ref: 'a\nb', message: 'control character' },
    { ref: 'a'.repeat(5000), message: 'is too long' },
    { ref: 'nothing-like-it', message: 'there is no commit "nothing-like-it"' },
    { ref: 'mian', message: 'did you mean "main"?' },
    { ref: 'mian~2', message: 'did you mean "main~2"?' },
    { ref: 'feature', message: 'did you mean "origin/feature"?' },
    { ref: 'HEAD~5', message: 'there is no commit "HEAD~5"' },
    { ref: 'HEAD:a.yaml', message: 'there is no commit' },
    { ref: 'main..main', message: 'there is no commit' },
  ])('revision $ref: $message', async ({ ref, message }) => {
    const repository = temporaryRepository();
    const commit = repository.commit({ 'a.yaml': '1' });
    repository.git('update-ref', 'refs/remotes/origin/feature', commit);
    for (const options of [{ base: ref }, { head: ref }]) {
      const error = await failing({ repository: repository.directory, ...options });
      expect(error).toMatchObject({ name: 'RevisionError', fault: 'Usage', message: expect.stringContaining(message) });
    }
  });

  test('a folder which is no repository, or does not exist', async () => {
    const folder = temporaryFolder();
    expect(await failing({ repository: folder })).toMatchObject({
      fault: 'Usage',
      message: expect.stringContaining('is not in a git repository; name one with --repo'),
    });
    expect(await failing({ repository: join(folder, 'absent') })).toMatchObject({
      fault: 'Usage',
      message: expect.stringContaining('there is no folder'),
    });
  });

  test('a repository without commits', async () => {
    const repository = temporaryRepository();
    repository.write({ 'a.yaml': '1' });
    expect(await failing({ repository: repository.directory })).toMatchObject({
      fault: 'Usage',
      message: expect.stringContaining('HEAD has none yet'),
    });
  });

  test('histories with nothing in common', async () => {
    const repository = temporaryRepository();
    repository.commit({ 'a.yaml': '1' });
    repository.git('checkout', '--quiet', '--orphan', 'topic');
    repository.commit({ 'a.yaml': '2' });
    expect(await failing({ repository: repository.directory })).toMatchObject({
      fault: 'Usage',
      message: 'HEAD and main have no commit in common; name --base',
    });
    const source = await openGitRevisions({ repository: repository.directory, base: 'main', head: 'topic' });
    expect(summary(await source.changedFiles())).toEqual(['~ a.yaml']);
  });

  test('a machine without git', async () => {
    const folder = temporaryFolder();
    const path = process.env['PATH'];
    process.env['PATH'] = folder;
    try {
      expect(await failing({ repository: folder })).toMatchObject({
        fault: 'World',
        message: expect.stringContaining('git was not found on PATH'),
      });
    } finally {
      process.env['PATH'] = path;
    }
  });
});

describe('the repository is left as it was', () => {
  test('reading a working tree writes nothing, not even to the index', async () => {
    const repository = temporaryRepository();
    repository.commit({ 'a.yaml': '1', 'b.yaml': '1' });
    repository.write({ 'b.yaml': '2', 'c.yaml': '1' });
    utimesSync(join(repository.directory, 'a.yaml'), 1, 1);
    const before = snapshot(repository.directory);
    const source = await openGitRevisions({ repository: repository.directory });
    await source.changedFiles();
    await source.paths('head');
    await source.unchangedMentioning(['1']);
    expect(snapshot(repository.directory)).toEqual(before);
  });
});

async function failing(options: { repository: string; base?: string; head?: string }): Promise<unknown> {
  return openGitRevisions(options).then(
    () => undefined,
    (reason: unknown) => reason,
  );
}

function seen(changes: readonly ChangedFile[]): readonly unknown[] {
  return changes.map(({ base, head }) => [head?.path, text(base), text(head)]);
}
