import { isJsonObject, type JsonObject, type JsonValue } from '../../schema/json.ts';
import { type Draft, refine, refineEach } from '../defaults/draft.ts';

/** autoscaling/v1 knows one metric: the utilization of the requested CPU. */
export function fromAutoscalingV1(autoscaler: JsonObject): JsonObject {
  const draft: Draft = { ...autoscaler };
  refine(draft, 'spec', ({ targetCPUUtilizationPercentage: percentage, ...spec }) => {
    if (percentage === undefined || percentage === null) return spec;
    const target = { type: 'Utilization', averageUtilization: percentage };
    return { ...spec, metrics: [{ type: 'Resource', resource: { name: 'cpu', target } }] };
  });
  return draft;
}

/** autoscaling/v2beta1 writes the targets beside the metrics: `targetAverageUtilization`, `metricName`. */
export function fromAutoscalingV2beta1(autoscaler: JsonObject): JsonObject {
  const draft: Draft = { ...autoscaler };
  refine(draft, 'spec', (stated) => {
    const spec: Draft = { ...stated };
    refineEach(spec, 'metrics', (metric) => {
      const metricDraft: Draft = { ...metric };
      for (const source of ['resource', 'containerResource', 'pods', 'external'])
        refine(metricDraft, source, fromOldSource);
      refine(metricDraft, 'object', fromOldObject);
      return metricDraft;
    });
    return spec;
  });
  return draft;
}

function fromOldSource(source: JsonObject): JsonObject {
  const {
    metricName,
    metricSelector,
    selector,
    targetAverageUtilization,
    targetAverageValue,
    targetValue,
    averageValue,
    ...rest
  } = source;
  const target = targetOf(targetAverageUtilization, targetAverageValue ?? averageValue, targetValue);
  return { ...rest, ...metricOf(metricName, metricSelector ?? selector), target };
}

/** Here `target` is the object that is measured, and `averageValue` goes before `targetValue`. */
function fromOldObject(source: JsonObject): JsonObject {
  const { target: describedObject, ...rest } = source;
  const converted = fromOldSource(rest);
  return describedObject === undefined ? converted : { ...converted, describedObject };
}

function targetOf(
  utilization: JsonValue | undefined,
  averageValue: JsonValue | undefined,
  value: JsonValue | undefined,
): JsonObject {
  if (isStated(utilization)) return { type: 'Utilization', averageUtilization: utilization };
  if (isStated(averageValue)) return { type: 'AverageValue', averageValue };
  return isStated(value) ? { type: 'Value', value } : {};
}

function metricOf(name: JsonValue | undefined, selector: JsonValue | undefined): JsonObject {
  if (!isStated(name)) return {};
  return { metric: isJsonObject(selector) ? { name, selector } : { name } };
}

function isStated(value: JsonValue | undefined): value is Exclude<JsonValue, null> {
  return value !== undefined && value !== null;
}
