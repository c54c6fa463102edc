import type { PodCounts } from '../schema/timeline.ts';
import type { DeploymentSpec } from '../simulate/controllers/deployment/deployment-spec.ts';
import {
  absentDeployment,
  type DeploymentState,
  rolledOutDeployment,
} from '../simulate/controllers/deployment/initial-world.ts';
import type { PodProfile } from '../simulate/pod-profile.ts';
import { type DeploymentSimulation, simulateDeployment } from '../simulate/simulate-deployment.ts';
import { podCounts } from '../simulate/tell-change.ts';
import type { DeploymentFacts } from './deployment-facts.ts';

/** A change of one Deployment at definite numbers of replicas. */
export interface DeploymentCase {
  readonly before: DeploymentFacts | undefined;
  readonly after: DeploymentFacts | undefined;
  readonly replicasBefore: number;
  readonly replicasAfter: number;
  readonly rolls: boolean;
}

/** How pods behave: as quickly as they can, as assumed, as slowly as is tolerated, or the new ones never become ready. */
export type Pace = 'best' | 'expected' | 'worst' | 'never';

/** The same Deployment keeps its template under one name, so that going back finds the ReplicaSet which is still there. */
const baseTemplate = 'base';
const headTemplate = 'head';

/**
 * Plays the change from a fully rolled out base. `revert` plays the way back instead: base is applied to `state`,
 * while pods of the head template still never become ready.
 */
export function play(
  change: DeploymentCase,
  pace: Pace | 'revert',
  state: DeploymentState = startOf(change),
  observe?: (counts: PodCounts) => void,
): DeploymentSimulation {
  const reverts = pace === 'revert';
  return simulateDeployment({
    state,
    desired: reverts ? specOf(change.before, change.replicasBefore, baseTemplate) : wanted(change),
    pods: {
      profile: profileOf(change.before ?? change.after, reverts ? 'expected' : pace, false),
      exceptions: new Map([
        [headTemplate, profileOf(change.after, reverts ? 'expected' : pace, pace === 'never' || reverts)],
      ]),
    },
    ...(observe && { observe: ({ after }) => observe(podCounts(after)) }),
  });
}

/** Whether the pods of the change behave alike at both paces, so that one play tells of the other. */
export function isSamePace({ before, after }: DeploymentCase, one: Pace, other: Pace): boolean {
  if (one === other) return true;
  if (one === 'never' || other === 'never') return false;
  return [before, after].every((facts) => isSameProfile(profileOf(facts, one, false), profileOf(facts, other, false)));
}

function isSameProfile(one: PodProfile, other: PodProfile): boolean {
  return (
    one.startupSeconds === other.startupSeconds &&
    one.terminationGracePeriodSeconds === other.terminationGracePeriodSeconds
  );
}

/** The expected course, and the pods at every moment of it. */
export function playExpected(change: DeploymentCase): {
  simulation: DeploymentSimulation;
  series: readonly PodCounts[];
} {
  const state = startOf(change);
  const before = state.replicaSets.reduce((sum, { replicas }) => sum + replicas, 0);
  const series: PodCounts[] = [];
  const simulation = play(change, 'expected', state, (counts) => series.push(counts));
  const start = change.rolls
    ? { old: before, new: 0, oldAvailable: before, newAvailable: 0 }
    : { old: 0, new: before, oldAvailable: 0, newAvailable: before };
  return { simulation, series: [{ at: 0, ...start, terminating: 0 }, ...series] };
}

function startOf({ before, replicasBefore }: DeploymentCase): DeploymentState {
  return before ? rolledOutDeployment(specOf(before, replicasBefore, baseTemplate)) : absentDeployment;
}

/** A deleted Deployment takes its pods with it at once, as scaling to zero does. */
function wanted({ before, after, replicasAfter, rolls }: DeploymentCase): DeploymentSpec {
  if (!after) return { ...specOf(before, 0, baseTemplate), paused: false };
  return specOf(after, replicasAfter, rolls || !before ? headTemplate : baseTemplate);
}

function specOf(facts: DeploymentFacts | undefined, replicas: number, template: string): DeploymentSpec {
  return {
    replicas,
    template,
    strategy: facts?.strategy ?? { type: 'RollingUpdate', maxSurge: '25%', maxUnavailable: '25%' },
    paused: facts?.paused ?? false,
    minReadySeconds: facts?.minReadySeconds ?? 0,
    progressDeadlineSeconds: facts?.progressDeadlineSeconds ?? 600,
    revisionHistoryLimit: facts?.revisionHistoryLimit ?? 10,
  };
}

function profileOf(facts: DeploymentFacts | undefined, pace: Pace, neverReady: boolean): PodProfile {
  const grace = facts?.terminationGracePeriodSeconds ?? 30;
  return {
    startupSeconds: startupSeconds(facts, pace),
    neverReady,
    terminationGracePeriodSeconds: pace === 'best' ? 0 : grace,
  };
}

function startupSeconds(facts: DeploymentFacts | undefined, pace: Pace): number {
  if (!facts) return 0;
  const { bestSeconds, expectedSeconds, worstSeconds } = facts.readiness;
  if (pace === 'best') return bestSeconds;
  return pace === 'worst' ? worstSeconds : expectedSeconds;
}
