import type { JsonObject } from '../schema/json.ts';
import { fieldAt, objectAt } from './field-access.ts';
import type { ObjectKind } from './object-kind.ts';
import { structsEqual, valuesIdentical } from './values-equal.ts';

/**
 * Whether two stored objects say the same: labels, annotations, and everything beside metadata and status, with
 * quantities by value.
 */
export function contentEqual(kind: ObjectKind | undefined, left: JsonObject, right: JsonObject): boolean {
  const isSameMeta = ['labels', 'annotations'].every((key) =>
    valuesIdentical(objectAt(left, 'metadata', key), objectAt(right, 'metadata', key)),
  );
  if (!isSameMeta) return false;
  const [before, after] = [withoutMeta(left), withoutMeta(right)];
  return kind === undefined ? valuesIdentical(before, after) : structsEqual(kind.fields, before, after);
}

/** Whether the rest of what an update can change is the same too: finalizers and owners. */
export function upkeepEqual(left: JsonObject, right: JsonObject): boolean {
  return ['finalizers', 'ownerReferences'].every((key) =>
    valuesIdentical(fieldAt(left, 'metadata', key), fieldAt(right, 'metadata', key)),
  );
}

function withoutMeta(object: JsonObject): JsonObject {
  const { apiVersion: _, metadata: __, status: ___, ...content } = object;
  return content;
}
