import { gated, ignored, int32, list, pointer, quantity, struct, text } from './field-type.ts';
import { labelSelector, objectMeta } from './meta.ts';

// HorizontalPodAutoscaler (k8s.io/api/autoscaling/v2).

const crossVersionObjectReference = struct({
  apiVersion: text,
  kind: text,
  name: text,
});

const metricIdentifier = struct({
  name: text,
  selector: pointer(labelSelector),
});

const metricTarget = struct({
  averageUtilization: pointer(int32),
  averageValue: pointer(quantity),
  type: text,
  value: pointer(quantity),
});

const objectMetricSource = struct({
  describedObject: crossVersionObjectReference,
  metric: metricIdentifier,
  target: metricTarget,
});

const podsMetricSource = struct({
  metric: metricIdentifier,
  target: metricTarget,
});

const resourceMetricSource = struct({
  name: text,
  target: metricTarget,
});

const containerResourceMetricSource = struct({
  container: text,
  name: text,
  target: metricTarget,
});

const externalMetricSource = struct({
  metric: metricIdentifier,
  target: metricTarget,
});

const metricSpec = struct({
  containerResource: pointer(containerResourceMetricSource),
  external: pointer(externalMetricSource),
  object: pointer(objectMetricSource),
  pods: pointer(podsMetricSource),
  resource: pointer(resourceMetricSource),
  type: text,
});

const hpaScalingPolicy = struct({
  periodSeconds: int32,
  type: text,
  value: int32,
});

const hpaScalingRules = struct({
  policies: list(hpaScalingPolicy, { keepsEmpty: true }),
  selectPolicy: pointer(text),
  stabilizationWindowSeconds: pointer(int32),
  tolerance: gated('1.35', pointer(quantity)),
});

const horizontalPodAutoscalerBehavior = struct({
  scaleDown: pointer(hpaScalingRules),
  scaleUp: pointer(hpaScalingRules),
});

const horizontalPodAutoscalerSpec = struct({
  behavior: pointer(horizontalPodAutoscalerBehavior),
  maxReplicas: int32,
  metrics: list(metricSpec),
  minReplicas: pointer(int32),
  scaleTargetRef: crossVersionObjectReference,
});

export const horizontalPodAutoscaler = struct({
  metadata: objectMeta,
  spec: horizontalPodAutoscalerSpec,
  status: ignored,
});
