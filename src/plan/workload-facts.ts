import { countAt, integerAt, objectAt } from '../kubernetes/field-access.ts';
import type { ObjectReader } from '../kubernetes/object-reader.ts';
import { type PodReadiness, podReadiness } from '../kubernetes/pod-readiness.ts';
import { podRequests, type Requests } from '../kubernetes/pod-requests.ts';
import type { RevisionObject } from '../manifest/revision-object.ts';
import type { JsonObject } from '../schema/json.ts';

/** What the forecast needs to know of a workload in one revision, whatever its kind. */
export interface WorkloadFacts {
  readonly object: RevisionObject;
  /** The object as the API server stores it. */
  readonly stored: JsonObject;
  /** undefined: spec.replicas is not written. */
  readonly writtenReplicas: number | undefined;
  readonly minReadySeconds: number;
  readonly terminationGracePeriodSeconds: number;
  readonly readiness: PodReadiness;
  /** Of one pod. */
  readonly requests: Requests;
}

/** What is refused (a wrong type, a negative number) counts as absent here. */
export function workloadFacts(object: RevisionObject, read: ObjectReader): WorkloadFacts {
  const { value } = object.object;
  const stored = read(value).filled;
  const podSpec = objectAt(stored, 'spec', 'template', 'spec');
  return {
    object,
    stored,
    writtenReplicas: integerAt(value, 'spec', 'replicas'),
    minReadySeconds: countAt(stored, 'spec', 'minReadySeconds') ?? 0,
    terminationGracePeriodSeconds: countAt(podSpec, 'terminationGracePeriodSeconds') ?? 30,
    readiness: podReadiness(podSpec),
    requests: podRequests(podSpec),
  };
}
