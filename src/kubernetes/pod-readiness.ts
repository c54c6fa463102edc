import type { JsonObject } from '../schema/json.ts';
import {
  containersOf,
  imageToPull,
  initContainersOf,
  isSidecar,
  nameOf,
  runningContainersOf,
} from './pod-containers.ts';
import { firstCheckFrom, readProbe } from './probe.ts';
import {
  defaultReadinessAssumptions,
  describeAssumptions,
  type ReadinessAssumptions,
  slowSeconds,
  startTolerance,
} from './readiness-assumptions.ts';

/** Seconds from the creation of a pod until it is ready. */
export interface PodReadiness {
  readonly bestSeconds: number;
  readonly expectedSeconds: number;
  readonly worstSeconds: number;
  /** Some container, or sidecar, says itself when it is ready. */
  readonly hasReadinessProbe: boolean;
  /** The containers with neither a readiness nor a startup probe: they count as ready as soon as they run. */
  readonly readyAtStart: readonly string[];
  /** What was taken as given, one plain sentence each. */
  readonly assumptions: readonly string[];
}

type Case = 'best' | 'expected' | 'worst';

/**
 * How long the kubelet takes to bring one pod of this (defaulted) spec to Ready. It runs the init containers one
 * after the other, each to its end (a sidecar: until its startup probe passes), then starts the containers in their
 * order, and pulls the image of each just before.
 * - initialDelaySeconds counts from the start of the container, not from when the application answers: pull 10 s,
 *   start 5 s, first check at 25 s is 10 + max(5, 25) = 35 s.
 * - A check which comes too early is repeated every periodSeconds: start 12 s, checks at 5, 15, 25 … is 15 s.
 * - Each success beyond the first which successThreshold asks for takes another period.
 * - A startup probe holds back the readiness probe; when it passes, readiness is checked at once.
 * - Without a readiness probe the container is ready when it runs (or its startup probe has passed), whether or not
 *   the application answers.
 *
 * Best: the images are present and everything starts at once. Worst: slow pulls and init containers, the application
 * takes as long as its startup probe allows, else its liveness probe, else 60 s, and just misses a check. Not
 * counted: scheduling and minReadySeconds.
 */
export function podReadiness(
  podSpec: JsonObject,
  assumptions: ReadinessAssumptions = defaultReadinessAssumptions,
): PodReadiness {
  const containers = containersOf(podSpec);
  return {
    bestSeconds: podReadySeconds(podSpec, assumptions, 'best'),
    expectedSeconds: podReadySeconds(podSpec, assumptions, 'expected'),
    worstSeconds: podReadySeconds(podSpec, assumptions, 'worst'),
    hasReadinessProbe: runningContainersOf(podSpec).some((each) => readProbe(each, 'readinessProbe') !== undefined),
    readyAtStart: containers
      .filter((each) => (readProbe(each, 'readinessProbe') ?? readProbe(each, 'startupProbe')) === undefined)
      .map(nameOf),
    assumptions: describeAssumptions(podSpec, assumptions),
  };
}

function podReadySeconds(podSpec: JsonObject, assumptions: ReadinessAssumptions, which: Case): number {
  const present = new Set<string>();
  let clock = 0;
  let ready = 0;
  for (const container of initContainersOf(podSpec)) {
    clock += pullSeconds(container, present, assumptions, which);
    if (isSidecar(container)) {
      ready = Math.max(ready, clock + containerReadySeconds(container, assumptions, which));
      clock += startupSeconds(container, assumptions, which);
    } else {
      clock += secondsIn(which, assumptions.initContainerSeconds);
    }
  }
  for (const container of containersOf(podSpec)) {
    clock += pullSeconds(container, present, assumptions, which);
    ready = Math.max(ready, clock + containerReadySeconds(container, assumptions, which));
  }
  return ready;
}

/** An image which an earlier container of the pod has pulled is there. Remembers what it pulls in `present`. */
function pullSeconds(
  container: JsonObject,
  present: Set<string>,
  assumptions: ReadinessAssumptions,
  which: Case,
): number {
  const image = imageToPull(container);
  if (image === undefined || present.has(image)) return 0;
  present.add(image);
  return secondsIn(which, assumptions.imagePullSeconds);
}

/** From the container's start until it counts as ready. */
function containerReadySeconds(container: JsonObject, assumptions: ReadinessAssumptions, which: Case): number {
  const started = startupSeconds(container, assumptions, which);
  const readiness = readProbe(container, 'readinessProbe');
  if (readiness === undefined) return started;
  const { initialDelaySeconds, periodSeconds, successThreshold } = readiness;
  const repeats = (successThreshold - 1) * periodSeconds;
  const answers = Math.max(started, answerSeconds(container, assumptions, which));
  if (which === 'worst') return Math.max(initialDelaySeconds, answers) + periodSeconds + repeats;
  const isHeldBack = readProbe(container, 'startupProbe') !== undefined;
  const first = isHeldBack ? Math.max(initialDelaySeconds, answers) : firstCheckFrom(readiness, answers);
  return first + repeats;
}

/** From the container's start until its startup probe passes; 0 without one. */
function startupSeconds(container: JsonObject, assumptions: ReadinessAssumptions, which: Case): number {
  const startup = readProbe(container, 'startupProbe');
  if (startup === undefined) return 0;
  const answers = answerSeconds(container, assumptions, which);
  return which === 'worst' ? answers : firstCheckFrom(startup, answers);
}

/** From the container's start until the application answers. */
function answerSeconds(container: JsonObject, assumptions: ReadinessAssumptions, which: Case): number {
  if (which === 'best') return 0;
  return which === 'worst' ? startTolerance(container, assumptions).seconds : assumptions.applicationStartSeconds;
}

function secondsIn(which: Case, expected: number): number {
  if (which === 'best') return 0;
  return which === 'worst' ? Math.max(expected, slowSeconds) : expected;
}
