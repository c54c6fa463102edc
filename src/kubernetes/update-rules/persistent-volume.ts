import type { JsonObject } from '../../schema/json.ts';
import { fieldAt, stringAt } from '../field-access.ts';
import { compareQuantities, parseQuantity, type Quantity } from '../quantity.ts';
import { fieldsEqual } from '../values-equal.ts';
import { isUnchanged } from './immutable-fields.ts';
import { typeAt } from './type-at.ts';
import type { Edit, UpdateRule } from './update-rule.ts';

/** Fields of a claim which are judged on their own, or may change. */
const claimExceptions = new Set(['resources', 'volumeAttributesClassName', 'volumeName', 'storageClassName']);

/** How claims named their class before storageClassName. */
const classAnnotation = 'volume.beta.kubernetes.io/storage-class';

/**
 * A claim is bound by the time it is edited: it may grow, and nothing else. What the cluster has filled in is repeated
 * in `after` where the manifest is silent. Mirrors ValidatePersistentVolumeClaimUpdate.
 */
export const persistentVolumeClaimUpdate: UpdateRule = function* (edit) {
  const { before, after, fields } = edit;
  const spec = typeAt(fields, 'spec');
  if (spec.type !== 'Struct') return;
  const changed = [...spec.fields].filter(
    ([name, type]) =>
      !claimExceptions.has(name) && !fieldsEqual(type, fieldAt(before, 'spec', name), fieldAt(after, 'spec', name)),
  );
  const names = changed.map(([name]) => name);
  for (const name of ['volumeName', 'storageClassName']) {
    if (isSettledOtherwise(before, after, name)) names.push(name);
  }
  if (!isSameBesidesStorage(edit)) names.push('resources');
  if (names.length > 0) {
    const reason = `${names.join(', ')}: cannot change once the claim exists; only its requested size can grow`;
    yield { field: 'spec', reason };
  }
  if (isShrinking(before, after)) {
    yield { field: 'spec.resources.requests.storage', reason: 'must not be smaller than the volume is' };
  }
  if (!isUnchanged(edit, 'spec', 'volumeMode')) yield { field: 'volumeMode', reason: 'is immutable' };
  if (classOf(before) !== classOf(after)) {
    yield { field: `metadata.annotations.${classAnnotation}`, reason: 'is immutable' };
  }
};

function classOf(claim: JsonObject): string {
  return stringAt(claim, 'metadata', 'annotations', classAnnotation) ?? '';
}

/** volumeName and storageClassName may be filled in once. */
function isSettledOtherwise(before: JsonObject, after: JsonObject, name: string): boolean {
  const was = fieldAt(before, 'spec', name);
  return was !== undefined && was !== fieldAt(after, 'spec', name);
}

function isSameBesidesStorage({ before, after, fields }: Edit): boolean {
  const type = typeAt(fields, 'spec', 'resources', 'requests');
  const limits = typeAt(fields, 'spec', 'resources', 'limits');
  const hasSameLimits = fieldsEqual(
    limits,
    fieldAt(before, 'spec', 'resources', 'limits'),
    fieldAt(after, 'spec', 'resources', 'limits'),
  );
  return hasSameLimits && fieldsEqual(type, requestsWithoutStorage(before), requestsWithoutStorage(after));
}

function requestsWithoutStorage(claim: JsonObject): JsonObject {
  const requests = fieldAt(claim, 'spec', 'resources', 'requests') ?? {};
  return Object.fromEntries(Object.entries(requests).filter(([name]) => name !== 'storage'));
}

function isShrinking(before: JsonObject, after: JsonObject): boolean {
  const was = storageOf(before);
  const is = storageOf(after);
  if (was === undefined) return false;
  return is === undefined || compareQuantities(is, was) < 0;
}

function storageOf(claim: JsonObject): Quantity | undefined {
  const text = stringAt(claim, 'spec', 'resources', 'requests', 'storage');
  return text === undefined ? undefined : parseQuantity(text);
}

const mutableVolumeFields = new Set([
  'accessModes',
  'capacity',
  'claimRef',
  'mountOptions',
  'nodeAffinity',
  'persistentVolumeReclaimPolicy',
  'storageClassName',
  'volumeAttributesClassName',
  'volumeMode',
]);

/** The storage behind a PersistentVolume stays what it is. Mirrors ValidatePersistentVolumeUpdate. */
export const persistentVolumeUpdate: UpdateRule = function* (edit) {
  const spec = typeAt(edit.fields, 'spec');
  if (spec.type !== 'Struct') return;
  const hasOtherSource = [...spec.fields.keys()].some(
    (name) => !mutableVolumeFields.has(name) && !isUnchanged(edit, 'spec', name),
  );
  if (hasOtherSource) yield { field: 'spec.persistentvolumesource', reason: 'cannot change once the volume exists' };
  if (!isUnchanged(edit, 'spec', 'volumeMode')) yield { field: 'volumeMode', reason: 'is immutable' };
  const hadAffinity = fieldAt(edit.before, 'spec', 'nodeAffinity') !== undefined;
  if (hadAffinity && !isUnchanged(edit, 'spec', 'nodeAffinity')) {
    yield { field: 'spec.nodeAffinity', reason: 'is immutable' };
  }
};
