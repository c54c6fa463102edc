import { countNoun } from '../../../schema/count-noun.ts';
import type { PlayedChange } from '../../workload-controller.ts';
import { type DeploymentSpec, deploymentFenceposts } from './deployment-spec.ts';
import type { DeploymentState } from './initial-world.ts';

type Played = PlayedChange<DeploymentSpec, DeploymentState>;

/** What a reviewer would not expect of this course of a Deployment, one plain sentence each. */
export function deploymentSurprises(played: Played): readonly string[] {
  return [
    scaledFirst,
    paused,
    pausingMovesPods,
    earlierReplicaSet,
    thirdTemplate,
    startsPodsToShrink,
    breaksItsPromise,
    noWayBack,
  ]
    .map((tell) => tell(played))
    .filter((sentence) => sentence !== undefined);
}

/** A change of replicas is handled before the new template, on the pods which run. */
function scaledFirst({ before, after }: Played): string | undefined {
  const more = after.replicas - (before?.replicas ?? 0);
  if (!before || !rolls(before, after) || more <= 0 || before.replicas === 0 || after.paused) return undefined;
  const pods = more === 1 ? '1 additional pod is' : `${more} additional pods are`;
  const then = after.strategy.type === 'Recreate' ? 'then stopped with the others' : 'then replaced with the others';
  return `Replicas and template change together: the ${pods} first started with the old template, ${then}.`;
}

function paused({ before, after }: Played): string | undefined {
  if (!after.paused) return undefined;
  if (!before) return 'The Deployment is paused: it starts no pod until somebody resumes it.';
  return rolls(before, after)
    ? 'The Deployment is paused: the new template is stored, and no pod is replaced until somebody resumes it.'
    : 'The Deployment is paused: it still scales.';
}

/** The scale path runs while paused, and fills the room up to replicas + maxSurge. */
function pausingMovesPods({ before, after, state, simulation }: Played): string | undefined {
  if (!after.paused || !before || before.replicas !== after.replicas) return undefined;
  const sizes = new Map(state.replicaSets.map(({ name, replicas }) => [name, replicas]));
  const changes = simulation.state.replicaSets.map(({ name, replicas }) => replicas - (sizes.get(name) ?? 0));
  const started = sum(changes.filter((pods) => pods > 0));
  const stopped = -sum(changes.filter((pods) => pods < 0));
  if (started > 0) {
    return `Pausing a rollout which is under way still starts ${countNoun(started, 'pod')}: Kubernetes fills up to replicas + maxSurge, in proportion to the ReplicaSets.`;
  }
  return stopped > 0
    ? `Although it is paused, ${countNoun(stopped, 'pod')} of the other template ${stopped === 1 ? 'stops' : 'stop'}: the wanted template has all of its pods.`
    : undefined;
}

function earlierReplicaSet({ before, after, state }: Played): string | undefined {
  if (!before || !rolls(before, after)) return undefined;
  const reused = state.replicaSets.find(({ template }) => template === after.template);
  if (!reused) return undefined;
  const revision = reused.revision === undefined ? '' : ` of revision ${reused.revision}`;
  return `The template is that of the ReplicaSet ${reused.name}${revision}: it is used again, with the ${countNoun(reused.replicas, 'pod')} which it still has.`;
}

/** Upstream rollover: unhealthy pods go first, whichever ReplicaSet they are of; the healthy ones from the oldest on. */
function thirdTemplate({ before, after, state }: Played): string | undefined {
  if (!before || !rolls(before, after) || after.paused || after.strategy.type === 'Recreate') return undefined;
  const old = state.replicaSets.filter(({ template, replicas }) => template !== after.template && replicas > 0);
  if (old.length < 2) return undefined;
  return 'Of the pods of that rollout those which are not ready are stopped first, the ready ones only after those of the oldest ReplicaSet.';
}

/** Proportional scaling aims at replicas + maxSurge and gives what is left over to the largest ReplicaSet. */
function startsPodsToShrink({ before, after, state, simulation }: Played): string | undefined {
  if (!before || after.replicas >= before.replicas || !isUnderWay(state)) return undefined;
  const total = sum(state.replicaSets.map(({ replicas }) => replicas));
  const first = simulation.timeline.find((entry) => entry.type === 'ReplicaSetScaled');
  if (first?.type !== 'ReplicaSetScaled' || first.from >= first.to) return undefined;
  return `Fewer replicas are asked for in the middle of a rollout, yet pods start: Kubernetes shares ${after.replicas + deploymentFenceposts(after).surge} (replicas + maxSurge) among the ${countNoun(total, 'pod')} of all ReplicaSets.`;
}

/** maxSurge and maxUnavailable hold only while the size stays. */
function breaksItsPromise({ after, before, state, simulation }: Played): string | undefined {
  if (!before || before.replicas === after.replicas || !isUnderWay(state)) return undefined;
  const { unavailable } = deploymentFenceposts(after);
  const available = sum(state.replicaSets.map((each) => each.available));
  const promised = Math.min(after.replicas - unavailable, available);
  if (after.strategy.type === 'Recreate' || simulation.floor >= promised) return undefined;
  return `Scaling in the middle of a rollout does not look at what is ready: ${countNoun(simulation.floor, 'pod')} ${simulation.floor === 1 ? 'stays' : 'stay'} available where maxUnavailable promises ${promised}.`;
}

function noWayBack({ before, after }: Played): string | undefined {
  if (!before || !rolls(before, after) || after.revisionHistoryLimit !== 0) return undefined;
  return 'revisionHistoryLimit is 0: kubectl rollout undo has nothing to go back to; only reverting the commit does.';
}

function rolls(before: DeploymentSpec, after: DeploymentSpec): boolean {
  return before.template !== after.template;
}

function isUnderWay({ replicaSets, isRollingOut }: DeploymentState): boolean {
  return isRollingOut || replicaSets.filter(({ replicas }) => replicas > 0).length > 1;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
