import type { JsonObject } from '../../schema/json.ts';
import type { StructType } from '../types/field-type.ts';
import { applyPatch } from './apply-patch.ts';
import { makePatch } from './make-patch.ts';
import { isMergeable } from './mergeable.ts';

/** The three-way merge of a struct whose fields are known; undefined: a list lacks its merge keys, and kubectl gives up. */
export function mergeStruct(
  type: StructType,
  lastApplied: JsonObject,
  live: JsonObject,
  next: JsonObject,
): JsonObject | undefined {
  if (![lastApplied, live, next].every((each) => isMergeable(type, each))) return undefined;
  const deletions = makePatch(type, lastApplied, next, 'Deletions');
  const additions = makePatch(type, live, next, 'Additions');
  return applyPatch(type, applyPatch(type, live, deletions), additions);
}
