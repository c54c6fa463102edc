import type { JsonObject } from '../../schema/json.ts';
import { objectAt } from '../field-access.ts';
import { type Draft, refine, setDefault } from './draft.ts';

const doublePercent: JsonObject = { type: 'Percent', value: 100, periodSeconds: 15 };
const fourPods: JsonObject = { type: 'Pods', value: 4, periodSeconds: 15 };

/** Mirrors SetDefaults_HorizontalPodAutoscaler of autoscaling/v2: 80 % of the requested CPU where no metric is stated. */
export function defaultHorizontalPodAutoscaler(autoscaler: JsonObject): JsonObject {
  const spec: Draft = { ...objectAt(autoscaler, 'spec') };
  setDefault(spec, 'minReplicas', 1);
  setDefault(spec, 'metrics', [
    { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } },
  ]);
  refine(spec, 'behavior', (behavior) => ({
    scaleUp: {
      stabilizationWindowSeconds: 0,
      selectPolicy: 'Max',
      policies: [fourPods, doublePercent],
      ...objectAt(behavior, 'scaleUp'),
    },
    scaleDown: { selectPolicy: 'Max', policies: [doublePercent], ...objectAt(behavior, 'scaleDown') },
  }));
  return { ...autoscaler, spec };
}
