import type { DeploymentSpec } from '../simulate/controllers/deployment/deployment-spec.ts';
import {
  absentDeployment,
  type DeploymentState,
  rolledOutDeployment,
} from '../simulate/controllers/deployment/initial-world.ts';
import {
  type DeploymentSimulation,
  simulateDeployment,
} from '../simulate/controllers/deployment/simulate-deployment.ts';
import type { PodProfile } from '../simulate/pod-profile.ts';
import type { DeploymentFacts } from './deployment-facts.ts';
import { type StepBudget, stepBudget } from './step-budget.ts';

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
 * Plays a change from a fully rolled out base. `revert` plays the way back instead: base is applied to what the change left
 * when its pods never became ready, and they still do not.
 */
export type DeploymentPlayer = (change: DeploymentCase, pace: Pace | 'revert') => DeploymentSimulation;

/** What is kept of all courses together: the steps of their simulations, about 100 MB. */
const keptStepsMax = 400_000;

/** A player which plays equal courses once: in a large change many workloads roll alike. All plays share one budget. */
export function deploymentPlayer(): DeploymentPlayer {
  const played = new Map<string, DeploymentSimulation>();
  const budget = stepBudget();
  let keptSteps = 0;
  const play: DeploymentPlayer = (change, pace) => {
    const course = courseOf(change, pace);
    // The way back begins where the change got stuck.
    const key = JSON.stringify(pace === 'revert' ? [course, courseOf(change, 'never')] : course);
    const known = played.get(key);
    if (known) return known;
    const state = pace === 'revert' ? play(change, 'never').state : startOf(course);
    const result = playCourse(course, state, budget);
    keptSteps += result.stepsTaken;
    if (keptSteps > keptStepsMax) {
      played.clear();
      keptSteps = result.stepsTaken;
    }
    played.set(key, result);
    return result;
  };
  return play;
}

/** All that the simulation depends on. */
interface Course {
  readonly from: DeploymentSpec | undefined;
  readonly to: DeploymentSpec;
  /** Of the pods of base, and of those of the head template. */
  readonly profiles: readonly [PodProfile, PodProfile];
}

function courseOf(change: DeploymentCase, pace: Pace | 'revert'): Course {
  const { before, after, replicasBefore } = change;
  const reverts = pace === 'revert';
  const lasting = reverts ? 'expected' : pace;
  return {
    from: before && specOf(before, replicasBefore, baseTemplate),
    to: reverts ? specOf(before, replicasBefore, baseTemplate) : wanted(change),
    profiles: [profileOf(before ?? after, lasting, false), profileOf(after, lasting, pace === 'never' || reverts)],
  };
}

function startOf({ from }: Course): DeploymentState {
  return from ? rolledOutDeployment(from) : absentDeployment;
}

function playCourse(
  { to, profiles: [profile, ofHead] }: Course,
  state: DeploymentState,
  budget: StepBudget,
): DeploymentSimulation {
  const simulation = simulateDeployment({
    state,
    desired: to,
    pods: { profile, exceptions: new Map([[headTemplate, ofHead]]) },
    stepsMax: budget.stepsMax(),
  });
  budget.spend(simulation.stepsTaken);
  return simulation;
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
