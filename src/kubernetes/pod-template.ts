import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../schema/json.ts';
import { apiGroup } from '../schema/object-identity.ts';
import { fieldAt } from './field-access.ts';

/** Where the kinds of Kubernetes keep their pod template; a Pod is its own. */
const templatePaths: Readonly<Record<string, readonly string[]>> = {
  'apps/Deployment': ['spec', 'template'],
  'extensions/Deployment': ['spec', 'template'],
  'apps/StatefulSet': ['spec', 'template'],
  'apps/DaemonSet': ['spec', 'template'],
  'extensions/DaemonSet': ['spec', 'template'],
  'apps/ReplicaSet': ['spec', 'template'],
  'extensions/ReplicaSet': ['spec', 'template'],
  '/ReplicationController': ['spec', 'template'],
  'batch/Job': ['spec', 'template'],
  'batch/CronJob': ['spec', 'jobTemplate', 'spec', 'template'],
  '/Pod': [],
};

/**
 * The pod template of an object: `{metadata, spec}` with a list of containers. A kind which is not Kubernetes' own
 * (Rollout, Knative Service, DeploymentConfig) counts as well if its spec.template looks like one.
 */
export function podTemplateOf(value: JsonObject): JsonObject | undefined {
  const path = templatePaths[`${apiGroup(text(value['apiVersion']))}/${text(value['kind'])}`] ?? ['spec', 'template'];
  const template = fieldAt(value, ...path);
  if (!isJsonObject(template)) return undefined;
  return Array.isArray(fieldAt(template, 'spec', 'containers')) ? template : undefined;
}

/** Objects nest no deeper than this. */
const depthMax = 20;

/**
 * Whether an object of any kind holds a pod template somewhere: a mapping whose spec has a list of containers. Other
 * controllers keep theirs where they like (a template for each role, whole Deployments in a list).
 */
export function holdsPodTemplate(value: JsonValue, depth = 0): boolean {
  if (depth > depthMax) return false;
  if (isJsonArray(value)) return value.some((each) => holdsPodTemplate(each, depth + 1));
  if (!isJsonObject(value)) return false;
  if (depth > 0 && isJsonArray(fieldAt(value, 'spec', 'containers'))) return true;
  return Object.values(value).some((each) => each !== undefined && holdsPodTemplate(each, depth + 1));
}

function text(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}
