import type { SimulatedOutcome } from '../../simulation.ts';
import { countPods, podsWithin } from './pod-ranges.ts';
import { endOrdinal, firstUpdatedOrdinal } from './stateful-set-spec.ts';
import { replicasOf, type StatefulSetWorld } from './stateful-set-world.ts';

/** What it means that this StatefulSet is quiet. OnDelete with pods of another template waits for a person. */
export function statefulSetOutcome({ pods, setting: { spec } }: StatefulSetWorld): SimulatedOutcome {
  const isWhole = countPods(pods) === spec.replicas && countPods(replicasOf(pods, spec)) === spec.replicas;
  if (!isWhole || pods.some(({ status }) => status !== 'Available')) return { type: 'Stalled', reason: 'NeverReady' };
  const toUpdate = podsWithin(pods, firstUpdatedOrdinal(spec), endOrdinal(spec));
  if (toUpdate.every(({ revision }) => revision === spec.template)) return { type: 'Completed' };
  return spec.updateStrategy.type === 'OnDelete' ? { type: 'Paused' } : { type: 'Stalled', reason: 'NoProgress' };
}
