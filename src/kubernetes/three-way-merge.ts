import type { JsonObject } from '../schema/json.ts';
import type { ObjectKind } from './object-kind.ts';
import { mergeJson } from './strategic-merge/json-merge.ts';
import { mergeStruct } from './strategic-merge/merge-struct.ts';

/**
 * What `kubectl apply` (client-side) leaves in the cluster: the live object with what the next manifest adds or changes,
 * less what the last applied manifest stated and the next one does not. What neither states stays as it is, a default
 * included. Lists with a merge key are merged item by item, others replaced.
 *
 * `lastApplied` and `next` are manifests in the served version, `live` is the stored object. The result is again to be
 * decoded and defaulted. Where a list lacks its merge keys kubectl gives up; the next manifest then counts as a whole.
 * Mirrors strategicpatch.CreateThreeWayMergePatch and StrategicMergePatch; a kind without table gets a JSON merge patch.
 */
export function threeWayMerge(
  kind: ObjectKind | undefined,
  lastApplied: JsonObject,
  live: JsonObject,
  next: JsonObject,
): JsonObject {
  if (kind === undefined) return mergeJson(lastApplied, live, next);
  return mergeStruct(kind.fields, lastApplied, live, next) ?? next;
}
