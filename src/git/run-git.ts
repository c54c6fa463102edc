import { type GitEnding, gitFailure, isMissingObject, printedTooMuch, tookTooLong } from './git-failure.ts';
import type { GitStart } from './spawn-git.ts';
import { startGit } from './start-git.ts';

export interface GitCommand extends Omit<GitStart, 'hasInput'> {
  readonly input?: string | Buffer;
  /** Exit codes which are an answer: `git grep` ends with 1 where nothing matches. */
  readonly accepts?: readonly number[];
  /** Sees the output as it comes; where it says true that is enough, and git is stopped. */
  readonly isEnough?: (chunk: Buffer) => boolean;
}

/**
 * Runs git for volume: what it prints may be megabytes, and is collected as bytes. Throws RevisionError: `Usage` where the user
 * can mend what is missing, else `World`.
 */
export async function runGit(command: GitCommand): Promise<Buffer> {
  const { git, args, input, accepts = [], isEnough } = command;
  const running = startGit({ ...command, hasInput: input !== undefined });
  const timer = setTimeout(() => running.stop(tookTooLong(args, git)), git.limits.seconds * 1000);
  const output: Buffer[] = [];
  let outputBytes = 0;
  const { promise: enough, resolve } = Promise.withResolvers<'Enough'>();
  running.stdout.on('data', (chunk: Buffer) => {
    outputBytes += chunk.length;
    if (outputBytes > git.limits.outputBytes) return running.stop(printedTooMuch(args, git));
    output.push(chunk);
    if (isEnough?.(chunk) !== true) return;
    resolve('Enough');
    running.stop();
  });
  running.stdin?.end(input);
  try {
    const ending = await Promise.race([running.ended, enough]);
    if (ending !== 'Enough' && !isAnswer(ending, accepts)) throw gitFailure(args, git, ending);
    return Buffer.concat(output);
  } finally {
    clearTimeout(timer);
  }
}

/** `git grep` goes on where an object is missing, and only complains. */
function isAnswer({ exitCode, stderr }: GitEnding, accepts: readonly number[]): boolean {
  const isExpected = exitCode === 0 || (exitCode !== null && accepts.includes(exitCode));
  return isExpected && !isMissingObject(stderr);
}
