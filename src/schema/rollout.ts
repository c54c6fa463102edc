import { z } from 'zod';
import { ObjectReference } from './object-reference.ts';
import { Procedure } from './procedure.ts';
import { ResourceAmounts } from './resource-amounts.ts';
import { Strategy } from './strategy.ts';
import { StrategyDecider } from './strategy-decider.ts';
import { RolloutStep, TimelineEntry } from './timeline.ts';

export const RolloutStrategy = z
  .strictObject({
    type: z.enum(['RollingUpdate', 'Recreate', 'OnDelete']),
    name: z
      .string()
      .describe('The strategy document, or the strategy of the manifest: rolling-update, recreate, on-delete.'),
    decidedBy: z
      .enum([...StrategyDecider.options, 'Manifest', 'Default'])
      .describe(
        'Flag: --strategy; Annotation: rollcast.dev/strategy; Settings: a rule of them; Default: the manifest says nothing, the API server fills it in.',
      ),
    maxSurge: z.union([z.int(), z.string()]).optional().describe('As written or defaulted.'),
    maxUnavailable: z.union([z.int(), z.string()]).optional(),
    surgePods: z.int().min(0).optional().describe('maxSurge in pods, rounded up.'),
    unavailablePods: z.int().min(0).optional().describe('maxUnavailable in pods, as the controller rounds it.'),
    podManagementPolicy: z.enum(['OrderedReady', 'Parallel']).optional().describe('Of a StatefulSet.'),
    partition: z
      .int()
      .min(1)
      .optional()
      .describe('Pods below this ordinal, counted from the first, keep their template.'),
  })
  .readonly()
  .meta({ id: 'ResolvedStrategy', description: 'How the workload rolls, and who decided it.' });
export type RolloutStrategy = z.infer<typeof RolloutStrategy>;

/** A strategy which somebody chose for a workload, and which is not the one that is forecast. */
const UnfollowedStrategy = z
  .strictObject({
    name: z.string(),
    decidedBy: StrategyDecider,
    strategy: Strategy,
  })
  .readonly()
  .meta({ id: 'UnfollowedStrategy' });

const RolloutOutcome = z.enum(['Completed', 'Paused', 'Stalled', 'Rejected']).meta({ id: 'RolloutOutcome' });

export const StallReason = z
  .enum(['NeverReady', 'ScalingDeadlockEqualSize', 'ScalingDeadlockRecreate', 'NoProgress'])
  .meta({ id: 'StallReason' });
export type StallReason = z.infer<typeof StallReason>;

export const ReplicaRange = z
  .strictObject({
    min: z.int().min(0),
    max: z.int().min(0),
    current: z.int().min(0).optional().describe('What the autoscaler wants now, as far as it is known.'),
    decidedBy: z
      .enum(['Manifest', 'Default', 'Autoscaler', 'Cluster', 'Nodes', 'Assumption'])
      .describe('Cluster: nobody writes it, the live number stays. Nodes: one pod a node that it may run on.'),
    autoscaler: ObjectReference.optional(),
  })
  .readonly()
  .meta({ id: 'ReplicaRange', description: 'How many pods the workload wants, and who says so.' });
export type ReplicaRange = z.infer<typeof ReplicaRange>;

export const Capacity = z
  .strictObject({
    base: z.int().min(0).describe('Replicas before the change.'),
    desired: z.int().min(0).describe('Replicas in head.'),
    floor: z.int().min(0).describe('Least available pods from the apply to the end.'),
    floorPercent: z
      .number()
      .min(0)
      .optional()
      .describe('Of the smaller of base and desired; absent for a created workload.'),
    floorGuaranteed: z.boolean(),
    floorRemark: z.string().optional().describe('Why the floor is not guaranteed.'),
    peakPods: z.int().min(0).describe('Most pods at once, unready ones counted, terminating ones not.'),
    peakPodsWithTerminating: z.int().min(0).optional(),
    peakRequests: ResourceAmounts,
    extraRequests: ResourceAmounts.describe('Peak less base.'),
  })
  .readonly()
  .meta({ id: 'Capacity' });
export type Capacity = z.infer<typeof Capacity>;

const Duration = z
  .strictObject({
    bestSeconds: z.number().min(0).optional(),
    expectedSeconds: z.number().min(0).optional().describe('Absent where the rollout does not end by itself.'),
    worstSeconds: z.number().min(0).optional(),
    assumptions: z.array(z.string()).readonly(),
  })
  .readonly()
  .meta({ id: 'Duration' });

export const Stall = z
  .strictObject({
    atSeconds: z.number().min(0).describe('When nothing moves any more.'),
    oldPods: z.int().min(0),
    newPods: z.int().min(0).describe('Pods of the new template which do not become ready.'),
    available: z.int().min(0).describe('Pods which still serve.'),
    availablePercent: z.number().min(0).optional(),
    reportedAfterSeconds: z
      .number()
      .min(0)
      .optional()
      .describe('When Kubernetes says ProgressDeadlineExceeded; absent: never.'),
    steps: z.array(RolloutStep).readonly(),
  })
  .readonly()
  .meta({ id: 'Stall', description: 'What happens if the new version never becomes ready.' });
export type Stall = z.infer<typeof Stall>;

export const Rollback = z
  .strictObject({
    outcome: RolloutOutcome,
    reason: StallReason.optional().describe('Of a stalled one.'),
    seconds: z.number().min(0).optional(),
    floor: z.int().min(0),
    steps: z.array(RolloutStep).readonly(),
    remark: z.string().optional().describe('What a person has to do where it stalls.'),
  })
  .readonly()
  .meta({ id: 'Rollback', description: 'What reverting the commit does, from the stalled state.' });
export type Rollback = z.infer<typeof Rollback>;

export const WorkloadRollout = z
  .strictObject({
    object: ObjectReference,
    type: z.enum(['Rolls', 'Scales', 'RollsAndScales', 'Starts', 'Stops']),
    startsFrom: z
      .enum(['Cluster'])
      .optional()
      .describe('What the facts show; absent: a base which is fully rolled out.'),
    strategy: RolloutStrategy,
    procedure: Procedure.optional().describe('The steps of the strategy which was chosen.'),
    chosen: UnfollowedStrategy.optional().describe('What was chosen, where the forecast does not follow it.'),
    replicas: ReplicaRange,
    outcome: RolloutOutcome,
    outcomeReason: StallReason.optional(),
    timeline: z.array(TimelineEntry).max(200).readonly(),
    steps: z.array(RolloutStep).readonly(),
    capacity: Capacity,
    capacityAtMin: Capacity.optional().describe(
      'The same at the autoscaler’s minimum, where the present size is known.',
    ),
    capacityAtMax: Capacity.optional().describe('The same at the autoscaler’s maximum.'),
    duration: Duration,
    stall: Stall.optional(),
    rollback: Rollback.optional(),
    remarks: z.array(z.string()).readonly().describe('What a reviewer would not expect, one sentence each.'),
  })
  .readonly()
  .meta({ id: 'WorkloadRollout', description: 'The forecast of one workload.' });
export type WorkloadRollout = z.infer<typeof WorkloadRollout>;
