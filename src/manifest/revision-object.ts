import type { ObjectReference } from '../schema/object-reference.ts';
import type { ManifestObject } from './manifest-document.ts';

/** An object of one revision, with the identity that its root gives it. */
export interface RevisionObject {
  readonly reference: ObjectReference;
  readonly object: ManifestObject;
}
