import type { JsonObject } from '../../schema/json.ts';
import type { Rejection } from '../../schema/rejection.ts';
import type { ObjectKind } from '../object-kind.ts';
import { minorVersion } from '../types/field-type.ts';
import { configMapUpdate, secretUpdate } from './immutable-data.ts';
import { immutable } from './immutable-fields.ts';
import { jobUpdate } from './job.ts';
import { persistentVolumeClaimUpdate, persistentVolumeUpdate } from './persistent-volume.ts';
import { podUpdate } from './pod.ts';
import { resourceQuotaUpdate } from './resource-quota.ts';
import { serviceUpdate } from './service.ts';
import { statefulSetUpdate } from './stateful-set.ts';
import type { UpdateRule } from './update-rule.ts';

export interface ValidateUpdateOptions {
  /** The target version, "1.34": newer ones let more fields change. */
  readonly kubernetesVersion: string;
  /** The new object before it was decoded. */
  readonly sent?: JsonObject;
}

/** Kinds which are not here may change in every field: CronJob, HorizontalPodAutoscaler, Ingress, and so on. */
const rulesOf: ReadonlyMap<string, UpdateRule> = new Map<string, UpdateRule>([
  ['CSIDriver', immutable('spec.attachRequired', 'spec.volumeLifecycleModes')],
  ['ClusterRoleBinding', immutable('roleRef')],
  ['ConfigMap', configMapUpdate],
  ['DaemonSet', immutable('spec.selector')],
  ['Deployment', immutable('spec.selector')],
  ['EndpointSlice', immutable('addressType')],
  ['IngressClass', immutable('spec.controller')],
  ['Job', jobUpdate],
  ['PersistentVolume', persistentVolumeUpdate],
  ['PersistentVolumeClaim', persistentVolumeClaimUpdate],
  ['Pod', podUpdate],
  ['PriorityClass', immutable('value', 'preemptionPolicy')],
  ['ReplicaSet', immutable('spec.selector')],
  ['ResourceQuota', resourceQuotaUpdate],
  ['RoleBinding', immutable('roleRef')],
  ['RuntimeClass', immutable('handler')],
  ['Secret', secretUpdate],
  ['Service', serviceUpdate],
  ['StatefulSet', statefulSetUpdate],
  ['StorageClass', immutable('provisioner', 'parameters', 'reclaimPolicy', 'volumeBindingMode')],
  ['VolumeAttributesClass', immutable('driverName', 'parameters')],
]);

/**
 * What of an edit the API server refuses because it may not change: immutable fields, volumes that would shrink,
 * addresses once given. Both objects are decoded and defaulted, with what the API server carries over already in
 * `after`. Mirrors the ValidateUpdate functions of pkg/apis of Kubernetes 1.32.
 */
export function validateUpdate(
  kind: ObjectKind,
  before: JsonObject,
  after: JsonObject,
  options: ValidateUpdateOptions,
): readonly Rejection[] {
  const rule = rulesOf.get(kind.kind);
  if (rule === undefined) return [];
  const { kubernetesVersion, sent } = options;
  return [...rule({ before, after, fields: kind.fields, minor: minorVersion(kubernetesVersion), sent })];
}
