import type { JsonObject, JsonValue } from '../../schema/json.ts';
import { integerAt, listAt, objectAt, stringAt } from '../field-access.ts';
import { fieldsEqual } from '../values-equal.ts';
import { typeAt } from './type-at.ts';
import type { UpdateRule } from './update-rule.ts';

/** A running pod may change its images, tolerate more, and end sooner; nothing else. Mirrors ValidatePodUpdate. */
export const podUpdate: UpdateRule = function* ({ before, after, fields }) {
  const was = objectAt(before, 'spec');
  const is = objectAt(after, 'spec');
  for (const list of ['containers', 'initContainers'] as const) {
    if (listAt(was, list).length !== listAt(is, list).length) {
      yield { field: `spec.${list}`, reason: 'containers cannot be added to or removed from a pod' };
      return;
    }
  }
  const wasDeadline = integerAt(was, 'activeDeadlineSeconds');
  const isDeadline = integerAt(is, 'activeDeadlineSeconds');
  if (wasDeadline !== undefined && (isDeadline === undefined || isDeadline > wasDeadline)) {
    yield { field: 'spec.activeDeadlineSeconds', reason: 'can only become shorter' };
  }
  if (!keepsTolerations(was, is)) yield { field: 'spec.tolerations', reason: 'tolerations can only be added' };
  if (!fieldsEqual(typeAt(fields, 'spec'), fixedPart(was, was), fixedPart(is, was))) {
    const reason = 'a pod cannot change but for its images, added tolerations and a shorter activeDeadlineSeconds';
    yield { field: 'spec', reason };
  }
};

function keepsTolerations(was: JsonObject, is: JsonObject): boolean {
  const added = new Set(listAt(is, 'tolerations').map(tolerationKey));
  return listAt(was, 'tolerations').every((toleration) => added.has(tolerationKey(toleration)));
}

function tolerationKey(toleration: JsonValue): string {
  return JSON.stringify(['key', 'operator', 'value', 'effect'].map((field) => stringAt(toleration, field) ?? ''));
}

/** The spec without what may change; a negative grace period may become 1. */
function fixedPart(spec: JsonObject, was: JsonObject): JsonObject {
  const { activeDeadlineSeconds: _, tolerations: __, schedulingGates: ___, ...rest } = spec;
  const mayBecomeOne = (integerAt(was, 'terminationGracePeriodSeconds') ?? 0) < 0;
  const grace =
    mayBecomeOne && rest['terminationGracePeriodSeconds'] === 1 ? was['terminationGracePeriodSeconds'] : undefined;
  return {
    ...rest,
    ...(grace === undefined ? {} : { terminationGracePeriodSeconds: grace }),
    containers: listAt(spec, 'containers').map(withoutImage),
    initContainers: listAt(spec, 'initContainers').map(withoutImage),
  };
}

function withoutImage(container: JsonValue): JsonObject {
  const { image: _, ...rest } = objectAt(container);
  return rest;
}
