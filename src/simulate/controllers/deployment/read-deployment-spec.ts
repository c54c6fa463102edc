import { countAt, fieldAt, objectAt, stringAt } from '../../../kubernetes/field-access.ts';
import { statedIntOrPercent } from '../../../kubernetes/int-or-percent.ts';
import type { JsonObject } from '../../../schema/json.ts';
import type { WantedPods } from '../../workload-controller.ts';
import type { DeploymentSpec, DeploymentStrategy } from './deployment-spec.ts';

/** Reads a Deployment as the API server stores it; what it would refuse counts as absent. */
export function readDeploymentSpec(stored: JsonObject, { replicas, template }: WantedPods): DeploymentSpec {
  const spec = objectAt(stored, 'spec');
  return {
    replicas,
    template,
    strategy: strategyOf(spec),
    paused: fieldAt(spec, 'paused') === true,
    minReadySeconds: countAt(spec, 'minReadySeconds') ?? 0,
    progressDeadlineSeconds: countAt(spec, 'progressDeadlineSeconds') ?? 600,
    revisionHistoryLimit: countAt(spec, 'revisionHistoryLimit') ?? 10,
  };
}

function strategyOf(spec: JsonObject): DeploymentStrategy {
  if (stringAt(spec, 'strategy', 'type') === 'Recreate') return { type: 'Recreate' };
  return {
    type: 'RollingUpdate',
    maxSurge: statedIntOrPercent(fieldAt(spec, 'strategy', 'rollingUpdate', 'maxSurge')) ?? '25%',
    maxUnavailable: statedIntOrPercent(fieldAt(spec, 'strategy', 'rollingUpdate', 'maxUnavailable')) ?? '25%',
  };
}
