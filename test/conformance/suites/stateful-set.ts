import { z } from 'zod';
import { readObject } from '../../../src/kubernetes/object-reader.ts';
import type { JsonObject } from '../../../src/schema/json.ts';
import type { AlikePods } from '../../../src/simulate/controllers/stateful-set/pod-ranges.ts';
import { readStatefulSetSpec } from '../../../src/simulate/controllers/stateful-set/read-stateful-set-spec.ts';
import {
  type StatefulSetChange,
  type StatefulSetSimulation,
  simulateStatefulSet,
} from '../../../src/simulate/controllers/stateful-set/simulate-stateful-set.ts';
import type { StatefulSetSpec } from '../../../src/simulate/controllers/stateful-set/stateful-set-spec.ts';
import type { StatefulSetState } from '../../../src/simulate/controllers/stateful-set/stateful-set-state.ts';
import type { PodProfile } from '../../../src/simulate/pod-profile.ts';
import type { ConformanceSuite } from '../suite.ts';

const StatefulSetRecord = z.looseObject({
  mode: z.enum(['wave', 'serial', 'stuck']),
  gate: z.boolean(),
  after: z.looseObject({ replicas: z.int(), updateStrategy: z.custom<JsonObject>() }),
  neverReady: z.array(z.string()),
  initial: z.array(
    z.looseObject({ pod: z.int(), rev: z.string(), ready: z.boolean(), terminating: z.boolean().default(false) }),
  ),
  initialStatus: z.looseObject({ currentRevision: z.string() }),
  events: z.array(z.unknown()),
  outcome: z.string(),
  minReady: z.int(),
  final: z.array(z.unknown()),
});
type StatefulSetRecord = z.infer<typeof StatefulSetRecord>;

/** A step of the recordings is a second. */
const quick: PodProfile = { startupSeconds: 1, neverReady: false, terminationGracePeriodSeconds: 1 };
/** The template of `after` in the recordings. */
const template = 'new';

export const suite: ConformanceSuite = {
  name: 'statefulset',
  replay(record) {
    const recorded = StatefulSetRecord.parse(record);
    const { mode, neverReady, events, outcome, minReady, final } = recorded;
    const stuck = neverReady.map((revision) => [revision, { ...quick, neverReady: true }] as const);
    const seen: RecordedEvent[] = [];
    const simulation = simulateStatefulSet({
      state: stateOf(recorded),
      desired: specOf(recorded),
      pods: { profile: quick, exceptions: new Map(stuck) },
      readiness: mode === 'serial' ? { type: 'Serial', everySeconds: 1 } : { type: 'Timed' },
      observe: (change) => seen.push(...recordedEvents(change)),
    });
    return {
      expected: { events, outcome, minReady, final },
      actual: {
        events: seen,
        outcome: outcomeWord[simulation.outcome],
        minReady: simulation.floor,
        final: simulation.state.pods.flatMap(recordedPods),
      },
    };
  },
};

/** The recordings are of 1.32, and of no minReadySeconds; 1.35 is the version which has the gate on by default. */
function specOf({ after, gate }: StatefulSetRecord): StatefulSetSpec {
  const { replicas, ...spec } = after;
  const manifest = { apiVersion: 'apps/v1', kind: 'StatefulSet', spec: { ...spec, replicas } };
  const minor = gate ? 35 : 32;
  const { filled } = readObject(manifest, { kubernetesVersion: `1.${minor}` });
  return readStatefulSetSpec(filled, { replicas, template, minor });
}

function stateOf({ initial, initialStatus }: StatefulSetRecord): StatefulSetState {
  const pods = initial.map(({ pod, rev, ready, terminating }): AlikePods => {
    const standing = ready ? 'Available' : 'Starting';
    return { from: pod, to: pod, revision: rev, status: terminating ? 'Terminating' : standing };
  });
  return { pods, currentRevision: initialStatus.currentRevision };
}

const outcomeWord: Readonly<Record<StatefulSetSimulation['outcome'], string>> = {
  Completed: 'complete',
  Paused: 'waiting',
  Stalled: 'stalled',
  Unfinished: 'unfinished',
};

interface RecordedEvent {
  readonly e: string;
  readonly pod: number;
  readonly rev: string;
  readonly step: number;
}

function recordedEvents({ before, after, command }: StatefulSetChange): readonly RecordedEvent[] {
  const step = after.at + 1;
  if (command === undefined) {
    const former = new Set(before.pods.flatMap(readyOrdinals));
    return after.pods.flatMap((range) =>
      readyOrdinals(range)
        .filter((pod) => !former.has(pod))
        .map((pod) => ({ e: 'ready', pod, rev: range.revision, step })),
    );
  }
  if (command.type === 'CompleteRollingUpdate') return [];
  const ascending = ordinals(command);
  return command.type === 'CreatePods'
    ? ascending.map((pod) => ({ e: 'create', pod, rev: command.revision, step }))
    : ascending.toReversed().map((pod) => ({ e: 'delete', pod, rev: command.revision, step }));
}

function recordedPods(range: AlikePods): readonly unknown[] {
  return ordinals(range).map((pod) => ({ pod, rev: range.revision, ready: range.status === 'Available' }));
}

function readyOrdinals(range: AlikePods): readonly number[] {
  return range.status === 'Available' ? ordinals(range) : [];
}

function ordinals({ from, to }: { readonly from: number; readonly to: number }): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
