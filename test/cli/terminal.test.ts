import { spawn } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { temporaryFolder, temporaryRepository, writeFiles } from '../git/temporary-repository.ts';
import { runCli } from './run-cli.ts';

const environment = { PATH: process.env['PATH'] ?? '', HOME: '/nonexistent', TERM: 'xterm' };

function deployments(count: number, image: string): string {
  return Array.from(
    { length: count },
    (_, index) => `apiVersion: apps/v1
kind: Deployment
metadata: {name: web-${index}, namespace: shop}
spec:
  selector: {matchLabels: {app: web-${index}}}
  template:
    metadata: {labels: {app: web-${index}}}
    spec: {containers: [{name: web, image: "shop/web:${image}"}]}
`,
  ).join('---\n');
}

/** Two directories to compare: before/ and after/. */
function change(count: number): string {
  const folder = temporaryFolder();
  writeFiles(folder, { 'before/a.yaml': deployments(count, '1'), 'after/a.yaml': deployments(count, '2') });
  return folder;
}

const plan = ['plan', '--base-dir', 'before', '--head-dir', 'after', '--format', 'markdown'];
/** Some seconds of work without a pause. */
const long = 6000;

interface Session {
  /** All that the terminal got. */
  readonly screen: string;
  /** 128 and the signal for a program which a signal ended. */
  readonly code: number | null;
}

type Act = (type: (keys: string) => void, pid: number) => void;

interface Keys {
  /** What the screen shows when something is to be done. */
  readonly when: RegExp;
  readonly act: Act;
}

/** Runs a shell command in a terminal of its own; `$rollcast` in it is the built CLI. */
function inTerminal(command: string, cwd: string, keys?: Keys, env: Record<string, string> = {}): Promise<Session> {
  const line = `echo $$ > pid; exec env ${command.replace('$rollcast', `"${process.execPath}" "${inject('builtCli')}"`)}`;
  const child = spawn('script', ['-qec', line, '/dev/null'], { cwd, env: { ...environment, ...env }, stdio: 'pipe' });
  const { promise, resolve } = Promise.withResolvers<Session>();
  let screen = '';
  let isDone = false;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    screen += text;
    if (isDone || !keys?.when.test(screen)) return;
    isDone = true;
    keys.act((typed) => child.stdin.write(typed), Number(readFileSync(join(cwd, 'pid'), 'utf8')));
  });
  child.on('close', (code) => resolve({ screen: screen.replaceAll('\r\n', '\n'), code }));
  return promise;
}

const erase = '\r\u001B[K';

describe.skipIf(process.platform !== 'linux')('in front of a terminal', () => {
  test('work of more than a second says what it does, in the middle of it, and takes that away before the result', async () => {
    const folder = change(long);
    const { screen, code } = await inTerminal(`$rollcast ${plan.join(' ')}`, folder);
    expect(code).toBe(0);
    const drawn = screen.split(erase);
    const result = drawn.pop();
    expect(result).toBe(runCli(plan, { cwd: folder }).stdout);
    expect(drawn.shift()).toBe('');
    expect(new Set(drawn.map((each) => / … (\d+) s$/.exec(each)?.[1])).size).toBeGreaterThan(1);
    for (const each of drawn) {
      expect(each).toMatch(
        /^rollcast: (reading 1 changed file|looking for related objects|forecasting 6000 changed documents|writing the report) … \d+ s$/,
      );
    }
  }, 60_000);

  test('the result goes where it is sent to, and the terminal is as it was', async () => {
    const folder = change(long);
    const { screen, code } = await inTerminal(`$rollcast ${plan.join(' ')} > out`, folder);
    expect(code).toBe(0);
    expect(screen).toMatch(/ … \d+ s/);
    expect(screen.slice(screen.lastIndexOf(erase))).toBe(erase);
    expect(readFileSync(join(folder, 'out'), 'utf8')).toBe(runCli(plan, { cwd: folder }).stdout);
  }, 60_000);

  test.each([
    ['what is done in a moment', `$rollcast ${plan.join(' ')}`, {}],
    ['a terminal which cannot take a line away', `$rollcast ${plan.join(' ')}`, { TERM: 'dumb' }],
    ['what is said on standard error', '$rollcast plan --base-dir none --head-dir none', {}],
    ['the version', '$rollcast --version', {}],
  ])('%s shows no progress', async (_, command, env) => {
    const { screen } = await inTerminal(command, change(3), undefined, env);
    expect(screen).not.toContain('\u001B');
    expect(screen).toMatch(/### Rollout forecast: 3 workloads roll|rollcast: there is no folder|^\d+\.\d+\.\d+\n$/);
  });

  test('exit codes are those without a terminal', async () => {
    const folder = change(3);
    writeFiles(folder, { 'after/a.yaml': deployments(3, '2').replaceAll('app: web-0}', 'app: web-x}') });
    expect((await inTerminal(`$rollcast ${plan.join(' ')} --fail-on high`, folder)).code).toBe(1);
    expect((await inTerminal('$rollcast plan --base-dir none --head-dir none', folder)).code).toBe(2);
  });

  test.each<[string, number, Act]>([
    ['Ctrl-C', 130, (type) => type('\u0003')],
    ['SIGTERM', 143, (_, pid) => process.kill(pid, 'SIGTERM')],
  ])(
    '%s ends it in the middle of its work and leaves a clean line',
    async (_, code, act) => {
      const folder = change(long);
      const session = await inTerminal(`$rollcast ${plan.join(' ')} --output out.md`, folder, { when: / … 1 s/, act });
      expect(session.code).toBe(code);
      expect(session.screen.replace('^C', '').endsWith(` … 1 s${erase}`)).toBe(true);
      expect(readdirSync(folder).toSorted()).toEqual(['after', 'before', 'pid']);
    },
    60_000,
  );

  test('Ctrl-C leaves no git behind', async () => {
    const repository = temporaryRepository();
    repository.commit({ 'a.yaml': deployments(long, '1') });
    repository.commit({ 'a.yaml': deployments(long, '2') });
    const { code, screen } = await inTerminal('$rollcast plan --base HEAD~1 --head HEAD', repository.directory, {
      when: / … 1 s/,
      act: (type) => type('\u0003'),
    });
    expect(code).toBe(130);
    expect(screen).not.toMatch(/git|error|\n\s+at /i);
    expect(processesIn(repository.directory)).toEqual([]);
  }, 60_000);
});

test.skipIf(process.platform !== 'linux')(
  'Ctrl-C in front of a terminal ends a git which hangs, and what that has started',
  async () => {
    const repository = temporaryRepository();
    repository.commit({ 'a.yaml': deployments(1, '1') });
    const bin = temporaryFolder();
    writeFiles(bin, { git: '#!/bin/sh\nsleep 600 & sleep 600\n' });
    chmodSync(join(bin, 'git'), 0o755);
    const args = 'plan --base HEAD --head HEAD';
    const { code, screen } = await inTerminal(
      `$rollcast ${args}`,
      repository.directory,
      { when: / … 1 s/, act: (type) => type('\u0003') },
      { PATH: `${bin}:${environment.PATH}` },
    );
    expect(code).toBe(130);
    expect(screen).not.toMatch(/error|\n\s+at /i);
    expect(processesIn(repository.directory)).toEqual([]);
  },
  60_000,
);

describe('without a terminal', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)('%s ends it at once and silently', async (signal) => {
    const folder = change(long);
    const ended = await endedBy(signal, [...plan, '--output', 'out.md'], folder, async () => {
      await new Promise((resolve) => setTimeout(resolve, 700));
    });
    expect(ended).toEqual({ signal, stdout: '', stderr: '' });
    expect(readdirSync(folder).toSorted()).toEqual(['after', 'before']);
  });

  test('a signal which comes while a file is written leaves the whole file and nothing beside it', async () => {
    const folder = change(2000);
    writeFiles(folder, { 'out.json': 'old' });
    const args = [...plan.slice(0, -1), 'json', '--output', 'out.json'];
    await endedBy('SIGTERM', args, folder, async () => {
      while (!readdirSync(folder).some((name) => name.startsWith('.rollcast-'))) await new Promise(setImmediate);
    });
    expect(readdirSync(folder).toSorted()).toEqual(['after', 'before', 'out.json']);
    expect(() => JSON.parse(readFileSync(join(folder, 'out.json'), 'utf8')) as unknown).not.toThrow();
  }, 60_000);
});

interface Ended {
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts the CLI, waits, sends the signal, and tells how it ended. */
async function endedBy(
  signal: NodeJS.Signals,
  args: readonly string[],
  cwd: string,
  wait: () => Promise<void>,
): Promise<Ended> {
  const child = spawn(process.execPath, [inject('builtCli'), ...args], { cwd, env: environment, stdio: 'pipe' });
  const { promise, resolve } = Promise.withResolvers<Ended>();
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] += text;
    });
  }
  child.on('close', (_, endedBySignal) => resolve({ signal: endedBySignal, ...output }));
  await wait();
  child.kill(signal);
  return promise;
}

/** The processes which work in a folder. */
function processesIn(folder: string): readonly string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readlinkSync(`/proc/${pid}/cwd`).startsWith(folder);
    } catch {
      return false;
    }
  });
}
