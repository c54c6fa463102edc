import { toleration } from './affinity.ts';
import { bool, int32, list, map, pointer, quantity, struct, text } from './field-type.ts';
import { objectMeta } from './meta.ts';

// PriorityClass and RuntimeClass (k8s.io/api/scheduling/v1 and node/v1).

export const priorityClass = struct({
  description: text,
  globalDefault: bool,
  metadata: objectMeta,
  preemptionPolicy: pointer(text),
  value: int32,
});

const overhead = struct({
  podFixed: map(quantity),
});

const runtimeClassScheduling = struct({
  nodeSelector: map(text),
  tolerations: list(toleration),
});

export const runtimeClass = struct({
  handler: text,
  metadata: objectMeta,
  overhead: pointer(overhead),
  scheduling: pointer(runtimeClassScheduling),
});
