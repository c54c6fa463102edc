import type { JsonObject } from '../../schema/json.ts';
import { fieldAt, listAt, objectAt, stringAt } from '../field-access.ts';
import { validateAtMostAll, validateIntOrPercent } from './int-or-percent-rules.ts';
import { validateLabelSelector } from './label-selector-rules.ts';
import { validateClaimSpec } from './persistent-volume-claim.ts';
import { forbidden, invalid, notSupported, type Rejections, required } from './rejections.ts';
import { isSet, validateEnum } from './scalars.ts';

/** Mirrors ValidatePodDisruptionBudgetSpec. */
export function* validatePodDisruptionBudget(object: JsonObject): Rejections {
  const spec = objectAt(object, 'spec');
  if (isSet(spec, 'minAvailable') && isSet(spec, 'maxUnavailable')) {
    yield invalid('spec', 'minAvailable and maxUnavailable exclude each other');
  }
  for (const field of ['minAvailable', 'maxUnavailable']) {
    yield* validateIntOrPercent(spec[field], `spec.${field}`);
    yield* validateAtMostAll(spec[field], `spec.${field}`);
  }
  yield* validateLabelSelector(fieldAt(spec, 'selector'), 'spec.selector');
  const policies = ['AlwaysAllow', 'IfHealthyBudget'];
  yield* validateEnum(spec['unhealthyPodEvictionPolicy'], 'spec.unhealthyPodEvictionPolicy', policies, 'Allowed');
}

export function* validatePersistentVolumeClaim(object: JsonObject): Rejections {
  yield* validateClaimSpec(objectAt(object, 'spec'), 'spec');
}

/** Mirrors ValidatePersistentVolumeSpec in what does not depend on the kind of storage. */
export function* validatePersistentVolume(object: JsonObject): Rejections {
  const spec = objectAt(object, 'spec');
  if (listAt(spec, 'accessModes').length === 0) yield required('spec.accessModes');
  const capacity = Object.keys(objectAt(spec, 'capacity'));
  if (capacity.length === 0) yield required('spec.capacity');
  else if (!capacity.includes('storage') || capacity.length > 1) yield notSupported('spec.capacity', ['storage']);
  const policies = ['Delete', 'Recycle', 'Retain'];
  yield* validateEnum(spec['persistentVolumeReclaimPolicy'], 'spec.persistentVolumeReclaimPolicy', policies, 'Allowed');
  yield* validateEnum(spec['volumeMode'], 'spec.volumeMode', ['Block', 'Filesystem'], 'Allowed');
}

/** Mirrors ValidateStorageClass. */
export function* validateStorageClass(object: JsonObject): Rejections {
  if ((stringAt(object, 'provisioner') ?? '') === '') yield required('provisioner');
  yield* validateEnum(object['reclaimPolicy'], 'reclaimPolicy', ['Delete', 'Retain'], 'Allowed');
  const modes = ['Immediate', 'WaitForFirstConsumer'];
  yield* validateEnum(object['volumeBindingMode'], 'volumeBindingMode', modes, 'Allowed');
}

/** Mirrors ValidateRoleBinding and ValidateClusterRoleBinding. */
export function* validateBinding(object: JsonObject): Rejections {
  const isCluster = stringAt(object, 'kind') === 'ClusterRoleBinding';
  const roles = isCluster ? ['ClusterRole'] : ['ClusterRole', 'Role'];
  if (stringAt(object, 'roleRef', 'apiGroup') !== 'rbac.authorization.k8s.io') {
    yield notSupported('roleRef.apiGroup', ['rbac.authorization.k8s.io']);
  }
  if (!roles.includes(stringAt(object, 'roleRef', 'kind') ?? '')) yield notSupported('roleRef.kind', roles);
  if ((stringAt(object, 'roleRef', 'name') ?? '') === '') yield required('roleRef.name');
  for (const [at, subject] of listAt(object, 'subjects').entries()) {
    const path = `subjects[${at}]`;
    const kind = stringAt(subject, 'kind') ?? '';
    const apiGroup = stringAt(subject, 'apiGroup') ?? '';
    if ((stringAt(subject, 'name') ?? '') === '') yield required(`${path}.name`);
    if (kind === 'ServiceAccount') {
      if (apiGroup !== '') yield notSupported(`${path}.apiGroup`, ['""']);
      if (isCluster && (stringAt(subject, 'namespace') ?? '') === '') yield required(`${path}.namespace`);
    } else if (kind === 'User' || kind === 'Group') {
      if (apiGroup !== 'rbac.authorization.k8s.io')
        yield notSupported(`${path}.apiGroup`, ['rbac.authorization.k8s.io']);
    } else yield notSupported(`${path}.kind`, ['ServiceAccount', 'User', 'Group']);
  }
}

/** Mirrors ValidatePolicyRule for the rules of a Role or ClusterRole. */
export function* validateRole(object: JsonObject): Rejections {
  const isNamespaced = stringAt(object, 'kind') === 'Role';
  for (const [at, rule] of listAt(object, 'rules').entries()) {
    const path = `rules[${at}]`;
    const urls = listAt(rule, 'nonResourceURLs');
    const resources = listAt(rule, 'resources');
    if (listAt(rule, 'verbs').length === 0) yield required(`${path}.verbs`, 'at least one verb is required');
    if (urls.length > 0) {
      if (isNamespaced) yield invalid(`${path}.nonResourceURLs`, 'must not be given in a Role');
      if (listAt(rule, 'apiGroups').length + resources.length + listAt(rule, 'resourceNames').length > 0) {
        yield invalid(`${path}.nonResourceURLs`, 'must not be given beside resources');
      }
      continue;
    }
    if (listAt(rule, 'apiGroups').length === 0)
      yield required(`${path}.apiGroups`, 'at least one API group is required');
    if (resources.length === 0) yield required(`${path}.resources`, 'at least one resource is required');
  }
}

const userPriorityMax = 1_000_000_000;

/** Mirrors ValidatePriorityClass. */
export function* validatePriorityClass(object: JsonObject): Rejections {
  const value = object['value'];
  const name = stringAt(object, 'metadata', 'name') ?? '';
  if (typeof value === 'number' && value > userPriorityMax && !name.startsWith('system-')) {
    yield forbidden('value', `must not be above ${userPriorityMax}`);
  }
  const policies = ['PreemptLowerPriority', 'Never'];
  yield* validateEnum(object['preemptionPolicy'], 'preemptionPolicy', policies, 'Allowed');
}
