import type { StructType } from './types/field-type.ts';

/** A kind of object whose fields are known, in the version in which the API server stores and compares it. */
export interface ObjectKind {
  /** The empty string for the core group. */
  readonly group: string;
  readonly kind: string;
  /** The version which is served today: `apps/v1`. */
  readonly apiVersion: string;
  readonly isNamespaced: boolean;
  readonly fields: StructType;
}
