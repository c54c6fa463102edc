import { z } from 'zod';
import type { DeploymentSpec } from '../../../src/simulate/controllers/deployment/deployment-spec.ts';
import {
  type DeploymentChange,
  type DeploymentSimulation,
  simulateDeployment,
} from '../../../src/simulate/controllers/deployment/simulate-deployment.ts';
import type { PodProfile } from '../../../src/simulate/pod-profile.ts';
import type { Cluster } from '../../../src/simulate/world.ts';
import type { ConformanceSuite } from '../suite.ts';

const IntOrPercent = z.union([z.int(), z.string()]).default('25%');
const Strategy = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('Recreate') }),
  z.looseObject({
    type: z.literal('RollingUpdate'),
    rollingUpdate: z.looseObject({ maxSurge: IntOrPercent, maxUnavailable: IntOrPercent }).prefault({}),
  }),
]);
const Annotation = z
  .int()
  .nullish()
  .transform((value) => value ?? undefined);
const DeploymentRecord = z.looseObject({
  mode: z.enum(['wave', 'serial', 'stuck']),
  after: z.looseObject({
    replicas: z.int(),
    strategy: Strategy,
    paused: z.boolean().default(false),
    template: z.string(),
  }),
  neverReady: z.array(z.string()),
  revisionHistoryLimit: z.int().nullish(),
  initial: z.array(
    z.looseObject({
      rs: z.string(),
      template: z.string(),
      replicas: z.int(),
      available: z.int(),
      desiredAnnotation: Annotation,
      maxAnnotation: Annotation,
    }),
  ),
  events: z.array(z.unknown()),
  outcome: z.string(),
  minAvailable: z.int(),
  maxTotal: z.int(),
});
type DeploymentRecord = z.infer<typeof DeploymentRecord>;

const quick: PodProfile = { startupSeconds: 1, neverReady: false, terminationGracePeriodSeconds: 0 };

export const suite: ConformanceSuite = {
  name: 'deployment',
  replay(record) {
    const recorded = DeploymentRecord.parse(record);
    const { events, outcome, minAvailable, maxTotal, initial } = recorded;
    const created = nextName(initial.map(({ rs }) => rs));
    const nameOf = (name: string) => (initial.some(({ rs }) => rs === name) ? name : created);
    const seen: RecordedEvent[] = [];
    const simulation = replaySituation(recorded, created, (change) => seen.push(...recordedEvents(change, nameOf)));
    return {
      expected: { events, outcome, minAvailable, maxTotal },
      actual: {
        events: numberSyncs(seen),
        outcome: outcomeWord[simulation.outcome],
        minAvailable: simulation.floor,
        maxTotal: simulation.peakPods,
      },
    };
  },
};

function replaySituation(
  recorded: DeploymentRecord,
  created: string,
  observe: (change: DeploymentChange) => void,
): DeploymentSimulation {
  const { mode, after, neverReady, initial, revisionHistoryLimit } = recorded;
  const { strategy } = after;
  const desired: DeploymentSpec = {
    ...after,
    strategy:
      strategy.type === 'Recreate' ? { type: strategy.type } : { type: strategy.type, ...strategy.rollingUpdate },
    minReadySeconds: 0,
    progressDeadlineSeconds: 600,
    revisionHistoryLimit: revisionHistoryLimit ?? 10,
  };
  const templates = new Map([[created, after.template], ...initial.map(({ rs, template }) => [rs, template] as const)]);
  const stuck = neverReady.map((rs) => [templates.get(rs) ?? rs, { ...quick, neverReady: true }] as const);
  return simulateDeployment({
    state: { replicaSets: initial.map(({ rs, ...each }) => ({ name: rs, ...each })), isRollingOut: true },
    desired,
    pods: { profile: quick, exceptions: new Map(stuck) },
    observe,
    readiness: mode === 'serial' ? { type: 'Serial', everySeconds: 1 } : { type: 'Timed' },
  });
}

/** ReplicaSets are numbered in the order of their creation. */
function nextName(names: readonly string[]): string {
  return `r${1 + Math.max(0, ...names.map((name) => Number(name.slice(1))))}`;
}

const outcomeWord: Readonly<Record<DeploymentSimulation['outcome'], string>> = {
  Completed: 'complete',
  Paused: 'paused',
  Stalled: 'stalled',
  Unfinished: 'unfinished',
};

interface RecordedEvent {
  readonly e: string;
  readonly sync?: number | undefined;
  readonly rs?: string;
  readonly from?: number | undefined;
  readonly to?: number;
}

/** Recorded are the syncs which changed a size or deleted something; others (annotations only) have no number. */
function numberSyncs(events: readonly RecordedEvent[]): readonly RecordedEvent[] {
  const syncs = [...new Set(events.map((each) => each.sync).filter((sync) => sync !== undefined))];
  return events.map((each) => (each.sync === undefined ? each : { ...each, sync: syncs.indexOf(each.sync) + 1 }));
}

function recordedEvents(change: DeploymentChange, nameOf: (name: string) => string): readonly RecordedEvent[] {
  const { before, after, command, sync } = change;
  const state = {
    spec: numbersOf(after, nameOf, 'replicas'),
    available: numbersOf(after, nameOf, 'available'),
  };
  if (command === undefined) {
    const isReady = after.replicaSets.some(
      (each, index) => each.available > (before.replicaSets[index]?.available ?? 0),
    );
    return isReady ? [{ e: 'ready', ...state }] : [];
  }
  if (command.type === 'ExceedProgressDeadline') return [];
  const rs = nameOf(command.name);
  if (command.type === 'DeleteReplicaSet') return [{ e: 'delete', sync, rs, ...state }];
  const from = before.replicaSets.find((each) => each.name === command.name)?.replicas;
  const to = command.replicas;
  if (from === undefined) return [{ e: to === 0 ? 'create' : 'scale', sync, rs, from: 0, to, ...state }];
  return from === to ? [] : [{ e: 'scale', sync, rs, from, to, ...state }];
}

function numbersOf(
  world: Cluster,
  nameOf: (name: string) => string,
  field: 'replicas' | 'available',
): Readonly<Record<string, number>> {
  return Object.fromEntries(world.replicaSets.map((each) => [nameOf(each.name), each[field]]));
}
