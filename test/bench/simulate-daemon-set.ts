import { rolledOutDaemonSet } from '../../src/simulate/controllers/daemon-set/initial-world.ts';
import { readDaemonSetSpec } from '../../src/simulate/controllers/daemon-set/read-daemon-set-spec.ts';
import { simulateDaemonSet } from '../../src/simulate/controllers/daemon-set/simulate-daemon-set.ts';

/** Prints the milliseconds that 1,000 nodes, replaced one at a time, take in a process that has not simulated before. */
const start = performance.now();
const before = readDaemonSetSpec({}, { replicas: 1000, template: 'A', minor: 34 });
const { endSeconds, timeline, steps } = simulateDaemonSet({
  state: rolledOutDaemonSet(before),
  desired: { ...before, template: 'B' },
  pods: { profile: { startupSeconds: 10, neverReady: false, terminationGracePeriodSeconds: 30 } },
});
const milliseconds = performance.now() - start;
if (timeline.length === 0 || steps.length === 0) throw new Error('the rollout has no timeline');
if (endSeconds !== 40_000) throw new Error(`the rollout ended after ${endSeconds} s`);
process.stdout.write(`${milliseconds}\n`);
