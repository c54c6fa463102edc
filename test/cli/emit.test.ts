import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder, writeFiles } from '../git/temporary-repository.ts';
import { runCli } from './run-cli.ts';

const golden = join(import.meta.dirname, '..', 'golden', 'strategy-compiled-to-steps');
const directories = ['--base-dir', join(golden, 'base'), '--head-dir', join(golden, 'head')];
const web = readFileSync(join(golden, 'base', 'web.yaml'), 'utf8');
const service = readFileSync(join(golden, 'base', 'service.yaml'), 'utf8');

function plan(folder: string, args: readonly string[] = [...directories, '--strategy', 'blue-green']) {
  return runCli(['plan', ...args, '--emit', folder]);
}

describe('plan --emit', () => {
  test('writes the steps of a chosen strategy, and shows the plan', () => {
    const folder = join(temporaryFolder(), 'steps');
    const { code, stdout, stderr } = plan(folder);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('steps of blue-green');
    const patch = '05-switch-service-web-to-the-new-version/patch/service-web.yaml';
    expect(readFileSync(join(folder, 'shop-deployment-web', patch), 'utf8')).toBe(
      'spec:\n  selector:\n    rollcast.dev/version: green\n',
    );
    expect(readFileSync(join(folder, 'shop-deployment-web/README.md'), 'utf8')).toContain(`--patch-file ${patch}`);
    expect(plan(folder).code).toBe(0);
  });

  test('says so where its folder is a file', () => {
    const file = join(temporaryFolder(), 'steps');
    writeFileSync(file, 'mine');
    const { code, stderr } = plan(file);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: `rollcast: ${file} is no folder. Name another one with --emit.\n`,
    });
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  test('writes nothing over what somebody else wrote', () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'shop-deployment-web/README.md': 'mine' });
    const { code, stdout, stderr } = plan(folder);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('shop-deployment-web/README.md is in the way');
    expect(existsSync(join(folder, '.rollcast-emitted.json'))).toBe(false);
  });

  test('writes no credential', () => {
    const folder = temporaryFolder();
    const secret = web.replace(
      '          ports:',
      '          env: [{ name: DB_PASSWORD, value: hunter2hunter2 }]\n          ports:',
    );
    writeFiles(folder, {
      'base/web.yaml': secret,
      'head/web.yaml': secret.replace('1.4.2', '1.5.0'),
      'base/service.yaml': service,
      'head/service.yaml': service,
    });
    const sides = ['--base-dir', join(folder, 'base'), '--head-dir', join(folder, 'head')];
    const { code, stderr } = plan(join(folder, 'steps'), [...sides, '--strategy', 'blue-green']);
    expect(code).toBe(2);
    expect(stderr).toContain('the steps of Deployment web cannot be written: a manifest holds a credential');
    expect(stderr).toMatch(/[^.]\.\n$/);
    expect(existsSync(join(folder, 'steps'))).toBe(false);
  });

  test('says so where no workload has a chosen strategy, and shows the plan', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'kept.txt'), 'kept');
    const { code, stdout, stderr } = plan(folder, directories);
    expect(code).toBe(0);
    expect(stdout).toBe(runCli(['plan', ...directories]).stdout);
    expect(stderr).toContain('no workload of this change has steps. --strategy NAME chooses some;');
    expect(readdirSync(folder)).toEqual(['kept.txt']);
  });
});
