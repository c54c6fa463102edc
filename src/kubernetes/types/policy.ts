import { ignored, intOrText, pointer, struct, text } from './field-type.ts';
import { labelSelector, objectMeta } from './meta.ts';

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
