import type { JsonObject } from '../schema/json.ts';
import type { DecodedObject, DecodeOptions } from './decode-object.ts';
import { defaultMutatingWebhooks, defaultValidatingWebhooks } from './defaults/admission.ts';
import {
  defaultDaemonSet,
  defaultDeployment,
  defaultReplicaSet,
  defaultReplicationController,
  defaultStatefulSet,
} from './defaults/apps.ts';
import { defaultHorizontalPodAutoscaler } from './defaults/autoscaling.ts';
import { defaultCronJob, defaultJob } from './defaults/batch.ts';
import { defaultPersistentVolumeClaim } from './defaults/claim.ts';
import {
  defaultLimitRange,
  defaultNamespace,
  defaultResourceQuota,
  defaultSecret,
  defaultServiceAccount,
} from './defaults/core.ts';
import {
  defaultEndpointSlice,
  defaultEndpoints,
  defaultIngressClass,
  defaultNetworkPolicy,
} from './defaults/networking.ts';
import { defaultPod } from './defaults/pod.ts';
import { defaultBinding } from './defaults/rbac.ts';
import { defaultService } from './defaults/service.ts';
import { defaultCsiDriver, defaultPersistentVolume, defaultStorageClass } from './defaults/storage.ts';
import { minorVersion } from './types/field-type.ts';

type Defaults = (object: JsonObject, minor: number) => JsonObject;

/** By `apiVersion kind`. A kind which is not here has no defaults. */
const defaultsOf: ReadonlyMap<string, Defaults> = new Map<string, Defaults>([
  ['v1 Endpoints', defaultEndpoints],
  ['v1 LimitRange', defaultLimitRange],
  ['v1 Namespace', defaultNamespace],
  ['v1 PersistentVolume', defaultPersistentVolume],
  ['v1 PersistentVolumeClaim', defaultPersistentVolumeClaim],
  ['v1 Pod', defaultPod],
  ['v1 ReplicationController', defaultReplicationController],
  ['v1 ResourceQuota', defaultResourceQuota],
  ['v1 Secret', defaultSecret],
  ['v1 Service', defaultService],
  ['v1 ServiceAccount', defaultServiceAccount],
  ['admissionregistration.k8s.io/v1 MutatingWebhookConfiguration', defaultMutatingWebhooks],
  ['admissionregistration.k8s.io/v1 ValidatingWebhookConfiguration', defaultValidatingWebhooks],
  ['apps/v1 DaemonSet', defaultDaemonSet],
  ['apps/v1 Deployment', defaultDeployment],
  ['apps/v1 ReplicaSet', defaultReplicaSet],
  ['apps/v1 StatefulSet', defaultStatefulSet],
  ['autoscaling/v2 HorizontalPodAutoscaler', defaultHorizontalPodAutoscaler],
  ['batch/v1 CronJob', defaultCronJob],
  ['batch/v1 Job', defaultJob],
  ['discovery.k8s.io/v1 EndpointSlice', defaultEndpointSlice],
  ['networking.k8s.io/v1 IngressClass', defaultIngressClass],
  ['networking.k8s.io/v1 NetworkPolicy', defaultNetworkPolicy],
  ['rbac.authorization.k8s.io/v1 ClusterRoleBinding', defaultBinding],
  ['rbac.authorization.k8s.io/v1 RoleBinding', defaultBinding],
  ['scheduling.k8s.io/v1 PriorityClass', (object) => ({ preemptionPolicy: 'PreemptLowerPriority', ...object })],
  ['storage.k8s.io/v1 CSIDriver', defaultCsiDriver],
  ['storage.k8s.io/v1 StorageClass', defaultStorageClass],
]);

/**
 * A decoded object as the API server goes on with it: its defaults filled in, fields which are two spellings of one
 * thing brought to one (stringData into data, serviceAccount beside serviceAccountName). Addresses, node ports and
 * what else is given on storing are not in it.
 */
export function defaultObject({ kind, value }: DecodedObject, options: DecodeOptions): JsonObject {
  if (kind === undefined) return value;
  const fill = defaultsOf.get(`${kind.apiVersion} ${kind.kind}`);
  return fill === undefined ? value : fill(value, minorVersion(options.kubernetesVersion));
}
