import { bool, gated, int64, list, map, pointer, struct, text } from './field-type.ts';
import { objectMeta } from './meta.ts';

// StorageClass, CSIDriver and VolumeAttributesClass (k8s.io/api/storage/v1).

const topologySelectorLabelRequirement = struct({
  key: text,
  values: list(text),
});

const topologySelectorTerm = struct({
  matchLabelExpressions: list(topologySelectorLabelRequirement),
});

export const storageClass = struct({
  allowVolumeExpansion: pointer(bool),
  allowedTopologies: list(topologySelectorTerm),
  metadata: objectMeta,
  mountOptions: list(text),
  parameters: map(text),
  provisioner: text,
  reclaimPolicy: pointer(text),
  volumeBindingMode: pointer(text),
});

const tokenRequest = struct({
  audience: text,
  expirationSeconds: pointer(int64),
});

const csiDriverSpec = struct({
  attachRequired: pointer(bool),
  fsGroupPolicy: pointer(text),
  nodeAllocatableUpdatePeriodSeconds: gated('1.35', pointer(int64)),
  podInfoOnMount: pointer(bool),
  preventPodSchedulingIfMissing: gated(undefined, pointer(bool)),
  requiresRepublish: pointer(bool),
  seLinuxMount: pointer(bool),
  serviceAccountTokenInSecrets: gated('1.35', pointer(bool)),
  storageCapacity: pointer(bool),
  tokenRequests: list(tokenRequest),
  volumeLifecycleModes: list(text, { isSet: true }),
});

export const csiDriver = struct({
  metadata: objectMeta,
  spec: csiDriverSpec,
});

export const volumeAttributesClass = struct({
  driverName: text,
  metadata: objectMeta,
  parameters: map(text),
});
