import { deployment, play, rolling } from '../simulate/builders.ts';

/** Prints the milliseconds that 10,000 replicas, replaced one at a time, take in a process that has not simulated before. */
const start = performance.now();
const { endSeconds, timeline, steps } = play({
  from: deployment({ replicas: 10_000, strategy: rolling(1, 0) }),
  to: { template: 'B' },
});
const milliseconds = performance.now() - start;
if (timeline.length === 0 || steps.length === 0) throw new Error('the rollout has no timeline');
if (endSeconds !== 100_000) throw new Error(`the rollout ended after ${endSeconds} s`);
process.stdout.write(`${milliseconds}\n`);
