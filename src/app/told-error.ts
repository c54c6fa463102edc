import type { ExitCode } from './exit-code.ts';
import { FactsError } from './facts-error.ts';
import { GitHubError, RevisionError, StoreError } from './ports.ts';
import { SettingsError } from './settings-error.ts';

/** What to tell of an error, and the exit code for it. */
export interface ToldError {
  readonly message: string;
  readonly exitCode: ExitCode;
}

/** What to tell of an error which the user, or the world outside, can mend; undefined: it is a bug of ours. */
export function toldError(error: unknown): ToldError | undefined {
  if (error instanceof SettingsError || error instanceof FactsError) return told(error.message, 2);
  if (error instanceof RevisionError || error instanceof StoreError)
    return told(error.message, error.fault === 'Usage' ? 2 : 3);
  return error instanceof GitHubError ? told(error.message, 3) : undefined;
}

function told(message: string, exitCode: ExitCode): ToldError {
  return { message: printable(message), exitCode };
}

/** Text for one line: nothing that a terminal obeys, and no user and password of an address. */
export function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}]/gu, '\uFFFD').replaceAll(/:\/\/[^\s/"]*@/g, '://***@');
}

/** What was thrown, and where. The message of an error may quote a manifest, so it is told of our own errors alone. */
export function whereThrown(error: unknown): string {
  if (!(error instanceof Error)) return 'a value which is no error was thrown';
  const { name, message, stack = '' } = error;
  const frames = stack
    .slice(stack.indexOf(message) + message.length)
    .split('\n')
    .filter((line) => /^ {4}at .*:\d+:\d+\)?$/.test(line));
  return [name === 'InvariantError' ? `${name}: ${message}` : name, ...frames].join('\n');
}
