import type { JsonObject } from '../../schema/json.ts';
import type { PodCounts } from '../../schema/timeline.ts';
import type { CompiledStep, ObjectEdit } from '../../strategy/compile/compiled-step.ts';
import { isDeployment, objectKey } from '../../strategy/compile/object-parts.ts';
import type { SimulatedOutcome } from '../simulation.ts';
import {
  applyDeployment,
  countsAtRest,
  type DeploymentRun,
  deleteDeployment,
  type LiveDeployment,
  type PlayMeans,
  type PodKind,
  restingDeployment,
} from './live-deployment.ts';

/** The pods of one template of one Deployment. */
export interface CountedPods extends PodKind {
  readonly deployment: JsonObject;
  readonly pods: number;
  readonly available: number;
}

/** The pods of all Deployments at one moment. */
export interface StepMoment {
  readonly at: number;
  /** Of the step which is being done, from 0. */
  readonly step: number;
  readonly pods: readonly CountedPods[];
  readonly terminating: number;
}

interface PlayedStep {
  /** Where a person decides only what the pods take. */
  readonly seconds: number;
  /** The pods when it has ended. */
  readonly pods: readonly CountedPods[];
}

export interface PlayedSteps {
  readonly steps: readonly PlayedStep[];
  /** At least one for each step, right after its edits. */
  readonly moments: readonly StepMoment[];
  /** The step, from 0, which does not end: nothing goes on any more, or it takes more than is simulated. */
  readonly stuck?: { readonly step: number; readonly outcome: SimulatedOutcome['type'] };
}

export interface StepsToPlay {
  /** The Deployments that run before the first step; their pods are of the former version. */
  readonly running: readonly JsonObject[];
  readonly steps: readonly CompiledStep[];
}

/**
 * Plays steps with the simulation of Deployments. A step begins when the one before has ended; what it does not touch
 * stays at rest. While a person decides no time passes.
 */
export function playSteps({ running, steps }: StepsToPlay, means: PlayMeans): PlayedSteps {
  let live = new Map(running.map((manifest) => [objectKey(manifest), restingDeployment(manifest, 'old', means)]));
  const played: PlayedStep[] = [];
  const moments: StepMoment[] = [];
  const ended: EndedRun[] = [];
  let startSeconds = 0;
  for (const [index, step] of steps.entries()) {
    const runs = new Map(step.edits.flatMap((edit) => runOf(edit, live, means)));
    const stuck = [...runs.values()].find(({ simulation }) => simulation.outcome !== 'Completed');
    if (stuck) return { steps: played, moments, stuck: { step: index, outcome: stuck.simulation.outcome } };
    const seconds = Math.max(waitedSeconds(step), ...[...runs.values()].map(({ simulation }) => simulation.endSeconds));
    for (const { at, pods, terminating } of momentsOf(live, runs, seconds)) {
      const globally = startSeconds + at;
      moments.push({ at: globally, step: index, pods, terminating: terminating + stillTerminating(ended, globally) });
    }
    for (const { simulation } of runs.values()) ended.push({ startSeconds, series: simulation.series });
    live = afterRuns(live, runs);
    played.push({ seconds, pods: podsAtRest(live) });
    startSeconds += seconds;
  }
  return { steps: played, moments };
}

function waitedSeconds({ waitsFor }: CompiledStep): number {
  return waitsFor.type === 'Time' ? waitsFor.seconds : 0;
}

type LiveDeployments = ReadonlyMap<string, LiveDeployment>;

function runOf(edit: ObjectEdit, live: LiveDeployments, means: PlayMeans): readonly [string, DeploymentRun][] {
  const object = edit.after ?? edit.before;
  if (!object || !isDeployment(object)) return [];
  const key = objectKey(object);
  const former = live.get(key);
  if (edit.after) {
    const version = edit.version ?? former?.pods.version ?? 'new';
    return [[key, applyDeployment(former, edit.after, version, means)]];
  }
  return former ? [[key, deleteDeployment(former)]] : [];
}

function afterRuns(live: LiveDeployments, runs: ReadonlyMap<string, DeploymentRun>): Map<string, LiveDeployment> {
  const next = new Map(live);
  for (const [key, run] of runs) {
    if (run.next) next.set(key, run.next);
    else next.delete(key);
  }
  return next;
}

function podsAtRest(live: LiveDeployments): readonly CountedPods[] {
  return [...live.values()].flatMap((each) =>
    counted(countsAtRest(each), each.manifest, { old: each.pods, new: each.pods }),
  );
}

function counted(counts: PodCounts, deployment: JsonObject, pods: DeploymentRun['pods']): readonly CountedPods[] {
  const old = { ...pods.old, deployment, pods: counts.old, available: counts.oldAvailable };
  const fresh = { ...pods.new, deployment, pods: counts.new, available: counts.newAvailable };
  return counts.old > 0 ? [old, fresh] : [fresh];
}

/** Everything that happens to a moving Deployment is a moment of its own, until the step has ended. */
function momentsOf(
  live: LiveDeployments,
  runs: ReadonlyMap<string, DeploymentRun>,
  seconds: number,
): readonly Omit<StepMoment, 'step'>[] {
  const resting = podsAtRest(new Map([...live].filter(([key]) => !runs.has(key))));
  const happenings = [...runs].flatMap(([key, { simulation }]) => simulation.series.map((counts) => ({ key, counts })));
  const current = new Map(
    [...runs].flatMap(([key, { simulation }]) => simulation.series.slice(0, 1).map((first) => [key, first] as const)),
  );
  const moments = happenings
    .toSorted((a, b) => a.counts.at - b.counts.at)
    .filter(({ counts }) => counts.at <= seconds)
    .map(({ key, counts }) => {
      current.set(key, counts);
      const moving = [...runs].flatMap(([each, { manifest, pods }]) => {
        const now = current.get(each);
        return now ? counted(now, manifest, pods) : [];
      });
      const terminating = [...current.values()].reduce((sum, each) => sum + each.terminating, 0);
      return { at: counts.at, pods: [...resting, ...moving], terminating };
    });
  return moments.length > 0 ? moments : [{ at: 0, pods: resting, terminating: 0 }];
}

interface EndedRun {
  readonly startSeconds: number;
  readonly series: readonly PodCounts[];
}

/** A step may begin while pods which the steps before it stopped are within their grace period. */
function stillTerminating(ended: readonly EndedRun[], at: number): number {
  return ended.reduce(
    (sum, { startSeconds, series }) => sum + (lastUntil(series, at - startSeconds)?.terminating ?? 0),
    0,
  );
}

/** The last of the counts, which are sorted by time, that is not later. */
function lastUntil(series: readonly PodCounts[], at: number): PodCounts | undefined {
  let [low, high] = [0, series.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((series[middle]?.at ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return series[low - 1];
}
