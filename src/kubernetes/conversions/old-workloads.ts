import type { JsonObject } from '../../schema/json.ts';
import { isJsonObject } from '../../schema/json.ts';
import { type Draft, refineStruct, setDefault } from '../defaults/draft.ts';
import { objectAt } from '../field-access.ts';

const noLimit = 2 ** 31 - 1;

/** extensions/v1beta1 filled in one pod of surge, one unavailable, and neither history limit nor deadline. */
export function fromExtensionsDeployment(deployment: JsonObject): JsonObject {
  return withTemplateLabels(deployment, (spec) => {
    setDefaultOrNull(spec, 'revisionHistoryLimit', noLimit);
    setDefaultOrNull(spec, 'progressDeadlineSeconds', noLimit);
    refineStruct(spec, 'strategy', (strategy) => {
      const { type, rollingUpdate } = strategy;
      if (typeof type === 'string' && type !== 'RollingUpdate') return strategy;
      const stated = isJsonObject(rollingUpdate) ? rollingUpdate : {};
      return { ...strategy, rollingUpdate: { maxSurge: 1, maxUnavailable: 1, ...withoutNulls(stated) } };
    });
  });
}

/** apps/v1beta1 kept two old ReplicaSets. */
export function fromAppsV1beta1Deployment(deployment: JsonObject): JsonObject {
  return withTemplateLabels(deployment, (spec) => setDefaultOrNull(spec, 'revisionHistoryLimit', 2));
}

/** extensions/v1beta1 DaemonSets and apps/v1beta1 StatefulSets waited for somebody to delete their pods. */
export function withOnDelete(workload: JsonObject): JsonObject {
  return withTemplateLabels(workload, (spec) => {
    refineStruct(spec, 'updateStrategy', (strategy) => {
      const { type } = strategy;
      return typeof type === 'string' && type !== '' ? strategy : { ...strategy, type: 'OnDelete' };
    });
  });
}

/** The selector and the object's labels were those of the template where none were stated. */
export function withTemplateLabels(workload: JsonObject, fill: (spec: Draft) => void = () => undefined): JsonObject {
  const spec: Draft = { ...objectAt(workload, 'spec') };
  const labels = objectAt(spec, 'template', 'metadata', 'labels');
  fill(spec);
  if (Object.keys(labels).length === 0) return { ...workload, spec };
  setDefaultOrNull(spec, 'selector', { matchLabels: labels });
  const metadata: Draft = { ...objectAt(workload, 'metadata') };
  if (Object.keys(objectAt(metadata, 'labels')).length === 0) metadata['labels'] = labels;
  return { ...workload, metadata, spec };
}

function setDefaultOrNull(draft: Draft, key: string, value: JsonObject | number): void {
  if (draft[key] === null) delete draft[key];
  setDefault(draft, key, value);
}

function withoutNulls(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== null));
}
