import { bool, ignored, int64, list, map, pointer, struct, text, time } from './field-type.ts';

// Object metadata and label selectors (k8s.io/apimachinery/pkg/apis/meta/v1).

const ownerReference = struct({
  apiVersion: text,
  blockOwnerDeletion: pointer(bool),
  controller: pointer(bool),
  kind: text,
  name: text,
  uid: text,
});

export const objectMeta = struct({
  annotations: map(text),
  creationTimestamp: time,
  deletionGracePeriodSeconds: pointer(int64),
  deletionTimestamp: time,
  finalizers: list(text, { isSet: true, merges: true }),
  generateName: text,
  generation: int64,
  labels: map(text),
  managedFields: ignored,
  name: text,
  namespace: text,
  ownerReferences: list(ownerReference, { keys: ['uid'], mergeKey: 'uid' }),
  resourceVersion: text,
  selfLink: text,
  uid: text,
});

const labelSelectorRequirement = struct({
  key: text,
  operator: text,
  values: list(text),
});

export const labelSelector = struct({
  matchExpressions: list(labelSelectorRequirement),
  matchLabels: map(text),
});
