import type { CaseLimits } from './case-runner.ts';

/** What an ordinary case needs a hundredth of. */
export const caseLimits: CaseLimits = { secondsMax: 5, heapMiB: 256, residentMiB: 768 };
