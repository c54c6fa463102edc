import type { CountedPods } from '../../simulate/steps/play-steps.ts';
import { type ObjectEdit, undoEdits } from '../../strategy/compile/compiled-step.ts';
import { isDeployment, objectKey, withReplicas, writtenReplicas } from '../../strategy/compile/object-parts.ts';

/** How many pods a Deployment has before a step. */
export type PodsBefore = Pick<CountedPods, 'deployment' | 'pods'>;

/**
 * The opposite edits, which also bring back the number of pods. A manifest may leave that to an autoscaler, but one which
 * looks after another Deployment by then does not see to it, and to the API server no number is 1.
 */
export function undoWithReplicas(edits: readonly ObjectEdit[], before: readonly PodsBefore[]): readonly ObjectEdit[] {
  return undoEdits(edits).map((undo) => {
    const { before: present, after } = undo;
    if (!after || !isDeployment(after) || writtenReplicas(after) !== undefined) return undo;
    if (present && writtenReplicas(present) === undefined) return undo;
    const pods = podsOf(objectKey(after), before);
    return pods === 1 ? undo : { ...undo, after: withReplicas(after, pods) };
  });
}

function podsOf(key: string, counted: readonly PodsBefore[]): number {
  return counted.reduce((sum, { deployment, pods }) => sum + (objectKey(deployment) === key ? pods : 0), 0);
}
