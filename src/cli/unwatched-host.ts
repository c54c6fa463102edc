import type { Host } from './host.ts';

const endingSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The one thread of a run without a terminal. Signals end it at once, as they end any program. */
export function unwatchedHost(): Host {
  return {
    columns: () => process.stdout.columns,
    onPhase: () => undefined,
    clearProgress: () => Promise.resolve(),
    undisturbed,
  };
}

/** A signal which comes meanwhile waits for the end, and then does what it always does. */
async function undisturbed(action: () => void): Promise<void> {
  let caught: NodeJS.Signals | undefined;
  const wait = (signal: NodeJS.Signals) => {
    caught = signal;
  };
  for (const signal of endingSignals) process.on(signal, wait);
  try {
    action();
    await signalsDelivered();
  } finally {
    for (const signal of endingSignals) process.off(signal, wait);
  }
  if (caught !== undefined) process.kill(process.pid, caught);
}

/** Signals are told once in a turn of the event loop, and this one may have passed the place already. */
async function signalsDelivered(): Promise<void> {
  for (let turn = 0; turn < 2; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
