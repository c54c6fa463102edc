import { isJsonObject } from '../../schema/json.ts';
import { fieldAt } from '../field-access.ts';
import { immutable, isUnchanged } from './immutable-fields.ts';
import type { Edit, UpdateRule } from './update-rule.ts';

const reason = 'is immutable since the object says immutable: true';

/** A ConfigMap or Secret with `immutable: true`. Mirrors ValidateConfigMapUpdate and ValidateSecretUpdate. */
function sealed(...fields: readonly string[]): UpdateRule {
  return function* (edit) {
    if (edit.before['immutable'] !== true) return;
    if (edit.after['immutable'] !== true) yield { field: 'immutable', reason };
    for (const field of fields) {
      if (!isUnchanged(edit, field) || isEmptied(edit, field)) yield { field, reason };
    }
  };
}

/** Data which were never there are not the same as empty ones to reflect.DeepEqual. */
function isEmptied({ before, sent }: Edit, field: string): boolean {
  const data = fieldAt(sent, field);
  return isJsonObject(data) && Object.keys(data).length === 0 && fieldAt(before, field) === undefined;
}

export const configMapUpdate: UpdateRule = sealed('data', 'binaryData');

export const secretUpdate: UpdateRule = function* (edit) {
  yield* immutable('type')(edit);
  yield* sealed('data')(edit);
};
