import type { JsonObject } from '../../schema/json.ts';
import { fieldAt, integerAt, listAt, objectAt, stringAt } from '../field-access.ts';
import { labelsOf, selectorFromLabels, selectorMatches } from '../label-selector.ts';
import { validateLabelSelector } from './label-selector-rules.ts';
import { validateEndlessPods, validatePodTemplate, validateTemplateMeta } from './pod-template-rules.ts';
import { invalid, type Rejections, required } from './rejections.ts';
import {
  validateDaemonSetStrategy,
  validateDeploymentStrategy,
  validateStatefulSetStrategy,
} from './rollout-strategies.ts';
import { isSet, validateEnum, validateNonNegative } from './scalars.ts';
import { isEmptySelector, validateSelectorMatchesTemplate, validateWorkloadSelector } from './workload-selector.ts';

/** Mirrors ValidateDeploymentSpec. */
export function* validateDeployment(object: JsonObject): Rejections {
  const spec = objectAt(object, 'spec');
  yield* validateNonNegative(spec, 'spec', 'replicas', 'minReadySeconds', 'revisionHistoryLimit');
  yield* validateNonNegative(spec, 'spec', 'progressDeadlineSeconds');
  yield* validateWorkloadSelector(spec, 'spec');
  yield* validatePodTemplate(objectAt(spec, 'template'), 'spec.template');
  yield* validateEndlessPods(objectAt(spec, 'template'), 'spec.template');
  yield* validateDeploymentStrategy(objectAt(spec, 'strategy'), 'spec.strategy');
  const deadline = integerAt(spec, 'progressDeadlineSeconds');
  if (deadline !== undefined && deadline <= (integerAt(spec, 'minReadySeconds') ?? 0)) {
    yield invalid('spec.progressDeadlineSeconds', 'must be greater than minReadySeconds');
  }
}

/** Mirrors ValidateReplicaSetSpec. */
export function* validateReplicaSet(object: JsonObject): Rejections {
  const spec = objectAt(object, 'spec');
  yield* validateNonNegative(spec, 'spec', 'replicas', 'minReadySeconds');
  yield* validateWorkloadSelector(spec, 'spec');
  yield* validatePodTemplate(objectAt(spec, 'template'), 'spec.template');
  yield* validateEndlessPods(objectAt(spec, 'template'), 'spec.template');
}

/** Mirrors ValidateReplicationControllerSpec: its selector is a plain map of labels. */
export function* validateReplicationController(object: JsonObject): Rejections {
  const spec = objectAt(object, 'spec');
  yield* validateNonNegative(spec, 'spec', 'replicas', 'minReadySeconds');
  const selector = labelsOf(fieldAt(spec, 'selector'));
  if (Object.keys(selector).length === 0) yield required('spec.selector');
  if (!isSet(spec, 'template')) {
    yield required('spec.template');
    return;
  }
  const labels = labelsOf(fieldAt(spec, 'template', 'metadata', 'labels'));
  if (!selectorMatches(selectorFromLabels(selector), labels)) {
    yield invalid('spec.template.metadata.labels', 'the selector does not match the labels of the pod template');
  }
  yield* validatePodTemplate(objectAt(spec, 'template'), 'spec.template');
  yield* validateEndlessPods(objectAt(spec, 'template'), 'spec.template');
}

/**
 * Mirrors ValidateStatefulSetSpec. The containers of its template are not checked: the API server takes a StatefulSet
 * whose pods it will then refuse.
 */
export function* validateStatefulSet(object: JsonObject): Rejections {
  const spec = objectAt(object, 'spec');
  yield* validateEnum(spec['podManagementPolicy'], 'spec.podManagementPolicy', ['OrderedReady', 'Parallel']);
  yield* validateStatefulSetStrategy(objectAt(spec, 'updateStrategy'), 'spec.updateStrategy');
  if (isSet(spec, 'persistentVolumeClaimRetentionPolicy')) {
    for (const when of ['whenDeleted', 'whenScaled'] as const) {
      const field = `spec.persistentVolumeClaimRetentionPolicy.${when}`;
      yield* validateEnum(fieldAt(spec, 'persistentVolumeClaimRetentionPolicy', when), field, ['Retain', 'Delete']);
    }
  }
  yield* validateNonNegative(spec, 'spec', 'replicas', 'minReadySeconds');
  yield* validateNonNegative(objectAt(spec, 'ordinals'), 'spec.ordinals', 'start');
  yield* validateWorkloadSelector(spec, 'spec');
  yield* validateTemplateMeta(objectAt(spec, 'template'), 'spec.template');
  yield* validateEndlessPods(objectAt(spec, 'template'), 'spec.template');
}

/** Mirrors ValidateDaemonSetSpec: a missing selector shows as one that does not match. */
export function* validateDaemonSet(object: JsonObject): Rejections {
  const spec = objectAt(object, 'spec');
  yield* validateLabelSelector(fieldAt(spec, 'selector'), 'spec.selector');
  yield* validateSelectorMatchesTemplate(spec, 'spec');
  if (isEmptySelector(spec)) yield invalid('spec.selector', 'must not be empty: it would select every pod');
  yield* validatePodTemplate(objectAt(spec, 'template'), 'spec.template');
  yield* validateEndlessPods(objectAt(spec, 'template'), 'spec.template');
  yield* validateNonNegative(spec, 'spec', 'minReadySeconds', 'revisionHistoryLimit');
  yield* validateDaemonSetStrategy(objectAt(spec, 'updateStrategy'), 'spec.updateStrategy');
}

/** Mirrors validatePodMetadataAndSpec: stricter than a template where pods have always been strict. */
export function* validatePod(object: JsonObject): Rejections {
  yield* validatePodSpecOf(object);
  for (const list of ['containers', 'initContainers'] as const) {
    for (const [at, container] of listAt(object, 'spec', list).entries()) {
      const image = stringAt(container, 'image') ?? '';
      if (image !== image.trim()) yield invalid(`spec.${list}[${at}].image`, 'must not begin or end with a space');
    }
  }
}

function* validatePodSpecOf(object: JsonObject): Rejections {
  for (const rejection of validatePodTemplate({ spec: objectAt(object, 'spec') }, '')) {
    yield { ...rejection, field: rejection.field.replace(/^\./, '') };
  }
}
