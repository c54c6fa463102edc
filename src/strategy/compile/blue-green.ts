import type { JsonObject } from '../../schema/json.ts';
import type { Strategy } from '../../schema/strategy.ts';
import type { Compilation } from './compiled-step.ts';
import { internalCopy } from './internal-copy.ts';
import {
  hasField,
  isRenamed,
  nameOf,
  nounOf,
  nounsOf,
  podLabels,
  withField,
  withReplicas,
  writtenReplicas,
} from './object-parts.ts';
import { autoscalerRemarks, cannotRunTwice, cannotServe, cannotSwitch } from './refusals.ts';
import { type StepBuilder, type StepChange, stepBuilder } from './step-builder.ts';
import { twoVersions, type Version } from './two-versions.ts';
import {
  autoscalersOf,
  matchLabels,
  podNumbers,
  servicesInFront,
  type WorkloadInPlace,
  withMatchLabel,
  withServiceLabel,
  workloadSelects,
} from './workload-in-place.ts';

type BlueGreen = Extract<Strategy, { type: 'BlueGreen' }>;

/**
 * A second Deployment beside the live one, and the Services in front switched to it. What is live must be told by a
 * label which its own selector asks for; since that selector cannot be changed, a workload without one is first
 * replaced by a labelled copy of itself. Where the change itself gives the new version another name, that is the second.
 */
export function compileBlueGreen(strategy: BlueGreen, workload: WorkloadInPlace): Compilation {
  const numbers = podNumbers(workload);
  const refusal = cannotRunTwice(workload) ?? cannotSwitch(workload) ?? cannotServe(workload, numbers.after);
  if (refusal) return refusal;
  const versions = twoVersions(workload);
  if (versions.type === 'Refused') return versions;
  const { live, fresh } = versions;
  const { before, services, autoscalers, budgets } = workload;
  const builder = stepBuilder([before, ...services, ...autoscalers, ...budgets]);
  const course: Course = { workload, builder, front: servicesInFront(workload) };
  const isCopied = live.deployment !== before;
  if (isCopied) migrate(course, live);
  else narrow(course, live);
  bringUp(course, strategy, fresh);
  switchOver(course, live, fresh);
  retire(course, strategy, live);
  const remarks = [
    ...autoscalerRemarks(workload, numbers.before),
    ...(numbers.isAutoscaled ? [writtenReplicasRemark(fresh.deployment)] : []),
    ...(isCopied ? [overlapRemark(before, live.deployment)] : []),
    ...(isRenamed(workload) ? [] : [newNameRemark(fresh.deployment)]),
  ];
  return { type: 'Steps', steps: builder.steps(), remarks };
}

interface Course {
  readonly workload: WorkloadInPlace;
  readonly builder: StepBuilder;
  /** The Services in front, as they are before the first step. */
  readonly front: readonly JsonObject[];
}

/** The former version moves into a Deployment whose selector asks for the label. */
function migrate({ workload, builder, front }: Course, live: Version): void {
  const { before } = workload;
  builder.add({
    title: `Create ${nounOf(live.deployment)}, a copy of the live version with the label ${live.key}=${live.value}`,
    changes: [{ type: 'Put', object: live.deployment, version: 'old' }],
    waitsFor: { type: 'AvailablePods' },
  });
  builder.add({
    title: `Switch ${nounsOf(front)} to the copy`,
    changes: movedTo({ workload, builder, front }, before, live),
  });
  builder.add({
    title: `Delete ${nounOf(before)}, whose copy serves now`,
    changes: [{ type: 'Delete', object: before }],
  });
}

/** Services which select every version learn to ask for the one that is live. */
function narrow({ builder, front }: Course, { key, value }: Version): void {
  const wide = front.filter((service) => !hasField(service, 'spec', 'selector', key));
  if (wide.length === 0) return;
  builder.add({
    title: `Let ${nounsOf(wide)} ask for ${key}=${value}`,
    changes: wide.map((service) => ({ type: 'Put', object: withServiceLabel(service, key, value) })),
  });
}

function bringUp({ builder, front }: Course, strategy: BlueGreen, fresh: Version): void {
  const { deployment: green } = fresh;
  const wanted = writtenReplicas(green) ?? 1;
  const first = Math.min(wanted, strategy.previewReplicaCount ?? wanted);
  builder.add({
    title: `Create ${nounOf(green)} with the new version`,
    changes: [{ type: 'Put', object: withReplicas(green, first), version: 'new' }],
    waitsFor: { type: 'AvailablePods' },
  });
  if (strategy.hasPreview) {
    const previews = front.map((service) => previewOf(builder.present(service), fresh));
    builder.add({
      title: `Show the new version on ${nounsOf(previews)}`,
      changes: previews.map((object) => ({ type: 'Put', object })),
    });
  }
  if (!strategy.autoPromotionEnabled) {
    builder.add({ title: 'Decide whether the new version may take over', waitsFor: { type: 'Person' } });
  } else if (strategy.autoPromotionSeconds > 0) {
    builder.add({
      title: 'Look at the new version',
      waitsFor: { type: 'Time', seconds: strategy.autoPromotionSeconds },
    });
  }
  if (first === wanted) return;
  builder.add({
    title: `Scale ${nounOf(green)} to ${wanted} pods`,
    changes: [{ type: 'Put', object: green }],
    waitsFor: { type: 'AvailablePods' },
  });
}

function previewOf(service: JsonObject, { key, value }: Version): JsonObject {
  return withServiceLabel(internalCopy(service, previewName(service)), key, value);
}

function previewName(service: JsonObject): string {
  return `${nameOf(service)}-preview`;
}

function switchOver(course: Course, live: Version, fresh: Version): void {
  course.builder.add({
    title: `Switch ${nounsOf(course.front)} to the new version`,
    changes: movedTo(course, live.deployment, fresh),
  });
}

/** Services, autoscalers and budgets which mean one Deployment mean another. Services go first. */
function movedTo({ workload, builder, front }: Course, from: JsonObject, to: Version): readonly StepChange[] {
  const services = front.map((service) => withServiceLabel(builder.present(service), to.key, to.value));
  const autoscalers = autoscalersOf(workload).map((autoscaler) =>
    withField(builder.present(autoscaler), ['spec', 'scaleTargetRef', 'name'], nameOf(to.deployment)),
  );
  // A budget which does not ask for the label covers both versions as it is.
  const budgets = workload.budgets
    .map((budget) => builder.present(budget))
    .filter((budget) => workloadSelects(budget, podLabels(from)) && Object.hasOwn(matchLabels(budget), to.key))
    .map((budget) => withMatchLabel(budget, to.key, to.value));
  return [...services, ...autoscalers, ...budgets].map((object): StepChange => ({ type: 'Put', object }));
}

function retire({ workload, builder, front }: Course, strategy: BlueGreen, live: Version): void {
  const { deployment } = live;
  if (strategy.scaleDownDelaySeconds > 0) {
    builder.add({
      title: `Watch the new version; ${nounOf(deployment)} stays as it is, to switch back`,
      waitsFor: { type: 'Time', seconds: strategy.scaleDownDelaySeconds },
    });
  }
  builder.add({
    title: `Scale ${nounOf(deployment)} to 0 pods`,
    changes: [{ type: 'Put', object: withReplicas(builder.present(deployment), 0) }],
  });
  const previews = strategy.hasPreview ? madePreviews(workload, front) : [];
  builder.add({
    title: `Delete ${nounsOf([deployment, ...previews])}`,
    changes: [...previews, deployment].map((object): StepChange => ({ type: 'Delete', object })),
    isPointOfNoReturn: true,
  });
}

/** The preview Services which were not there before. */
function madePreviews({ services }: WorkloadInPlace, front: readonly JsonObject[]): readonly JsonObject[] {
  const there = new Set(services.map(nameOf));
  return front.map((service) => internalCopy(service, previewName(service))).filter((each) => !there.has(nameOf(each)));
}

function overlapRemark(before: JsonObject, copy: JsonObject): string {
  return `While both exist the selector of ${nounOf(before)} matches the pods of ${nounOf(copy)} as well; each keeps its own by their owner. Do not delete ${nounOf(before)} with --cascade=orphan.`;
}

function newNameRemark(green: JsonObject): string {
  return `In the end the workload is called ${nameOf(green)}: manifests, dashboards and scripts have to say so.`;
}

function writtenReplicasRemark(green: JsonObject): string {
  return `${nounOf(green)} states its replicas, since no autoscaler looks after it until it serves; from then on a GitOps controller has to leave that field alone.`;
}
