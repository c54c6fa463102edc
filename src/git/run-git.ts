import { spawn } from 'node:child_process';
import { RevisionError } from '../app/ports.ts';
import { gitMissing } from './ask-git.ts';
import { gitEnvironment, gitSettings } from './git-environment.ts';
import { errorCode } from './read-disk-entry.ts';

export interface GitCommand {
  readonly directory: string;
  readonly args: readonly string[];
  readonly settings?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** Exit codes which are an answer: `git grep` ends with 1 where nothing matches. */
  readonly accepts?: readonly number[];
  /** Takes the output as it comes; without it the output is collected and returned. */
  readonly take?: (chunk: Buffer) => void;
}

const secondsMax = 120;
const collectedBytesMax = 512 * 1024 * 1024;
const stderrBytesMax = 64 * 1024;

/**
 * Runs git for volume: what it prints may be megabytes, and is collected (or handed to `take`) as bytes.
 * Throws RevisionError: `Usage` where a partial clone lacks what is needed, else `World`. Messages hold no text of git's own
 * beyond its first line.
 */
export async function runGit(command: GitCommand): Promise<Buffer> {
  const settings = [...gitSettings, ...(command.settings ?? [])].flatMap((setting) => ['-c', setting]);
  const child = spawn('git', [...settings, ...command.args], {
    cwd: command.directory,
    env: { ...gitEnvironment(process.env), ...command.environment },
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
  });
  const name = command.args[0] ?? '';
  const output: Buffer[] = [];
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const fail = (message: string, cause?: unknown) => {
    child.kill('SIGKILL');
    reject(new RevisionError('World', message, { cause }));
  };
  const timer = setTimeout(
    () => fail(`git ${name} took longer than ${secondsMax} s and was stopped`),
    secondsMax * 1000,
  );

  let collectedBytes = 0;
  let stderr = '';
  child.on('error', (error) => {
    if (errorCode(error) === 'ENOENT') return reject(gitMissing(error));
    fail(`git ${name} could not be started (${errorCode(error) ?? 'unknown error'})`, error);
  });
  child.stdout.on('data', (chunk: Buffer) => {
    try {
      if (command.take) return command.take(chunk);
    } catch (error) {
      child.kill('SIGKILL');
      return reject(error);
    }
    collectedBytes += chunk.length;
    if (collectedBytes > collectedBytesMax) return fail(`git ${name} printed more than ${collectedBytesMax} bytes`);
    output.push(chunk);
  });
  child.stderr.on('data', (chunk: Buffer) => {
    if (stderr.length < stderrBytesMax) stderr += chunk.toString('utf8');
  });
  // git may end before it has read everything; its exit code tells why.
  child.stdin.on('error', () => undefined);
  child.stdin.end(command.input ?? '');
  child.on('close', (exitCode, signal) => {
    if (exitCode === 0 || (exitCode !== null && command.accepts?.includes(exitCode))) {
      return resolve(Buffer.concat(output));
    }
    reject(refusal(name, exitCode === null ? `signal ${signal ?? 'unknown'}` : `exit code ${exitCode}`, stderr));
  });
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
  }
}

/** A partial clone does not hold every object, and nothing is fetched behind the user's back. */
export function missingObjects(): RevisionError {
  return new RevisionError(
    'Usage',
    'some files of these revisions are not in this clone (a partial clone, or a damaged one); fetch them first: git fetch --refetch --no-filter origin',
  );
}

function refusal(name: string, ending: string, stderr: string): RevisionError {
  if (/promisor remote|transport .* not allowed|lazy fetching disabled/.test(stderr)) return missingObjects();
  const firstLine = stderr.split('\n', 1)[0] ?? '';
  return new RevisionError('World', `git ${name} failed (${ending})${firstLine === '' ? '' : `: ${firstLine}`}`);
}
