import { type PodProfiles, profileOf } from './pod-profile.ts';

/** Pods of one ReplicaSet which were created in the same moment and are not available yet. */
export interface Cohort {
  readonly createdAt: number;
  readonly pods: number;
  /** Ready, and waiting for minReadySeconds to pass. */
  readonly isReady: boolean;
}

/**
 * A ReplicaSet and its pods, which are counted and never held one by one. Sum of all cohorts + available = replicas.
 */
export interface ReplicaSet {
  readonly name: string;
  readonly template: string;
  readonly revision: number;
  /** spec.replicas; the pods follow at once, so it is status.replicas too. */
  readonly replicas: number;
  readonly available: number;
  /** Oldest first. */
  readonly starting: readonly Cohort[];
  readonly minReadySeconds: number;
  /** `deployment.kubernetes.io/desired-replicas`; undefined: absent or unreadable. */
  readonly desiredAnnotation?: number | undefined;
  /** `deployment.kubernetes.io/max-replicas`. */
  readonly maxAnnotation?: number | undefined;
}

/** Pods within their grace period. They count in no ReplicaSet any more. */
interface TerminatingPods {
  readonly replicaSet: string;
  readonly template: string;
  readonly pods: number;
  readonly goneAt: number;
}

/**
 * When pods become ready. Timed: each after the startup seconds of its template, so that all pods which were
 * started together are ready together. Serial: one pod after the other, those of the wanted template first.
 */
export type Readiness = { readonly type: 'Timed' } | { readonly type: 'Serial'; readonly everySeconds: number };

/** What stays the same while a change is played. */
export interface ClusterSetting {
  /** The template which the workload wants now. */
  readonly template: string;
  readonly pods: PodProfiles;
  readonly readiness: Readiness;
}

/**
 * What the ReplicaSet controller and the kubelets know: the part of the world which all kinds with ReplicaSets share.
 */
export interface Cluster {
  /** Virtual seconds since the change was applied. */
  readonly at: number;
  /** In the order of creation. */
  readonly replicaSets: readonly ReplicaSet[];
  readonly terminating: readonly TerminatingPods[];
  /** Serial only: the next pod is on its way to be ready. */
  readonly isTicking: boolean;
  readonly setting: ClusterSetting;
}

export type PodEvent =
  | { readonly type: 'CohortReady' | 'CohortAvailable'; readonly replicaSet: string; readonly createdAt: number }
  | { readonly type: 'OnePodAvailable' }
  | { readonly type: 'PodsTerminated' };

/** The oldest ReplicaSet of the wanted template. Upstream FindNewReplicaSet (the list is in creation order). */
export function findNewReplicaSet(cluster: Cluster): ReplicaSet | undefined {
  const { template } = cluster.setting;
  return cluster.replicaSets.find((each) => each.template === template);
}

/** How many pods of this ReplicaSet will still become ready by themselves. */
export function podsToCome(cluster: Cluster, replicaSet: ReplicaSet): number {
  return profileOf(cluster.setting.pods, replicaSet.template).neverReady
    ? 0
    : replicaSet.replicas - replicaSet.available;
}

export function totalReplicas(replicaSets: readonly ReplicaSet[]): number {
  return replicaSets.reduce(plusReplicas, 0);
}

export function totalAvailable(replicaSets: readonly ReplicaSet[]): number {
  return replicaSets.reduce(plusAvailable, 0);
}

function plusReplicas(sum: number, { replicas }: ReplicaSet): number {
  return sum + replicas;
}

function plusAvailable(sum: number, { available }: ReplicaSet): number {
  return sum + available;
}

export function isActive(replicaSet: ReplicaSet): boolean {
  return replicaSet.replicas > 0;
}

export function replaceReplicaSet(replicaSets: readonly ReplicaSet[], next: ReplicaSet): readonly ReplicaSet[] {
  const index = replicaSets.findIndex((each) => each.name === next.name);
  return replicaSets.with(index, next);
}
