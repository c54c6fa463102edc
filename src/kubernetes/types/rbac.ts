import { list, pointer, struct, text } from './field-type.ts';
import { labelSelector, objectMeta } from './meta.ts';

// Roles and their bindings (k8s.io/api/rbac/v1).

const policyRule = struct({
  apiGroups: list(text),
  nonResourceURLs: list(text),
  resourceNames: list(text),
  resources: list(text),
  verbs: list(text),
});

const aggregationRule = struct({
  clusterRoleSelectors: list(labelSelector),
});

export const clusterRole = struct({
  aggregationRule: pointer(aggregationRule),
  metadata: objectMeta,
  rules: list(policyRule),
});

export const role = struct({
  metadata: objectMeta,
  rules: list(policyRule),
});

const roleRef = struct({
  apiGroup: text,
  kind: text,
  name: text,
});

const subject = struct({
  apiGroup: text,
  kind: text,
  name: text,
  namespace: text,
});

export const clusterRoleBinding = struct({
  metadata: objectMeta,
  roleRef,
  subjects: list(subject),
});

export const roleBinding = struct({
  metadata: objectMeta,
  roleRef,
  subjects: list(subject),
});
