import { ProblemError } from './problem-error.ts';

export type PlanGate = <T>(work: () => Promise<T>) => Promise<T>;

/** Lets so many in at a time; more of them are told to come again, at once, so that waiting costs nobody anything. */
export function planGate(atOnce: number): PlanGate {
  let inside = 0;
  return async (work) => {
    if (inside >= atOnce) {
      throw new ProblemError(503, 'Service Unavailable', 'too many plans are being made; come again in a moment', {
        headers: { 'retry-after': '1' },
      });
    }
    inside += 1;
    try {
      return await work();
    } finally {
      inside -= 1;
    }
  };
}
