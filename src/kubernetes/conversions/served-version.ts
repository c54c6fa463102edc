import { isJsonObject, type JsonObject } from '../../schema/json.ts';
import { type Draft, refineEach } from '../defaults/draft.ts';
import { fieldAt } from '../field-access.ts';
import { fromAutoscalingV1, fromAutoscalingV2beta1 } from './old-autoscaler.ts';
import { fromOldIngress } from './old-ingress.ts';
import {
  fromAppsV1beta1Deployment,
  fromExtensionsDeployment,
  withOnDelete,
  withTemplateLabels,
} from './old-workloads.ts';

interface Conversion {
  readonly apiVersion: string;
  readonly convert: (manifest: JsonObject) => JsonObject;
}

const asItIs = (manifest: JsonObject): JsonObject => manifest;

/** By `apiVersion kind`: which version serves the object today, and what its own version would have filled in. */
const conversions: ReadonlyMap<string, Conversion> = new Map([
  conversion('extensions/v1beta1', 'Deployment', 'apps/v1', fromExtensionsDeployment),
  conversion('extensions/v1beta1', 'DaemonSet', 'apps/v1', withOnDelete),
  conversion('extensions/v1beta1', 'ReplicaSet', 'apps/v1', withTemplateLabels),
  conversion('extensions/v1beta1', 'Ingress', 'networking.k8s.io/v1', fromOldIngress),
  conversion('extensions/v1beta1', 'NetworkPolicy', 'networking.k8s.io/v1', asItIs),
  conversion('apps/v1beta1', 'Deployment', 'apps/v1', fromAppsV1beta1Deployment),
  conversion('apps/v1beta1', 'StatefulSet', 'apps/v1', withOnDelete),
  ...['DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'].map((kind) =>
    conversion('apps/v1beta2', kind, 'apps/v1', asItIs),
  ),
  conversion('autoscaling/v1', 'HorizontalPodAutoscaler', 'autoscaling/v2', fromAutoscalingV1),
  conversion('autoscaling/v2beta1', 'HorizontalPodAutoscaler', 'autoscaling/v2', fromAutoscalingV2beta1),
  conversion('autoscaling/v2beta2', 'HorizontalPodAutoscaler', 'autoscaling/v2', asItIs),
  conversion('batch/v1beta1', 'CronJob', 'batch/v1', asItIs),
  conversion('discovery.k8s.io/v1beta1', 'EndpointSlice', 'discovery.k8s.io/v1', asItIs),
  conversion('networking.k8s.io/v1beta1', 'Ingress', 'networking.k8s.io/v1', fromOldIngress),
  conversion('networking.k8s.io/v1beta1', 'IngressClass', 'networking.k8s.io/v1', asItIs),
  conversion('policy/v1beta1', 'PodDisruptionBudget', 'policy/v1', fromPolicyV1beta1),
  ...['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'].flatMap((kind) =>
    ['v1beta1', 'v1alpha1'].map((version) =>
      conversion(`rbac.authorization.k8s.io/${version}`, kind, 'rbac.authorization.k8s.io/v1', asItIs),
    ),
  ),
  conversion('scheduling.k8s.io/v1beta1', 'PriorityClass', 'scheduling.k8s.io/v1', asItIs),
  conversion('node.k8s.io/v1beta1', 'RuntimeClass', 'node.k8s.io/v1', asItIs),
  conversion('storage.k8s.io/v1beta1', 'StorageClass', 'storage.k8s.io/v1', asItIs),
  conversion('storage.k8s.io/v1beta1', 'CSIDriver', 'storage.k8s.io/v1', asItIs),
  ...['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'].map((kind) =>
    conversion('admissionregistration.k8s.io/v1beta1', kind, 'admissionregistration.k8s.io/v1', fromWebhooksV1beta1),
  ),
]);

/**
 * A manifest of a version which is no longer the stored one, as one of the version that is. What the old version
 * would have filled in differently is written out. Any other manifest is given back as it is.
 */
export function toServedVersion(manifest: JsonObject): JsonObject {
  const { apiVersion, kind } = manifest;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') return manifest;
  const found = conversions.get(`${apiVersion} ${kind}`);
  return found === undefined ? manifest : { ...found.convert(manifest), apiVersion: found.apiVersion };
}

function conversion(
  from: string,
  kind: string,
  apiVersion: string,
  convert: Conversion['convert'],
): readonly [string, Conversion] {
  return [`${from} ${kind}`, { apiVersion, convert }];
}

/** How the API server stores that an empty selector of v1beta1 matched nothing. In v1 it matches every pod. */
const matchesNothing: JsonObject = {
  matchExpressions: [{ key: 'pdb.kubernetes.io/deprecated-v1beta1-empty-selector-match', operator: 'Exists' }],
};

function fromPolicyV1beta1(budget: JsonObject): JsonObject {
  const selector = fieldAt(budget, 'spec', 'selector');
  const spec = fieldAt(budget, 'spec');
  const isEmpty = isJsonObject(selector) && Object.keys(selector).length === 0;
  return isEmpty && isJsonObject(spec) ? { ...budget, spec: { ...spec, selector: matchesNothing } } : budget;
}

function fromWebhooksV1beta1(configuration: JsonObject): JsonObject {
  const draft: Draft = { ...configuration };
  refineEach(draft, 'webhooks', (webhook) => ({
    failurePolicy: 'Ignore',
    matchPolicy: 'Exact',
    sideEffects: 'Unknown',
    timeoutSeconds: 30,
    admissionReviewVersions: ['v1beta1'],
    ...webhook,
  }));
  return draft;
}
