import { int32, int64, list, pointer, struct, text } from './field-type.ts';
import { labelSelector } from './meta.ts';

// Where pods may be scheduled (k8s.io/api/core/v1).

const nodeSelectorRequirement = struct({
  key: text,
  operator: text,
  values: list(text),
});

const nodeSelectorTerm = struct({
  matchExpressions: list(nodeSelectorRequirement),
  matchFields: list(nodeSelectorRequirement),
});

export const nodeSelector = struct({
  nodeSelectorTerms: list(nodeSelectorTerm),
});

const preferredSchedulingTerm = struct({
  preference: nodeSelectorTerm,
  weight: int32,
});

const nodeAffinity = struct({
  preferredDuringSchedulingIgnoredDuringExecution: list(preferredSchedulingTerm),
  requiredDuringSchedulingIgnoredDuringExecution: pointer(nodeSelector),
});

const podAffinityTerm = struct({
  labelSelector: pointer(labelSelector),
  matchLabelKeys: list(text),
  mismatchLabelKeys: list(text),
  namespaceSelector: pointer(labelSelector),
  namespaces: list(text),
  topologyKey: text,
});

const weightedPodAffinityTerm = struct({
  podAffinityTerm: podAffinityTerm,
  weight: int32,
});

const podAffinity = struct({
  preferredDuringSchedulingIgnoredDuringExecution: list(weightedPodAffinityTerm),
  requiredDuringSchedulingIgnoredDuringExecution: list(podAffinityTerm),
});

const podAntiAffinity = struct({
  preferredDuringSchedulingIgnoredDuringExecution: list(weightedPodAffinityTerm),
  requiredDuringSchedulingIgnoredDuringExecution: list(podAffinityTerm),
});

export const affinity = struct({
  nodeAffinity: pointer(nodeAffinity),
  podAffinity: pointer(podAffinity),
  podAntiAffinity: pointer(podAntiAffinity),
});

export const toleration = struct({
  effect: text,
  key: text,
  operator: text,
  tolerationSeconds: pointer(int64),
  value: text,
});

export const topologySpreadConstraint = struct({
  labelSelector: pointer(labelSelector),
  matchLabelKeys: list(text),
  maxSkew: int32,
  minDomains: pointer(int32),
  nodeAffinityPolicy: pointer(text),
  nodeTaintsPolicy: pointer(text),
  topologyKey: text,
  whenUnsatisfiable: text,
});
