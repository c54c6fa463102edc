import { isJsonObject, type JsonObject, type JsonValue } from '../schema/json.ts';
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

function text(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}
