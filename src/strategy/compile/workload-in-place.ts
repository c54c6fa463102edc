import { fieldAt, integerAt, stringAt, stringMapAt } from '../../kubernetes/field-access.ts';
import type { Labels } from '../../kubernetes/label-requirement.ts';
import { readLabelSelector, selectorFromLabels, selectorMatches } from '../../kubernetes/label-selector.ts';
import type { JsonObject } from '../../schema/json.ts';
import { kindOf, nameOf, podLabels, withField, writtenReplicas } from './object-parts.ts';

/** A workload of one namespace, and what stands around it; everything as it is before the first step. */
export interface WorkloadInPlace<Item = JsonObject> {
  readonly before: Item;
  readonly after: Item;
  /** These and all others: those of its namespace; what has nothing to do with it may be among them. */
  readonly services: readonly Item[];
  /** HTTPRoutes, GRPCRoutes and Ingresses. */
  readonly routes: readonly Item[];
  readonly autoscalers: readonly Item[];
  readonly budgets: readonly Item[];
  readonly claims: readonly Item[];
  /** The other workloads of its namespace. */
  readonly neighbours: readonly Item[];
  /** How many pods there are, and how many there are to be; absent: as the manifests or the autoscaler’s least say. */
  readonly replicas?: { readonly before: number; readonly after: number } | undefined;
}

/** How many pods the workload has before and after, and whether an autoscaler keeps changing the number. */
export interface PodNumbers {
  readonly before: number;
  readonly after: number;
  readonly isAutoscaled: boolean;
}

export function podNumbers(workload: WorkloadInPlace): PodNumbers {
  const [autoscaler] = autoscalersOf(workload);
  const least = autoscaler && (integerAt(autoscaler, 'spec', 'minReplicas') ?? 1);
  const { before, after } = workload.replicas ?? {
    before: least ?? writtenReplicas(workload.before) ?? 1,
    after: least ?? writtenReplicas(workload.after) ?? 1,
  };
  return { before, after, isAutoscaled: autoscaler !== undefined };
}

/** The autoscalers which name the workload. */
export function autoscalersOf({ before, autoscalers }: WorkloadInPlace): readonly JsonObject[] {
  return autoscalers.filter(
    (autoscaler) =>
      stringAt(autoscaler, 'spec', 'scaleTargetRef', 'name') === nameOf(before) &&
      (stringAt(autoscaler, 'spec', 'scaleTargetRef', 'kind') ?? 'Deployment') === kindOf(before),
  );
}

/** The Services which select its pods. */
export function servicesInFront({ before, services }: WorkloadInPlace): readonly JsonObject[] {
  return services.filter((service) => serviceSelects(service, podLabels(before)));
}

export function serviceLabels(service: JsonObject): Labels {
  return stringMapAt(service, 'spec', 'selector');
}

/** A Service without selector has no pods of its own. */
export function serviceSelects(service: JsonObject, labels: Labels): boolean {
  const selector = serviceLabels(service);
  return Object.keys(selector).length > 0 && selectorMatches(selectorFromLabels(selector), labels);
}

/** Whether the `spec.selector` of a workload or budget matches labels; one that cannot be read matches nothing. */
export function workloadSelects(workload: JsonObject, labels: Labels): boolean {
  const selector = readLabelSelector(fieldAt(workload, 'spec', 'selector'));
  return selector.type === 'Requirements' && selectorMatches(selector, labels);
}

export function matchLabels(workload: JsonObject): Labels {
  return stringMapAt(workload, 'spec', 'selector', 'matchLabels');
}

/** A Service, or with `matchLabels` a workload or budget, whose selector asks for this value too, or instead. */
export function withServiceLabel(service: JsonObject, key: string, value: string): JsonObject {
  return withField(service, ['spec', 'selector', key], value);
}

export function withMatchLabel(object: JsonObject, key: string, value: string): JsonObject {
  return withField(object, ['spec', 'selector', 'matchLabels', key], value);
}

/** A Deployment whose own pods carry the label, and which tells them by it. */
export function withPodLabel(deployment: JsonObject, key: string, value: string): JsonObject {
  return withField(withMatchLabel(deployment, key, value), ['spec', 'template', 'metadata', 'labels', key], value);
}
