const signals = ['SIGINT', 'SIGTERM'] as const;

/** Waits for the first signal which asks to end. A second one ends the process at once, as it would any program. */
export function untilSignal(): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      for (const signal of signals) process.off(signal, end);
      resolve();
    };
    for (const signal of signals) process.on(signal, end);
  });
}
