import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { endTogether } from '../host/end-together.ts';
import { errorCode } from '../host/error-code.ts';
import type { RenderLimits } from './render-limits.ts';

export interface ProgramStart {
  /** Absolute: nothing is searched for. */
  readonly path: string;
  readonly args: readonly string[];
  readonly directory: string;
  /** All of it: nothing is inherited. */
  readonly environment: Readonly<Record<string, string>>;
  readonly limits: Pick<RenderLimits, 'seconds' | 'outputBytes' | 'errorBytes'>;
}

export type ProgramEnding =
  | {
      readonly type: 'Ended';
      /** Null: by the signal. */
      readonly exitCode: number | null;
      readonly signal: string | null;
      readonly stdout: Buffer;
      readonly stderr: Buffer;
    }
  | { readonly type: 'Stopped'; readonly reason: 'TookTooLong' | 'PrintedTooMuch' | 'ComplainedTooMuch' }
  | { readonly type: 'NotStarted'; readonly code: string };

type Child = ChildProcessByStdio<null, Readable, Readable>;
type StopReason = Extract<ProgramEnding, { readonly type: 'Stopped' }>['reason'];

const isWindows = process.platform === 'win32';

/** Runs a program to its end, in a process group of its own; beyond the limits it is killed with all that it started. */
export async function runProgram(start: ProgramStart): Promise<ProgramEnding> {
  const running: { child?: ChildProcess } = {};
  // Before it starts: a signal may come as soon as it does.
  const release = endTogether(() => running.child && killGroup(running.child));
  try {
    const child = spawnProgram(start);
    running.child = child;
    return await endingOf(child, start.limits);
  } catch (error) {
    const code = errorCode(error);
    if (code === undefined) throw error;
    return { type: 'NotStarted', code };
  } finally {
    release();
  }
}

function spawnProgram({ path, args, directory, environment }: ProgramStart): Child {
  return spawn(path, args, {
    cwd: directory,
    env: environment,
    detached: !isWindows,
    windowsHide: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Rejects where it cannot be started. */
function endingOf(child: Child, limits: ProgramStart['limits']): Promise<ProgramEnding> {
  const { promise, resolve, reject } = Promise.withResolvers<ProgramEnding>();
  const stop = (reason: StopReason) => {
    clearTimeout(timer);
    // Before the files that it reads are removed it has to be gone.
    if (child.exitCode !== null || child.signalCode !== null) resolve({ type: 'Stopped', reason });
    else child.on('exit', () => resolve({ type: 'Stopped', reason }));
    killGroup(child);
  };
  const timer = setTimeout(() => stop('TookTooLong'), limits.seconds * 1000);
  const stdout = collect(child.stdout, limits.outputBytes, () => stop('PrintedTooMuch'));
  const stderr = collect(child.stderr, limits.errorBytes, () => stop('ComplainedTooMuch'));
  child.on('error', (error) => {
    clearTimeout(timer);
    reject(error);
  });
  child.on('close', (exitCode, signal) => {
    clearTimeout(timer);
    resolve({ type: 'Ended', exitCode, signal, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr) });
  });
  return promise;
}

function collect(stream: Readable, bytesMax: number, onFlood: () => void): readonly Buffer[] {
  const chunks: Buffer[] = [];
  let bytes = 0;
  stream.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= bytesMax) chunks.push(chunk);
    else onFlood();
  });
  return chunks;
}

function killGroup(child: ChildProcess): void {
  // What a child of it holds open would keep us waiting.
  for (const stream of [child.stdout, child.stderr]) stream?.destroy();
  if (child.pid === undefined) return;
  try {
    if (isWindows) child.kill();
    else process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    // It has ended meanwhile; macOS says EPERM of a group which nobody has waited for yet.
    const code = errorCode(error);
    if (code !== 'ESRCH' && code !== 'EPERM') throw error;
  }
}
