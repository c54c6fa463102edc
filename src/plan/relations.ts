import { toServedVersion } from '../kubernetes/conversions/served-version.ts';
import { fieldAt, stringAt, stringMapAt } from '../kubernetes/field-access.ts';
import { type RequirementsSelector, readLabelSelector, selectorFromLabels } from '../kubernetes/label-selector.ts';
import { podTemplateOf } from '../kubernetes/pod-template.ts';
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

/** The selector of a Service; undefined without one: its endpoints are kept by somebody else. */
export function serviceSelector({ object }: RevisionObject): Labels | undefined {
  const selector = stringMapAt(object.value, 'spec', 'selector');
  return Object.keys(selector).length > 0 ? selector : undefined;
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

/** What an autoscaler scales, beside itself; undefined where it does not say. */
export function scaleTarget({ object }: RevisionObject): { readonly kind: string; readonly name: string } | undefined {
  const target = fieldAt(object.value, 'spec', 'scaleTargetRef');
  const name = stringAt(target, 'name');
  return name === undefined ? undefined : { kind: stringAt(target, 'kind') ?? 'Deployment', name };
}
