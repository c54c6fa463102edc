import { fieldAt, integerAt, objectAt, stringAt } from '../kubernetes/field-access.ts';
import type { ObjectReader } from '../kubernetes/object-reader.ts';
import { type PodReadiness, podReadiness } from '../kubernetes/pod-readiness.ts';
import { podRequests, type Requests } from '../kubernetes/pod-requests.ts';
import type { RevisionObject } from '../manifest/revision-object.ts';
import type { JsonObject, JsonValue } from '../schema/json.ts';
import type { DeploymentStrategy } from '../simulate/controllers/deployment/deployment-spec.ts';

/** What the forecast needs to know of a Deployment in one revision. */
export interface DeploymentFacts {
  readonly object: RevisionObject;
  /** undefined: spec.replicas is not written. */
  readonly writtenReplicas: number | undefined;
  readonly strategy: DeploymentStrategy;
  /** The manifest says how to roll; otherwise the API server's defaults do. */
  readonly writesStrategy: boolean;
  readonly paused: boolean;
  readonly minReadySeconds: number;
  readonly progressDeadlineSeconds: number;
  readonly revisionHistoryLimit: number;
  readonly terminationGracePeriodSeconds: number;
  readonly readiness: PodReadiness;
  /** Of one pod. */
  readonly requests: Requests;
}

/** Reads a Deployment as the API server stores it. What is refused (a wrong type, a negative number) counts as absent here. */
export function deploymentFacts(object: RevisionObject, read: ObjectReader): DeploymentFacts {
  const { value } = object.object;
  const spec = objectAt(read(value).filled, 'spec');
  const podSpec = objectAt(spec, 'template', 'spec');
  return {
    object,
    writtenReplicas: integerAt(value, 'spec', 'replicas'),
    strategy: strategyOf(spec),
    writesStrategy: Object.keys(objectAt(value, 'spec', 'strategy')).length > 0,
    paused: fieldAt(spec, 'paused') === true,
    minReadySeconds: countAt(spec, 'minReadySeconds') ?? 0,
    progressDeadlineSeconds: countAt(spec, 'progressDeadlineSeconds') ?? 600,
    revisionHistoryLimit: countAt(spec, 'revisionHistoryLimit') ?? 10,
    terminationGracePeriodSeconds: countAt(podSpec, 'terminationGracePeriodSeconds') ?? 30,
    readiness: podReadiness(podSpec),
    requests: podRequests(podSpec),
  };
}

function strategyOf(spec: JsonObject): DeploymentStrategy {
  if (stringAt(spec, 'strategy', 'type') === 'Recreate') return { type: 'Recreate' };
  return {
    type: 'RollingUpdate',
    maxSurge: intOrPercent(fieldAt(spec, 'strategy', 'rollingUpdate', 'maxSurge')),
    maxUnavailable: intOrPercent(fieldAt(spec, 'strategy', 'rollingUpdate', 'maxUnavailable')),
  };
}

function intOrPercent(value: JsonValue | undefined): number | string {
  const isCount = typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
  return isCount || (typeof value === 'string' && /^\d{1,9}%$/.test(value)) ? value : '25%';
}

function countAt(value: JsonObject, field: string): number | undefined {
  const found = integerAt(value, field);
  return found === undefined || found < 0 ? undefined : found;
}
