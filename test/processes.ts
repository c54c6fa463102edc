import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';

/** Whether a process of this machine has not ended yet. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // What has ended and nobody has heard of yet still has its number.
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
}

/** Waits until it is so, for five seconds at most, and says whether it is. */
export async function until(isSo: () => boolean): Promise<boolean> {
  for (let tries = 0; tries < 200 && !isSo(); tries += 1) await setTimeout(25);
  return isSo();
}
