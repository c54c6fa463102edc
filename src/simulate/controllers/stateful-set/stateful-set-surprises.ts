import { scaledPods } from '../../../kubernetes/int-or-percent.ts';
import type { PlayedChange } from '../../workload-controller.ts';
import { namePods } from './pod-names.ts';
import {
  endOrdinal,
  firstUpdatedOrdinal,
  maxUnavailablePods,
  partitionOf,
  type StatefulSetSpec,
} from './stateful-set-spec.ts';
import type { StatefulSetState } from './stateful-set-state.ts';
import { replicasOf } from './stateful-set-world.ts';

type Played = PlayedChange<StatefulSetSpec, StatefulSetState>;
/** A change which gives pods that exist another template. */
type PlayedUpdate = Played & { readonly before: StatefulSetSpec };

/** What a reviewer would not expect of this course of a StatefulSet, one plain sentence each. */
export function statefulSetSurprises(played: Played): readonly string[] {
  const { before, after } = played;
  if (before === undefined || before.replicas === 0) return [];
  const update: PlayedUpdate = { ...played, before };
  const renamed = renamesPods(update);
  if (before.template === after.template) return renamed === undefined ? [] : [renamed];
  return [
    renamesPods,
    waitsForPodWhichIsNotReady,
    scalesUpFirst,
    keepsPodsBelowPartition,
    waitsForDeletion,
    dropsMaxUnavailable,
    updatesOneByOne,
    bringsOldPodsBack,
    brokenPodsUseUpTheRoom,
  ]
    .map((tell) => tell(update))
    .filter((sentence) => sentence !== undefined);
}

function renamesPods({ name, before, after }: PlayedUpdate): string | undefined {
  if (before.startOrdinal === after.startOrdinal || after.replicas === 0) return undefined;
  const pods = namePods(name, [{ from: after.startOrdinal, to: endOrdinal(after) }]);
  return `ordinals.start is ${after.startOrdinal}: ${pods} are wanted, each with claims of its own name; claims of other ordinals stay behind.`;
}

/** The first pod of another template which is not ready ends every sync of OrderedReady, before anything is replaced. */
function waitsForPodWhichIsNotReady({ name, after, state }: PlayedUpdate): string | undefined {
  if (after.podManagementPolicy === 'Parallel' || after.updateStrategy.type === 'OnDelete') return undefined;
  const first = replicasOf(state.pods, after).find(({ status }) => status === 'Starting');
  if (first === undefined || first.revision === after.template) return undefined;
  const pod = namePods(name, [{ from: first.from, to: first.from }]);
  return `The controller first waits for ${pod} to become ready with its present template; if it never does, somebody has to delete it.`;
}

/** Scaling comes before updating. */
function scalesUpFirst({ before, after }: PlayedUpdate): string | undefined {
  const more = after.replicas - keptOrdinals(before, after);
  if (more <= 0) return undefined;
  const pods = more === 1 ? '1 additional pod is' : `${more} additional pods are`;
  const pace = after.podManagementPolicy === 'OrderedReady' && more > 1 ? ', one after the other,' : '';
  return `Replicas and template change together: the ${pods} created first${pace} ${additionalTemplate(before, after)}${thenReplaced(before, after)}.`;
}

/** Pods which both want. */
function keptOrdinals(before: StatefulSetSpec, after: StatefulSetSpec): number {
  const first = Math.max(before.startOrdinal, after.startOrdinal);
  return Math.max(0, Math.min(endOrdinal(before), endOrdinal(after)) - first + 1);
}

function additionalTemplate(before: StatefulSetSpec, after: StatefulSetSpec): string {
  const partition = partitionOf(after);
  if (partition <= before.replicas) return 'with the new template';
  return partition >= after.replicas
    ? 'with the old template, because of the partition'
    : 'with the old template below the partition and the new one above it';
}

function thenReplaced(before: StatefulSetSpec, after: StatefulSetSpec): string {
  const isReplaced = after.updateStrategy.type === 'RollingUpdate' && partitionOf(after) < before.replicas;
  return isReplaced ? '; only then are the old ones replaced' : '';
}

function keepsPodsBelowPartition({ name, after }: PlayedUpdate): string | undefined {
  const partition = partitionOf(after);
  if (partition === 0 || after.replicas === 0) return undefined;
  if (partition >= after.replicas) {
    return `No pod is replaced: partition is ${partition}, and there ${after.replicas === 1 ? 'is 1 replica' : `are ${after.replicas} replicas`}.`;
  }
  const kept = namePods(name, [{ from: after.startOrdinal, to: firstUpdatedOrdinal(after) - 1 }]);
  const verb = partition === 1 ? 'keeps' : 'keep';
  const again = partition === 1 ? 'when it is' : 'when they are';
  return `${capitalized(kept)} ${verb} the old template, also ${again} created again: partition is ${partition}.`;
}

function waitsForDeletion({ name, after, simulation }: PlayedUpdate): string | undefined {
  if (after.updateStrategy.type !== 'OnDelete') return undefined;
  const old = replicasOf(simulation.state.pods, after).filter(({ revision }) => revision !== after.template);
  const [first] = old;
  if (first === undefined) return undefined;
  const isOne = old.length === 1 && first.from === first.to;
  const stay = isOne
    ? 'keeps the old template until somebody deletes it'
    : 'keep the old template until somebody deletes them';
  return `${capitalized(namePods(name, old))} ${stay}: the update strategy is OnDelete.`;
}

function dropsMaxUnavailable({ after }: PlayedUpdate): string | undefined {
  if (!isMaxUnavailableMissed(after)) return undefined;
  return `maxUnavailable ${after.droppedMaxUnavailable} has no effect: this version of Kubernetes drops it, unless the feature gate MaxUnavailableStatefulSet is switched on.`;
}

/** It would make a difference. */
function isMaxUnavailableMissed({ droppedMaxUnavailable, replicas, updateStrategy }: StatefulSetSpec): boolean {
  const pods = scaledPods(droppedMaxUnavailable, replicas, 'down');
  return updateStrategy.type === 'RollingUpdate' && pods.type === 'Pods' && pods.pods > 1;
}

function updatesOneByOne({ before, after }: PlayedUpdate): string | undefined {
  const replaced = Math.min(before.replicas, after.replicas) - partitionOf(after);
  const isOneByOne =
    after.podManagementPolicy === 'Parallel' &&
    after.updateStrategy.type === 'RollingUpdate' &&
    maxUnavailablePods(after) === 1 &&
    !isMaxUnavailableMissed(after) &&
    replaced > 1;
  if (!isOneByOne) return undefined;
  return 'podManagementPolicy Parallel is about scaling only: the update still replaces one pod after the other.';
}

/** A type which is written without a block is not the same as partition 0 (see `currentRevisionLimit`). */
function bringsOldPodsBack({ after, simulation }: PlayedUpdate): string | undefined {
  const { updateStrategy } = after;
  if (updateStrategy.type === 'OnDelete' || updateStrategy.rollingUpdate !== undefined) return undefined;
  const startsOld = simulation.steps.some(({ actions }) =>
    actions.some(({ type, generation }) => type === 'PodsStarted' && generation === 'old'),
  );
  if (!startsOld) return undefined;
  return 'A pod which is missing during the update comes back with the old template first: updateStrategy has a type, but no rollingUpdate block (partition: 0 would change that).';
}

function brokenPodsUseUpTheRoom({ name, after, simulation }: PlayedUpdate): string | undefined {
  if (simulation.outcome !== 'Stalled' || after.podManagementPolicy !== 'Parallel' || !after.isMaxUnavailableEnabled)
    return undefined;
  const { pods } = simulation.state;
  const broken = replicasOf(pods, after).filter(
    ({ from, status, revision }) =>
      status === 'Starting' && revision !== after.template && from >= firstUpdatedOrdinal(after),
  );
  if (broken.length === 0) return undefined;
  return `${capitalized(namePods(name, broken))} never became ready, and what is not ready uses up maxUnavailable: the controller replaces nothing (kubernetes issue 137409).`;
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
