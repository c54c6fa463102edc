import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import type { Host } from './host.ts';
import type { WatchAnswer, WatchedRun, WatchMessage } from './watch-run.ts';

/** The thread which works while another one watches the terminal and the signals. */
export function watchedHost(): Host {
  const { columns, busy }: WatchedRun = workerData;
  parentPort?.on('message', (answer: WatchAnswer) => {
    if (answer.type === 'Signal') process.emit(answer.signal, answer.signal);
  });
  // Hearing of signals alone is no reason to live on.
  parentPort?.unref();
  return {
    columns: () => columns,
    onPhase: (phase) => tell({ type: 'Phase', phase }),
    clearProgress: async () => {
      if (!parentPort) return;
      const answer = once(parentPort, 'message');
      tell({ type: 'Clear' });
      parentPort.ref();
      await answer;
      parentPort.unref();
    },
    undisturbed: async (action) => {
      Atomics.store(busy, 0, 1);
      try {
        action();
      } finally {
        Atomics.store(busy, 0, 0);
        Atomics.notify(busy, 0);
      }
    },
  };
}

function tell(message: WatchMessage): void {
  parentPort?.postMessage(message);
}
