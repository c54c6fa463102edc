import type { Rejection } from '../schema/rejection.ts';
import type { ResourceChange } from '../schema/resource-change.ts';
import type { WorkloadRollout } from '../schema/rollout.ts';
import type { TrafficFact } from './traffic-facts.ts';

/** A key which stands twice in one mapping of the head file, and not in the base file. */
export interface DuplicateKeyFact {
  readonly message: string;
  readonly path: string;
  readonly line: number;
}

/** A PodDisruptionBudget which allows no eviction while nothing moves, because of this change. */
export interface BlockedBudget {
  /** `PodDisruptionBudget shop/web`. */
  readonly name: string;
  /** `minAvailable 3`. */
  readonly limit: string;
  /** How many it counts in head. */
  readonly pods: number;
  /** An autoscaler may make more of them; `pods` is its minimum. */
  readonly isAutoscaled: boolean;
}

/** What a quota of the live cluster has not enough of, as canonical quantities. */
export interface QuotaShortage {
  readonly quota: string;
  /** As the quota names it: `requests.cpu`, `count/pods`. */
  readonly resource: string;
  readonly free: string;
  readonly needed: string;
}

/** What an old pod keeps from a new one while a rollout wants both at once. */
export interface SurgeConflict {
  readonly type: 'Claim' | 'Port';
  /** `data` of a claim, `host port 9100` of a port. */
  readonly name: string;
  readonly field: string;
  /** `Before`: base had it already, and this change meets it. `Creation`: only a later rollout of the new workload does. */
  readonly since: 'ThisChange' | 'Before' | 'Creation';
  /** It is this change which replaces pods that hold it. */
  readonly isMetNow: boolean;
  /** The new pod cannot start in any case, not only on some nodes. */
  readonly isCertain: boolean;
}

/** A workload which the same change deletes, and whose place a created one takes. */
export interface ReplacedWorkload {
  /** `Deployment shop/web`. */
  readonly name: string;
  /** From the apply to the first available pod of the new one; absent: it does not come by itself. */
  readonly gapSeconds?: number;
  /** `Service shop/web`: those which lead to the new pods and to no others. */
  readonly emptiedServices: readonly string[];
}

/** Something which stays although it refers to an object that this change deletes. */
export interface LostReference {
  /** `Service shop/web`. */
  readonly by: string;
  /**
   * What it is left without: a route without a backend, a Service and a budget without pods, an autoscaler or another controller without what it
   * steers, new pods without the configuration which they need to start.
   */
  readonly loss:
    | 'Backend'
    | 'Pods'
    | 'GuardedPods'
    | 'ScaleTarget'
    | 'RolloutTarget'
    | 'ConfigOfThisRollout'
    | 'ConfigOfTheNextPods';
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
  /** Those for which this change is to blame. */
  readonly blockedBudgets?: readonly BlockedBudget[];
  readonly surgeConflicts?: readonly SurgeConflict[];
  readonly replacedWorkload?: ReplacedWorkload;
  readonly lostReferences?: readonly LostReference[];
  readonly quotaShortages?: readonly QuotaShortage[];
  /** What the object does to the requests of Services and routes, where it is to blame. */
  readonly traffic?: readonly TrafficFact[];
  readonly duplicateKeys: readonly DuplicateKeyFact[];
}
