import { fieldAt } from '../field-access.ts';
import { fieldsEqual } from '../values-equal.ts';
import { typeAt } from './type-at.ts';
import type { UpdateRule } from './update-rule.ts';

const mutable = new Set([
  'replicas',
  'ordinals',
  'template',
  'updateStrategy',
  'persistentVolumeClaimRetentionPolicy',
  'minReadySeconds',
]);

/** From this minor version on a StatefulSet may change its history limit. */
const mutableHistorySince = 33;

/**
 * Everything of `spec` but a few fields is immutable, told as one fault of the whole `spec`.
 * Mirrors ValidateStatefulSetUpdate.
 */
export const statefulSetUpdate: UpdateRule = function* ({ before, after, fields, minor }) {
  const spec = typeAt(fields, 'spec');
  if (spec.type !== 'Struct') return;
  const changed = [...spec.fields].filter(([name, type]) => {
    const isMutable = mutable.has(name) || (name === 'revisionHistoryLimit' && minor >= mutableHistorySince);
    return !isMutable && !fieldsEqual(type, fieldAt(before, 'spec', name), fieldAt(after, 'spec', name));
  });
  if (changed.length === 0) return;
  const names = changed.map(([name]) => name).join(' and ');
  // Deleting the StatefulSet plainly stops every pod, so no advice is given here: it takes more than a word.
  yield { field: 'spec', reason: `${names} cannot change on an existing StatefulSet` };
};
