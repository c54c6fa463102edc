import type { ReplicaRange, Rollback, Stall, WorkloadRollout } from '../schema/rollout.ts';
import type { PodCounts } from '../schema/timeline.ts';
import type { DeploymentSimulation } from '../simulate/controllers/deployment/simulate-deployment.ts';
import { withAutoscalerDoubt } from './autoscaler-doubt.ts';
import { capacityOf } from './capacity.ts';
import type { DeploymentChange } from './deployment-change.ts';
import type { DeploymentFacts } from './deployment-facts.ts';
import { deploymentStrategy } from './deployment-strategy.ts';
import { percentOf } from './percent-of.ts';
import type { DeploymentCase, DeploymentPlayer, Pace } from './play-deployment.ts';
import { rolloutRemarks } from './rollout-remarks.ts';

export interface DeploymentForecast {
  readonly rollout: WorkloadRollout;
  /** The pods at every moment, for the Services in front. */
  readonly series: readonly PodCounts[];
}

/** The forecast of one Deployment; undefined where it takes more steps than the player may play. */
export function forecastDeployment(change: DeploymentChange, play: DeploymentPlayer): DeploymentForecast | undefined {
  const facts = change.after ?? change.before;
  if (!facts) return undefined;
  const atMin = caseOf(change, 'min');
  const expected = play(atMin, 'expected');
  if (expected.outcome === 'Unfinished') return undefined;
  const stalled = startsNewPods(change) ? play(atMin, 'never') : undefined;
  const rollback = stalled && change.before ? rollbackOf(play(atMin, 'revert')) : undefined;
  const rollout: WorkloadRollout = {
    object: facts.object.reference,
    type: typeOf(change),
    strategy: deploymentStrategy(facts, atMin.replicasAfter),
    replicas: change.replicasAfter,
    outcome: expected.outcome,
    ...(expected.reason === undefined ? {} : { outcomeReason: expected.reason }),
    timeline: expected.timeline,
    steps: expected.steps,
    capacity: withAutoscalerDoubt(capacityOf(atMin, expected), change),
    ...capacityAtMax(change, play),
    duration: durationOf(atMin, play),
    ...(stalled && stalled.outcome === 'Stalled' ? { stall: stallOf(atMin, stalled) } : {}),
    ...(rollback ? { rollback } : {}),
    remarks: [],
  };
  return { rollout: { ...rollout, remarks: rolloutRemarks(change, rollout) }, series: expected.series };
}

/** An edit which the API server refuses moves nothing: the pods of base stay as they are. */
export function refusedDeployment(
  before: DeploymentFacts,
  replicas: ReplicaRange,
  play: DeploymentPlayer,
): DeploymentForecast {
  const change = { before, after: before, replicasBefore: replicas, replicasAfter: replicas, rolls: false };
  const atMin = caseOf(change, 'min');
  const simulation = play(atMin, 'expected');
  const rollout: WorkloadRollout = {
    object: before.object.reference,
    type: 'Rolls',
    strategy: deploymentStrategy(before, atMin.replicasAfter),
    replicas,
    outcome: 'Rejected',
    timeline: simulation.timeline.slice(0, 1),
    steps: [],
    capacity: capacityOf(atMin, simulation),
    duration: { assumptions: [] },
    remarks: [],
  };
  return { rollout, series: simulation.series };
}

function caseOf(change: DeploymentChange, end: 'min' | 'max'): DeploymentCase {
  const { before, after, rolls } = change;
  return {
    before,
    after,
    replicasBefore: before ? change.replicasBefore[end] : 0,
    replicasAfter: after ? change.replicasAfter[end] : 0,
    rolls,
  };
}

function typeOf({ before, after, replicasBefore, replicasAfter, rolls }: DeploymentChange): WorkloadRollout['type'] {
  if (!before) return 'Starts';
  if (!after) return 'Stops';
  const scales = replicasBefore.min !== replicasAfter.min;
  if (rolls) return scales ? 'RollsAndScales' : 'Rolls';
  return 'Scales';
}

function startsNewPods({ before, after, replicasAfter, rolls }: DeploymentChange): boolean {
  return after !== undefined && !after.paused && replicasAfter.min > 0 && (rolls || before === undefined);
}

function capacityAtMax(change: DeploymentChange, play: DeploymentPlayer): Pick<WorkloadRollout, 'capacityAtMax'> {
  if (change.replicasAfter.decidedBy !== 'Autoscaler') return {};
  const atMax = caseOf(change, 'max');
  const simulation = play(atMax, 'expected');
  if (simulation.outcome === 'Unfinished') return {};
  return { capacityAtMax: capacityOf(atMax, simulation) };
}

function durationOf(atMin: DeploymentCase, play: DeploymentPlayer): WorkloadRollout['duration'] {
  const seconds = (pace: Pace) => completedSeconds(play(atMin, pace));
  const [best, usual, worst] = [seconds('best'), seconds('expected'), seconds('worst')];
  return {
    ...(best === undefined ? {} : { bestSeconds: best }),
    ...(usual === undefined ? {} : { expectedSeconds: usual }),
    ...(worst === undefined ? {} : { worstSeconds: worst }),
    assumptions: durationAssumptions(atMin),
  };
}

function completedSeconds({ outcome, endSeconds }: DeploymentSimulation): number | undefined {
  return outcome === 'Completed' ? endSeconds : undefined;
}

/** Pods which only stop take no time: scaling down and a removal are over at once. */
function durationAssumptions({
  before,
  after,
  replicasBefore,
  replicasAfter,
  rolls,
}: DeploymentCase): readonly string[] {
  if (!after || (!rolls && replicasAfter <= replicasBefore)) return [];
  const grace = after.terminationGracePeriodSeconds;
  return [
    ...after.readiness.assumptions,
    ...(after.minReadySeconds > 0
      ? [`A pod counts as available ${after.minReadySeconds} s after it is ready (minReadySeconds).`]
      : []),
    ...(grace > 0 && before && rolls
      ? [`A stopping pod takes its whole grace period of ${grace} s; at best none of it.`]
      : []),
  ];
}

function stallOf(atMin: DeploymentCase, stalled: DeploymentSimulation): Stall {
  const { old, new: fresh, oldAvailable, newAvailable } = stalled.counts;
  const available = oldAvailable + newAvailable;
  const smaller = Math.min(atMin.replicasBefore, atMin.replicasAfter);
  return {
    atSeconds: stalled.endSeconds,
    oldPods: old,
    newPods: fresh,
    available,
    ...(atMin.before && smaller > 0 ? { availablePercent: percentOf(available, smaller) } : {}),
    ...(stalled.progressDeadlineExceededAtSeconds === undefined
      ? {}
      : { reportedAfterSeconds: stalled.progressDeadlineExceededAtSeconds }),
    steps: stalled.steps,
  };
}

/** Reverting the commit: the Deployment of base is applied to what the stalled rollout left. */
function rollbackOf(reverted: DeploymentSimulation): Rollback | undefined {
  const { outcome } = reverted;
  if (outcome === 'Unfinished') return undefined;
  return {
    outcome,
    ...(outcome === 'Completed' ? { seconds: reverted.endSeconds } : {}),
    floor: reverted.floor,
    steps: reverted.steps,
    ...(outcome === 'Stalled' ? { remark: 'Scale to another number and back first.' } : {}),
  };
}
