import type { RevisionObject } from '../manifest/revision-object.ts';
import type { ResourceChange } from '../schema/resource-change.ts';
import type { Verdict } from './verdict.ts';

/** One difference between the revisions: what the plan shows of it, and what the plan computes with. */
export interface ObjectChange {
  /** Complete, secrets masked. */
  readonly change: ResourceChange;
  /** The objects themselves, not masked: undefined where the object is created or deleted. */
  readonly before: RevisionObject | undefined;
  readonly after: RevisionObject | undefined;
  readonly verdict: Verdict;
}
