import { maskObjects } from '../../diff/mask-secrets.ts';
import { jsonMergePatch } from '../../kubernetes/json-merge-patch.ts';
import type { ObjectReader, StatedObject } from '../../kubernetes/object-reader.ts';
import { clearDefaults } from '../../kubernetes/strategic-merge/clear-defaults.ts';
import { twoWayPatch } from '../../kubernetes/strategic-merge/two-way-patch.ts';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../schema/json.ts';
import type { ObjectReference } from '../../schema/object-reference.ts';
import type { StepFile } from '../../schema/procedure.ts';
import type { ObjectEdit } from '../../strategy/compile/compiled-step.ts';

/** Names an object of a step. */
export type ReferenceOf = (object: JsonObject) => ObjectReference;

/** A file, and whether something in it is hidden. */
export interface MaskedFile {
  readonly file: StepFile;
  readonly isMasked: boolean;
}

export interface FileMeans {
  readonly referenceOf: ReferenceOf;
  readonly read: ObjectReader;
}

/** The files of edits, in their order; credentials are masked. */
export function stepFiles(edits: readonly ObjectEdit[], means: FileMeans): readonly MaskedFile[] {
  return edits.flatMap((edit) => stepFile(edit, means) ?? []);
}

function stepFile({ before, after }: ObjectEdit, { referenceOf, read }: FileMeans): MaskedFile | undefined {
  if (!after) return before && { file: { type: 'Deletion', object: referenceOf(before) }, isMasked: false };
  const object = referenceOf(after);
  const whole = masked(after);
  if (!before) return { file: { type: 'Manifest', object, manifest: whole.content }, isMasked: whole.isMasked };
  const { patchType, patch } = patchBetween(before, after, read(before));
  const shown = masked(patch);
  return {
    file: { type: 'Patch', object, patchType, patch: shown.content, manifest: whole.content },
    isMasked: whole.isMasked || shown.isMasked,
  };
}

interface ObjectPatch {
  readonly patchType: 'strategic' | 'merge';
  readonly patch: JsonObject;
}

/** Custom resources know no strategic patch, and a list which holds one key twice has none. */
function patchBetween(before: JsonObject, after: JsonObject, { decoded, filled }: StatedObject): ObjectPatch {
  const fields = decoded.kind?.fields;
  const strategic = fields && twoWayPatch(fields, before, after);
  const patch = clearDefaults(fields, filled, after, strategic ?? jsonMergePatch(before, after));
  return { patchType: strategic ? 'strategic' : 'merge', patch };
}

type Content = Extract<StepFile, { type: 'Manifest' }>['manifest'];

function masked(object: JsonObject): { readonly content: Content; readonly isMasked: boolean } {
  const { after, secrets } = maskObjects(undefined, object);
  return { content: contentOf(after ?? {}), isMasked: secrets.size > 0 };
}

function contentOf(object: JsonObject): Content {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, contentValue(value)]));
}

/** Integers which a double does not hold are text in a plan. */
function contentValue(value: JsonValue): Content[string] {
  if (isJsonArray(value)) return value.map(contentValue);
  if (isJsonObject(value)) return contentOf(value);
  return typeof value === 'bigint' ? `${value}` : value;
}

/** Whether an object can be written down as a plan holds it, without any change. */
export function isExact(value: JsonValue): boolean {
  if (isJsonArray(value)) return value.every(isExact);
  if (isJsonObject(value)) return Object.values(value).every(isExact);
  return typeof value !== 'bigint';
}
