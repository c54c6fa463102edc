import { ignored, intOrText, pointer, replaced, struct, text } from './field-type.ts';
import { labelSelector, objectMeta } from './meta.ts';

// PodDisruptionBudget (k8s.io/api/policy/v1).

const podDisruptionBudgetSpec = struct({
  maxUnavailable: pointer(intOrText),
  minAvailable: pointer(intOrText),
  selector: pointer(replaced(labelSelector)),
  unhealthyPodEvictionPolicy: pointer(text),
});

export const podDisruptionBudget = struct({
  metadata: objectMeta,
  spec: podDisruptionBudgetSpec,
  status: ignored,
});
