import { toServedVersion } from '../kubernetes/conversions/served-version.ts';
import { fieldAt, objectAt, stringAt, stringMapAt } from '../kubernetes/field-access.ts';
import { asksForValue } from '../kubernetes/label-requirement.ts';
import {
  type RequirementsSelector,
  readLabelSelector,
  selectorFromLabels,
  selectorMatches,
} from '../kubernetes/label-selector.ts';
import { podTemplateOf } from '../kubernetes/pod-template.ts';
import { mountedClaims } from '../kubernetes/volume-claims.ts';
import type { RevisionObject } from '../manifest/revision-object.ts';
import { apiGroup } from '../schema/object-identity.ts';

export type Labels = Readonly<Record<string, string>>;

/** One string for what an object means by a kind and a name alone: something in its own namespace. */
export function nameKey({ reference }: RevisionObject, kind: string, name: string): string {
  return JSON.stringify([reference.namespace ?? null, kind, name]);
}

/** That of the object itself. */
export function ownNameKey(object: RevisionObject): string {
  return nameKey(object, object.reference.kind, object.reference.name);
}

export function isConfig({ reference }: Pick<RevisionObject, 'reference'>): boolean {
  return reference.apiVersion === 'v1' && (reference.kind === 'ConfigMap' || reference.kind === 'Secret');
}

export function isClaim({ reference }: RevisionObject): boolean {
  return reference.apiVersion === 'v1' && reference.kind === 'PersistentVolumeClaim';
}

export function isService({ reference }: RevisionObject): boolean {
  return reference.apiVersion === 'v1' && reference.kind === 'Service';
}

export function isBudget({ reference }: RevisionObject): boolean {
  return reference.kind === 'PodDisruptionBudget' && apiGroup(reference.apiVersion) === 'policy';
}

/** A HorizontalPodAutoscaler, or KEDA's ScaledObject. */
export function isAutoscaler({ reference }: RevisionObject): boolean {
  return reference.kind === 'HorizontalPodAutoscaler' || reference.kind === 'ScaledObject';
}

export function templateLabels({ object }: RevisionObject): Labels | undefined {
  const template = podTemplateOf(object.value);
  return template && stringMapAt(template, 'metadata', 'labels');
}

/** Has pods that a Service may have behind it. Those of a Job come and go; nobody puts a Service in front of them on purpose. */
export function servesTraffic(object: RevisionObject): boolean {
  return templateLabels(object) !== undefined && !['Job', 'CronJob'].includes(object.reference.kind);
}

/** The claims which the pods of a Deployment share, the new ones of a rollout with the old; of other kinds none are asked for. */
export function surgingClaims({ reference, object }: RevisionObject): readonly string[] {
  if (reference.kind !== 'Deployment') return [];
  const template = podTemplateOf(object.value);
  return template ? mountedClaims(objectAt(template, 'spec')).map(({ name }) => name) : [];
}

/** The selector of a Service; undefined without one: its endpoints are kept by somebody else. That of an ExternalName selects nothing. */
export function serviceSelector({ object }: RevisionObject): Labels | undefined {
  if (stringAt(object.value, 'spec', 'type') === 'ExternalName') return undefined;
  const selector = stringMapAt(object.value, 'spec', 'selector');
  return Object.keys(selector).length > 0 ? selector : undefined;
}

/** The host of which a Service is an alias; undefined: it is none. */
export function externalName({ object }: RevisionObject): string | undefined {
  const isAlias = stringAt(object.value, 'spec', 'type') === 'ExternalName';
  return isAlias ? stringAt(object.value, 'spec', 'externalName') : undefined;
}

/**
 * Which pods of its namespace a Service or PodDisruptionBudget selects; undefined: none, or it is another object.
 * A budget with an empty selector selects all of them, in policy/v1beta1 none.
 */
export function podSelector(object: RevisionObject): RequirementsSelector | undefined {
  if (isService(object)) {
    const labels = serviceSelector(object);
    return labels && selectorFromLabels(labels);
  }
  if (!isBudget(object)) return undefined;
  const selector = readLabelSelector(fieldAt(toServedVersion(object.object.value), 'spec', 'selector'));
  return selector.type === 'Requirements' ? selector : undefined;
}

/** Whether a Service or budget selects the pods which a workload is to have; its namespace is not looked at. */
export function selectsPodsOf(object: RevisionObject, workload: RevisionObject): boolean {
  const selector = podSelector(object);
  return selector !== undefined && selectorMatches(selector, templateLabels(workload) ?? {});
}

/**
 * A budget may select pods without asking for the value of any label. No text can be searched for what it selects, so
 * its pods are only known where something else leads to them.
 */
export function isOpenEnded(object: RevisionObject): boolean {
  return podSelector(object)?.requirements.every((requirement) => !asksForValue(requirement)) ?? false;
}

/** What an autoscaler scales, beside itself; undefined where it does not say. */
export function scaleTarget(autoscaler: RevisionObject): NamedTarget | undefined {
  return targetAt(autoscaler, 'scaleTargetRef');
}

/** Where the controllers which roll a workload out in the stead of its own say which one. */
const delegatedAt: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'flagger.app/Canary': [['targetRef']],
  'argoproj.io/Rollout': [['workloadRef']],
  // v1beta1, and v1alpha1 before it.
  'rollouts.kruise.io/Rollout': [['workloadRef'], ['objectRef', 'workloadRef']],
};

/** The workload which a Flagger Canary, an Argo Rollout or a Kruise Rollout rolls out; undefined: none. */
export function delegatedTarget(object: RevisionObject): NamedTarget | undefined {
  const { apiVersion, kind } = object.reference;
  const paths = delegatedAt[`${apiGroup(apiVersion)}/${kind}`] ?? [];
  return paths.map((path) => targetAt(object, ...path)).find((target) => target !== undefined);
}

/** The workload which an object names, whatever for. */
export function namedTarget(object: RevisionObject): NamedTarget | undefined {
  return isAutoscaler(object) ? scaleTarget(object) : delegatedTarget(object);
}

/** A workload in the namespace of whoever names it. */
export interface NamedTarget {
  readonly kind: string;
  readonly name: string;
}

function targetAt({ object }: RevisionObject, ...path: readonly string[]): NamedTarget | undefined {
  const target = fieldAt(object.value, 'spec', ...path);
  const name = stringAt(target, 'name');
  return name === undefined ? undefined : { kind: stringAt(target, 'kind') ?? 'Deployment', name };
}
