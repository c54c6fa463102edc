import { z } from 'zod';
import { Seconds } from './seconds.ts';

/** `new` are the pods of the head template, `old` all others (Kubernetes' own words for ReplicaSets). */
export const Generation = z.enum(['old', 'new']).meta({ id: 'Generation' });
export type Generation = z.infer<typeof Generation>;

/** The pods of one workload at one moment, after what the entry tells. */
const counts = {
  at: Seconds,
  old: z.int().min(0).describe('Pods of earlier templates, not counting terminating ones.'),
  new: z.int().min(0).describe('Pods of the head template, not counting terminating ones.'),
  oldAvailable: z.int().min(0),
  newAvailable: z.int().min(0),
  terminating: z.int().min(0).describe('Pods which were told to stop and are still within their grace period.'),
};

export const PodCounts = z.strictObject(counts).readonly().meta({ id: 'PodCounts' });
export type PodCounts = z.infer<typeof PodCounts>;

const amount = { generation: Generation, pods: z.int().min(1) };

export const RolloutAction = z
  .discriminatedUnion('type', [
    z.strictObject({ type: z.literal('PodsStarted'), ...amount }),
    z.strictObject({ type: z.literal('PodsStopped'), ...amount }),
    z.strictObject({ type: z.literal('PodsAvailable'), ...amount }),
    z.strictObject({ type: z.literal('PodsTerminated'), ...amount }),
  ])
  .readonly()
  .meta({
    id: 'RolloutAction',
    description: 'A number of pods which started, were told to stop, became available, or are gone.',
  });
export type RolloutAction = z.infer<typeof RolloutAction>;

export const TimelineEntry = z
  .discriminatedUnion('type', [
    z.strictObject({ type: z.literal('Applied'), ...counts }),
    z.strictObject({
      type: z.literal('ReplicaSetScaled'),
      generation: Generation,
      from: z.int().min(0),
      to: z.int().min(0),
      ...counts,
    }),
    z.strictObject({ type: z.literal('PodsStarted'), ...amount, ...counts }),
    z.strictObject({ type: z.literal('PodsStopped'), ...amount, ...counts }),
    z.strictObject({ type: z.literal('PodsAvailable'), ...amount, ...counts }),
    z.strictObject({ type: z.literal('PodsTerminated'), pods: z.int().min(1), ...counts }),
    z.strictObject({ type: z.literal('ProgressDeadlineExceeded'), ...counts }),
    z
      .strictObject({
        type: z.literal('Repeated'),
        times: z.int().min(1).describe('How many more times the entries before this one repeat.'),
        entries: z.int().min(1).describe('How many of the entries before this one repeat.'),
        everySeconds: z.number().min(0),
        ...counts,
      })
      .describe('The counts are those after the last repetition.'),
    z.strictObject({ type: z.literal('Completed'), ...counts }),
    z.strictObject({ type: z.literal('Paused'), ...counts }),
    z.strictObject({ type: z.literal('Stalled'), ...counts }),
  ])
  .readonly()
  .meta({ id: 'TimelineEntry', description: 'One thing that the simulated cluster did, and the pods after it.' });
export type TimelineEntry = z.infer<typeof TimelineEntry>;

/** What happens at one moment: a row of the table that people read. */
export const RolloutStep = z
  .strictObject({
    actions: z.array(RolloutAction).readonly(),
    times: z.int().min(1).describe('1, or how often this row happens in a row.'),
    everySeconds: z.number().min(0).optional(),
    ...counts,
  })
  .readonly()
  .meta({
    id: 'RolloutStep',
    description: 'All that happens at one moment, and the pods after it (after the last repetition).',
  });
export type RolloutStep = z.infer<typeof RolloutStep>;
