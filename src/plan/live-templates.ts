import { countAt, fieldAt, listAt, objectAt, stringAt } from '../kubernetes/field-access.ts';
import type { LiveWorkload } from '../simulate/workload-controller.ts';

/**
 * The templates of which some pods will not become ready by themselves: the rollout that is under way has exceeded its
 * deadline (the condition Progressing is False), and these ReplicaSets have pods which are not available.
 */
export function brokenTemplates({ object, replicaSets, templateId }: LiveWorkload): readonly string[] {
  const isStuck = listAt(object, 'status', 'conditions').some(
    (condition) => fieldAt(condition, 'type') === 'Progressing' && stringAt(condition, 'status') === 'False',
  );
  if (!isStuck) return [];
  return replicaSets
    .filter((each) => (countAt(each, 'spec', 'replicas') ?? 0) > (countAt(each, 'status', 'availableReplicas') ?? 0))
    .map((each) => templateId(objectAt(each, 'spec', 'template')));
}
