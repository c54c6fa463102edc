import { z } from 'zod';
import { isUpdated } from '../../../src/simulate/controllers/daemon-set/daemon-set-world.ts';
import type { FoundNodes } from '../../../src/simulate/controllers/daemon-set/initial-world.ts';
import { readDaemonSetSpec } from '../../../src/simulate/controllers/daemon-set/read-daemon-set-spec.ts';
import {
  type DaemonSetChange,
  type DaemonSetSimulation,
  simulateDaemonSet,
} from '../../../src/simulate/controllers/daemon-set/simulate-daemon-set.ts';
import { daemonPodCounts } from '../../../src/simulate/controllers/daemon-set/tell-nodes.ts';
import type { PodProfile } from '../../../src/simulate/pod-profile.ts';
import type { ConformanceSuite } from '../suite.ts';

const Revision = z.enum(['old', 'new', 'mid']);
const DaemonSetRecord = z.looseObject({
  mode: z.enum(['wave', 'serial', 'stuck']),
  nodes: z.int(),
  after: z.strictObject({
    type: z.enum(['RollingUpdate', 'OnDelete']).default('RollingUpdate'),
    rollingUpdate: z.record(z.string(), z.union([z.int(), z.string()])).default({}),
  }),
  neverReady: z.array(Revision),
  initial: z.looseObject({ nodes: z.record(z.string(), z.int()) }),
  events: z.array(z.unknown()),
  outcome: z.string(),
  minAvailableNodes: z.int(),
  maxPods: z.int(),
});
type DaemonSetRecord = z.infer<typeof DaemonSetRecord>;

/** What is deleted in one step of a record is gone in the next; so is what is created there ready. */
const quick: PodProfile = { startupSeconds: 1, neverReady: false, terminationGracePeriodSeconds: 1 };

export const suite: ConformanceSuite = {
  name: 'daemonset',
  replay(record) {
    const recorded = DaemonSetRecord.parse(record);
    const { events, outcome, minAvailableNodes, maxPods } = recorded;
    const changes: DaemonSetChange[] = [];
    const simulation = replaySituation(recorded, (change) => changes.push(change));
    return {
      expected: { events, outcome, minAvailableNodes, maxPods },
      actual: {
        events: recordedEvents(changes),
        outcome: outcomeWord[simulation.outcome],
        minAvailableNodes: simulation.floor,
        maxPods: simulation.peakPodsWithTerminating,
      },
    };
  },
};

function replaySituation(recorded: DaemonSetRecord, observe: (change: DaemonSetChange) => void): DaemonSetSimulation {
  const { mode, nodes, after, neverReady, initial } = recorded;
  const stored = { spec: { updateStrategy: after } };
  const stuck = neverReady.map((revision) => [revision, { ...quick, neverReady: true }] as const);
  return simulateDaemonSet({
    state: { groups: Object.entries(initial.nodes).map(foundNodes), hostPorts: [] },
    desired: readDaemonSetSpec(stored, { replicas: nodes, template: 'new', minor: 32 }),
    pods: { profile: quick, exceptions: new Map(stuck) },
    readiness: mode === 'serial' ? { type: 'Serial', everySeconds: 1 } : { type: 'Timed' },
    observe,
  });
}

const phases = { ready: 'Available', notReady: 'NotAvailable', terminating: 'Terminating' } as const;
const Pod = z.object({
  template: Revision,
  phase: z.enum(['ready', 'notReady', 'terminating']).transform((word) => phases[word]),
});

/** "mid:notReady+new:ready": two pods of one node, of which that of `mid`, the interrupted rollout, is the younger. */
function foundNodes([text, nodes]: readonly [string, number]): FoundNodes {
  const pods = text.split('+').map((pod) => {
    const [template, phase] = pod.split(':');
    return Pod.parse({ template, phase });
  });
  return { nodes, pods: pods.toSorted((a, b) => Number(a.template === 'mid') - Number(b.template === 'mid')) };
}

const outcomeWord: Readonly<Record<DaemonSetSimulation['outcome'], string>> = {
  Completed: 'complete',
  Paused: 'waiting',
  Stalled: 'stalled',
  Unfinished: 'unfinished',
};

/** One event for each sync which wrote, and for each moment in which pods became ready. */
function recordedEvents(changes: readonly DaemonSetChange[]): readonly unknown[] {
  const events: unknown[] = [];
  let deletedOld = 0;
  let createdNew = 0;
  for (const [index, { before, after, command, sync }] of changes.entries()) {
    const { at, ...counts } = daemonPodCounts(after);
    if (command?.type === 'CreatePods') createdNew += command.nodes;
    if (command?.type === 'DeletePods' && !isUpdated(before, command.pod)) deletedOld += command.nodes;
    if (sync !== undefined && changes[index + 1]?.sync === sync) continue;
    const former = daemonPodCounts(before);
    const isReady = counts.oldAvailable > former.oldAvailable || counts.newAvailable > former.newAvailable;
    if (sync !== undefined || isReady) {
      events.push({ e: sync === undefined ? 'ready' : 'sync', step: at + 1, deletedOld, createdNew, ...counts });
    }
    deletedOld = 0;
    createdNew = 0;
  }
  return events;
}
