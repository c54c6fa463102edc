import { byCodeUnit } from '../../schema/by-code-unit.ts';
import { countNoun } from '../../schema/count-noun.ts';
import type { JsonObject } from '../../schema/json.ts';
import type { CanaryStep, Strategy } from '../../schema/strategy.ts';
import { canaryCopy, canaryName } from './canary-copy.ts';
import { podsForWeight } from './canary-sizes.ts';
import { addWait } from './canary-waits.ts';
import { type Compilation, type Refusal, refused } from './compiled-step.ts';
import { internalCopy } from './internal-copy.ts';
import { kindOf, nameOf, nounOf, nounsOf, podLabels, withReplicas } from './object-parts.ts';
import { autoscalerRemarks, cannotCreate } from './refusals.ts';
import { type StepBuilder, type StepChange, stepBuilder } from './step-builder.ts';
import type { WeightedRouting } from './weighted-routes.ts';
import {
  matchLabels,
  podNumbers,
  serviceLabels,
  servicesInFront,
  type WorkloadInPlace,
  withServiceLabel,
} from './workload-in-place.ts';

type Canary = Extract<Strategy, { type: 'Canary' }>;

/**
 * The canary has a Service of its own, and a route splits the traffic by weight. So that the stable Service does not
 * select the pods of the canary, one label which it asks for has another value there; then no selectors overlap either.
 */
export function compileCanaryRoutes(
  strategy: Canary,
  workload: WorkloadInPlace,
  routing: WeightedRouting,
): Compilation {
  const { before, after, services, routes } = workload;
  const routed = servicesInFront(workload).flatMap((service) => {
    const leading = routes.filter(
      (route) => routing.kinds.includes(kindOf(route)) && routing.leadsTo(route, nameOf(service)),
    );
    return leading.length > 0 ? [{ service, leading }] : [];
  });
  const [target] = routed;
  if (!target || routed.length > 1) {
    return refused(
      target
        ? `Several Services in front of ${nounOf(before)} have routes: ${nounsOf(routed.map(({ service }) => service))}.`
        : `No ${routing.kinds.join(' or ')} leads to a Service in front of ${nounOf(before)} alone.`,
      'Use canary-replicas, where the number of pods splits the traffic.',
    );
  }
  const { service, leading } = target;
  const key = tellingLabel(before, service);
  if (key === undefined) {
    return refused(
      `The selectors of ${nounOf(service)} and ${nounOf(before)} have no label in common: their pods and those of a canary could not be told apart.`,
      'Let both ask for the same label.',
    );
  }
  const { before: replicas } = podNumbers(workload);
  const label = [key, `${podLabels(before)[key] ?? ''}-canary`] as const;
  const canary = canaryCopy(after, label, 0);
  const canaryService = withServiceLabel(internalCopy(service, canaryName(service)), ...label);
  const obstacle =
    trafficWithoutPods(strategy.steps, replicas) ??
    cannotCreate(canary, workload) ??
    serviceTaken(canaryService, services);
  if (obstacle) return obstacle;
  const course: Course = {
    builder: stepBuilder([before, ...services, ...routes]),
    routing,
    routes: leading,
    service,
    canary,
    canaryService,
    replicas,
  };
  play(course, strategy.steps);
  promote(course, strategy, { before, after });
  const remarks = [
    ...autoscalerRemarks(workload, replicas),
    `The pods of the canary carry ${label.join('=')}: whatever else selects pods by ${key} (network policies, budgets, monitoring) does not see them.`,
  ];
  return { type: 'Steps', steps: course.builder.steps(), remarks };
}

interface Course {
  readonly builder: StepBuilder;
  readonly routing: WeightedRouting;
  readonly routes: readonly JsonObject[];
  readonly service: JsonObject;
  readonly canary: JsonObject;
  readonly canaryService: JsonObject;
  /** Of the stable Deployment. */
  readonly replicas: number;
}

/** Labels which are made to tell versions apart go first. */
const preferredLabels: readonly string[] = [
  'rollcast.dev/track',
  'track',
  'rollcast.dev/version',
  'version',
  'app.kubernetes.io/name',
  'app',
];

/** A label for which the Service and the Deployment both ask. */
function tellingLabel(deployment: JsonObject, service: JsonObject): string | undefined {
  const own = matchLabels(deployment);
  const common = Object.entries(serviceLabels(service)).flatMap(([key, value]) => (own[key] === value ? [key] : []));
  return preferredLabels.find((key) => common.includes(key)) ?? common.toSorted(byCodeUnit)[0];
}

function serviceTaken(canaryService: JsonObject, services: readonly JsonObject[]) {
  return services.some((service) => nameOf(service) === nameOf(canaryService))
    ? refused(`${nounOf(canaryService)} exists already.`, 'Remove it first.')
    : undefined;
}

/** A route must not lead to a canary of no pods. */
function trafficWithoutPods(steps: readonly CanaryStep[], replicas: number): Refusal | undefined {
  let [weight, scale]: [number, Progress['scale']] = [0, undefined];
  for (const step of steps) {
    if (step.type === 'SetWeight') weight = step.weight;
    else if (step.type === 'SetCanaryScale') scale = scaleOf(step, replicas);
    if (weight > 0 && wantedPods({ replicas }, { scale, weight }) === 0) {
      return refused(
        `${weight} % of the traffic would go to a canary of 0 pods.`,
        replicas === 0
          ? 'Scale the workload up first, or use rolling-update-no-downtime.'
          : 'Let setCanaryScale ask for a pod or more before the weight, or leave it out.',
      );
    }
  }
  return undefined;
}

interface Progress {
  readonly pods: number;
  readonly weight: number;
  /** What setCanaryScale asks for; undefined: as many pods as the weight needs. */
  readonly scale: { readonly replicas: number } | undefined;
  readonly isCreated: boolean;
}

function play(course: Course, steps: readonly CanaryStep[]): void {
  let progress: Progress = { pods: 0, weight: 0, scale: undefined, isCreated: false };
  for (const step of steps) {
    if (step.type === 'Pause' || step.type === 'Gate') addWait(course.builder, step);
    else if (step.type === 'SetWeight') progress = setWeight(course, progress, step.weight);
    else progress = scaleTo(course, { ...progress, scale: scaleOf(step, course.replicas) });
  }
}

function scaleOf(
  { replicas, weight, matchTrafficWeight }: Extract<CanaryStep, { type: 'SetCanaryScale' }>,
  stable: number,
): Progress['scale'] {
  if (matchTrafficWeight === true) return undefined;
  if (replicas !== undefined) return { replicas };
  return weight === undefined ? undefined : { replicas: podsForWeight(stable, weight) };
}

/** The pods come before the traffic, and go after it. */
function setWeight(course: Course, progress: Progress, weight: number): Progress {
  const wanted = { ...progress, weight };
  const isMore = wantedPods(course, wanted) >= progress.pods;
  const grown = isMore ? scaleTo(course, wanted) : wanted;
  if (weight !== progress.weight) {
    course.builder.add({
      title: `Send ${weight} % of the traffic to the new version`,
      changes: course.routes.map(
        (route): StepChange => ({
          type: 'Put',
          object: course.routing.weighted(route, nameOf(course.service), weight),
        }),
      ),
    });
  }
  return isMore ? grown : scaleTo(course, wanted);
}

function wantedPods(
  { replicas }: Pick<Course, 'replicas'>,
  { scale, weight }: Pick<Progress, 'scale' | 'weight'>,
): number {
  return scale?.replicas ?? podsForWeight(replicas, weight);
}

function scaleTo(course: Course, progress: Progress): Progress {
  const { builder, canary, canaryService } = course;
  const pods = wantedPods(course, progress);
  if (pods === progress.pods) return progress;
  const deployment: StepChange = { type: 'Put', object: withReplicas(canary, pods), version: 'new' };
  builder.add({
    title: progress.isCreated
      ? `Scale ${nounOf(canary)} to ${countNoun(pods, 'pod')}`
      : `Create ${nounOf(canary)} with ${countNoun(pods, 'pod')} of the new version, and a Service for it`,
    changes: progress.isCreated ? [deployment] : [{ type: 'Put', object: canaryService }, deployment],
    waitsFor: { type: pods > progress.pods ? 'AvailablePods' : 'Nothing' },
  });
  return { ...progress, pods, isCreated: true };
}

function promote(
  course: Course,
  { steps, scaleDownDelaySeconds }: Canary,
  { before, after }: { readonly before: JsonObject; readonly after: JsonObject },
): void {
  const { builder, routing, routes, service, canary, canaryService } = course;
  builder.add({
    title: `Roll ${nounOf(before)} to the new version`,
    changes: [{ type: 'Put', object: after, version: 'new' }],
    waitsFor: { type: 'AvailablePods' },
  });
  const isWeighted = steps.some((step) => step.type === 'SetWeight' && step.weight > 0);
  if (isWeighted) {
    builder.add({
      title: `Send all traffic to ${nounOf(service)} again`,
      changes: routes.map(
        (route): StepChange =>
          routing.isBeside
            ? { type: 'Delete', object: routing.weighted(route, nameOf(service), 0) }
            : { type: 'Put', object: route },
      ),
    });
  }
  if (scaleDownDelaySeconds > 0) {
    builder.add({ title: 'Watch the new version', waitsFor: { type: 'Time', seconds: scaleDownDelaySeconds } });
  }
  if (builder.present(canary) === canary) return;
  builder.add({
    title: `Delete ${nounsOf([canary, canaryService])}`,
    changes: [canary, canaryService].map((object): StepChange => ({ type: 'Delete', object })),
  });
}
