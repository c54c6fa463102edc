import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import type { ChangedFile, RevisionFile } from '../../src/app/ports.ts';

/** A folder which is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'rollcast-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** No configuration of this machine reaches git, neither here nor in the code under test. */
export function isolateGit(): void {
  vi.stubEnv('GIT_CONFIG_GLOBAL', devNull);
  vi.stubEnv('GIT_CONFIG_NOSYSTEM', '1');
  vi.stubEnv('GIT_CEILING_DIRECTORIES', tmpdir());
}

function userEnvironment(home: string): Readonly<Record<string, string>> {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    GIT_CONFIG_GLOBAL: devNull,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: 'Test',
    GIT_AUTHOR_EMAIL: 'test@example.com',
    GIT_AUTHOR_DATE: '2026-01-01T00:00:00Z',
    GIT_COMMITTER_NAME: 'Test',
    GIT_COMMITTER_EMAIL: 'test@example.com',
    GIT_COMMITTER_DATE: '2026-01-01T00:00:00Z',
  };
}

function runGit(directory: string, input: string | Uint8Array, ...args: readonly string[]): string {
  const settings = ['-c', 'protocol.file.allow=always', '-c', 'init.defaultBranch=main'];
  return execFileSync('git', [...settings, ...args], {
    cwd: directory,
    env: userEnvironment(directory),
    encoding: 'utf8',
    input,
    stdio: 'pipe',
  }).trim();
}

export interface TemporaryRepository {
  readonly directory: string;
  readonly git: (...args: readonly string[]) => string;
  /** The same with something to read. */
  readonly gitWith: (input: string | Uint8Array, ...args: readonly string[]) => string;
  readonly write: (files: Readonly<Record<string, string | Uint8Array>>) => void;
  readonly link: (path: string, target: string) => void;
  readonly script: (path: string, text: string) => string;
  /** Commits everything and gives the SHA. */
  readonly commit: (files?: Readonly<Record<string, string | Uint8Array>>) => string;
}

export function temporaryRepository(
  directory: string = temporaryFolder(),
  initOptions: readonly string[] = [],
): TemporaryRepository {
  mkdirSync(directory, { recursive: true });
  runGit(directory, '', 'init', '--quiet', ...initOptions);
  const gitWith = (input: string | Uint8Array, ...args: readonly string[]) => runGit(directory, input, ...args);
  const git = (...args: readonly string[]) => gitWith('', ...args);
  const write: TemporaryRepository['write'] = (files) => writeFiles(directory, files);
  return {
    directory,
    git,
    gitWith,
    write,
    link: (path, target) => {
      mkdirSync(dirname(join(directory, path)), { recursive: true });
      symlinkSync(target, join(directory, path));
    },
    script: (path, text) => {
      write({ [path]: `#!/bin/sh\n${text}\n` });
      chmodSync(join(directory, path), 0o755);
      return join(directory, path);
    },
    commit: (files = {}) => {
      write(files);
      git('add', '--all', '.');
      git('commit', '--quiet', '--allow-empty', '--message', 'change');
      return git('rev-parse', 'HEAD');
    },
  };
}

export function writeFiles(directory: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), content);
  }
}

/** Runs the command which a message ends with, as a user would who copies it. */
export function runAdvised(
  directory: string,
  error: unknown,
  environment: Readonly<Record<string, string>> = {},
): void {
  const [, command] = /: (git (?:fetch|config) .*)$/.exec(error instanceof Error ? error.message : '') ?? [];
  if (command === undefined) throw new Error(`no command in: ${String(error)}`);
  const env = { ...userEnvironment(directory), ...environment };
  execFileSync('sh', ['-c', command], { cwd: directory, env, stdio: 'pipe' });
}

/** Everything below a folder, .git included, with its bytes and times: what must not change. Each character of a path is a byte. */
export function snapshot(directory: string): Readonly<Record<string, string>> {
  const paths = pathsBelow(Buffer.from(directory)).toSorted((a, b) => Buffer.compare(a, b));
  return Object.fromEntries(paths.map((path) => [path.toString('latin1'), describeEntry(path)]));
}

function pathsBelow(directory: Buffer): readonly Buffer[] {
  return readdirSync(directory, { withFileTypes: true, encoding: 'buffer' }).flatMap((entry) => {
    const path = Buffer.concat([directory, Buffer.from('/'), entry.name]);
    return entry.isDirectory() ? [path, ...pathsBelow(path)] : [path];
  });
}

function describeEntry(path: Buffer): string {
  const stats = lstatSync(path);
  const when = `${stats.mode} ${stats.mtimeMs}`;
  if (stats.isSymbolicLink()) return `${when} ${readlinkSync(path, { encoding: 'latin1' })}`;
  return stats.isFile() ? `${when} ${readFileSync(path, 'latin1')}` : when;
}

/** "base path -> head path", "+ path", "- path" or "~ path". */
export function summary(changes: readonly ChangedFile[]): readonly string[] {
  return changes.map(({ base, head }) => {
    if (base === undefined) return `+ ${head?.path}`;
    if (head === undefined) return `- ${base.path}`;
    return base.path === head.path ? `~ ${head.path}` : `${base.path} -> ${head.path}`;
  });
}

export function text(file: RevisionFile | undefined): string | undefined {
  return file === undefined ? undefined : Buffer.from(file.bytes).toString('utf8');
}
