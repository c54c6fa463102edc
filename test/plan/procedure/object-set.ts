import { applyJsonMergePatch } from '../../../src/kubernetes/json-merge-patch.ts';
import { servedKind } from '../../../src/kubernetes/object-kinds.ts';
import { applyPatch } from '../../../src/kubernetes/strategic-merge/apply-patch.ts';
import type { JsonObject } from '../../../src/schema/json.ts';
import type { ObjectReference } from '../../../src/schema/object-reference.ts';
import type { StepFile } from '../../../src/schema/procedure.ts';

/** Objects of one namespace, by kind and name: a cluster as far as files of steps know it. */
export type ObjectSet = ReadonlyMap<string, JsonObject>;

export function objectSet(objects: readonly JsonObject[]): ObjectSet {
  return new Map(objects.map((object) => [keyOf(object as { kind: string; metadata: { name: string } }), object]));
}

/** What the API server would have after the files of a step, one by one. It takes nothing but what they say. */
export function applyFiles(objects: ObjectSet, files: readonly StepFile[]): ObjectSet {
  const next = new Map(objects);
  for (const file of files) {
    const key = referenceKey(file.object);
    const present = next.get(key);
    if (file.type === 'Manifest') {
      if (present) throw new Error(`${key} is there already`);
      next.set(key, file.manifest);
      continue;
    }
    if (!present) throw new Error(`${key} is not there`);
    if (file.type === 'Deletion') next.delete(key);
    else next.set(key, patched(present, file));
  }
  return next;
}

/** An object with a patch applied, which may be one that the API server has filled up with defaults. */
export function patched(
  object: JsonObject,
  { object: reference, patchType, patch }: Extract<StepFile, { type: 'Patch' }>,
): JsonObject {
  const kind = servedKind(reference.apiVersion, reference.kind);
  return patchType === 'strategic' ? applyPatch(kind?.fields, object, patch) : applyJsonMergePatch(object, patch);
}

export function referenceKey({ kind, name }: Pick<ObjectReference, 'kind' | 'name'>): string {
  return `${kind}/${name}`;
}

function keyOf({ kind, metadata: { name } }: { readonly kind: string; readonly metadata: { readonly name: string } }) {
  return referenceKey({ kind, name });
}
