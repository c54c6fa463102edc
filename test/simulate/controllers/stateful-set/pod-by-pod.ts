import type { PodStatus } from '../../../../src/simulate/controllers/stateful-set/pod-ranges.ts';
import type { StatefulSetSpec } from '../../../../src/simulate/controllers/stateful-set/stateful-set-spec.ts';
import type {
  StatefulSetCommand,
  StatefulSetWorld,
} from '../../../../src/simulate/controllers/stateful-set/stateful-set-world.ts';

interface Pod {
  readonly ordinal: number;
  readonly revision: string;
  /** Missing: to be created in this sync. */
  readonly status: PodStatus | 'Missing';
}

/**
 * One sync which looks at every pod alone, as the controller upstream does: slow, and simple enough to be compared with
 * its text line by line. Says what it writes, one pod a line.
 */
export function syncPodByPod({ pods, currentRevision, setting: { spec } }: StatefulSetWorld): readonly string[] {
  const all = pods.flatMap(({ from, to, revision, status }) =>
    Array.from({ length: to - from + 1 }, (_, index): Pod => ({ ordinal: from + index, revision, status })),
  );
  const known = new Map(all.map((pod) => [pod.ordinal, pod]));
  const current = all.filter((pod) => pod.revision === currentRevision && pod.status !== 'Terminating').length;
  const replicas = Array.from({ length: spec.replicas }, (_, index): Pod => {
    const ordinal = spec.startOrdinal + index;
    const revision = index < currentRevisionPods(spec, current) ? currentRevision : spec.template;
    return known.get(ordinal) ?? { ordinal, revision, status: 'Missing' };
  });
  const isReplica = ({ ordinal }: Pod) => ordinal >= spec.startOrdinal && ordinal < spec.startOrdinal + spec.replicas;
  const condemned = all.filter((pod) => !isReplica(pod)).toReversed();
  const writes: string[] = [];
  const isSettled =
    spec.podManagementPolicy === 'Parallel'
      ? burst(replicas, condemned, writes)
      : inOrder(spec, replicas, condemned, writes);
  if (isSettled && spec.updateStrategy.type === 'RollingUpdate') update(spec, replicas, writes);
  const isComplete =
    spec.updateStrategy.type === 'RollingUpdate' &&
    all.length === spec.replicas &&
    all.every((pod) => isReady(pod) && pod.revision === spec.template);
  if (isComplete && currentRevision !== spec.template) writes.push('complete');
  return writes;
}

/** The same of commands, which write many pods at once. */
export function writesOf(commands: readonly StatefulSetCommand[]): readonly string[] {
  return commands.flatMap((command) => {
    if (command.type === 'CompleteRollingUpdate') return ['complete'];
    const { from, to, revision } = command;
    const ordinals = Array.from({ length: to - from + 1 }, (_, index) => from + index);
    return command.type === 'CreatePods'
      ? ordinals.map((ordinal) => `create ${ordinal} ${revision}`)
      : ordinals.toReversed().map((ordinal) => `delete ${ordinal} ${revision}`);
  });
}

function isReady({ status }: Pod): boolean {
  return status === 'Ready' || status === 'Available';
}

/** How many pods, from the first ordinal on, are created at the current revision. */
function currentRevisionPods({ updateStrategy }: StatefulSetSpec, current: number): number {
  if (updateStrategy.type === 'OnDelete') return 0;
  return updateStrategy.rollingUpdate?.partition ?? current;
}

function burst(replicas: readonly Pod[], condemned: readonly Pod[], writes: string[]): boolean {
  for (const pod of replicas) if (pod.status === 'Missing') writes.push(`create ${pod.ordinal} ${pod.revision}`);
  for (const pod of condemned) if (pod.status !== 'Terminating') writes.push(`delete ${pod.ordinal} ${pod.revision}`);
  return true;
}

function inOrder(
  spec: StatefulSetSpec,
  replicas: readonly Pod[],
  condemned: readonly Pod[],
  writes: string[],
): boolean {
  for (const pod of replicas) {
    if (pod.status === 'Missing') writes.push(`create ${pod.ordinal} ${pod.revision}`);
    if (pod.status !== 'Available') return false;
  }
  const firstUnhealthy = [...replicas, ...condemned.toReversed()].find((pod) => !isHealthy(spec, pod));
  for (const pod of condemned) {
    if (pod.status === 'Terminating') return false;
    if (pod.status !== 'Available' && pod !== firstUnhealthy) return false;
    writes.push(`delete ${pod.ordinal} ${pod.revision}`);
    return false;
  }
  return true;
}

function update(spec: StatefulSetSpec, replicas: readonly Pod[], writes: string[]): void {
  const { updateStrategy } = spec;
  const block = updateStrategy.type === 'RollingUpdate' ? updateStrategy.rollingUpdate : undefined;
  const targets = replicas.slice(block?.partition ?? 0).toReversed();
  const isToUpdate = ({ revision, status }: Pod) => revision !== spec.template && status !== 'Terminating';
  if (spec.isMaxUnavailableEnabled) {
    let left = unavailableMax(spec, block?.maxUnavailable) - replicas.filter((pod) => !isHealthy(spec, pod)).length;
    for (const pod of targets) {
      if (left <= 0 || !isToUpdate(pod)) continue;
      writes.push(`delete ${pod.ordinal} ${pod.revision}`);
      left -= 1;
    }
    return;
  }
  for (const pod of targets) {
    if (isToUpdate(pod)) writes.push(`delete ${pod.ordinal} ${pod.revision}`);
    if (isToUpdate(pod) || !isHealthy(spec, pod)) return;
  }
}

function unavailableMax({ replicas }: StatefulSetSpec, value: number | string = 1): number {
  const pods = typeof value === 'number' ? value : Math.floor((Number.parseInt(value, 10) * replicas) / 100);
  return Math.max(1, pods);
}

function isHealthy({ waitsForAvailable }: StatefulSetSpec, { status }: Pod): boolean {
  return status === 'Available' || (status === 'Ready' && !waitsForAvailable);
}
