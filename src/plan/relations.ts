import { fieldAt, stringAt, stringMapAt } from '../kubernetes/field-access.ts';
import { podTemplateOf } from '../kubernetes/pod-template.ts';
import type { RevisionObject } from '../manifest/revision-object.ts';

/** Namespaces as written: an object without one is only ever beside others without one. */
export function sameNamespace(a: RevisionObject, b: RevisionObject): boolean {
  return a.reference.namespace === b.reference.namespace;
}

function isConfig({ reference }: RevisionObject): boolean {
  return reference.apiVersion === 'v1' && (reference.kind === 'ConfigMap' || reference.kind === 'Secret');
}

export function isService({ reference }: RevisionObject): boolean {
  return reference.apiVersion === 'v1' && reference.kind === 'Service';
}

/** A HorizontalPodAutoscaler, or KEDA's ScaledObject. */
export function isAutoscaler({ reference }: RevisionObject): boolean {
  return reference.kind === 'HorizontalPodAutoscaler' || reference.kind === 'ScaledObject';
}

export function templateLabels({ object }: RevisionObject): Readonly<Record<string, string>> | undefined {
  const template = podTemplateOf(object.value);
  return template && stringMapAt(template, 'metadata', 'labels');
}

/** The selector of a Service; undefined without one: its endpoints are kept by somebody else. */
export function serviceSelector({ object }: RevisionObject): Readonly<Record<string, string>> | undefined {
  const selector = stringMapAt(object.value, 'spec', 'selector');
  return Object.keys(selector).length > 0 ? selector : undefined;
}

export function selects(
  selector: Readonly<Record<string, string>>,
  labels: Readonly<Record<string, string>> | undefined,
): boolean {
  return labels !== undefined && Object.entries(selector).every(([key, value]) => labels[key] === value);
}

export function scaleTargetsWorkload(autoscaler: RevisionObject, workload: RevisionObject): boolean {
  const target = fieldAt(autoscaler.object.value, 'spec', 'scaleTargetRef');
  if (stringAt(target, 'name') !== workload.reference.name) return false;
  return (stringAt(target, 'kind') ?? 'Deployment') === workload.reference.kind;
}

/** Words of which a document must contain one for an object in it to be related with this one. */
export function wordsOf(object: RevisionObject): readonly string[] {
  const labels = templateLabels(object);
  if (labels) return [object.reference.name, ...Object.values(labels)];
  if (isConfig(object)) return [object.reference.name];
  if (isService(object)) return Object.values(serviceSelector(object) ?? {});
  if (isAutoscaler(object)) return [stringAt(object.object.value, 'spec', 'scaleTargetRef', 'name') ?? ''];
  return [];
}

/** Whether the forecast of `known` needs `candidate`. */
export function needs(known: RevisionObject, candidate: RevisionObject): boolean {
  if (!sameNamespace(known, candidate)) return false;
  const labels = templateLabels(known);
  if (labels) {
    if (isService(candidate)) return selects(serviceSelector(candidate) ?? { '': '' }, labels);
    return isAutoscaler(candidate) && scaleTargetsWorkload(candidate, known);
  }
  if (isService(known)) return selects(serviceSelector(known) ?? { '': '' }, templateLabels(candidate));
  if (isAutoscaler(known)) return scaleTargetsWorkload(known, candidate);
  return isConfig(known) && templateLabels(candidate) !== undefined && mentions(candidate, known.reference.name);
}

function mentions({ object }: RevisionObject, word: string): boolean {
  return object.document.documentText.includes(word);
}
