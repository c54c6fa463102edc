import type { Capacity, Rollback, Stall, WorkloadRollout } from '../schema/rollout.ts';
import type { PodCounts } from '../schema/timeline.ts';
import type { Simulation } from '../simulate/simulation.ts';
import { withAutoscalerDoubt } from './autoscaler-doubt.ts';
import { capacityOf } from './capacity.ts';
import { percentOf } from './percent-of.ts';
import { rolloutRemarks } from './rollout-remarks.ts';
import type { Pace } from './template-profiles.ts';
import { caseOf, type RangeEnd, type WorkloadCase, type WorkloadChange } from './workload-change.ts';
import type { WorkloadPlayer } from './workload-player.ts';

export interface WorkloadForecast {
  readonly rollout: WorkloadRollout;
  /** The pods at every moment, for the Services in front. */
  readonly series: readonly PodCounts[];
}

/** The forecast of one workload; undefined where it takes more steps than the player may play. */
export function forecastWorkload(change: WorkloadChange, player: WorkloadPlayer): WorkloadForecast | undefined {
  const facts = change.after ?? change.before;
  if (!facts) return undefined;
  const now = caseOf(change, 'now');
  const expected = player.play(now, 'expected');
  if (expected.outcome === 'Unfinished') return undefined;
  const stalled = startsNewPods(now) ? player.play(now, 'never') : undefined;
  const isStalled = stalled?.outcome === 'Stalled';
  const rollback = isStalled && change.before ? rollbackOf(now, player) : undefined;
  const rollout: WorkloadRollout = {
    object: facts.object.reference,
    type: typeOf(now),
    ...(change.live && { startsFrom: 'Cluster' }),
    strategy: player.strategy(facts, now.replicasAfter),
    replicas: change.replicasAfter,
    outcome: expected.outcome,
    ...(expected.reason === undefined ? {} : { outcomeReason: expected.reason }),
    timeline: expected.timeline,
    steps: expected.steps,
    capacity: withAutoscalerDoubt(capacityOf(now, expected), change),
    ...capacityAtEnds(change, player),
    duration: durationOf(now, player),
    ...(isStalled ? { stall: stallOf(now, stalled) } : {}),
    ...(rollback ? { rollback } : {}),
    remarks: [],
  };
  const remarks = [...player.surprises(now), ...rolloutRemarks(change, rollout)];
  return { rollout: { ...rollout, remarks }, series: expected.series };
}

/** An edit which the API server refuses moves nothing: the pods of base stay as they are. */
export function refusedWorkload(refused: WorkloadChange, player: WorkloadPlayer): WorkloadForecast | undefined {
  const { before, replicasBefore: replicas, live } = refused;
  if (!before) return undefined;
  const change = { before, after: before, replicasBefore: replicas, replicasAfter: replicas, rolls: false, live };
  const now = caseOf(change, 'now');
  const simulation = player.play(now, 'expected');
  const rollout: WorkloadRollout = {
    object: before.object.reference,
    type: 'Rolls',
    ...(live && { startsFrom: 'Cluster' }),
    strategy: player.strategy(before, now.replicasAfter),
    replicas,
    outcome: 'Rejected',
    timeline: simulation.timeline.slice(0, 1),
    steps: [],
    capacity: capacityOf(now, simulation),
    duration: { assumptions: [] },
    remarks: [],
  };
  return { rollout, series: simulation.series };
}

function typeOf({ before, after, replicasBefore, replicasAfter, rolls }: WorkloadCase): WorkloadRollout['type'] {
  if (!before) return 'Starts';
  if (!after) return 'Stops';
  if (replicasBefore === replicasAfter) return 'Rolls';
  return rolls ? 'RollsAndScales' : 'Scales';
}

function startsNewPods({ before, after, replicasAfter, rolls }: WorkloadCase): boolean {
  return after !== undefined && replicasAfter > 0 && (rolls || before === undefined);
}

/** An autoscaler may have chosen any number of its range. */
function capacityAtEnds(
  change: WorkloadChange,
  player: WorkloadPlayer,
): Pick<WorkloadRollout, 'capacityAtMin' | 'capacityAtMax'> {
  const { decidedBy, current, min } = change.replicasAfter;
  if (decidedBy !== 'Autoscaler' || current === 0) return {};
  const least = current === undefined || current === min ? undefined : capacityAt(change, 'min', player);
  const most = capacityAt(change, 'max', player);
  return { ...(least && { capacityAtMin: least }), ...(most && { capacityAtMax: most }) };
}

function capacityAt(change: WorkloadChange, end: RangeEnd, player: WorkloadPlayer): Capacity | undefined {
  const atEnd = caseOf(change, end);
  if (!change.rolls && atEnd.replicasBefore === atEnd.replicasAfter) return undefined;
  const simulation = player.play(atEnd, 'expected');
  return simulation.outcome === 'Unfinished' ? undefined : capacityOf(atEnd, simulation);
}

function durationOf(now: WorkloadCase, player: WorkloadPlayer): WorkloadRollout['duration'] {
  const seconds = (pace: Pace) => completedSeconds(player.play(now, pace));
  const [best, usual, worst] = [seconds('best'), seconds('expected'), seconds('worst')];
  return {
    ...(best === undefined ? {} : { bestSeconds: best }),
    ...(usual === undefined ? {} : { expectedSeconds: usual }),
    ...(worst === undefined ? {} : { worstSeconds: worst }),
    assumptions: durationAssumptions(now),
  };
}

function completedSeconds({ outcome, endSeconds }: Simulation<unknown>): number | undefined {
  return outcome === 'Completed' ? endSeconds : undefined;
}

/** Pods which only stop take no time: scaling down and a removal are over at once. */
function durationAssumptions({ before, after, replicasBefore, replicasAfter, rolls }: WorkloadCase): readonly string[] {
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

function stallOf(now: WorkloadCase, stalled: Simulation<unknown>): Stall {
  const { old, new: fresh, oldAvailable, newAvailable } = stalled.counts;
  const available = oldAvailable + newAvailable;
  const smaller = Math.min(now.replicasBefore, now.replicasAfter);
  return {
    atSeconds: stalled.endSeconds,
    oldPods: old,
    newPods: fresh - newAvailable,
    available,
    ...(now.before && smaller > 0 ? { availablePercent: percentOf(available, smaller) } : {}),
    ...(stalled.progressDeadlineExceededAtSeconds === undefined
      ? {}
      : { reportedAfterSeconds: stalled.progressDeadlineExceededAtSeconds }),
    steps: stalled.steps,
  };
}

/** Reverting the commit: base is applied to what the stalled rollout left. */
function rollbackOf(now: WorkloadCase, player: WorkloadPlayer): Rollback | undefined {
  const reverted = player.play(now, 'revert');
  const { outcome } = reverted;
  if (outcome === 'Unfinished') return undefined;
  const wayOut = outcome === 'Stalled' ? player.wayOut(now) : undefined;
  return {
    outcome,
    ...(reverted.reason === undefined ? {} : { reason: reverted.reason }),
    ...(outcome === 'Completed' ? { seconds: reverted.endSeconds } : {}),
    floor: reverted.floor,
    steps: reverted.steps,
    ...(wayOut === undefined ? {} : { remark: wayOut }),
  };
}
