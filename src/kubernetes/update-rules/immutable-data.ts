import { immutable, isUnchanged } from './immutable-fields.ts';
import type { UpdateRule } from './update-rule.ts';

const reason = 'is immutable since the object says immutable: true';

/** A ConfigMap or Secret with `immutable: true`. Mirrors ValidateConfigMapUpdate and ValidateSecretUpdate. */
function sealed(...fields: readonly string[]): UpdateRule {
  return function* (edit) {
    if (edit.before['immutable'] !== true) return;
    if (edit.after['immutable'] !== true) yield { field: 'immutable', reason };
    for (const field of fields) {
      if (!isUnchanged(edit, field)) yield { field, reason };
    }
  };
}

export const configMapUpdate: UpdateRule = sealed('data', 'binaryData');

export const secretUpdate: UpdateRule = function* (edit) {
  yield* immutable('type')(edit);
  yield* sealed('data')(edit);
};
