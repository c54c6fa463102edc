import { play } from '../simulate/controllers/stateful-set/builders.ts';

/** Prints the milliseconds that 1,000 replicas of a StatefulSet, replaced one at a time, take in a process that has not simulated before. */
const start = performance.now();
const { endSeconds, timeline, steps } = play({ from: { replicas: 1000 }, to: { template: 'B' } });
const milliseconds = performance.now() - start;
if (timeline.length === 0 || steps.length === 0) throw new Error('the rollout has no timeline');
if (endSeconds !== 10_000) throw new Error(`the rollout ended after ${endSeconds} s`);
process.stdout.write(`${milliseconds}\n`);
