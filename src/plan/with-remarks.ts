import type { ResourceChange } from '../schema/resource-change.ts';

/** The change with some more remarks behind those which it has. */
export function withRemarks(change: ResourceChange, remarks: readonly string[]): ResourceChange {
  return remarks.length === 0 ? change : { ...change, remarks: [...(change.remarks ?? []), ...remarks] };
}
