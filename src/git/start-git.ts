import type { ChildProcess } from 'node:child_process';
import { Socket } from 'node:net';
import type { Readable, Writable } from 'node:stream';
import { endTogether } from '../host/end-together.ts';
import { type GitEnding, printedTooMuch } from './git-failure.ts';
import { cannotStart, type GitStart, killGit, spawnGit } from './spawn-git.ts';

export interface RunningGit {
  readonly stdin: Writable | null;
  readonly stdout: Readable;
  /** Rejects with RevisionError where git could not be started, or complained without end, or was stopped with an error. */
  readonly ended: Promise<GitEnding>;
  /** Ends it, with all that it may have started. */
  stop(error?: Error): void;
  /** A git that rests neither keeps our process alive nor hears of its signals; it ends by itself when its input is closed. */
  rest(): void;
  wake(): void;
}

const stderrBytesKept = 64 * 1024;

/** Starts git and sees to its end: it does not outlive us. Throws RevisionError where it cannot be started at all. */
export function startGit(start: GitStart): RunningGit {
  const { promise: ended, resolve, reject } = Promise.withResolvers<GitEnding>();
  const running: { child?: ChildProcess } = {};
  const stop = (error?: Error) => {
    if (error) reject(error);
    if (running.child) killGit(running.child);
  };
  // Before it starts: a signal may come as soon as it does.
  let release = endTogether(stop);
  const child = spawnOrRelease(start, release);
  running.child = child;
  let stderr = '';
  let stderrBytes = 0;
  child.on('error', (error) => {
    release();
    reject(cannotStart(start, error));
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderrBytes += chunk.length;
    if (stderr.length < stderrBytesKept) stderr += chunk.toString('utf8');
    if (stderrBytes > start.git.limits.outputBytes) stop(printedTooMuch(start.args, start.git));
  });
  // git may end before it has read everything; its exit code tells why.
  child.stdin?.on('error', () => undefined);
  child.on('close', (exitCode) => {
    release();
    resolve({ exitCode, stderr });
  });
  // Who does not ask for the ending is told of an error in another way.
  ended.catch(() => undefined);
  const handles = [child, ...[child.stdin, child.stdout, child.stderr].filter((stream) => stream instanceof Socket)];
  return {
    stdin: child.stdin,
    stdout: child.stdout,
    ended,
    stop,
    rest: () => {
      release();
      for (const handle of handles) handle.unref();
    },
    wake: () => {
      release = endTogether(stop);
      for (const handle of handles) handle.ref();
    },
  };
}

function spawnOrRelease(start: GitStart, release: () => void) {
  try {
    return spawnGit(start);
  } catch (error) {
    release();
    throw error;
  }
}
