const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const stops = new Set<() => void>();

/**
 * Until the returned function is called, `stop` is called when this process ends, also by a signal: what we started and
 * wrote must not stay behind. What began last is stopped first. Where nobody else listens for the signal it still ends us.
 */
export function endTogether(stop: () => void): () => void {
  if (stops.size === 0) {
    process.on('exit', stopAll);
    for (const signal of signals) process.on(signal, endBySignal);
  }
  stops.add(stop);
  return () => {
    if (!stops.delete(stop) || stops.size > 0) return;
    removeListeners();
  };
}

function stopAll(): void {
  for (const stop of [...stops].toReversed()) stop();
  stops.clear();
}

function endBySignal(signal: NodeJS.Signals): void {
  stopAll();
  removeListeners();
  if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
}

function removeListeners(): void {
  process.off('exit', stopAll);
  for (const signal of signals) process.off(signal, endBySignal);
}
