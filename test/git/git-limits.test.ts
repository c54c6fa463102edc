import { spawn } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { beforeEach, describe, expect, inject, test, vi } from 'vitest';
import type { GitLimits } from '../../src/git/git-folder.ts';
import { openGitRevisions } from '../../src/git/git-revisions.ts';
import { isRunning, until } from '../processes.ts';
import { isolateGit, temporaryFolder, temporaryRepository } from './temporary-repository.ts';

beforeEach(isolateGit);

const realPath = process.env['PATH'] ?? '';

/**
 * A git on PATH which is none: for the commands that are named it does as `lines` of shell say, for all others it is the real
 * one. It notes the process that it is.
 */
function falseGit(commands: readonly string[], ...lines: readonly string[]) {
  const folder = temporaryFolder();
  const notes = join(folder, 'processes');
  const cases = commands.map((command) => `*" ${command} "*`).join('|');
  const text = `case " $* " in ${cases}) echo $$ >> '${notes}'\n${lines.join('\n')}\n;; esac\nPATH='${realPath}' exec git "$@"\n`;
  writeFileSync(join(folder, 'git'), `#!/bin/sh\n${text}`);
  chmodSync(join(folder, 'git'), 0o755);
  const processes = () => (existsSync(notes) ? readFileSync(notes, 'utf8').trim().split('\n').map(Number) : []);
  return { path: folder + delimiter + realPath, processes, running: () => processes().filter(isRunning) };
}

/** simple-git, which asks for the merge base, ends only the process that it started. */
const hangAt = (question: string) => (question === 'merge-base' ? ['exec sleep 600'] : ['sleep 600 & sleep 600']);
const floodOutput = ['while :; do echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa; done'];
const floodComplaints = floodOutput.map((line) => `${line} >&2`);
const garbage = ['printf "\\000\\377\\033[31mxyz\\n\\n"', 'exit 0'];

const web = (image: string) =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: "web:${image}"}]}}}\n`;

function shop(): string {
  const repository = temporaryRepository();
  repository.commit({ 'web.yaml': web('1'), 'kept.yaml': 'app: web' });
  repository.git('checkout', '--quiet', '-b', 'topic');
  repository.commit({ 'web.yaml': web('2') });
  repository.write({ 'web.yaml': web('3') });
  return repository.directory;
}

/** What is said of a repository where git is a false one. */
async function failure(path: string, limits: GitLimits): Promise<unknown> {
  const repository = shop();
  vi.stubEnv('PATH', path);
  const all = async () => {
    const source = await openGitRevisions({ repository, limits });
    await source.changedFiles();
    await source.unchangedMentioning(['app']);
  };
  return all().then(
    () => 'no failure',
    (error: unknown) => error,
  );
}

describe('a git on PATH which', () => {
  /** Of each way in which git is asked. */
  const questions = ['cat-file', 'rev-parse', 'merge-base'];
  const allQuestions = [...questions, 'for-each-ref', 'config', 'diff-index', 'ls-files', 'hash-object', 'grep'];
  const limits = { seconds: 0.3, outputBytes: 100_000 };

  test.each(questions)('does not answer %s is stopped, with all that it started', async (question) => {
    const git = falseGit([question], ...hangAt(question));
    expect(await failure(git.path, limits)).toMatchObject({
      name: 'RevisionError',
      fault: 'World',
      message: `git ${question} took longer than 0.3 s and was stopped`,
    });
    expect(git.processes()).not.toEqual([]);
    expect(await until(() => git.running().length === 0)).toBe(true);
  });

  test.each(questions)('answers %s without end is stopped', async (question) => {
    const git = falseGit([question], ...floodOutput);
    const printed = question === 'cat-file' ? 'printed what is no answer' : 'printed more than';
    expect(await failure(git.path, { ...limits, seconds: 20 })).toMatchObject({
      fault: 'World',
      message: expect.stringMatching(`^git ${question} ${printed}`),
    });
    expect(await until(() => git.running().length === 0)).toBe(true);
  });

  test.each(questions)('complains without end at %s is stopped', async (question) => {
    const git = falseGit([question], ...floodComplaints);
    expect(await failure(git.path, { ...limits, seconds: 20 })).toMatchObject({
      fault: 'World',
      message: expect.stringMatching(`^git ${question} printed more than`),
    });
    expect(await until(() => git.running().length === 0)).toBe(true);
  });

  test.each(allQuestions)('answers %s with garbage is no crash', async (question) => {
    const error = await failure(falseGit([question], ...garbage).path, limits);
    expect(['no failure', 'RevisionError']).toContain(error instanceof Error ? error.name : error);
  });

  test.each(questions)('fails at %s is told with its exit code and what it said first', async (question) => {
    const complaint = 'echo "fatal: https://user:hunter2@example.com/ is broken" >&2; echo more >&2; exit 77';
    const git = falseGit([question], complaint);
    expect(await failure(git.path, { ...limits, seconds: 20 })).toMatchObject({
      fault: 'World',
      message: `git ${question} failed (exit code 77): fatal: … is broken`,
    });
  });

  test('announces more than it gives, and goes on for ever, is stopped', async () => {
    const id = '1'.repeat(40);
    const git = falseGit(['cat-file'], `echo "${id} commit 99999999999"`, ...floodOutput);
    expect(await failure(git.path, limits)).toMatchObject({
      message: expect.stringContaining('cat-file took longer than'),
    });
    expect(await until(() => git.running().length === 0)).toBe(true);
  });
});

/** Starts the CLI, waits until the false git was asked, and ends it. */
async function endInTheMiddle(path: string, signal: NodeJS.Signals, isAsked: () => boolean) {
  const child = spawn(process.execPath, [inject('builtCli'), 'plan'], {
    cwd: shop(),
    env: { PATH: path, HOME: '/nonexistent' },
    stdio: 'ignore',
  });
  const ended = new Promise<NodeJS.Signals | null>((resolve) => child.on('exit', (_, by) => resolve(by)));
  expect(await until(isAsked)).toBe(true);
  child.kill(signal);
  return ended;
}

describe('when this process is ended in the middle', () => {
  test.each([
    { signal: 'SIGINT', question: 'cat-file' },
    { signal: 'SIGINT', question: 'merge-base' },
    { signal: 'SIGINT', question: 'diff-index' },
    { signal: 'SIGTERM', question: 'grep' },
    { signal: 'SIGHUP', question: 'cat-file' },
  ] as const)('by $signal at $question, git ends too', async ({ signal, question }) => {
    const git = falseGit([question], ...hangAt(question));
    expect(await endInTheMiddle(git.path, signal, () => git.processes().length > 0)).toBe(signal);
    expect(await until(() => git.running().length === 0)).toBe(true);
  });

  test('by SIGKILL, git hears that nobody listens', async () => {
    const git = falseGit(['cat-file'], 'cat > /dev/null', 'exit 0');
    expect(await endInTheMiddle(git.path, 'SIGKILL', () => git.processes().length > 0)).toBe('SIGKILL');
    expect(await until(() => git.running().length === 0)).toBe(true);
  });
});

test('when all is done no git is left', async () => {
  const git = falseGit(['cat-file'], `PATH='${realPath}'`);
  const repository = shop();
  vi.stubEnv('PATH', git.path);
  const source = await openGitRevisions({ repository, base: 'main', head: 'topic' });
  await source.changedFiles();
  expect(git.running()).toHaveLength(1);
  expect(await until(() => git.running().length === 0)).toBe(true);
  expect(await source.unchangedMentioning(['app'])).toHaveLength(1);
});
