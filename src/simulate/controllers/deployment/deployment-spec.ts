import { resolveFenceposts } from '../../../kubernetes/int-or-percent.ts';

export type DeploymentStrategy =
  | { readonly type: 'Recreate' }
  | {
      readonly type: 'RollingUpdate';
      /** As written or defaulted: a number of pods or a percentage of replicas. */
      readonly maxSurge: number | string;
      readonly maxUnavailable: number | string;
    };

/** What the Deployment wants, after the API defaults. */
export interface DeploymentSpec {
  readonly replicas: number;
  readonly strategy: DeploymentStrategy;
  readonly paused: boolean;
  /** Any text which is equal for equal pod templates only. */
  readonly template: string;
  readonly minReadySeconds: number;
  readonly progressDeadlineSeconds: number;
  readonly revisionHistoryLimit: number;
}

/** The strategy in pods. */
export interface Fenceposts {
  readonly surge: number;
  readonly unavailable: number;
}

/**
 * maxSurge and maxUnavailable in pods of the wanted size; 0 and 0 for Recreate. maxUnavailable never exceeds replicas,
 * maxSurge may. Values which the API server refuses count as 0. Upstream MaxSurge, MaxUnavailable. Example: 10
 * replicas, 25 % and 25 %: surge 3, unavailable 2; 1 replica: 1 and 0.
 */
export function deploymentFenceposts(spec: Pick<DeploymentSpec, 'replicas' | 'strategy'>): Fenceposts {
  const { replicas, strategy } = spec;
  if (strategy.type === 'Recreate') return { surge: 0, unavailable: 0 };
  const pods = resolveFenceposts(strategy.maxSurge, strategy.maxUnavailable, replicas);
  if (pods.type === 'Invalid') return { surge: 0, unavailable: 0 };
  return { surge: pods.surge, unavailable: Math.min(pods.unavailable, replicas) };
}
