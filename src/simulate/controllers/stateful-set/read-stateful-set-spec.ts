import { isMaxUnavailableStatefulSetOn } from '../../../kubernetes/feature-gates.ts';
import { countAt, fieldAt, objectAt, stringAt } from '../../../kubernetes/field-access.ts';
import { statedIntOrPercent } from '../../../kubernetes/int-or-percent.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../schema/json.ts';
import type { WantedPods } from '../../workload-controller.ts';
import type { RollingUpdateBlock, StatefulSetSpec, UpdateStrategy } from './stateful-set-spec.ts';

/** From this minor version on an update waits for available pods. */
const availableMinor = 34;

/** Reads a StatefulSet as the API server stores it; what it would refuse counts as absent. */
export function readStatefulSetSpec(stored: JsonObject, wanted: WantedPods): StatefulSetSpec {
  const { replicas, template, minor } = wanted;
  const spec = objectAt(stored, 'spec');
  const isMaxUnavailableEnabled = isMaxUnavailableStatefulSetOn(minor);
  const written = maxUnavailableAt(wanted.written);
  return {
    replicas,
    template,
    podManagementPolicy: stringAt(spec, 'podManagementPolicy') === 'Parallel' ? 'Parallel' : 'OrderedReady',
    updateStrategy: updateStrategyOf(spec),
    startOrdinal: countAt(spec, 'ordinals', 'start') ?? 0,
    minReadySeconds: countAt(spec, 'minReadySeconds') ?? 0,
    isMaxUnavailableEnabled,
    waitsForAvailable: minor >= availableMinor,
    ...(isMaxUnavailableEnabled || written === undefined ? {} : { droppedMaxUnavailable: written }),
  };
}

function updateStrategyOf(spec: JsonObject): UpdateStrategy {
  if (stringAt(spec, 'updateStrategy', 'type') === 'OnDelete') return { type: 'OnDelete' };
  const block = fieldAt(spec, 'updateStrategy', 'rollingUpdate');
  if (!isJsonObject(block)) return { type: 'RollingUpdate' };
  const maxUnavailable = maxUnavailableOf(block['maxUnavailable']);
  const rollingUpdate: RollingUpdateBlock = {
    partition: countAt(block, 'partition') ?? 0,
    ...(maxUnavailable === undefined ? {} : { maxUnavailable }),
  };
  return { type: 'RollingUpdate', rollingUpdate };
}

function maxUnavailableAt(manifest: JsonObject | undefined): number | string | undefined {
  return maxUnavailableOf(fieldAt(manifest, 'spec', 'updateStrategy', 'rollingUpdate', 'maxUnavailable'));
}

/** 0 is refused, so it counts as absent. */
function maxUnavailableOf(value: JsonValue | undefined): number | string | undefined {
  return value === 0 ? undefined : statedIntOrPercent(value);
}
