import type { DecodedObject, DecodeOptions } from '../kubernetes/decode-object.ts';
import { mergeEdit } from '../kubernetes/merge-edit.ts';
import type { ObjectKind } from '../kubernetes/object-kind.ts';
import { type ObjectReader, readObject } from '../kubernetes/object-reader.ts';
import { repeatGiven, storeCreated, storeUpdated } from '../kubernetes/stored-object.ts';
import { threeWayMerge } from '../kubernetes/three-way-merge.ts';
import { validateUpdate } from '../kubernetes/update-rules/validate-update.ts';
import { validateObject } from '../kubernetes/validation/validate-object.ts';
import { byCodeUnit } from '../schema/by-code-unit.ts';
import type { JsonObject } from '../schema/json.ts';
import type { Rejection } from '../schema/rejection.ts';

export interface StoreOptions extends DecodeOptions {
  /** How the new manifest reaches the server: as a whole (PUT), or by kubectl's three-way merge as GitOps tools do. */
  readonly via: 'update' | 'apply';
  /** For manifests that others read as well; without it each is read anew. */
  readonly read?: ObjectReader;
}

export interface StoredEdit {
  /** undefined: a kind whose fields are not known. */
  readonly kind: ObjectKind | undefined;
  readonly live: JsonObject;
  readonly next: JsonObject;
  /** Sorted by field. */
  readonly rejected: readonly Rejection[];
}

/**
 * The object in the cluster, what the edit makes of it, and why the API server would refuse that. Both manifests are of
 * the served version and name the same object.
 */
export function storeEdit(from: JsonObject, to: JsonObject, options: StoreOptions): StoredEdit {
  const { decoded: before, filled: stated } = options.read?.(from) ?? readObject(from, options);
  const { kind } = before;
  const created = storeCreated(kind, stated);
  const isWhole = options.via === 'update';
  const sent = isWhole ? to : applied(before, from, created, created === stated, to);
  const { decoded, filled } = readObject(sent, options);
  if (kind === undefined || decoded.kind !== kind)
    return { kind: undefined, live: created, next: filled, rejected: [] };
  const complete = isWhole ? repeatGiven(kind, stated, created, filled) : filled;
  const { live, next } = storeUpdated(kind, created, complete);
  const rejected = rejectionsOf(decoded, () => [
    ...validateObject(kind, next, { before: live }),
    ...validateUpdate(kind, live, next, { kubernetesVersion: options.kubernetesVersion, sent }),
  ]);
  return { kind, live, next, rejected };
}

/**
 * What applying the manifest leaves. The quick merge is for live objects which hold nothing but the manifest before and
 * defaults: nothing given on storing, nothing that was only written (stringData), nothing that could not be read.
 */
function applied(
  { kind, problems }: DecodedObject,
  from: JsonObject,
  live: JsonObject,
  isNothingGiven: boolean,
  to: JsonObject,
): JsonObject {
  const isPlain = isNothingGiven && problems.length === 0 && kind?.kind !== 'Secret';
  return kind !== undefined && isPlain ? mergeEdit(kind, from, live, to) : threeWayMerge(kind, from, live, to);
}

/** A new object as it is stored, and why the API server would refuse it. */
export function storeNew(manifest: JsonObject, options: StoreOptions): Pick<StoredEdit, 'next' | 'rejected'> {
  const { decoded, filled: next } = options.read?.(manifest) ?? readObject(manifest, options);
  const { kind } = decoded;
  return { next, rejected: kind === undefined ? [] : rejectionsOf(decoded, () => validateObject(kind, next)) };
}

/** Of an object with values of the wrong type nothing else is looked at. */
function rejectionsOf({ problems }: DecodedObject, validate: () => readonly Rejection[]): readonly Rejection[] {
  const rejections = problems.length > 0 ? problems : validate();
  return rejections.toSorted((a, b) => byCodeUnit(a.field, b.field) || byCodeUnit(a.reason, b.reason));
}
