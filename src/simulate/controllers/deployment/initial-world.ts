import type { PodProfiles } from '../../pod-profile.ts';
import { scheduleReadiness } from '../../readiness.ts';
import type { Reaction } from '../../simulate.ts';
import { findNewReplicaSet, type Readiness, type ReplicaSet, replaceReplicaSet } from '../../world.ts';
import { type DeploymentSpec, deploymentFenceposts } from './deployment-spec.ts';
import { type DeploymentEvent, type DeploymentWorld, isDeploymentComplete } from './deployment-world.ts';
import { watchDeadline } from './progress.ts';

/** A ReplicaSet as it is found when a change is applied. */
export interface InitialReplicaSet {
  readonly name: string;
  readonly template: string;
  readonly replicas: number;
  readonly available: number;
  /** `deployment.kubernetes.io/desired-replicas` and `max-replicas`; absent: the annotation is missing. */
  readonly desiredAnnotation?: number | undefined;
  readonly maxAnnotation?: number | undefined;
  /** Absent: as the order of creation says. */
  readonly revision?: number | undefined;
  /** Absent: that of the wanted Deployment. */
  readonly minReadySeconds?: number | undefined;
}

/** What of a Deployment exists when a change is applied. */
export interface DeploymentState {
  /** In the order of creation; names are unique. */
  readonly replicaSets: readonly InitialReplicaSet[];
  /** The rollout before this one has not ended, so its deadline still counts. */
  readonly isRollingOut: boolean;
}

export const absentDeployment: DeploymentState = { replicaSets: [], isRollingOut: false };

/** A Deployment whose rollout has ended: all its pods are of one template and available. */
export function rolledOutDeployment(
  spec: Pick<DeploymentSpec, 'replicas' | 'strategy' | 'template' | 'minReadySeconds'>,
): DeploymentState {
  const { replicas, template, minReadySeconds } = spec;
  return {
    replicaSets: [
      {
        name: template,
        template,
        replicas,
        available: replicas,
        desiredAnnotation: replicas,
        maxAnnotation: replicas + deploymentFenceposts(spec).surge,
        minReadySeconds,
      },
    ],
    isRollingOut: false,
  };
}

/** The world in the moment of the apply, before the first sync. Pods which are not available count as just created. */
export function initialWorld(
  state: DeploymentState,
  deployment: DeploymentSpec,
  pods: PodProfiles,
  readiness: Readiness,
): Reaction<DeploymentWorld, DeploymentEvent> {
  const found = state.replicaSets.map((each, index) => initialReplicaSet(each, index, deployment));
  const newest = found.find((each) => each.template === deployment.template);
  const replicaSets = newest === undefined ? found : replaceReplicaSet(found, renew(newest, found, deployment));
  const world: DeploymentWorld = {
    at: 0,
    replicaSets,
    terminating: [],
    isTicking: false,
    setting: {
      template: deployment.template,
      pods,
      readiness,
      deployment,
      fenceposts: deploymentFenceposts(deployment),
    },
    progress: { state: state.isRollingOut ? 'Progressing' : 'Complete', at: 0, isWatched: false },
  };
  const isComplete = findNewReplicaSet(world) !== undefined && isDeploymentComplete(world);
  const settled: DeploymentWorld = isComplete
    ? { ...world, progress: { ...world.progress, state: 'Complete' } }
    : world;
  return watchDeadline(startAll(settled));
}

function initialReplicaSet(found: InitialReplicaSet, index: number, deployment: DeploymentSpec): ReplicaSet {
  const { name, template, replicas, available, desiredAnnotation, maxAnnotation } = found;
  return {
    name,
    template,
    revision: found.revision ?? index + 1,
    replicas,
    available,
    starting: replicas > available ? [{ createdAt: 0, pods: replicas - available, isReady: false }] : [],
    minReadySeconds: found.minReadySeconds ?? deployment.minReadySeconds,
    desiredAnnotation,
    maxAnnotation,
  };
}

/** The new ReplicaSet takes minReadySeconds of the Deployment, and the highest revision. Upstream getNewReplicaSet. */
function renew(newest: ReplicaSet, all: readonly ReplicaSet[], deployment: DeploymentSpec): ReplicaSet {
  const highestOld = Math.max(0, ...all.filter((each) => each !== newest).map((each) => each.revision));
  const revision = Math.max(newest.revision, highestOld + 1);
  return { ...newest, revision, minReadySeconds: deployment.minReadySeconds };
}

function startAll(world: DeploymentWorld): Reaction<DeploymentWorld, DeploymentEvent> {
  let reaction: Reaction<DeploymentWorld, DeploymentEvent> = { world, scheduled: [] };
  for (const replicaSet of world.replicaSets) {
    if (replicaSet.starting.length === 0) continue;
    const next = scheduleReadiness(reaction.world, replicaSet);
    reaction = { world: next.world, scheduled: [...reaction.scheduled, ...next.scheduled] };
  }
  return reaction;
}
