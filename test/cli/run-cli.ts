import { spawnSync } from 'node:child_process';
import { inject } from 'vitest';

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built CLI as a user would; the environment holds nothing but what git needs. */
export function runCli(
  args: readonly string[],
  options: { cwd?: string; env?: Record<string, string>; nodeOptions?: readonly string[] } = {},
): CliResult {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [...(options.nodeOptions ?? []), inject('builtCli'), ...args],
    {
      cwd: options.cwd ?? process.cwd(),
      env: { PATH: process.env['PATH'] ?? '', HOME: '/nonexistent', ...options.env },
      encoding: 'utf8',
      maxBuffer: 256 * 1024 * 1024,
      timeout: 20_000,
    },
  );
  return { code: status, stdout, stderr };
}
