import { listAt } from '../field-access.ts';
import type { UpdateRule } from './update-rule.ts';

/** What a quota counts stays what it is, in whatever order it is written. Mirrors ValidateResourceQuotaUpdate. */
export const resourceQuotaUpdate: UpdateRule = function* ({ before, after }) {
  const was = new Set(listAt(before, 'spec', 'scopes'));
  const is = new Set(listAt(after, 'spec', 'scopes'));
  if (was.size === is.size && [...was].every((scope) => is.has(scope))) return;
  yield { field: 'spec.scopes', reason: 'cannot change on an existing object' };
};
