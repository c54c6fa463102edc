import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import type { RolloutPlan } from '../../src/schema/rollout-plan.ts';
import { snapshot, temporaryFolder, temporaryRepository, writeFiles } from '../git/temporary-repository.ts';
import { type CliResult, runCli } from './run-cli.ts';

const golden = join(import.meta.dirname, '..', 'golden', 'image-change');
const [web, newWeb] = ['base', 'head'].map((side) => readFileSync(join(golden, side, 'web.yaml'), 'utf8'));
const base = { 'apps/web/web.yaml': web ?? '', 'other/a.yaml': '' };
const head = { 'apps/web/web.yaml': newWeb ?? '' };
const settings = { '.rollcast.yaml': 'roots: [apps]\n' };
const otherSettings = { '.rollcast.yaml': 'roots: [.]\n' };
const commits = ['plan', '--base', 'HEAD~1', '--head', 'HEAD', '--format', 'json'];

/** The roots of what changes, and what the plan says of its settings. */
function toldBy({ code, stdout, stderr }: CliResult) {
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const plan = JSON.parse(stdout) as RolloutPlan;
  return {
    roots: plan.changes.map(({ object }) => object.root),
    settings: plan.assumptions.filter((assumption) => assumption.includes('.rollcast.yaml')),
  };
}

describe('settings are read', () => {
  test('from the top of the working tree, committed or not, wherever the user stands', () => {
    const repository = temporaryRepository();
    repository.commit(base);
    repository.write({ ...head, ...settings });
    const { directory } = repository;
    const before = snapshot(directory);
    const expected = {
      roots: ['apps'],
      settings: ['The settings in .rollcast.yaml are new: this plan already follows the new ones.'],
    };
    expect(toldBy(runCli(['plan', '--format', 'json'], { cwd: directory }))).toEqual(expected);
    expect(toldBy(runCli(['plan', '--format', 'json'], { cwd: join(directory, 'apps/web') }))).toEqual(expected);
    expect(snapshot(directory)).toEqual(before);
  });

  test('from the working tree also where two commits are compared', () => {
    const repository = temporaryRepository();
    repository.commit({ ...base, ...settings });
    repository.commit({ ...head, '.rollcast.yaml': 'roots: []\n' });
    repository.write(otherSettings);
    expect(toldBy(runCli(commits, { cwd: repository.directory }))).toEqual({
      roots: ['.'],
      settings: ['The settings in .rollcast.yaml change: this plan follows other settings.'],
    });
  });

  test('from head in a bare repository', () => {
    const repository = temporaryRepository();
    repository.commit({ ...base, ...otherSettings });
    repository.commit({ ...head, ...settings });
    const bare = join(temporaryFolder(), 'bare.git');
    repository.git('clone', '--quiet', '--bare', '.', bare);
    expect(toldBy(runCli([...commits, '--repo', bare])).roots).toEqual(['apps']);
  });

  test('from the head directory', () => {
    const directory = temporaryFolder();
    writeFiles(join(directory, 'before'), { ...base, ...otherSettings });
    writeFiles(join(directory, 'after'), { ...head, ...settings });
    const args = ['plan', '--base-dir', 'before', '--head-dir', 'after', '--format', 'json'];
    expect(toldBy(runCli(args, { cwd: directory })).roots).toEqual(['apps']);
  });

  test('from the file which --config names, and from no other', () => {
    const repository = temporaryRepository();
    repository.commit(base);
    repository.commit({ ...head, '.rollcast.yaml': 'this: is wrong\n', 'ci/settings.yaml': 'roots: [apps]\n' });
    const cwd = join(repository.directory, 'ci');
    expect(toldBy(runCli([...commits, '--config', 'settings.yaml'], { cwd }))).toEqual({
      roots: ['apps'],
      settings: ['The settings in .rollcast.yaml are new: this plan follows other settings.'],
    });
    expect(runCli(['diff', '--base', 'HEAD~1', '--config', 'settings.yaml'], { cwd }).code).toBe(0);
  });
});

/** What stands on standard error where these files are added to the working tree. */
const complaint = (files: Readonly<Record<string, string>>, args: readonly string[] = []) => {
  const repository = temporaryRepository();
  repository.commit(base);
  repository.write({ ...head, ...files });
  const { code, stdout, stderr } = runCli(['plan', ...args], { cwd: repository.directory });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  return stderr;
};

describe('wrong settings exit 2 with one line which helps', () => {
  test('a typing error', () => {
    expect(complaint({ '.rollcast.yaml': '# ours\nrotos: [apps]\n' })).toBe(
      'rollcast: .rollcast.yaml:2: rotos: there is no such setting; did you mean roots?\n',
    );
  });

  test('a file named by --config, under the name that was typed', () => {
    expect(complaint({ 'ci/own.yaml': 'roots: [/etc]\n' }, ['--config', './ci/own.yaml'])).toBe(
      'rollcast: ./ci/own.yaml:1: roots[0]: the path is absolute; name one within the repository, such as apps/web\n',
    );
  });

  test('a file which is not there', () => {
    expect(complaint({}, ['--config', 'ci/own.yaml'])).toBe(
      'rollcast: the settings ci/own.yaml cannot be read: is the path of --config right?\n',
    );
  });

  test('a symbolic link in place of the file, which is not followed', () => {
    const repository = temporaryRepository();
    repository.commit({ ...base, 'secret.yaml': 'password: hunter2\n' });
    symlinkSync('secret.yaml', join(repository.directory, '.rollcast.yaml'));
    const { code, stderr } = runCli(['plan'], { cwd: repository.directory });
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: 'rollcast: .rollcast.yaml is a symbolic link: links are not followed; name the file with --config\n',
    });
  });
});

test('the published schema of the settings takes what Rollcast takes, and refuses what it refuses', () => {
  const schema = JSON.parse(runCli(['schema', 'config']).stdout) as object;
  const validate = new Ajv2020({ strict: false }).compile(schema);
  const accepted = [{}, { roots: [] }, { roots: ['.', './apps/', 'a..b'] }];
  const refused = [{ rotos: [] }, { roots: 'apps' }, { roots: [''] }, { roots: ['/a'] }, { roots: ['a/../b'] }, []];
  expect(accepted.map((each) => validate(each))).toEqual(accepted.map(() => true));
  expect(refused.map((each) => validate(each))).toEqual(refused.map(() => false));
});
