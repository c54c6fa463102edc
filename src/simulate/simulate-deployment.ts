import type { StallReason } from '../schema/rollout.ts';
import type { PodCounts, RolloutStep, TimelineEntry } from '../schema/timeline.ts';
import { deploymentController } from './controllers/deployment/deployment-controller.ts';
import { deploymentOutcome, type SimulatedOutcome } from './controllers/deployment/deployment-outcome.ts';
import type { DeploymentSpec } from './controllers/deployment/deployment-spec.ts';
import type { DeploymentCommand, DeploymentWorld } from './controllers/deployment/deployment-world.ts';
import { type DeploymentState, initialWorld } from './controllers/deployment/initial-world.ts';
import { foldTimeline } from './fold-timeline.ts';
import type { PodProfiles } from './pod-profile.ts';
import { rolloutSteps } from './rollout-steps.ts';
import { type Change, simulate } from './simulate.ts';
import { type Happening, happening, podCounts, tellChange } from './tell-change.ts';
import type { Readiness } from './world.ts';

export interface DeploymentSimulationInput {
  /** What exists when the change is applied. */
  readonly state: DeploymentState;
  /** What the change wants. */
  readonly desired: DeploymentSpec;
  readonly pods: PodProfiles;
  /** Default: timed. */
  readonly readiness?: Readiness;
  /** Syncs and moments together, after which the outcome is Unfinished. Default: 200,000. */
  readonly stepsMax?: number;
  /** Is told every change, with the world before and after it. */
  readonly observe?: (change: DeploymentChange) => void;
}

export type DeploymentChange = Change<DeploymentWorld, DeploymentCommand>;

export interface DeploymentSimulation {
  readonly outcome: SimulatedOutcome['type'];
  /** Only of a stalled one. */
  readonly reason?: StallReason;
  /** From `Applied` to the outcome and what is left after it (pods which end, the deadline); at most 200 entries. */
  readonly timeline: readonly TimelineEntry[];
  /** The same as rows for people. */
  readonly steps: readonly RolloutStep[];
  /** The pods from the apply on, after everything that happened to them. */
  readonly series: readonly PodCounts[];
  /** Least available pods from the apply to the end. */
  readonly floor: number;
  /** Most pods at once, unready ones counted, terminating ones not. */
  readonly peakPods: number;
  readonly peakPodsWithTerminating: number;
  /** When the rollout moved for the last time: completed, or nothing but terminating pods and the deadline is left. */
  readonly endSeconds: number;
  /** When Kubernetes first says ProgressDeadlineExceeded; absent: never. */
  readonly progressDeadlineExceededAtSeconds?: number;
  /** The pods at the end. */
  readonly counts: PodCounts;
  /** What another change would find: the input of its simulation, a rollback for instance. */
  readonly state: DeploymentState;
  /** What the simulation cost: syncs and moments together. */
  readonly stepsTaken: number;
}

const stepsMaxDefault = 200_000;
const timelineEntriesMax = 200;

/** Plays what the Deployment controller does from a state to a wanted Deployment. Equal inputs give equal results. */
export function simulateDeployment(input: DeploymentSimulationInput): DeploymentSimulation {
  const initial = initialWorld(input.state, input.desired, input.pods, input.readiness ?? { type: 'Timed' });
  const happenings: Happening[] = [happening('Applied', podCounts(initial.world))];
  const tell = (told: Happening) => {
    happenings.push(told);
  };
  const observe = (change: DeploymentChange) => {
    const { before, after, command } = change;
    tellChange(before, after, tell);
    if (command?.type === 'ExceedProgressDeadline')
      happenings.push(happening('ProgressDeadlineExceeded', podCounts(after)));
    input.observe?.(change);
  };
  const run = simulate(deploymentController, initial, { stepsMax: input.stepsMax ?? stepsMaxDefault, observe });
  const outcome: SimulatedOutcome = run.isCut ? { type: 'Unfinished' } : deploymentOutcome(run.world);
  const deadline = happenings.find((each) => each.type === 'ProgressDeadlineExceeded');
  const endSeconds = happenings.findLast(isMovement)?.at ?? 0;
  let timeline: readonly TimelineEntry[] | undefined;
  let steps: readonly RolloutStep[] | undefined;
  let series: readonly PodCounts[] | undefined;
  return {
    outcome: outcome.type,
    ...(outcome.type === 'Stalled' ? { reason: outcome.reason } : {}),
    // Folding costs as much as the simulation, and most runs are only asked for their figures.
    get timeline() {
      timeline ??= foldTimeline(withOutcome(happenings, outcome, endSeconds), timelineEntriesMax);
      return timeline;
    },
    get steps() {
      steps ??= rolloutSteps(happenings);
      return steps;
    },
    get series() {
      series ??= happenings.map(({ counts }) => counts);
      return series;
    },
    ...extremes(happenings),
    endSeconds,
    ...(deadline === undefined ? {} : { progressDeadlineExceededAtSeconds: deadline.at }),
    counts: podCounts(run.world),
    state: {
      replicaSets: run.world.replicaSets.map(({ starting: _starting, ...replicaSet }) => replicaSet),
      isRollingOut: run.world.progress.state !== 'Complete',
    },
    stepsTaken: run.stepsTaken,
  };
}

function isMovement({ type }: Happening): boolean {
  return type === 'ReplicaSetScaled' || type === 'PodsAvailable';
}

/** The outcome stands behind the last movement; pods which are still terminating and the deadline come after it. */
function withOutcome(
  happenings: readonly Happening[],
  outcome: SimulatedOutcome,
  endSeconds: number,
): readonly Happening[] {
  const last = happenings.findLastIndex((each) => each.at <= endSeconds);
  const counts = happenings[last]?.counts;
  if (outcome.type === 'Unfinished' || counts === undefined) return happenings;
  return happenings.toSpliced(last + 1, 0, happening(outcome.type, { ...counts, at: endSeconds }));
}

function extremes(
  happenings: readonly Happening[],
): Pick<DeploymentSimulation, 'floor' | 'peakPods' | 'peakPodsWithTerminating'> {
  let floor = Number.POSITIVE_INFINITY;
  let peakPods = 0;
  let peakPodsWithTerminating = 0;
  for (const { counts } of happenings) {
    const pods = counts.old + counts.new;
    floor = Math.min(floor, counts.oldAvailable + counts.newAvailable);
    peakPods = Math.max(peakPods, pods);
    peakPodsWithTerminating = Math.max(peakPodsWithTerminating, pods + counts.terminating);
  }
  return { floor, peakPods, peakPodsWithTerminating };
}
