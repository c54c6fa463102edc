import type { CompiledStep, ObjectEdit } from '../../strategy/compile/compiled-step.ts';
import { objectKey, writtenReplicas } from '../../strategy/compile/object-parts.ts';
import { podNumbers, type WorkloadInPlace } from '../../strategy/compile/workload-in-place.ts';

/**
 * What the floor of the steps leaves out: a patch which removes `replicas` beside an autoscaler, or writes fewer than
 * there are, scales down until the autoscaler sets its own number again.
 */
export function autoscaledReplicasRemark(
  steps: readonly CompiledStep[],
  workload: WorkloadInPlace,
): string | undefined {
  const { before: pods, isAutoscaled } = podNumbers(workload);
  if (!isAutoscaled) return undefined;
  for (const { title, edits } of steps) {
    const applied = edits.flatMap((edit) => writesReplicas(edit, workload) ?? []).find((count) => count < pods);
    if (applied !== undefined) {
      return `“${title}” sets replicas to ${applied} until the autoscaler sets its own number again: fewer pods than said here may be available for that time.`;
    }
  }
  return undefined;
}

/** The number which a patch of the workload itself sets, to scale it with the rest; undefined: it leaves it, or stops it. */
function writesReplicas({ before, after }: ObjectEdit, workload: WorkloadInPlace): number | undefined {
  if (!before || !after || objectKey(after) !== objectKey(workload.before)) return undefined;
  const written = writtenReplicas(after);
  if (written === writtenReplicas(before) || written === 0) return undefined;
  return written ?? 1;
}
