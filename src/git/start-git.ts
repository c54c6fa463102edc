import { type ChildProcess, spawn } from 'node:child_process';
import { Socket } from 'node:net';
import type { Readable, Writable } from 'node:stream';
import { RevisionError } from '../app/ports.ts';
import { endTogether } from './end-together.ts';
import { errorCode } from './error-code.ts';
import { gitEnvironment, gitSettings } from './git-environment.ts';
import { gitMissing } from './git-failure.ts';
import type { GitFolder } from './git-folder.ts';

export interface GitStart {
  readonly git: GitFolder;
  readonly args: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

export interface GitEnding {
  /** Null: a signal ended it. */
  readonly exitCode: number | null;
  /** The beginning of what it complained. */
  readonly stderr: string;
}

export interface RunningGit {
  readonly stdin: Writable;
  readonly stdout: Readable;
  /** Rejects with RevisionError('World') where git could not be started, or complained without end, or was stopped with an error. */
  readonly ended: Promise<GitEnding>;
  /** Kills it, with all that it may have started. */
  stop(error?: Error): void;
  /** A process that rests neither keeps ours alive nor hears of its signals; it ends by itself when its input is closed. */
  rest(): void;
  wake(): void;
}

const stderrBytesKept = 64 * 1024;
const isWindows = process.platform === 'win32';

/**
 * Starts git with our settings and our environment, in a process group of its own. Throws RevisionError('World') where that
 * cannot be tried.
 */
export function startGit({ git, args, environment }: GitStart): RunningGit {
  const { promise: ended, resolve, reject } = Promise.withResolvers<GitEnding>();
  const name = args[0] ?? '';
  const running: { child?: ChildProcess } = {};
  const stop = (error?: Error) => {
    if (error) reject(error);
    if (running.child) kill(running.child);
  };
  // Before it starts: a signal may come as soon as it does.
  let release = endTogether(stop);
  const child = spawnGit(git, args, environment, release);
  running.child = child;
  let stderr = '';
  let stderrBytes = 0;
  child.on('error', (error) => {
    release();
    reject(cannotStart(name, error));
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderrBytes += chunk.length;
    if (stderr.length < stderrBytesKept) stderr += chunk.toString('utf8');
    if (stderrBytes > git.limits.outputBytes) stop(printedTooMuch(name, git));
  });
  // git may end before it has read everything; its exit code tells why.
  child.stdin.on('error', () => undefined);
  child.on('close', (exitCode) => {
    release();
    resolve({ exitCode, stderr });
  });
  // Whoever asks for the ending hears of an error; whoever does not has been told in another way.
  ended.catch(() => undefined);
  const pipes = [child.stdin, child.stdout, child.stderr].filter((stream) => stream instanceof Socket);
  return {
    stdin: child.stdin,
    stdout: child.stdout,
    ended,
    stop,
    rest: () => {
      release();
      for (const handle of [child, ...pipes]) handle.unref();
    },
    wake: () => {
      release = endTogether(stop);
      for (const handle of [child, ...pipes]) handle.ref();
    },
  };
}

function spawnGit(git: GitFolder, args: readonly string[], environment: GitStart['environment'], release: () => void) {
  const options = gitSettings.flatMap((setting) => ['-c', setting]);
  try {
    return spawn('git', [...options, ...args], {
      cwd: git.directory,
      env: { ...gitEnvironment(process.env), ...environment },
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: !isWindows,
      windowsHide: true,
    });
  } catch (error) {
    release();
    throw cannotStart(args[0] ?? '', error);
  }
}

function cannotStart(name: string, cause: unknown): RevisionError {
  const reason = errorCode(cause) ?? 'unknown error';
  if (reason === 'ENOENT') return gitMissing(cause);
  return new RevisionError('World', `git ${name} could not be started (${reason})`, { cause });
}

export function printedTooMuch(name: string, { limits }: GitFolder): RevisionError {
  const mebibytes = Math.round(limits.outputBytes / 1024 / 1024);
  return new RevisionError('World', `git ${name} printed more than ${mebibytes} MiB and was stopped`);
}

export function tookTooLong(name: string, { limits }: GitFolder): RevisionError {
  return new RevisionError('World', `git ${name} took longer than ${limits.seconds} s and was stopped`);
}

function kill(child: ChildProcess): void {
  // What a child of git holds open would keep us waiting.
  for (const stream of [child.stdin, child.stdout, child.stderr]) stream?.destroy();
  if (child.pid === undefined) return;
  try {
    if (isWindows) child.kill();
    else process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    // It has ended meanwhile.
    if (errorCode(error) !== 'ESRCH') throw error;
  }
}
