import { apiGroup } from '../schema/object-identity.ts';
import type { ObjectKind } from './object-kind.ts';
import { mutatingWebhookConfiguration, validatingWebhookConfiguration } from './types/admission.ts';
import { daemonSet, deployment, replicaSet, statefulSet } from './types/apps.ts';
import { horizontalPodAutoscaler } from './types/autoscaling.ts';
import { cronJob, job } from './types/batch.ts';
import { persistentVolumeClaim } from './types/claims.ts';
import {
  configMap,
  limitRange,
  namespace,
  replicationController,
  resourceQuota,
  secret,
  serviceAccount,
} from './types/core.ts';
import type { StructType } from './types/field-type.ts';
import { ingress, ingressClass, networkPolicy } from './types/networking.ts';
import { persistentVolume } from './types/persistent-volume.ts';
import { pod } from './types/pod.ts';
import { podDisruptionBudget } from './types/policy.ts';
import { clusterRole, clusterRoleBinding, role, roleBinding } from './types/rbac.ts';
import { priorityClass, runtimeClass } from './types/scheduling.ts';
import { endpointSlice, endpoints, service } from './types/service.ts';
import { csiDriver, storageClass, volumeAttributesClass } from './types/storage.ts';

type Scope = 'Namespaced' | 'Cluster';

const kinds: readonly ObjectKind[] = [
  known('v1', 'ConfigMap', 'Namespaced', configMap),
  known('v1', 'Endpoints', 'Namespaced', endpoints),
  known('v1', 'LimitRange', 'Namespaced', limitRange),
  known('v1', 'Namespace', 'Cluster', namespace),
  known('v1', 'PersistentVolume', 'Cluster', persistentVolume),
  known('v1', 'PersistentVolumeClaim', 'Namespaced', persistentVolumeClaim),
  known('v1', 'Pod', 'Namespaced', pod),
  known('v1', 'ReplicationController', 'Namespaced', replicationController),
  known('v1', 'ResourceQuota', 'Namespaced', resourceQuota),
  known('v1', 'Secret', 'Namespaced', secret),
  known('v1', 'Service', 'Namespaced', service),
  known('v1', 'ServiceAccount', 'Namespaced', serviceAccount),
  known('admissionregistration.k8s.io/v1', 'MutatingWebhookConfiguration', 'Cluster', mutatingWebhookConfiguration),
  known('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration', 'Cluster', validatingWebhookConfiguration),
  known('apps/v1', 'DaemonSet', 'Namespaced', daemonSet),
  known('apps/v1', 'Deployment', 'Namespaced', deployment),
  known('apps/v1', 'ReplicaSet', 'Namespaced', replicaSet),
  known('apps/v1', 'StatefulSet', 'Namespaced', statefulSet),
  known('autoscaling/v2', 'HorizontalPodAutoscaler', 'Namespaced', horizontalPodAutoscaler),
  known('batch/v1', 'CronJob', 'Namespaced', cronJob),
  known('batch/v1', 'Job', 'Namespaced', job),
  known('discovery.k8s.io/v1', 'EndpointSlice', 'Namespaced', endpointSlice),
  known('networking.k8s.io/v1', 'Ingress', 'Namespaced', ingress),
  known('networking.k8s.io/v1', 'IngressClass', 'Cluster', ingressClass),
  known('networking.k8s.io/v1', 'NetworkPolicy', 'Namespaced', networkPolicy),
  known('node.k8s.io/v1', 'RuntimeClass', 'Cluster', runtimeClass),
  known('policy/v1', 'PodDisruptionBudget', 'Namespaced', podDisruptionBudget),
  known('rbac.authorization.k8s.io/v1', 'ClusterRole', 'Cluster', clusterRole),
  known('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', 'Cluster', clusterRoleBinding),
  known('rbac.authorization.k8s.io/v1', 'Role', 'Namespaced', role),
  known('rbac.authorization.k8s.io/v1', 'RoleBinding', 'Namespaced', roleBinding),
  known('scheduling.k8s.io/v1', 'PriorityClass', 'Cluster', priorityClass),
  known('storage.k8s.io/v1', 'CSIDriver', 'Cluster', csiDriver),
  known('storage.k8s.io/v1', 'StorageClass', 'Cluster', storageClass),
  known('storage.k8s.io/v1', 'VolumeAttributesClass', 'Cluster', volumeAttributesClass),
];

const byIdentity: ReadonlyMap<string, ObjectKind> = new Map(
  kinds.map((each) => [`${each.apiVersion} ${each.kind}`, each]),
);

/** The kind that the API server serves under this version today; undefined for a dead version or a foreign kind. */
export function servedKind(apiVersion: string, kind: string): ObjectKind | undefined {
  return byIdentity.get(`${apiVersion} ${kind}`);
}

function known(apiVersion: string, kind: string, scope: Scope, fields: StructType): ObjectKind {
  return { group: apiGroup(apiVersion), kind, apiVersion, isNamespaced: scope === 'Namespaced', fields };
}
