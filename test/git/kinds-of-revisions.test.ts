import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { type GitRevisionsOptions, openGitRevisions } from '../../src/git/git-revisions.ts';
import { importHistory } from './fast-import.ts';
import { isolateGit, summary, temporaryFolder, temporaryRepository, text } from './temporary-repository.ts';

beforeEach(isolateGit);

async function changes(options: GitRevisionsOptions): Promise<readonly string[]> {
  return summary(await (await openGitRevisions(options)).changedFiles());
}

async function refusal(options: GitRevisionsOptions): Promise<unknown> {
  return openGitRevisions(options).then(
    () => 'no refusal',
    (error: unknown) => error,
  );
}

function history() {
  const repository = temporaryRepository();
  const shas = ['1', '2', '3'].map((name) => repository.commit({ [`${name}.yaml`]: name }));
  return { ...repository, shas };
}

describe('a revision can be', () => {
  test.each([
    { what: 'an annotated tag', make: ['tag', '--annotate', '--message=x', 'v1', 'HEAD~1'], base: 'v1' },
    { what: 'a tag of a tag', make: ['tag', '--annotate', '--message=x', 'v2', 'v0'], base: 'v2' },
    { what: 'a remote-tracking branch', make: ['update-ref', 'refs/remotes/origin/x', 'HEAD~1'], base: 'origin/x' },
    {
      what: 'a ref which is called like an option',
      make: ['update-ref', 'refs/heads/--help', 'HEAD~1'],
      base: 'heads/--help',
    },
    { what: 'a ref which is called like a range', make: ['update-ref', 'refs/heads/a.b', 'HEAD~1'], base: 'a.b' },
    { what: 'a branch with letters of all kinds', make: ['branch', 'größe/日本', 'HEAD~1'], base: 'größe/日本' },
    { what: 'the upstream of a branch', make: ['branch', '--set-upstream-to=side'], base: '@{upstream}' },
    { what: 'an earlier state of HEAD', make: ['checkout', '--quiet', 'side'], base: 'HEAD@{0}' },
    { what: 'a commit found by its message', make: ['branch', 'x'], base: 'main^{/change}~1' },
  ])('$what', async ({ make, base }) => {
    const { git, shas, directory } = history();
    git('tag', '--annotate', '--message=x', 'v0', 'HEAD~1');
    git('branch', 'side', 'HEAD~1');
    git(...make);
    const source = await openGitRevisions({ repository: directory, base, head: 'main' });
    expect(source.base).toEqual({ type: 'Commit', ref: base, commit: shas[1] });
    expect(summary(await source.changedFiles())).toEqual(['+ 3.yaml']);
  });

  test('a merge commit, compared with each of its parents', async () => {
    const { directory, git, commit } = history();
    git('checkout', '--quiet', '-b', 'topic', 'HEAD~1');
    commit({ 't.yaml': 't' });
    git('checkout', '--quiet', '--detach', 'main');
    git('merge', '--quiet', '--message=merge', 'topic');
    git('update-ref', 'refs/pull/7/merge', 'HEAD');
    const head = 'refs/pull/7/merge';
    expect(await changes({ repository: directory, base: `${head}^1`, head })).toEqual(['+ t.yaml']);
    expect(await changes({ repository: directory, base: 'HEAD^2', head })).toEqual(['+ 3.yaml']);
    expect(await changes({ repository: directory })).toEqual(['+ t.yaml']);
  });

  test('a short SHA, which has to be longer where several commits begin like it', async () => {
    const repository = temporaryRepository();
    importHistory(repository, 'main', 2000);
    const shas = repository.git('rev-list', 'main').split('\n');
    const byStart = Map.groupBy(shas, (sha) => sha.slice(0, 4));
    const [start = '', same = []] = [...byStart].find(([, those]) => those.length === 2) ?? [];
    const [sha = '', other = ''] = same;
    const options = { repository: repository.directory, head: 'main' };
    const error = await refusal({ ...options, base: start });
    expect(error).toMatchObject({ fault: 'Usage', message: expect.stringContaining('as 2 begin like that: ') });
    expect(error).toMatchObject({ message: expect.stringContaining(sha) });
    expect(error).toMatchObject({ message: expect.stringContaining(other) });
    expect((await openGitRevisions({ ...options, base: sha.slice(0, 12) })).base.commit).toBe(sha);
  });

  test.each([
    { ref: 'HEAD:1.yaml', message: 'there is no commit "HEAD:1.yaml": that is a file' },
    { ref: 'HEAD^{tree}', message: 'there is no commit "HEAD^{tree}": that is a folder' },
    { ref: 'of-a-file', message: 'there is no commit "of-a-file": that is a file' },
    {
      ref: 'main..main',
      message: 'there is no commit "main..main": that is a range; name its two ends as --base and --head',
    },
    { ref: '^main', message: 'there is no commit "^main": that is a range; name its two ends as --base and --head' },
    { ref: 'main~7', message: 'there is no commit "main~7": the history of "main" has no such commit' },
  ])('but not $ref', async ({ ref, message }) => {
    const { git, directory } = history();
    git('update-ref', 'refs/tags/of-a-file', git('rev-parse', 'HEAD:1.yaml'));
    for (const side of [{ base: ref }, { head: ref }]) {
      expect(await refusal({ repository: directory, ...side })).toMatchObject({ fault: 'Usage', message });
    }
  });
});

describe('a repository can', () => {
  test('have a detached HEAD', async () => {
    const repository = temporaryRepository();
    repository.commit({ 'a.yaml': '1' });
    repository.git('checkout', '--quiet', '--detach');
    const commit = repository.commit({ 'b.yaml': '1' });
    const source = await openGitRevisions({ repository: repository.directory });
    expect(source.head).toEqual({ type: 'WorkingTree', commit });
    expect(summary(await source.changedFiles())).toEqual(['+ b.yaml']);
  });

  test('stand on a branch without commits, if a base is named', async () => {
    const repository = temporaryRepository();
    repository.commit({ 'a.yaml': '1', 'b.yaml': '1' });
    repository.git('checkout', '--quiet', '--orphan', 'new');
    repository.write({ 'a.yaml': '2' });
    const source = await openGitRevisions({ repository: repository.directory, base: 'main' });
    expect(source.head).toEqual({ type: 'WorkingTree' });
    expect(summary(await source.changedFiles())).toEqual(['~ a.yaml']);
    expect(await refusal({ repository: repository.directory })).toMatchObject({
      fault: 'Usage',
      message: expect.stringContaining('HEAD has none yet'),
    });
  });

  test('use SHA-256', async () => {
    const repository = temporaryRepository(temporaryFolder(), ['--object-format=sha256']);
    const first = repository.commit({ 'apps/a.yaml': '1', 'apps/b.yaml': 'word' });
    repository.commit({ 'apps/a.yaml': '2' });
    expect(first).toHaveLength(64);
    const committed = await openGitRevisions({ repository: repository.directory, base: first, head: 'HEAD' });
    expect(summary(await committed.changedFiles())).toEqual(['~ apps/a.yaml']);
    expect((await committed.unchangedMentioning(['word'])).map(({ path }) => path)).toEqual(['apps/b.yaml']);
    repository.write({ 'apps/a.yaml': '1' });
    expect(await changes({ repository: repository.directory, base: first })).toEqual([]);
    expect(await changes({ repository: repository.directory })).toEqual(['~ apps/a.yaml']);
  });

  test('borrow its objects from another', async () => {
    const origin = temporaryRepository();
    origin.commit({ 'a.yaml': '1' });
    origin.commit({ 'a.yaml': '2' });
    const clone = join(temporaryFolder(), 'clone');
    origin.git('clone', '--quiet', '--shared', '--bare', origin.directory, clone);
    expect(await changes({ repository: clone, base: 'HEAD~1', head: 'HEAD' })).toEqual(['~ a.yaml']);
  });

  test('say that a commit stands for another, or has other parents: both count for nothing', async () => {
    const repository = temporaryRepository();
    const [first = '', second = '', third = ''] = ['1', '2', '3'].map((name) => repository.commit({ 'a.yaml': name }));
    repository.git('replace', second, first);
    writeFileSync(join(repository.directory, '.git/info/grafts'), `${third} ${first}\n`);
    const source = await openGitRevisions({ repository: repository.directory, base: 'HEAD~1', head: 'HEAD' });
    expect(source.base.commit).toBe(second);
    const [change] = await source.changedFiles();
    expect([text(change?.base), text(change?.head)]).toEqual(['2', '3']);
  });

  test('have very many revisions', async () => {
    const repository = temporaryRepository();
    importHistory(repository, 'main', 50_000);
    repository.git('checkout', '--quiet', '-b', 'topic', 'main~10');
    repository.commit({ 'b.yaml': '1' });
    expect(await changes({ repository: repository.directory })).toEqual(['+ b.yaml']);
    expect(await changes({ repository: repository.directory, base: 'HEAD~49000' })).toEqual(['+ b.yaml']);
    expect(await refusal({ repository: repository.directory, base: 'HEAD~60000' })).toMatchObject({
      message: expect.stringContaining('the history of "HEAD" has no such commit'),
    });
  });

  test('hold a tree of more paths than can be listed', async () => {
    const repository = temporaryRepository();
    repository.commit({ 'a.yaml': '1' });
    let entry = `100644 blob ${repository.git('rev-parse', 'HEAD:a.yaml')}`;
    for (let level = 0; level < 8; level += 1) {
      const entries = Array.from({ length: 10 }, (_, index) => `${entry}\t${index}.yaml\n`);
      entry = `040000 tree ${repository.gitWith(entries.join(''), 'mktree')}`;
    }
    const bomb = repository.git('commit-tree', '-m', 'x', entry.slice('040000 tree '.length));
    const source = await openGitRevisions({ repository: repository.directory, base: 'main', head: bomb });
    await expect(source.changedFiles()).rejects.toMatchObject({
      fault: 'Usage',
      message: 'there are more than 1000000 paths to look at, more than can be compared',
    });
  });
});

describe('a damaged repository is told of, whether', () => {
  test.each([
    { what: 'a file is missing', object: 'HEAD:a.yaml', damage: undefined },
    { what: 'a file is garbage', object: 'HEAD:a.yaml', damage: 'garbage' },
    { what: 'a folder is missing', object: 'HEAD:apps', damage: undefined },
    { what: 'a folder is empty', object: 'HEAD:apps', damage: '' },
  ])('$what', async ({ object, damage }) => {
    const repository = temporaryRepository();
    repository.commit({ 'a.yaml': '1', 'apps/b.yaml': '1' });
    repository.commit({ 'a.yaml': '2', 'apps/b.yaml': '2' });
    const id = repository.git('rev-parse', object);
    const file = join(repository.directory, '.git/objects', id.slice(0, 2), id.slice(2));
    rmSync(file);
    if (damage !== undefined) writeFileSync(file, damage);
    const sides = { base: 'HEAD~1', head: 'HEAD' };
    const error = await changes({ repository: repository.directory, ...sides }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ fault: 'Usage', message: expect.stringContaining('are not in this clone') });
  });

  test.each(['HEAD', 'config', 'index', 'packed-refs', 'shallow'])('.git/%s is garbage', async (file) => {
    const repository = temporaryRepository();
    repository.commit({ 'a.yaml': '1' });
    repository.write({ [`.git/${file}`]: 'garbage\n\0\n', 'a.yaml': '2' });
    const found = await changes({ repository: repository.directory, base: 'HEAD' }).catch((error: unknown) => error);
    expect(found).toMatchObject({ name: 'RevisionError' });
  });
});

describe('a submodule', () => {
  const hidden = '[submodule "library"]\n\tpath = library\n\turl = https://example.com/x\n\tignore = all\n';

  function withSubmodule(commit = '1'.repeat(40)) {
    const repository = temporaryRepository();
    const put = (id: string) => repository.git('update-index', '--add', '--cacheinfo', `160000,${id},library`);
    const record = () => repository.git('commit', '--quiet', '--allow-empty', '--message=x');
    repository.write({ '.gitmodules': hidden });
    repository.git('config', 'diff.ignoreSubmodules', 'all');
    repository.git('add', '.gitmodules');
    record();
    put(commit);
    record();
    return { ...repository, put, record };
  }

  test('is told when it comes, moves and goes, whatever .gitmodules and the configuration say', async () => {
    const { directory, put, record, git } = withSubmodule();
    put('2'.repeat(40));
    record();
    git('rm', '--quiet', '--cached', 'library');
    record();
    const between = (base: string, head: string) => changes({ repository: directory, base, head });
    expect(await between('HEAD~3', 'HEAD~2')).toEqual(['+ library']);
    expect(await between('HEAD~2', 'HEAD~1')).toEqual(['~ library']);
    expect(await between('HEAD~1', 'HEAD')).toEqual(['- library']);
  });

  test.each([
    { from: 'a submodule', to: 'a file', expected: ['- library', '+ library'] },
    { from: 'a file', to: 'a submodule', expected: ['- library', '+ library'] },
  ])('$from which becomes $to is gone, and the other has come', async ({ from, expected }) => {
    const { directory, git, record, write } = withSubmodule();
    git('rm', '--quiet', '--cached', 'library');
    write({ library: 'a: 1\n' });
    git('add', 'library');
    record();
    const sides = ['HEAD~1', 'HEAD'];
    const [base = '', head = ''] = from === 'a file' ? sides.toReversed() : sides;
    const found = await (await openGitRevisions({ repository: directory, base, head })).changedFiles();
    expect(summary(found).toSorted()).toEqual(expected.toSorted());
    const types = found.map((change) => [change.base?.type, change.head?.type]);
    expect(types).toContainEqual(from === 'a file' ? ['File', undefined] : ['Submodule', undefined]);
    expect(types).toContainEqual(from === 'a file' ? [undefined, 'Submodule'] : [undefined, 'File']);
  });

  test('which moved in the working tree is told too', async () => {
    const library = temporaryRepository();
    library.commit({ 'l.yaml': '1' });
    const repository = temporaryRepository();
    repository.git('submodule', '--quiet', 'add', library.directory, 'library');
    repository.commit();
    const inner = temporaryRepository(join(repository.directory, 'library'));
    inner.write({ 'l.yaml': 'dirty' });
    expect(await changes({ repository: repository.directory })).toEqual([]);
    inner.commit({ 'l.yaml': '2' });
    expect(await changes({ repository: repository.directory })).toEqual(['~ library']);
    const within = await openGitRevisions({ repository: inner.directory, base: 'HEAD~1' });
    expect(summary(await within.changedFiles())).toEqual(['~ l.yaml']);
  });
});
