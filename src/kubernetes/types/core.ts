import { bool, bytes, ignored, int32, list, map, pointer, quantity, struct, text } from './field-type.ts';
import { objectMeta } from './meta.ts';
import { podTemplateSpec } from './pod.ts';
import { localObjectReference, objectReference } from './references.ts';

// The small kinds of k8s.io/api/core/v1.

export const configMap = struct({
  binaryData: map(bytes),
  data: map(text),
  immutable: pointer(bool),
  metadata: objectMeta,
});

export const secret = struct({
  data: map(bytes),
  immutable: pointer(bool),
  metadata: objectMeta,
  stringData: map(text),
  type: text,
});

export const serviceAccount = struct({
  automountServiceAccountToken: pointer(bool),
  imagePullSecrets: list(localObjectReference),
  metadata: objectMeta,
  secrets: list(objectReference, { keys: ['name'], mergeKey: 'name' }),
});

const namespaceSpec = struct({
  finalizers: list(text),
});

export const namespace = struct({
  metadata: objectMeta,
  spec: namespaceSpec,
  status: ignored,
});

const replicationControllerSpec = struct({
  minReadySeconds: int32,
  replicas: pointer(int32),
  selector: map(text),
  template: pointer(podTemplateSpec),
});

export const replicationController = struct({
  metadata: objectMeta,
  spec: replicationControllerSpec,
  status: ignored,
});

const scopedResourceSelectorRequirement = struct({
  operator: text,
  scopeName: text,
  values: list(text),
});

const scopeSelector = struct({
  matchExpressions: list(scopedResourceSelectorRequirement),
});

const resourceQuotaSpec = struct({
  hard: map(quantity),
  scopeSelector: pointer(scopeSelector),
  scopes: list(text),
});

export const resourceQuota = struct({
  metadata: objectMeta,
  spec: resourceQuotaSpec,
  status: ignored,
});

const limitRangeItem = struct({
  default: map(quantity),
  defaultRequest: map(quantity),
  max: map(quantity),
  maxLimitRequestRatio: map(quantity),
  min: map(quantity),
  type: text,
});

const limitRangeSpec = struct({
  limits: list(limitRangeItem),
});

export const limitRange = struct({
  metadata: objectMeta,
  spec: limitRangeSpec,
});
