import type { Hold } from '../schema/effect.ts';
import type { Rejection } from '../schema/rejection.ts';

/** What the API server and the controllers make of one edit. */
export interface Verdict {
  readonly action: 'none' | 'create' | 'update' | 'delete' | 'delete+create';
  /** Spec (or data), labels and annotations are equal after defaulting. */
  readonly semanticallyEqual: boolean;
  /** Whether running pods are replaced; null where nothing rolls: other kinds, creations, deletions, refused edits. */
  readonly rolls: boolean | null;
  readonly scales: boolean;
  /** Sorted by field; empty: accepted. */
  readonly rejected: readonly Rejection[];
  readonly heldBy?: Hold;
  /** maxSurge and maxUnavailable of the Deployment in pods, after the fenceposts. */
  readonly numbers?: { readonly surge: number; readonly unavailable: number };
}
