import { countAt, fieldAt, objectAt, stringAt } from '../../../kubernetes/field-access.ts';
import { hostPortsOf } from '../../../kubernetes/host-ports.ts';
import { statedIntOrPercent } from '../../../kubernetes/int-or-percent.ts';
import type { JsonObject } from '../../../schema/json.ts';
import type { WantedPods } from '../../workload-controller.ts';
import type { DaemonSetSpec, DaemonSetStrategy } from './daemon-set-spec.ts';

/** From this minor version on unavailable old pods use up maxUnavailable. */
const brokenOldPodsCountedMinor = 31;

/** Reads a DaemonSet as the API server stores it. What is refused counts as absent: the default holds. */
export function readDaemonSetSpec(stored: JsonObject, { replicas, template, minor }: WantedPods): DaemonSetSpec {
  const spec = objectAt(stored, 'spec');
  return {
    replicas,
    template,
    strategy: readStrategy(objectAt(spec, 'updateStrategy')),
    minReadySeconds: countAt(spec, 'minReadySeconds') ?? 0,
    areBrokenOldPodsCounted: minor >= brokenOldPodsCountedMinor,
    hostPorts: hostPortsOf(objectAt(spec, 'template')),
  };
}

function readStrategy(strategy: JsonObject): DaemonSetStrategy {
  if (stringAt(strategy, 'type') === 'OnDelete') return { type: 'OnDelete' };
  return {
    type: 'RollingUpdate',
    maxSurge: statedIntOrPercent(fieldAt(strategy, 'rollingUpdate', 'maxSurge')) ?? 0,
    maxUnavailable: statedIntOrPercent(fieldAt(strategy, 'rollingUpdate', 'maxUnavailable')) ?? 1,
  };
}
