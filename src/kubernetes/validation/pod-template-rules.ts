import type { JsonObject } from '../../schema/json.ts';
import { fieldAt, objectAt, stringAt } from '../field-access.ts';
import { validateAnnotations, validateLabels } from './object-meta.ts';
import { validatePodSpec } from './pod-spec.ts';
import { forbidden, notSupported, type Rejections } from './rejections.ts';
import { isSet } from './scalars.ts';

/** Labels and annotations of a template. The API server tells their faults without `metadata` in the path. */
export function* validateTemplateMeta(template: JsonObject, path: string): Rejections {
  yield* validateLabels(fieldAt(template, 'metadata', 'labels'), `${path}.labels`);
  yield* validateAnnotations(fieldAt(template, 'metadata', 'annotations'), `${path}.annotations`);
}

/** Mirrors ValidatePodTemplateSpec. */
export function* validatePodTemplate(template: JsonObject, path: string): Rejections {
  yield* validateTemplateMeta(template, path);
  yield* validatePodSpec(objectAt(template, 'spec'), `${path}.spec`);
}

/** Pods which are replaced, never finished: Deployment, ReplicaSet, StatefulSet, DaemonSet, ReplicationController. */
export function* validateEndlessPods(template: JsonObject, path: string): Rejections {
  const restartPolicy = stringAt(template, 'spec', 'restartPolicy');
  if (restartPolicy !== 'Always') yield notSupported(`${path}.spec.restartPolicy`, ['Always']);
  if (isSet(template, 'spec', 'activeDeadlineSeconds')) {
    yield forbidden(`${path}.spec.activeDeadlineSeconds`, 'must not be set for pods which are kept running');
  }
}
