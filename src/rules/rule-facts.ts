import type { Rejection } from '../schema/rejection.ts';
import type { ResourceChange } from '../schema/resource-change.ts';
import type { WorkloadRollout } from '../schema/rollout.ts';

/** A key which stands twice in one mapping of the head file, and not in the base file. */
export interface DuplicateKeyFact {
  readonly message: string;
  readonly path: string;
  readonly line: number;
}

/** What a rule may know of one changed object, or of one changed file (then there is no change). */
export interface RuleFacts {
  readonly change?: ResourceChange;
  /** What the API server refuses in head, and not in base already. */
  readonly introducedRejections: readonly Rejection[];
  /** What it would refuse in the base object already: not caused by this change. */
  readonly fieldsRefusedBefore: ReadonlySet<string>;
  readonly rollout?: WorkloadRollout;
  /** The workload as it is before the change. */
  readonly before?: { readonly strategyType: string; readonly hasReadinessProbe: boolean };
  readonly after?: { readonly hasReadinessProbe: boolean };
  readonly duplicateKeys: readonly DuplicateKeyFact[];
}
