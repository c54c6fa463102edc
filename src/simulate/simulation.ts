import type { StallReason } from '../schema/rollout.ts';
import type { PodCounts, RolloutStep, TimelineEntry } from '../schema/timeline.ts';
import { foldTimeline } from './fold-timeline.ts';
import { type Happening, happening } from './happening.ts';
import { rolloutSteps } from './rollout-steps.ts';
import { type Change, type Controller, type Reaction, simulate } from './simulate.ts';

/** How a simulation ended. Unfinished: it was cut at its bound. */
export type SimulatedOutcome =
  | { readonly type: 'Completed' | 'Paused' | 'Unfinished' }
  | { readonly type: 'Stalled'; readonly reason: StallReason };

/** What became of one change. `State` is what another change would find: a rollback for instance. */
export interface Simulation<State> {
  readonly outcome: SimulatedOutcome['type'];
  /** Only of a stalled one. */
  readonly reason?: StallReason;
  /** From `Applied` to the outcome and what is left after it (pods which end, the deadline); at most 200 entries. */
  readonly timeline: readonly TimelineEntry[];
  /** The same as rows for people. */
  readonly steps: readonly RolloutStep[];
  /** The pods from the apply on, after everything that happened to them. */
  readonly series: readonly PodCounts[];
  /** Least available pods from the apply to the end; of a workload with one pod a node, the nodes which have one. */
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
  readonly state: State;
  /** What the simulation cost: syncs and moments together. */
  readonly stepsTaken: number;
}

/** A controller, and how its world looks from outside. */
export interface ObservableController<World, Command, Event, State> extends Controller<World, Command, Event> {
  readonly counts: (world: World) => PodCounts;
  /** Tells what a change did to pods; nothing if it was only an annotation or a timer. */
  readonly tell: (change: Change<World, Command>, tell: (happening: Happening) => void) => void;
  /** What the floor counts; absent: the available pods. */
  readonly serving?: (world: World) => number;
  /** What it means that nothing can happen any more. */
  readonly outcome: (quiet: World) => SimulatedOutcome;
  readonly state: (world: World) => State;
}

export interface RunOptions<World, Command> {
  /** Syncs and moments together, after which the outcome is Unfinished. Default: 200,000. */
  readonly stepsMax?: number | undefined;
  /** Is told every change, with the world before and after it. */
  readonly observe?: ((change: Change<World, Command>) => void) | undefined;
}

const stepsMaxDefault = 200_000;
const timelineEntriesMax = 200;

/** Plays a controller from a world until nothing can happen any more. Equal inputs give equal results. */
export function runSimulation<World, Command, Event, State>(
  controller: ObservableController<World, Command, Event, State>,
  initial: Reaction<World, Event>,
  options: RunOptions<World, Command> = {},
): Simulation<State> {
  const { serving } = controller;
  const happenings: Happening[] = [];
  let floor = Number.POSITIVE_INFINITY;
  const record = (world: World, told: Happening) => {
    happenings.push(told);
    floor = Math.min(
      floor,
      serving === undefined ? told.counts.oldAvailable + told.counts.newAvailable : serving(world),
    );
  };
  record(initial.world, happening('Applied', controller.counts(initial.world)));
  const run = simulate(controller, initial, {
    stepsMax: options.stepsMax ?? stepsMaxDefault,
    observe: (change) => {
      controller.tell(change, (told) => record(change.after, told));
      options.observe?.(change);
    },
  });
  const outcome: SimulatedOutcome = run.isCut ? { type: 'Unfinished' } : controller.outcome(run.world);
  return reported(happenings, outcome, {
    floor,
    counts: controller.counts(run.world),
    state: controller.state(run.world),
    stepsTaken: run.stepsTaken,
  });
}

/** What is lazy here must not be spread into another object: that would ask for all of it. */
function reported<State>(
  happenings: readonly Happening[],
  outcome: SimulatedOutcome,
  ending: Pick<Simulation<State>, 'floor' | 'counts' | 'state' | 'stepsTaken'>,
): Simulation<State> {
  const deadline = happenings.find((each) => each.type === 'ProgressDeadlineExceeded');
  const endSeconds = happenings.findLast(isMovement)?.at ?? 0;
  let timeline: readonly TimelineEntry[] | undefined;
  let steps: readonly RolloutStep[] | undefined;
  let series: readonly PodCounts[] | undefined;
  return {
    ...ending,
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
    ...peaks(happenings),
    endSeconds,
    ...(deadline === undefined ? {} : { progressDeadlineExceededAtSeconds: deadline.at }),
  };
}

const movements: ReadonlySet<Happening['type']> = new Set([
  'ReplicaSetScaled',
  'PodsStarted',
  'PodsStopped',
  'PodsAvailable',
]);

function isMovement({ type }: Happening): boolean {
  return movements.has(type);
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

function peaks(happenings: readonly Happening[]): Pick<Simulation<unknown>, 'peakPods' | 'peakPodsWithTerminating'> {
  let peakPods = 0;
  let peakPodsWithTerminating = 0;
  for (const { counts } of happenings) {
    const pods = counts.old + counts.new;
    peakPods = Math.max(peakPods, pods);
    peakPodsWithTerminating = Math.max(peakPodsWithTerminating, pods + counts.terminating);
  }
  return { peakPods, peakPodsWithTerminating };
}
