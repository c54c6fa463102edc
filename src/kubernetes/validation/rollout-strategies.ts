import type { JsonObject } from '../../schema/json.ts';
import { fieldAt, integerAt, objectAt, stringAt } from '../field-access.ts';
import { isNonZero, validateAtMostAll, validateIntOrPercent } from './int-or-percent-rules.ts';
import { forbidden, invalid, notSupported, type Rejections, required } from './rejections.ts';
import { isSet } from './scalars.ts';

/** Mirrors ValidateDeploymentStrategy: 0 and 0% are refused, percentages above 100 for maxUnavailable only. */
export function* validateDeploymentStrategy(strategy: JsonObject, path: string): Rejections {
  const type = stringAt(strategy, 'type');
  if (type === 'Recreate') {
    if (isSet(strategy, 'rollingUpdate'))
      yield forbidden(`${path}.rollingUpdate`, 'must not be set with type Recreate');
    return;
  }
  if (type !== 'RollingUpdate') {
    yield notSupported(path, ['Recreate', 'RollingUpdate']);
    return;
  }
  const maxUnavailable = fieldAt(strategy, 'rollingUpdate', 'maxUnavailable');
  const maxSurge = fieldAt(strategy, 'rollingUpdate', 'maxSurge');
  const unavailableField = `${path}.rollingUpdate.maxUnavailable`;
  yield* validateIntOrPercent(maxUnavailable, unavailableField);
  yield* validateIntOrPercent(maxSurge, `${path}.rollingUpdate.maxSurge`);
  if (!isNonZero(maxUnavailable) && !isNonZero(maxSurge)) {
    yield invalid(unavailableField, 'must not be 0 when maxSurge is 0: the rollout could not take a step');
  }
  yield* validateAtMostAll(maxUnavailable, unavailableField);
}

/** Mirrors ValidateDaemonSetUpdateStrategy: exactly one of maxSurge and maxUnavailable is above 0. */
export function* validateDaemonSetStrategy(strategy: JsonObject, path: string): Rejections {
  const type = stringAt(strategy, 'type');
  if (type === 'OnDelete') return;
  if (type !== 'RollingUpdate') {
    yield notSupported(path, ['RollingUpdate', 'OnDelete']);
    return;
  }
  if (!isSet(strategy, 'rollingUpdate')) {
    yield required(`${path}.rollingUpdate`);
    return;
  }
  const fields = objectAt(strategy, 'rollingUpdate');
  for (const name of ['maxUnavailable', 'maxSurge']) {
    yield* validateIntOrPercent(fields[name], `${path}.rollingUpdate.${name}`);
    yield* validateAtMostAll(fields[name], `${path}.rollingUpdate.${name}`);
  }
  const hasUnavailable = isNonZero(fields['maxUnavailable']);
  const hasSurge = isNonZero(fields['maxSurge']);
  if (hasUnavailable && hasSurge) {
    yield invalid(
      `${path}.rollingUpdate.maxSurge`,
      'must be 0 when maxUnavailable is not: a DaemonSet uses one of both',
    );
  } else if (!hasUnavailable && !hasSurge) {
    yield required(`${path}.rollingUpdate.maxUnavailable`, 'must not be 0 when maxSurge is 0');
  }
}

/** Mirrors the update strategy part of ValidateStatefulSetSpec. */
export function* validateStatefulSetStrategy(strategy: JsonObject, path: string): Rejections {
  const type = stringAt(strategy, 'type') ?? '';
  if (type === '') yield required(path);
  else if (type === 'OnDelete') {
    if (isSet(strategy, 'rollingUpdate')) {
      yield invalid(`${path}.rollingUpdate`, 'is only allowed with the update strategy RollingUpdate');
    }
  } else if (type !== 'RollingUpdate') yield invalid(path, 'must be one of: RollingUpdate, OnDelete');
  else yield* validateStatefulSetRollingUpdate(objectAt(strategy, 'rollingUpdate'), `${path}.rollingUpdate`);
}

function* validateStatefulSetRollingUpdate(rollingUpdate: JsonObject, path: string): Rejections {
  if ((integerAt(rollingUpdate, 'partition') ?? 0) < 0) {
    yield invalid(`${path}.partition`, 'must be greater than or equal to 0');
  }
  const maxUnavailable = rollingUpdate['maxUnavailable'];
  if (maxUnavailable === undefined) return;
  yield* validateIntOrPercent(maxUnavailable, `${path}.maxUnavailable`);
  if (!isNonZero(maxUnavailable)) yield invalid(`${path}.maxUnavailable`, 'must not be 0');
  yield* validateAtMostAll(maxUnavailable, `${path}.maxUnavailable`);
}
