import { Worker } from 'node:worker_threads';
import { progressLine } from './progress-line.ts';
import { UsageError } from './usage-error.ts';

/** What the thread that works is given. */
export interface WatchedRun {
  /** Of the terminal behind standard output. */
  readonly columns: number | undefined;
  /** 1 while something is done which no signal may leave half done. */
  readonly busy: Int32Array;
}

/** What it says: what is going on, or that it wants to print; it is answered when the terminal is free. */
export type WatchMessage = { readonly type: 'Phase'; readonly phase: string } | { readonly type: 'Clear' };

/** What it is told: the terminal is free, or a signal came, which only this thread hears of. */
export type WatchAnswer =
  | { readonly type: 'Cleared' }
  | { readonly type: 'Signal'; readonly signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP' };

const busyMillisecondsMax = 10_000;
/** So long the other thread has for ending what it started; while it works without a pause it has started nothing. */
const endingMilliseconds = 100;

/**
 * Runs a command in a thread of its own and gives its exit code. The work is done without a pause, so that nothing else in
 * its thread could draw the progress or take it away when a signal comes.
 */
export async function watchRun(entry: URL, argv: readonly string[]): Promise<number> {
  const line = progressLine(process.stderr.columns);
  const busy = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const columns = process.stdout.isTTY ? process.stdout.columns : undefined;
  const worker = new Worker(entry, { argv: [...argv], workerData: { columns, busy } satisfies WatchedRun });
  const tell = (answer: WatchAnswer) => worker.postMessage(answer);
  worker.on('message', (message: WatchMessage) => {
    if (message.type === 'Phase') return line.say(message.phase);
    line.erase();
    tell({ type: 'Cleared' });
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    // Once: the second time it ends the program as it ends any other.
    process.once(signal, () => {
      line.erase();
      tell({ type: 'Signal', signal });
      setTimeout(() => {
        Atomics.wait(busy, 0, 1, busyMillisecondsMax);
        process.kill(process.pid, signal);
      }, endingMilliseconds);
    });
  }
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  worker.on('error', (error: Error) => reject(isOutOfMemory(error) ? tooLarge(error) : error));
  worker.on('exit', resolve);
  return await promise.finally(line.erase);
}

function isOutOfMemory(error: Error): boolean {
  return 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

function tooLarge(cause: Error): UsageError {
  return new UsageError('there is not enough memory for this; compare less at a time with --path', { cause });
}
