import type { JsonObject } from '../../schema/json.ts';
import type { Rejection } from '../../schema/rejection.ts';
import { objectAt } from '../field-access.ts';
import type { ObjectKind } from '../object-kind.ts';
import { validateConfigMap, validateSecret } from './config-data.ts';
import { validateHorizontalPodAutoscaler } from './horizontal-pod-autoscaler.ts';
import { validateIngress, validateIngressClass } from './ingress.ts';
import { validateCronJob, validateJob } from './jobs.ts';
import type { KindRules } from './kind-rules.ts';
import { isDns1035Label, isDnsLabel, isDnsSubdomain, isPathSegment } from './names.ts';
import { validateNetworkPolicy } from './network-policy.ts';
import { type NameRule, validateObjectMeta } from './object-meta.ts';
import { validateService } from './service.ts';
import {
  validateBinding,
  validatePersistentVolume,
  validatePersistentVolumeClaim,
  validatePodDisruptionBudget,
  validatePriorityClass,
  validateRole,
  validateStorageClass,
} from './small-kinds.ts';
import {
  validateDaemonSet,
  validateDeployment,
  validatePod,
  validateReplicaSet,
  validateReplicationController,
  validateStatefulSet,
} from './workloads.ts';

export interface ValidateOptions {
  /** The object as it is in the cluster (decoded and defaulted); absent for a creation. */
  readonly before?: JsonObject;
}

const subdomain: NameRule = {
  accepts: isDnsSubdomain,
  words: 'must be lower case letters, digits, dashes or dots, and begin and end with a letter or digit',
};
const label: NameRule = {
  accepts: isDnsLabel,
  words: 'must be up to 63 lower case letters, digits or dashes, and begin and end with a letter or digit',
};
const label1035: NameRule = {
  accepts: isDns1035Label,
  words: 'must be up to 63 lower case letters, digits or dashes, and begin with a letter',
};
const pathSegment: NameRule = { accepts: isPathSegment, words: "must not hold '/' or '%'" };

const plain: KindRules = { name: subdomain, *validate() {} };

/** Kinds which are not here are checked for their metadata only. */
const rulesOf: ReadonlyMap<string, KindRules> = new Map<string, KindRules>([
  ['ConfigMap', { name: subdomain, checksNameOnUpdate: true, validate: validateConfigMap }],
  ['CronJob', { name: subdomain, validate: validateCronJob }],
  ['ClusterRole', { name: pathSegment, validate: validateRole }],
  ['ClusterRoleBinding', { name: pathSegment, validate: validateBinding }],
  ['DaemonSet', { name: subdomain, validate: validateDaemonSet }],
  ['Deployment', { name: subdomain, validate: validateDeployment }],
  ['HorizontalPodAutoscaler', { name: subdomain, validate: validateHorizontalPodAutoscaler }],
  ['Ingress', { name: subdomain, checksNameOnUpdate: true, validate: validateIngress }],
  ['IngressClass', { name: subdomain, checksNameOnUpdate: true, validate: validateIngressClass }],
  ['Job', { name: subdomain, checksNameOnUpdate: true, validate: validateJob }],
  ['Namespace', { ...plain, name: label }],
  ['NetworkPolicy', { name: subdomain, validate: validateNetworkPolicy }],
  ['PersistentVolume', { name: subdomain, checksNameOnUpdate: true, validate: validatePersistentVolume }],
  ['PersistentVolumeClaim', { name: subdomain, checksNameOnUpdate: true, validate: validatePersistentVolumeClaim }],
  ['Pod', { name: subdomain, checksNameOnUpdate: true, validate: validatePod }],
  ['PodDisruptionBudget', { name: pathSegment, validate: validatePodDisruptionBudget }],
  ['PriorityClass', { name: subdomain, validate: validatePriorityClass }],
  ['ReplicaSet', { name: subdomain, validate: validateReplicaSet }],
  ['ReplicationController', { name: subdomain, validate: validateReplicationController }],
  ['Role', { name: pathSegment, validate: validateRole }],
  ['RoleBinding', { name: pathSegment, validate: validateBinding }],
  ['Secret', { name: subdomain, checksNameOnUpdate: true, validate: validateSecret }],
  ['Service', { name: label1035, checksNameOnUpdate: true, validate: validateService }],
  ['StatefulSet', { name: label, validate: validateStatefulSet }],
  ['StorageClass', { name: subdomain, validate: validateStorageClass }],
]);

/**
 * Why the API server refuses an object as such, whether it is new or not: required fields, ranges, enumerations, names,
 * fields which exclude each other. `value` is decoded and defaulted; what an update may not change is told by
 * validateUpdate. Mirrors the Validate functions of pkg/apis of Kubernetes 1.32; where it is in doubt it accepts.
 */
export function validateObject(
  kind: ObjectKind,
  value: JsonObject,
  options: ValidateOptions = {},
): readonly Rejection[] {
  const rules = rulesOf.get(kind.kind) ?? { ...plain, name: pathSegment };
  const checksName = options.before === undefined || rules.checksNameOnUpdate === true;
  return [
    ...validateObjectMeta(objectAt(value, 'metadata'), 'metadata', rules.name, checksName),
    ...rules.validate(value, options.before),
  ];
}
