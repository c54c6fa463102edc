import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { RevisionError } from '../app/ports.ts';
import { errorCode } from '../host/error-code.ts';
import { gitEnvironment, gitSettings } from './git-environment.ts';
import { gitMissing, noFolder } from './git-failure.ts';
import type { GitFolder } from './git-folder.ts';

export interface GitStart {
  readonly git: GitFolder;
  readonly args: readonly string[];
  /** Default: those of a git which only reads. */
  readonly settings?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** It reads nothing where this is absent. */
  readonly hasInput?: boolean;
}

type GitChild = ChildProcessByStdio<Writable | null, Readable, Readable>;

const isWindows = process.platform === 'win32';

/**
 * Starts git with our settings and our environment, in a process group of its own. Throws RevisionError where that is not
 * possible; other reasons are told by the event `error` of the child, for which there is `cannotStart`.
 */
export function spawnGit(start: GitStart): GitChild {
  const { git, args, settings = gitSettings, environment, hasInput = false } = start;
  const command = [...settings.flatMap((setting) => ['-c', setting]), ...args];
  const options = {
    cwd: git.directory,
    env: { ...gitEnvironment(process.env), ...environment },
    detached: !isWindows,
    windowsHide: true,
  };
  try {
    if (hasInput) return spawn('git', command, { ...options, stdio: ['pipe', 'pipe', 'pipe'] });
    return spawn('git', command, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    throw cannotStart(start, error);
  }
}

export function cannotStart({ git: { directory }, args }: GitStart, cause: unknown): RevisionError {
  const reason = errorCode(cause) ?? 'unknown error';
  // Looked at only now, as it costs time to load what looks at it.
  const { statSync } = process.getBuiltinModule('node:fs');
  if (!statSync(directory, { throwIfNoEntry: false })?.isDirectory()) return noFolder(directory, cause);
  if (reason === 'ENOENT') return gitMissing(cause);
  return new RevisionError('World', `git ${args[0] ?? ''} could not be started (${reason})`, { cause });
}

/** Ends a git, with all that it may have started. */
export function killGit(child: ChildProcess): void {
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
