import { isJsonArray, isJsonObject, type JsonObject } from '../schema/json.ts';
import {
  containersOf,
  initContainersOf,
  isSidecar,
  nameOf,
  pulledImages,
  runningContainersOf,
} from './pod-containers.ts';
import { readProbe, toleratedSeconds } from './probe.ts';

/** What is taken as given of every pod, because no manifest says it. */
export interface ReadinessAssumptions {
  /** For each different image of the pod. */
  readonly imagePullSeconds: number;
  /** From the start of the container until the application answers. */
  readonly applicationStartSeconds: number;
  /** How long an init container runs. */
  readonly initContainerSeconds: number;
}

export const defaultReadinessAssumptions: ReadinessAssumptions = {
  imagePullSeconds: 10,
  applicationStartSeconds: 5,
  initContainerSeconds: 5,
};

/** What slow pulls, init containers, and applications whose probes set no limit take at worst. */
export const slowSeconds = 60;

/** The longest time until an application answers which the kubelet lets pass, and who says so. */
export interface StartTolerance {
  readonly seconds: number;
  readonly setBy: 'startup' | 'liveness' | 'nobody';
}

/** The startup probe's limit, else the liveness probe's, else 60 s; never below the expected start. */
export function startTolerance(
  container: JsonObject,
  { applicationStartSeconds }: ReadinessAssumptions,
): StartTolerance {
  const startup = readProbe(container, 'startupProbe');
  const liveness = readProbe(container, 'livenessProbe');
  const limit = startup ?? liveness;
  if (limit === undefined) return { seconds: Math.max(slowSeconds, applicationStartSeconds), setBy: 'nobody' };
  const seconds = Math.max(toleratedSeconds(limit), applicationStartSeconds);
  return { seconds, setBy: startup === undefined ? 'liveness' : 'startup' };
}

/** One plain sentence for each thing taken as given that matters for this pod. */
export function describeAssumptions(podSpec: JsonObject, assumptions: ReadinessAssumptions): readonly string[] {
  const init = initContainersOf(podSpec);
  return [
    describePulls(pulledImages(podSpec).length, assumptions.imagePullSeconds),
    ...describeInit(init.filter((each) => !isSidecar(each)).length, assumptions.initContainerSeconds),
    ...runningContainersOf(podSpec).flatMap((each) => describeContainer(each, assumptions)),
    ...describeRest(podSpec, [...init, ...containersOf(podSpec)]),
  ];
}

function describePulls(images: number, seconds: number): string {
  if (images === 0) return 'No image is pulled.';
  const range = `best 0 s (already on the node), worst ${Math.max(seconds, slowSeconds)} s`;
  if (images === 1) return `Pulling the image takes ${seconds} s; ${range}.`;
  return `The ${images} images are pulled one after the other, ${seconds} s each; ${range}.`;
}

function describeInit(containers: number, seconds: number): readonly string[] {
  if (containers === 0) return [];
  const subject = containers === 1 ? 'The init container runs' : `Each of the ${containers} init containers runs`;
  return [`${subject} ${seconds} s; best 0 s, worst ${Math.max(seconds, slowSeconds)} s.`];
}

function describeContainer(container: JsonObject, assumptions: ReadinessAssumptions): readonly string[] {
  const name = nameOf(container);
  const readiness = readProbe(container, 'readinessProbe');
  const startup = readProbe(container, 'startupProbe');
  if (readiness === undefined && startup === undefined) {
    return [`${name} has no readiness probe: it counts as ready as soon as it runs, whether or not it answers.`];
  }
  return [
    describeStart(name, startTolerance(container, assumptions), assumptions),
    ...(startup === undefined ? [] : [`${name} is started at the first success of its startup probe.`]),
    ...(readiness === undefined
      ? [`${name} has no readiness probe: it counts as ready once its startup probe passes.`]
      : [
          `${name} is checked first ${readiness.initialDelaySeconds} s after it starts, ` +
            `then every ${readiness.periodSeconds} s${describeRepeats(readiness.successThreshold)}.`,
        ]),
  ];
}

function describeStart(name: string, { seconds, setBy }: StartTolerance, assumptions: ReadinessAssumptions): string {
  const limit = setBy === 'nobody' ? `worst ${seconds} s` : `worst ${seconds} s, as long as its ${setBy} probe allows`;
  return `${name} answers ${assumptions.applicationStartSeconds} s after it starts; best at once, ${limit}.`;
}

function describeRepeats(successThreshold: number): string {
  return successThreshold > 1 ? `; ${successThreshold} successes in a row make it ready` : '';
}

function describeRest(podSpec: JsonObject, containers: readonly JsonObject[]): readonly string[] {
  const gates = podSpec['readinessGates'];
  const hasGates = isJsonArray(gates) && gates.length > 0;
  const hasHooks = containers.some(({ lifecycle }) => isJsonObject(lifecycle) && lifecycle['postStart'] !== undefined);
  return [
    ...(hasGates ? ['Readiness gates are met at once.'] : []),
    ...(hasHooks ? ['postStart hooks take no time.'] : []),
    'The pod is scheduled at once.',
  ];
}
