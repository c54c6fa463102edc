import { fieldAt } from '../field-access.ts';
import { fieldsEqual } from '../values-equal.ts';
import { typeAt } from './type-at.ts';
import type { Edit, UpdateRule } from './update-rule.ts';

/** Whether a field has the same meaning before and after. */
export function isUnchanged(edit: Edit, ...path: readonly string[]): boolean {
  return fieldsEqual(typeAt(edit.fields, ...path), fieldAt(edit.before, ...path), fieldAt(edit.after, ...path));
}

/** Fields which may never change. Mirrors ValidateImmutableField. */
export function immutable(...fields: readonly string[]): UpdateRule {
  return function* (edit) {
    for (const field of fields) {
      if (!isUnchanged(edit, ...field.split('.'))) yield { field, reason: 'cannot change on an existing object' };
    }
  };
}
