import { countAt, objectAt, stringAt, stringMapAt } from '../../../kubernetes/field-access.ts';
import type { JsonObject } from '../../../schema/json.ts';
import type { LiveWorkload } from '../../workload-controller.ts';
import { type DeploymentSpec, deploymentFenceposts } from './deployment-spec.ts';
import type { DeploymentState, InitialReplicaSet } from './initial-world.ts';

/**
 * The state which the cluster shows. Without its ReplicaSets all pods count as those of the present template. `spec` is
 * what the Deployment wants before the change.
 */
export function observeDeployment(live: LiveWorkload, spec: DeploymentSpec): DeploymentState {
  const found = live.replicaSets.map((replicaSet) => initialReplicaSet(replicaSet, live));
  return {
    replicaSets: found.length > 0 ? found : [onlyReplicaSet(live, spec)],
    isRollingOut: !isComplete(live.object),
  };
}

/** Without its ReplicaSets nobody can tell its templates apart. */
export function guessesOfDeployment({ object, replicaSets }: LiveWorkload): readonly string[] {
  if (replicaSets.length > 0 || (countAt(object, 'status', 'replicas') ?? 0) === 0) return [];
  return ['The facts hold none of its ReplicaSets: all its pods count as those of its present template.'];
}

const annotationPrefix = 'deployment.kubernetes.io/';

function initialReplicaSet(replicaSet: JsonObject, { templateId }: LiveWorkload): InitialReplicaSet {
  const replicas = countAt(replicaSet, 'spec', 'replicas') ?? 1;
  const annotations = stringMapAt(replicaSet, 'metadata', 'annotations');
  const number = (name: string) => countOf(annotations[`${annotationPrefix}${name}`]);
  return {
    name: stringAt(replicaSet, 'metadata', 'name') ?? '',
    template: templateId(objectAt(replicaSet, 'spec', 'template')),
    replicas,
    available: Math.min(replicas, countAt(replicaSet, 'status', 'availableReplicas') ?? 0),
    desiredAnnotation: number('desired-replicas'),
    maxAnnotation: number('max-replicas'),
    revision: number('revision'),
    minReadySeconds: countAt(replicaSet, 'spec', 'minReadySeconds') ?? 0,
  };
}

function onlyReplicaSet({ object, templateId }: LiveWorkload, spec: DeploymentSpec): InitialReplicaSet {
  const { replicas } = spec;
  const template = templateId(objectAt(object, 'spec', 'template'));
  return {
    name: template,
    template,
    replicas,
    available: Math.min(replicas, countAt(object, 'status', 'availableReplicas') ?? 0),
    desiredAnnotation: replicas,
    maxAnnotation: replicas + deploymentFenceposts(spec).surge,
  };
}

/** Upstream DeploymentComplete, from the numbers which the status holds. */
function isComplete(object: JsonObject): boolean {
  const wanted = countAt(object, 'spec', 'replicas') ?? 1;
  return ['replicas', 'updatedReplicas', 'availableReplicas'].every(
    (field) => (countAt(object, 'status', field) ?? 0) === wanted,
  );
}

function countOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,10}$/.test(text) ? Number(text) : undefined;
}
