import { ignored, intOrText, pointer, struct, text } from './field-type.ts';
import { labelSelector, objectMeta } from './meta.ts';

// PodDisruptionBudget (k8s.io/api/policy/v1).

const podDisruptionBudgetSpec = struct({
  maxUnavailable: pointer(intOrText),
  minAvailable: pointer(intOrText),
  selector: pointer(labelSelector),
  unhealthyPodEvictionPolicy: pointer(text),
});

export const podDisruptionBudget = struct({
  metadata: objectMeta,
  spec: podDisruptionBudgetSpec,
  status: ignored,
});
