import type { JsonObject } from '../../schema/json.ts';
import type { Rejection } from '../../schema/rejection.ts';
import type { StructType } from '../types/field-type.ts';

/** An object and what becomes of it, both decoded and defaulted, with the fields of their kind. */
export interface Edit {
  readonly before: JsonObject;
  readonly after: JsonObject;
  readonly fields: StructType;
  /** The minor version of Kubernetes: 34. */
  readonly minor: number;
  /** The new object as it was sent, where that is known: an empty mapping is not yet the same as none. */
  readonly sent: JsonObject | undefined;
}

/** What the API server refuses about one kind of edit. */
export type UpdateRule = (edit: Edit) => Generator<Rejection, void, undefined>;
