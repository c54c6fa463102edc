import { countNoun } from '../../schema/count-noun.ts';
import type { JsonObject } from '../../schema/json.ts';
import type { CanaryStep, Strategy } from '../../schema/strategy.ts';
import { canaryCopy } from './canary-copy.ts';
import { addPods, type CanarySizes, sharePercent, splitPods } from './canary-sizes.ts';
import { addWait } from './canary-waits.ts';
import { type Compilation, type Refusal, refused } from './compiled-step.ts';
import { nounOf, podLabels, withReplicas, writtenReplicas } from './object-parts.ts';
import { autoscalerRemarks, cannotCreate } from './refusals.ts';
import { type StepBuilder, stepBuilder } from './step-builder.ts';
import {
  podNumbers,
  serviceSelects,
  servicesInFront,
  type WorkloadInPlace,
  workloadSelects,
} from './workload-in-place.ts';

type Canary = Extract<Strategy, { type: 'Canary' }>;

/** What tells the pods of a canary from those of the stable Deployment. */
const trackLabel = ['rollcast.dev/track', 'canary'] as const;

/**
 * Both Deployments stand behind the same Services, so the share of the traffic is the share of the pods. Where nobody else
 * decides how many pods there are, all of them together stay as many as before: the canary grows first, then the stable
 * Deployment shrinks. Beside an autoscaler the stable Deployment is left alone.
 */
export function compileCanaryReplicas(strategy: Canary, workload: WorkloadInPlace): Compilation {
  const { before, after } = workload;
  const { isAutoscaled, ...numbers } = podNumbers(workload);
  const sizesAt = (weight: number) => (isAutoscaled ? addPods : splitPods)(numbers.before, weight);
  const canary = canaryCopy(after, trackLabel, 0);
  const refusal =
    unreachableWeight(strategy.steps, numbers.before, isAutoscaled) ??
    cannotCreate(canary, workload) ??
    missedByService(workload, canary);
  if (refusal) return refusal;
  const builder = stepBuilder([before]);
  const course: Course = { builder, stable: before, canary, sizes: sizesAt(0), isCreated: false };
  let current = course;
  for (const step of strategy.steps) {
    if (step.type === 'Pause' || step.type === 'Gate') addWait(builder, step);
    else if (step.type === 'SetWeight') current = resize(current, sizesAt(step.weight), step.weight);
  }
  promote(current, strategy, { after, replicas: isAutoscaled ? undefined : numbers.after });
  const remarks = [
    ...autoscalerRemarks(workload, numbers.before),
    ...(workloadSelects(before, podLabels(canary)) ? [overlapRemark(before, canary)] : []),
    ...weightRemarks(strategy.steps, sizesAt),
    ...(strategy.steps.some(({ type }) => type === 'SetCanaryScale')
      ? ['setCanaryScale is left out: without a route the number of pods is the weight.']
      : []),
  ];
  return { type: 'Steps', steps: builder.steps(), remarks };
}

interface Course {
  readonly builder: StepBuilder;
  readonly stable: JsonObject;
  readonly canary: JsonObject;
  readonly sizes: CanarySizes;
  readonly isCreated: boolean;
}

/** More pods come before fewer, so that there are never fewer than at rest. */
function resize(course: Course, to: CanarySizes, weight: number): Course {
  const { builder, sizes } = course;
  const canaryTitle = `for ${weight} % of the traffic${nearest(to, weight)}`;
  const isCanaryFirst = to.canary >= sizes.canary;
  const resized = { ...course, sizes: to, isCreated: course.isCreated || to.canary > 0 };
  const scaleStable = () => {
    if (to.stable === sizes.stable) return;
    builder.add({
      title: `Scale ${nounOf(course.stable)} to ${countNoun(to.stable, 'pod')}`,
      changes: [{ type: 'Put', object: withReplicas(course.stable, to.stable) }],
      waitsFor: { type: to.stable > sizes.stable ? 'AvailablePods' : 'Nothing' },
    });
  };
  const scaleCanary = () => {
    if (to.canary === sizes.canary) return;
    const verb = course.isCreated ? `Scale ${nounOf(course.canary)} to` : `Create ${nounOf(course.canary)} with`;
    builder.add({
      title: `${verb} ${countNoun(to.canary, 'pod')} ${canaryTitle}`,
      changes: [{ type: 'Put', object: withReplicas(course.canary, to.canary), version: 'new' }],
      waitsFor: { type: to.canary > sizes.canary ? 'AvailablePods' : 'Nothing' },
    });
  };
  if (isCanaryFirst) scaleCanary();
  scaleStable();
  if (!isCanaryFirst) scaleCanary();
  return resized;
}

/** The stable Deployment takes the new version over; the canary serves until it has. */
function promote(
  { builder, stable, canary, isCreated, sizes }: Course,
  { scaleDownDelaySeconds }: Canary,
  { after, replicas }: { readonly after: JsonObject; readonly replicas: number | undefined },
): void {
  const isScaled = replicas !== undefined && writtenReplicas(after) === undefined && sizes.stable !== replicas;
  builder.add({
    title: `Roll ${nounOf(stable)} to the new version`,
    changes: [{ type: 'Put', object: isScaled ? withReplicas(after, replicas) : after, version: 'new' }],
    waitsFor: { type: 'AvailablePods' },
  });
  if (!isCreated) return;
  if (scaleDownDelaySeconds > 0) {
    builder.add({ title: 'Watch the new version', waitsFor: { type: 'Time', seconds: scaleDownDelaySeconds } });
  }
  builder.add({ title: `Delete ${nounOf(canary)}`, changes: [{ type: 'Delete', object: canary }] });
}

function unreachableWeight(steps: readonly CanaryStep[], replicas: number, isAutoscaled: boolean): Refusal | undefined {
  const weights = steps.flatMap((step) => (step.type === 'SetWeight' ? [step.weight] : []));
  const partial = weights.find((weight) => weight > 0 && weight < 100);
  if (!isAutoscaled && partial !== undefined && replicas < 2) {
    return refused(
      `A weight of ${partial} % cannot be reached with ${countNoun(replicas, 'pod')}: one Service spreads its traffic evenly over all pods.`,
      'Use more replicas, canary-gateway-api or canary-ingress-nginx, where a route splits the traffic, or blue-green.',
    );
  }
  const high = isAutoscaled ? weights.find((weight) => weight > 50) : undefined;
  if (high === undefined) return undefined;
  return refused(
    `An autoscaler decides how many pods the stable Deployment has: for ${high} % the canary would need more pods than it.`,
    'Use weights up to 50 %, or canary-gateway-api or canary-ingress-nginx, where a route splits the traffic.',
  );
}

function missedByService(workload: WorkloadInPlace, canary: JsonObject): Refusal | undefined {
  const missed = servicesInFront(workload).find((service) => !serviceSelects(service, podLabels(canary)));
  return (
    missed &&
    refused(
      `${nounOf(missed)} would not select the pods of ${nounOf(canary)}.`,
      'Let its selector ask for nothing that only the stable pods have.',
    )
  );
}

function weightRemarks(steps: readonly CanaryStep[], sizesAt: (weight: number) => CanarySizes): readonly string[] {
  const missed = steps.flatMap((step) => {
    if (step.type !== 'SetWeight') return [];
    const share = sharePercent(sizesAt(step.weight));
    return share === step.weight ? [] : [`${share} % for ${step.weight} %`];
  });
  return missed.length === 0
    ? []
    : [`The weights are shares of the pods, as near as their number allows: ${[...new Set(missed)].join(', ')}.`];
}

function nearest(sizes: CanarySizes, weight: number): string {
  const share = sharePercent(sizes);
  return share === weight ? '' : ` (${share} % with ${sizes.stable + sizes.canary} pods)`;
}

function overlapRemark(stable: JsonObject, canary: JsonObject): string {
  return `The selector of ${nounOf(stable)} matches the pods of ${nounOf(canary)} as well, since one Service leads to both; each keeps its own by their owner. Do not delete either with --cascade=orphan.`;
}
