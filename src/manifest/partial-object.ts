import { objectAt } from '../kubernetes/field-access.ts';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../schema/json.ts';
import { apiGroup } from '../schema/object-identity.ts';
import type { ObjectIdentity } from './identify-object.ts';

/**
 * Why a document that looks like an object can only be a patch of one: it lacks what no object of its kind can be
 * without. Read as an object it would tell of removals which nobody made. Undefined: it is an object.
 */
export function partialReason(identity: ObjectIdentity, value: JsonObject, text: string): string | undefined {
  if (text.includes('$') && hasPatchDirective(value)) return 'it has strategic merge patch directives';
  const find = finders.get(`${apiGroup(identity.apiVersion)}/${identity.kind}`);
  return find?.(objectAt(value, 'spec'));
}

type Finder = (spec: JsonObject) => string | undefined;

const finders: ReadonlyMap<string, Finder> = new Map<string, Finder>([
  ['apps/Deployment', lacksSelectorAndMore],
  ['extensions/Deployment', lacksSelectorAndMore],
  ['apps/StatefulSet', lacksSelectorAndMore],
  ['apps/DaemonSet', lacksSelectorAndMore],
  ['extensions/DaemonSet', lacksSelectorAndMore],
  ['apps/ReplicaSet', lacksSelectorAndMore],
  ['argoproj.io/Rollout', (spec) => (spec['workloadRef'] ? undefined : lacksSelectorAndMore(spec))],
  ['batch/Job', lacksImage],
  ['batch/CronJob', (spec) => lacksImage(objectAt(spec, 'jobTemplate', 'spec')) ?? lacks(spec, 'schedule')],
  ['/Pod', (spec) => containersLackImage(spec)],
  ['/Service', lacksPorts],
  ['autoscaling/HorizontalPodAutoscaler', (spec) => lacks(spec, 'scaleTargetRef') ?? lacks(spec, 'maxReplicas')],
  ['networking.k8s.io/Ingress', lacksBackends],
  ['helm.toolkit.fluxcd.io/HelmRelease', (spec) => (spec['chartRef'] ? undefined : lacks(spec, 'chart'))],
]);

/**
 * Nobody writes the selector into a patch, so what has one is an object, and a missing image in it is a mistake. Without
 * one it is still an object if nothing else is missing: somebody forgot it.
 */
function lacksSelectorAndMore(spec: JsonObject): string | undefined {
  if (isPresent(spec['selector'])) return undefined;
  const labels = objectAt(spec, 'template', 'metadata', 'labels');
  return Object.keys(labels).length > 0 && lacksImage(spec) === undefined ? undefined : 'it has no selector';
}

function lacksImage(spec: JsonObject): string | undefined {
  return containersLackImage(objectAt(spec, 'template', 'spec'));
}

function containersLackImage(podSpec: JsonObject): string | undefined {
  const containers = podSpec['containers'];
  if (!isJsonArray(containers) || containers.length === 0) return 'it has no containers';
  const hasImages = containers.every((container) => isJsonObject(container) && isPresent(container['image']));
  return hasImages ? undefined : 'a container has no image';
}

function lacksPorts(spec: JsonObject): string | undefined {
  return spec['type'] === 'ExternalName' || spec['clusterIP'] === 'None' ? undefined : lacks(spec, 'ports');
}

function lacksBackends(spec: JsonObject): string | undefined {
  const hasBackend = ['rules', 'defaultBackend', 'backend'].some((name) => isPresent(spec[name]));
  return hasBackend ? undefined : 'it has no rules';
}

function lacks(spec: JsonObject, name: string): string | undefined {
  return isPresent(spec[name]) ? undefined : `it has no ${name}`;
}

function isPresent(value: JsonValue | undefined): boolean {
  return value !== undefined && value !== null;
}

/** `$patch`, `$retainKeys`, `$setElementOrder/…` and `$deleteFromPrimitiveList/…`, at any depth. */
function hasPatchDirective(value: JsonValue): boolean {
  if (isJsonArray(value)) return value.some(hasPatchDirective);
  if (!isJsonObject(value)) return false;
  return Object.entries(value).some(([key, entry]) => isPatchDirective(key) || hasPatchDirective(entry));
}

function isPatchDirective(key: string): boolean {
  return key.startsWith('$') && /^\$(?:patch|retainKeys|(?:setElementOrder|deleteFromPrimitiveList)\/.*)$/.test(key);
}
