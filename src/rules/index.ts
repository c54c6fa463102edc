import { capacityFloorZero } from './capacity-floor-zero.ts';
import { configChangeWithoutRestart } from './config-change-without-restart.ts';
import type { Rule } from './define-rule.ts';
import { duplicateKey } from './duplicate-key.ts';
import { endpointsEmptyDuringRollout } from './endpoints-empty-during-rollout.ts';
import { evictionBlocked } from './eviction-blocked.ts';
import { floorNotGuaranteed } from './floor-not-guaranteed.ts';
import { immutableSelector } from './immutable-selector.ts';
import { immutableStatefulSetField } from './immutable-stateful-set-field.ts';
import { invalidRolloutStrategy } from './invalid-rollout-strategy.ts';
import { quotaExceeded } from './quota-exceeded.ts';
import { removedWorkloadStillReferenced } from './removed-workload-still-referenced.ts';
import { scalingDeadlock } from './scaling-deadlock.ts';
import { selectorTemplateMismatch } from './selector-template-mismatch.ts';
import { serviceSelectsNoPods } from './service-selects-no-pods.ts';
import { surgeWithHostPort } from './surge-with-host-port.ts';
import { surgeWithSingleAttachVolume } from './surge-with-single-attach-volume.ts';
import { targetPortMissing } from './target-port-missing.ts';
import { trafficSwitchBeforeReady } from './traffic-switch-before-ready.ts';
import { workloadRenamedGap } from './workload-renamed-gap.ts';

/** Every rule; the order is the order in reports. */
export const rules: readonly Rule[] = [
  immutableSelector,
  immutableStatefulSetField,
  selectorTemplateMismatch,
  invalidRolloutStrategy,
  serviceSelectsNoPods,
  trafficSwitchBeforeReady,
  endpointsEmptyDuringRollout,
  targetPortMissing,
  scalingDeadlock,
  capacityFloorZero,
  surgeWithSingleAttachVolume,
  surgeWithHostPort,
  workloadRenamedGap,
  removedWorkloadStillReferenced,
  evictionBlocked,
  configChangeWithoutRestart,
  quotaExceeded,
  floorNotGuaranteed,
  duplicateKey,
];
