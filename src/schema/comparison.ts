import { z } from 'zod';
import { formatVersion } from './format-version.ts';
import { NotComputed } from './not-computed.ts';
import { ObjectReference } from './object-reference.ts';
import { ResourceAmounts } from './resource-amounts.ts';
import { RevisionDescription } from './rollout-plan.ts';

/** How to get back to the former version once the new one has turned out to be wrong. */
export const WayBack = z
  .discriminatedUnion('type', [
    z
      .strictObject({
        type: z.literal('Rollout'),
        seconds: z.number().min(0).optional().describe('Expected; absent: it does not end by itself.'),
      })
      .describe('Reverting the commit starts the old pods again, by the same strategy.'),
    z
      .strictObject({
        type: z.literal('UndoSteps'),
        atOnceThroughStep: z
          .int()
          .min(0)
          .describe('The last step after which all old pods are still available; 0: there is none.'),
        pointOfNoReturnStep: z.int().min(1).optional().describe('After it the way back is a new change.'),
      })
      .describe('Each step can be undone on its own.'),
  ])
  .readonly()
  .meta({ id: 'WayBack' });
export type WayBack = z.infer<typeof WayBack>;

/** What a strategy does to one workload, in measures which are the same for all. */
export const StrategyFigures = z
  .strictObject({
    floor: z.int().min(0).describe('Least available pods.'),
    peakPods: z.int().min(0).describe('Most pods at once, unready ones counted, terminating ones not.'),
    peakRequests: ResourceAmounts,
    extraCoreSeconds: z
      .number()
      .min(0)
      .describe(
        'What the pods request above what base does, over time until the end; waiting for a person is no time.',
      ),
    extraGibibyteSeconds: z.number().min(0),
    bestSeconds: z.number().min(0).optional(),
    expectedSeconds: z.number().min(0).optional().describe('Absent: it does not end by itself.'),
    worstSeconds: z.number().min(0).optional(),
    steps: z.int().min(1),
    commits: z.int().min(1).describe('Steps which change files.'),
    decisions: z.int().min(0).describe('Steps which wait for a person.'),
    mixesVersions: z.boolean().describe('Old and new pods serve at the same time.'),
    wayBack: WayBack,
  })
  .readonly()
  .meta({ id: 'StrategyFigures' });
export type StrategyFigures = z.infer<typeof StrategyFigures>;

const named = {
  name: z
    .string()
    .describe('as-written: what the manifest of head says; smallest-surge and fastest-surge; else of the document.'),
  type: z.string().describe('RollingUpdate, Recreate, OnDelete, BlueGreen or Canary.'),
  maxSurge: z.union([z.int(), z.string()]).optional(),
  maxUnavailable: z.union([z.int(), z.string()]).optional(),
};

export const ComparedStrategy = z
  .discriminatedUnion('outcome', [
    z.strictObject({ outcome: z.literal('Computed'), ...named, figures: StrategyFigures }),
    z.strictObject({
      outcome: z.literal('Refused'),
      ...named,
      reason: z.string().describe('Why it cannot work for the workload.'),
      instead: z.string().optional(),
    }),
  ])
  .readonly()
  .meta({ id: 'ComparedStrategy' });
export type ComparedStrategy = z.infer<typeof ComparedStrategy>;

export const StrategyAdvice = z
  .strictObject({
    strategy: z.string().describe('The name of one that is compared.'),
    strategyWithoutMixing: z
      .string()
      .optional()
      .describe('If the two versions must not serve at the same time; absent: the same, or there is none.'),
    sentence: z.string(),
  })
  .readonly()
  .meta({ id: 'StrategyAdvice' });
export type StrategyAdvice = z.infer<typeof StrategyAdvice>;

export const ComparedWorkload = z
  .strictObject({
    object: ObjectReference,
    basePods: z.int().min(0),
    desiredPods: z.int().min(0),
    strategies: z.array(ComparedStrategy).readonly().describe('First as written.'),
    advice: StrategyAdvice.optional().describe('Absent where there is nothing to choose from.'),
    remarks: z.array(z.string()).readonly(),
  })
  .readonly()
  .meta({ id: 'ComparedWorkload' });
export type ComparedWorkload = z.infer<typeof ComparedWorkload>;

/** The strategies by which the workloads of a change can roll, side by side. Equal inputs give equal bytes. */
export const Comparison = z
  .strictObject({
    formatVersion: z.literal(formatVersion),
    tool: z.strictObject({ name: z.literal('rollcast'), version: z.string() }).readonly(),
    kubernetesVersion: z.string(),
    base: RevisionDescription,
    head: RevisionDescription,
    usesFacts: z.boolean().optional().describe('Facts of the live cluster were given.'),
    workloads: z.array(ComparedWorkload).readonly().describe('Those which get new pods in place of old ones.'),
    notComputed: z.array(NotComputed).readonly(),
  })
  .readonly()
  .meta({
    id: 'Comparison',
    title: 'Rollcast comparison',
    description: 'What each strategy would do to the workloads which a change rolls.',
  });
export type Comparison = z.infer<typeof Comparison>;
