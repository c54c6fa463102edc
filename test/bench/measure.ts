import { spawnSync } from 'node:child_process';

export interface Cost {
  /** User and system time of the process and of all that it started, in seconds. */
  readonly cpuSeconds: number;
  /** The largest resident set of one of these processes. */
  readonly peakMiB: number;
}

/**
 * The median cost of a command that is run several times, as the shell (CPU in milliseconds) and GNU time (memory) tell
 * it. Throws where the command fails: a failure has no cost worth comparing.
 */
export function measure(command: readonly string[], runs: number, directory = process.cwd()): Cost {
  const costs = Array.from({ length: runs }, () => measureOnce(command, directory));
  return {
    cpuSeconds: median(costs.map((cost) => cost.cpuSeconds)),
    peakMiB: median(costs.map((cost) => cost.peakMiB)),
  };
}

/** Both print to standard error when the command has ended: memory first, then the two times. */
const script = 'TIMEFORMAT="%3U %3S"; time /usr/bin/time --format %M "$@"';

function measureOnce(command: readonly string[], directory: string): Cost {
  const result = spawnSync('bash', ['-c', script, 'measure', ...command], {
    cwd: directory,
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  });
  if (result.status !== 0) throw new Error(`${command.join(' ')} ended with ${result.status}: ${result.stderr}`);
  const [kibibytes, times = ''] = result.stderr.trim().split('\n').slice(-2);
  const [user = 0, system = 0] = times.split(' ').map(Number);
  return { cpuSeconds: user + system, peakMiB: Number(kibibytes) / 1024 };
}

export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
