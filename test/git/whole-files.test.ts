import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { RevisionFile } from '../../src/app/ports.ts';
import { openDirectoryRevisions } from '../../src/git/directory-revisions.ts';
import { openGitRevisions } from '../../src/git/git-revisions.ts';
import { temporaryFolder, temporaryRepository, writeFiles } from './temporary-repository.ts';

const long = 'KEY=value\n'.repeat(5000);
const base = { 'app/.env': long, 'app/same.yaml': 'same: 1\n', 'app/gone.yaml': 'gone: 1\n' };
const head = { 'app/.env': `${long}NEW=1\n`, 'app/same.yaml': 'same: 1\n', 'app/new.yaml': 'new: 1\n' };
const asked = ['app/new.yaml', 'app/.env', 'app/same.yaml', 'app/gone.yaml', 'app', 'none.yaml'];

const texts = (files: readonly RevisionFile[]) => files.map(({ path, bytes }) => [path, Buffer.from(bytes).toString()]);
const expected = {
  base: [
    ['app/.env', base['app/.env']],
    ['app/same.yaml', 'same: 1\n'],
    ['app/gone.yaml', 'gone: 1\n'],
  ],
  head: [
    ['app/new.yaml', 'new: 1\n'],
    ['app/.env', head['app/.env']],
    ['app/same.yaml', 'same: 1\n'],
  ],
};

test('files are read whole from two commits, whatever their names, in the order in which they are asked for', async () => {
  const repository = temporaryRepository();
  const from = repository.commit(base);
  rmSync(join(repository.directory, 'app/gone.yaml'));
  const to = repository.commit(head);
  const source = await openGitRevisions({ repository: repository.directory, base: from, head: to });
  expect(texts(await source.files('base', asked))).toEqual(expected.base);
  expect(texts(await source.files('head', asked))).toEqual(expected.head);
});

test('files of the working tree are read as they lie there', async () => {
  const repository = temporaryRepository();
  const from = repository.commit(base);
  rmSync(join(repository.directory, 'app/gone.yaml'));
  repository.write(head);
  const source = await openGitRevisions({ repository: repository.directory, base: from });
  expect(texts(await source.files('base', asked))).toEqual(expected.base);
  expect(texts(await source.files('head', asked))).toEqual(expected.head);
});

test('files are read whole from two folders', async () => {
  const [baseDirectory, headDirectory] = [temporaryFolder(), temporaryFolder()];
  writeFiles(baseDirectory, base);
  writeFiles(headDirectory, head);
  const source = await openDirectoryRevisions({ baseDirectory, headDirectory });
  expect(texts(await source.files('base', asked))).toEqual(expected.base);
  expect(texts(await source.files('head', asked))).toEqual(expected.head);
});
