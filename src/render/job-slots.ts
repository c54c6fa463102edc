export type RunJob = <Result>(job: () => Promise<Result>) => Promise<Result>;

/** Runs at most so many jobs at once; the others wait, first come first served. */
export function jobSlots(jobsMax: number): RunJob {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (job) => {
    if (running >= jobsMax) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await job();
    } finally {
      // Who waits takes the place over, so that nobody gets in between.
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
