import type { ObjectChange } from '../diff/object-change.ts';
import type { ObjectReader } from '../kubernetes/object-reader.ts';
import { podTemplateOf } from '../kubernetes/pod-template.ts';
import type { RevisionObject } from '../manifest/revision-object.ts';
import { groupDigits } from '../schema/group-digits.ts';
import type { NotComputed } from '../schema/not-computed.ts';
import { apiGroup, identityKey } from '../schema/object-identity.ts';
import type { ObjectReference } from '../schema/object-reference.ts';
import type { WorkloadRollout } from '../schema/rollout.ts';
import type { ChosenStrategy, StrategyChoice } from '../strategy/choose-strategy.ts';
import {
  choiceGap,
  chosenInPlace,
  chosenStrategy,
  strategyFinder,
  withChoice,
  withStrategy,
} from './chosen-strategies.ts';
import { forecastWorkload, refusedWorkload, type WorkloadForecast } from './forecast-workload.ts';
import type { LiveCluster } from './live-cluster.ts';
import { liveStart } from './live-workloads.ts';
import { objectName } from './object-name.ts';
import type { StrategyInput } from './plan-input.ts';
import { isAutoscaler } from './relations.ts';
import type { RevisionPair } from './revision-pairs.ts';
import { planStepsMax, simulationStepsMax } from './step-budget.ts';
import { caseOf, type WorkloadChange } from './workload-change.ts';
import { type WorkloadFacts, workloadFacts } from './workload-facts.ts';
import type { WorkloadPlayer } from './workload-player.ts';
import { type WorkloadSizes, withCurrent } from './workload-sizes.ts';

export interface ForecastOf extends WorkloadForecast {
  /** undefined: the workload itself does not change, but what decides its size. */
  readonly objectChange: ObjectChange | undefined;
  readonly before: WorkloadFacts | undefined;
  readonly after: WorkloadFacts | undefined;
  readonly strategyTypeBefore: string | undefined;
  /** What somebody chose for it and could work; undefined: its manifest decides. */
  readonly chosen: ChosenStrategy | undefined;
}

export interface WorkloadRollouts {
  readonly forecasts: readonly ForecastOf[];
  readonly notComputed: readonly NotComputed[];
}

/** Finds the player of a workload; undefined: its kind is not forecast. */
export type FindPlayer = (object: ObjectReference) => WorkloadPlayer | undefined;

export interface ForecastMeans {
  readonly playerOf: FindPlayer;
  readonly sizes: WorkloadSizes;
  readonly cluster: LiveCluster;
  readonly read: ObjectReader;
  readonly strategies?: StrategyInput | undefined;
}

export function findPlayers(players: readonly WorkloadPlayer[]): FindPlayer {
  const byKind = new Map(players.flatMap((player) => player.kinds.map((kind) => [kind, player] as const)));
  return ({ apiVersion, kind }) => byKind.get(`${apiGroup(apiVersion)}/${kind}`);
}

/**
 * The forecasts of all workloads which roll, scale, start or stop, in the order of the changes; then of those which do
 * not change themselves, but are scaled because their autoscaler does.
 */
export function forecastWorkloads(
  changes: readonly ObjectChange[],
  pairs: readonly RevisionPair[],
  means: ForecastMeans,
): WorkloadRollouts {
  const results = [
    ...changes.map((objectChange) => forecastChange(objectChange, means)),
    ...scaledFromOutside(changes, pairs).map((workload) => forecastScaling(workload, means)),
  ];
  return {
    forecasts: results.flatMap((result) => (result?.type === 'Forecast' ? [result.forecast] : [])),
    notComputed: results.flatMap((result) => result?.notComputed ?? []),
  };
}

/** undefined: nothing moves. */
type Result =
  | { readonly type: 'Forecast'; readonly forecast: ForecastOf; readonly notComputed?: NotComputed | undefined }
  | { readonly type: 'TooLong'; readonly notComputed: NotComputed }
  | undefined;

function forecastChange(objectChange: ObjectChange, means: ForecastMeans): Result {
  const { verdict, change } = objectChange;
  const player = means.playerOf(change.object);
  const lasting = lastingObject(objectChange);
  if (!player || !lasting || !podTemplateOf(lasting.object.value)) return undefined;
  const choice = strategyFinder(means.strategies)(objectChange);
  const { course, written, remarks } = courseOf(
    { ...objectChange, rolls: verdict.rolls === true },
    player,
    means,
    choice,
  );
  const { before, after, replicasBefore } = course;
  const isAccepted = verdict.rejected.length === 0;
  if (before && after && isAccepted && !course.rolls && !scales(course) && !moves(course, player)) return undefined;
  const forecast = isAccepted ? forecastWorkload(course, player) : refusedWorkload(course, player);
  if (!forecast) return tooLong(change.object, objectChange);
  const strategyTypeBefore = before && player.strategy(before, replicasBefore.min).type;
  // A refused edit is forecast from base, which another API version may have named otherwise.
  const told = withRemarks({ ...forecast.rollout, object: change.object }, remarks);
  const rollout = written ? withChoice(told, choice, written) : told;
  const chosen = chosenStrategy(choice);
  return {
    type: 'Forecast',
    forecast: { ...forecast, rollout, objectChange, before, after, strategyTypeBefore, chosen },
    notComputed: means.strategies && choiceGap(objectChange, choice, means.strategies),
  };
}

/** What the cluster holds of it in the end, or held. */
function lastingObject({ before, after, verdict }: ObjectChange): RevisionObject | undefined {
  return verdict.rejected.length > 0 ? before : (after ?? before);
}

interface PlannedCourse {
  readonly course: WorkloadChange;
  /** Head as its manifest says, whatever strategy was chosen. */
  readonly written: WorkloadFacts | undefined;
  readonly remarks: readonly string[];
}

interface CourseSides {
  readonly before: RevisionObject | undefined;
  readonly after: RevisionObject | undefined;
  /** The template of head is another one. */
  readonly rolls: boolean;
}

function courseOf(
  { before: base, after: head, rolls }: CourseSides,
  player: WorkloadPlayer,
  { sizes, cluster, read }: ForecastMeans,
  choice: StrategyChoice,
): PlannedCourse {
  const before = base && workloadFacts(base, read);
  const written = head && workloadFacts(head, read);
  const inPlace = chosenInPlace(choice);
  const after = written && inPlace ? withStrategy(written, inPlace) : written;
  const { live, remarks } = liveStart(cluster, { before, after, rolls, read });
  const ranges = sizes({ before: base, after: head, live: live?.object }, player);
  const guesses = live ? player.guesses(live) : [];
  return { course: { before, after, ...ranges, rolls, live }, written, remarks: [...remarks, ...guesses] };
}

/** The workloads which do not change although an autoscaler does. */
function scaledFromOutside(
  changes: readonly ObjectChange[],
  pairs: readonly RevisionPair[],
): readonly UnchangedWorkload[] {
  const autoscalers = changes.filter(({ before, after }) => [before, after].some((each) => each && isAutoscaler(each)));
  if (autoscalers.length === 0) return [];
  const changed = new Set(changes.map(({ change }) => identityKey(change.object)));
  return pairs.flatMap(({ base, head }) =>
    base && head && !changed.has(identityKey(head.reference)) ? [{ before: base, after: head }] : [],
  );
}

/** The same to the cluster, be it written at another place. */
interface UnchangedWorkload {
  readonly before: RevisionObject;
  readonly after: RevisionObject;
}

function forecastScaling(objects: UnchangedWorkload, means: ForecastMeans): Result {
  const { reference } = objects.after;
  const player = means.playerOf(reference);
  if (!player || player.sizedBy === 'Nodes') return undefined;
  const { course, remarks } = courseOf({ ...objects, rolls: false }, player, means, undefined);
  const fromBase = means.sizes({ ...objects, live: undefined }, player);
  // Only what the change causes: the cluster may differ from base as well.
  const isCaused = scales({ ...course, ...fromBase, live: undefined }) || isKeptOtherwise(course);
  if (!isCaused || !scales(course)) return undefined;
  const forecast = forecastWorkload(course, player);
  if (!forecast) return tooLong(reference);
  return {
    type: 'Forecast',
    forecast: {
      ...forecast,
      rollout: withRemarks(forecast.rollout, remarks),
      objectChange: undefined,
      before: course.before,
      after: course.after,
      strategyTypeBefore: undefined,
      chosen: undefined,
    },
  };
}

/** The autoscaler of head makes another number of what the cluster has than that of base would. */
function isKeptOtherwise({ replicasBefore, replicasAfter }: WorkloadChange): boolean {
  const [base, head] = [replicasBefore, replicasAfter];
  const areAutoscaled = base.decidedBy === 'Autoscaler' && head.decidedBy === 'Autoscaler';
  return areAutoscaled && withCurrent(base, base.current).current !== head.current;
}

function scales(course: WorkloadChange): boolean {
  const { replicasBefore, replicasAfter } = caseOf(course, 'now');
  return replicasBefore !== replicasAfter;
}

/**
 * Pods move although neither template nor replicas change: other ordinals, or a rollout in the cluster which is paused,
 * resumed, or goes on in another way. What would happen without the change as well does not count.
 */
function moves(course: WorkloadChange, player: WorkloadPlayer): boolean {
  const now = caseOf(course, 'now');
  const unchanged = { ...now, after: now.before, replicasAfter: now.replicasReverted };
  const [changed, otherwise] = [now, unchanged].map((each) => JSON.stringify(player.play(each, 'expected').steps));
  return changed !== otherwise;
}

function withRemarks(rollout: WorkloadRollout, remarks: readonly string[]): WorkloadRollout {
  return remarks.length === 0 ? rollout : { ...rollout, remarks: [...remarks, ...rollout.remarks] };
}

function tooLong(object: ObjectReference, objectChange?: ObjectChange): Result {
  const notComputed: NotComputed = {
    what: objectName(object),
    reason: 'SimulationTooLong',
    detail: `its rollout takes more steps than are simulated (${groupDigits(simulationStepsMax)} of one, ${groupDigits(planStepsMax)} of all in a plan); its timeline is left out`,
    ...(objectChange && { source: objectChange.change.source }),
  };
  return { type: 'TooLong', notComputed };
}
