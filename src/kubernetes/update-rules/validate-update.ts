import type { JsonObject } from '../../schema/json.ts';
import type { Rejection } from '../../schema/rejection.ts';
import type { ObjectKind } from '../object-kind.ts';
import { minorVersion } from '../types/field-type.ts';
import { configMapUpdate, secretUpdate } from './immutable-data.ts';
import { immutable } from './immutable-fields.ts';
import { jobUpdate } from './job.ts';
import { persistentVolumeClaimUpdate, persistentVolumeUpdate } from './persistent-volume.ts';
import { podUpdate } from './pod.ts';
import { serviceUpdate } from './service.ts';
import { statefulSetUpdate } from './stateful-set.ts';
import type { UpdateRule } from './update-rule.ts';

export interface ValidateUpdateOptions {
  /** The target version, "1.34": newer ones let more fields change. */
  readonly kubernetesVersion: string;
}

/** Kinds which are not here may change in every field: CronJob, HorizontalPodAutoscaler, Ingress, and so on. */
const rulesOf: ReadonlyMap<string, UpdateRule> = new Map<string, UpdateRule>([
  ['ClusterRoleBinding', immutable('roleRef')],
  ['ConfigMap', configMapUpdate],
  ['DaemonSet', immutable('spec.selector')],
  ['Deployment', immutable('spec.selector')],
  ['IngressClass', immutable('spec.controller')],
  ['Job', jobUpdate],
  ['PersistentVolume', persistentVolumeUpdate],
  ['PersistentVolumeClaim', persistentVolumeClaimUpdate],
  ['Pod', podUpdate],
  ['PriorityClass', immutable('value', 'preemptionPolicy')],
  ['ReplicaSet', immutable('spec.selector')],
  ['RoleBinding', immutable('roleRef')],
  ['Secret', secretUpdate],
  ['Service', serviceUpdate],
  ['StatefulSet', statefulSetUpdate],
  ['StorageClass', immutable('provisioner', 'parameters', 'reclaimPolicy', 'volumeBindingMode')],
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
  return [...rule({ before, after, fields: kind.fields, minor: minorVersion(options.kubernetesVersion) })];
}
