import type { JsonObject, JsonValue } from '../../schema/json.ts';
import { fieldAt, integerAt, listAt, objectAt, stringAt } from '../field-access.ts';
import { parseQuantity, quantitySign } from '../quantity.ts';
import { validateLabelSelector } from './label-selector-rules.ts';
import { isPathSegment } from './names.ts';
import { forbidden, invalid, notSupported, type Rejections, required } from './rejections.ts';
import { isSet, validateEnum } from './scalars.ts';

/** Mirrors validateHorizontalPodAutoscalerSpec; minReplicas 0 is kept where it has been 0 from before. */
export function* validateHorizontalPodAutoscaler(object: JsonObject, before: JsonObject | undefined): Rejections {
  const spec = objectAt(object, 'spec');
  const minReplicas = integerAt(spec, 'minReplicas');
  const maxReplicas = integerAt(spec, 'maxReplicas') ?? 0;
  const lowest = integerAt(before, 'spec', 'minReplicas') === 0 ? 0 : 1;
  if (minReplicas !== undefined && minReplicas < lowest)
    yield invalid('spec.minReplicas', `must be at least ${lowest}`);
  if (maxReplicas < 1) yield invalid('spec.maxReplicas', 'must be greater than 0');
  if (minReplicas !== undefined && maxReplicas < minReplicas) {
    yield invalid('spec.maxReplicas', 'must not be below minReplicas');
  }
  yield* validateReference(objectAt(spec, 'scaleTargetRef'), 'spec.scaleTargetRef');
  for (const [at, metric] of listAt(spec, 'metrics').entries()) yield* validateMetric(metric, `spec.metrics[${at}]`);
  for (const direction of ['scaleUp', 'scaleDown'] as const) {
    if (isSet(spec, 'behavior', direction)) {
      yield* validateScalingRules(objectAt(spec, 'behavior', direction), `spec.behavior.${direction}`);
    }
  }
}

function* validateReference(reference: JsonObject, path: string): Rejections {
  for (const field of ['kind', 'name']) {
    const text = stringAt(reference, field) ?? '';
    if (text === '') yield required(`${path}.${field}`);
    else if (!isPathSegment(text)) yield invalid(`${path}.${field}`, "must not hold '/' or '%'");
  }
}

const sourceOf: Readonly<Record<string, string>> = {
  ContainerResource: 'containerResource',
  External: 'external',
  Object: 'object',
  Pods: 'pods',
  Resource: 'resource',
};

/** Mirrors validateMetricSpec: the source of its type, and no other. */
function* validateMetric(metric: JsonValue, path: string): Rejections {
  const type = stringAt(metric, 'type') ?? '';
  const expected = sourceOf[type];
  const given = ['object', 'external', 'pods', 'resource', 'containerResource'].filter((each) => isSet(metric, each));
  if (type === '') yield required(`${path}.type`);
  else if (expected === undefined) yield notSupported(`${path}.type`, Object.keys(sourceOf));
  const [first] = given;
  if (first !== undefined) yield* validateSource(first, objectAt(metric, first), `${path}.${first}`);
  if (expected !== undefined && !isSet(metric, expected)) yield required(`${path}.${expected}`);
  if (given.length < 2) return;
  for (const source of given.filter((each) => each !== expected)) {
    yield forbidden(`${path}.${source}`, 'must not be set: the type names another source');
  }
}

function* validateSource(kind: string, source: JsonObject, path: string): Rejections {
  const target = objectAt(source, 'target');
  if (kind === 'object') yield* validateReference(objectAt(source, 'describedObject'), `${path}.describedObject`);
  if (kind === 'resource' || kind === 'containerResource') {
    if ((stringAt(source, 'name') ?? '') === '') yield required(`${path}.name`);
    if (kind === 'containerResource' && (stringAt(source, 'container') ?? '') === '')
      yield required(`${path}.container`);
  } else {
    const name = stringAt(source, 'metric', 'name') ?? '';
    if (name === '') yield required(`${path}.metric.name`);
    else if (!isPathSegment(name)) yield invalid(`${path}.metric.name`, "must not hold '/' or '%'");
    yield* validateLabelSelector(fieldAt(source, 'metric', 'selector'), `${path}.metric.selector`);
  }
  yield* validateTarget(target, `${path}.target`);
  yield* validateTargetChoice(kind, target, `${path}.target`);
}

/** Mirrors validateMetricTarget. */
function* validateTarget(target: JsonObject, path: string): Rejections {
  const type = stringAt(target, 'type') ?? '';
  if (type === '') yield required(`${path}.type`);
  if (!['Utilization', 'Value', 'AverageValue'].includes(type)) {
    yield invalid(`${path}.type`, 'must be one of: Utilization, Value, AverageValue');
  }
  for (const field of ['value', 'averageValue']) {
    const amount = parseQuantity(stringAt(target, field) ?? '1');
    if (amount !== undefined && quantitySign(amount) <= 0) yield invalid(`${path}.${field}`, 'must be greater than 0');
  }
  const utilization = integerAt(target, 'averageUtilization');
  if (utilization !== undefined && utilization < 1)
    yield invalid(`${path}.averageUtilization`, 'must be greater than 0');
}

/** Which number a source needs, and which ones exclude each other. */
function* validateTargetChoice(kind: string, target: JsonObject, path: string): Rejections {
  const hasAverageValue = isSet(target, 'averageValue');
  if (kind === 'pods') {
    if (!hasAverageValue) yield required(`${path}.averageValue`);
  } else if (kind === 'object' || kind === 'external') {
    if (!isSet(target, 'value') && !hasAverageValue)
      yield required(`${path}.averageValue`, 'value or averageValue is required');
    if (kind === 'external' && isSet(target, 'value') && hasAverageValue) {
      yield forbidden(`${path}.value`, 'must not be set beside averageValue');
    }
  } else {
    const hasUtilization = isSet(target, 'averageUtilization');
    if (!hasUtilization && !hasAverageValue) {
      yield required(`${path}.averageUtilization`, 'averageUtilization or averageValue is required');
    }
    if (hasUtilization && hasAverageValue) {
      yield forbidden(`${path}.averageValue`, 'must not be set beside averageUtilization');
    }
  }
}

const windowSecondsMax = 3600;
const periodSecondsMax = 1800;

/** Mirrors validateScalingRules. */
function* validateScalingRules(rules: JsonObject, path: string): Rejections {
  const window = integerAt(rules, 'stabilizationWindowSeconds');
  if (window !== undefined && (window < 0 || window > windowSecondsMax)) {
    yield invalid(`${path}.stabilizationWindowSeconds`, `must be between 0 and ${windowSecondsMax}`);
  }
  yield* validateEnum(rules['selectPolicy'], `${path}.selectPolicy`, ['Disabled', 'Max', 'Min'], 'Allowed');
  const policies = listAt(rules, 'policies');
  if (policies.length === 0) yield required(`${path}.policies`, 'at least one policy is required');
  for (const [at, policy] of policies.entries()) {
    const itemPath = `${path}.policies[${at}]`;
    const type = stringAt(policy, 'type');
    if (type !== 'Pods' && type !== 'Percent') yield notSupported(`${itemPath}.type`, ['Percent', 'Pods']);
    if ((integerAt(policy, 'value') ?? 0) <= 0) yield invalid(`${itemPath}.value`, 'must be greater than 0');
    const period = integerAt(policy, 'periodSeconds') ?? 0;
    if (period <= 0 || period > periodSecondsMax) {
      yield invalid(`${itemPath}.periodSeconds`, `must be between 1 and ${periodSecondsMax}`);
    }
  }
}
