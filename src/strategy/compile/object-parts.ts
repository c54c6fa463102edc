import { fieldAt, integerAt, objectAt, stringAt, stringMapAt } from '../../kubernetes/field-access.ts';
import type { Labels } from '../../kubernetes/label-requirement.ts';
import type { JsonObject, JsonValue } from '../../schema/json.ts';
import { apiGroup } from '../../schema/object-identity.ts';

export function nameOf(object: JsonObject): string {
  return stringAt(object, 'metadata', 'name') ?? '';
}

export function kindOf(object: JsonObject): string {
  return stringAt(object, 'kind') ?? '';
}

/** `Service web`. */
export function nounOf(object: JsonObject): string {
  return `${kindOf(object)} ${nameOf(object)}`;
}

/** Equal for one and the same object of one namespace. */
export function objectKey(object: JsonObject): string {
  return `${apiGroup(stringAt(object, 'apiVersion') ?? '')}/${kindOf(object)}/${nameOf(object)}`;
}

/** Whether a change gives a workload another name. */
export function isRenamed({ before, after }: { readonly before: JsonObject; readonly after: JsonObject }): boolean {
  return nameOf(before) !== nameOf(after);
}

export function isDeployment(object: JsonObject): boolean {
  return stringAt(object, 'apiVersion') === 'apps/v1' && kindOf(object) === 'Deployment';
}

/** The labels of the pods. */
export function podLabels(workload: JsonObject): Labels {
  return stringMapAt(workload, 'spec', 'template', 'metadata', 'labels');
}

export function writtenReplicas(workload: JsonObject): number | undefined {
  return integerAt(workload, 'spec', 'replicas');
}

/** A copy with one field set; mappings on the way to it are made. */
export function withField(object: JsonObject, path: readonly [string, ...string[]], value: JsonValue): JsonObject {
  const [key, next, ...rest] = path;
  if (next === undefined) return { ...object, [key]: value };
  return { ...object, [key]: withField(objectAt(object, key), [next, ...rest], value) };
}

export function withReplicas(workload: JsonObject, replicas: number): JsonObject {
  return withField(workload, ['spec', 'replicas'], replicas);
}

/** What others wrote about the object of that name is not true of a copy with another. */
const ownedAnnotations: ReadonlySet<string> = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  'deployment.kubernetes.io/revision',
  'meta.helm.sh/release-name',
  'meta.helm.sh/release-namespace',
]);
const copiedMetadata: ReadonlySet<string> = new Set(['name', 'namespace', 'labels', 'annotations']);

/** A copy of an object for another name: without status and what the cluster or its owner wrote into it. */
export function copyAs(object: JsonObject, name: string): JsonObject {
  const { status: _, ...rest } = object;
  const kept = Object.entries(objectAt(object, 'metadata')).filter(([key]) => copiedMetadata.has(key));
  const { annotations, ...metadata }: Readonly<Record<string, JsonValue>> = Object.fromEntries(kept);
  const own = Object.entries(objectAt(annotations)).filter(([key]) => !ownedAnnotations.has(key));
  return {
    ...rest,
    metadata: { ...metadata, name, ...(own.length > 0 && { annotations: Object.fromEntries(own) }) },
  };
}

export function hasField(object: JsonObject, ...path: readonly string[]): boolean {
  return fieldAt(object, ...path) !== undefined;
}

/** `Service web and Service web-metrics`. */
export function nounsOf(objects: readonly JsonObject[]): string {
  const nouns = objects.map(nounOf);
  const last = nouns.pop() ?? '';
  return nouns.length === 0 ? last : `${nouns.join(', ')} and ${last}`;
}
