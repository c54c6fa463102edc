import { z } from 'zod';
import { Diagnostic } from './diagnostic.ts';
import { Finding } from './finding.ts';
import { formatVersion } from './format-version.ts';
import { NotComputed } from './not-computed.ts';
import { ResourceAmounts } from './resource-amounts.ts';
import { ResourceChange } from './resource-change.ts';
import { WorkloadRollout } from './rollout.ts';
import { TrafficChange } from './traffic.ts';

export const RevisionDescription = z
  .strictObject({
    type: z.enum(['Commit', 'WorkingTree', 'Directory', 'Inline']),
    ref: z.string().optional().describe('As the user named it.'),
    isMissing: z.boolean().optional().describe('There is no such directory: it counts as empty.'),
    commit: z.string().optional().describe('Full SHA; of a working tree the commit it stands on.'),
  })
  .readonly()
  .meta({ id: 'RevisionDescription' });
export type RevisionDescription = z.infer<typeof RevisionDescription>;

/** The kustomizations which were built for a plan. */
const RenderedRoots = z
  .strictObject({
    renderer: z.string().describe('The program, with its version.'),
    roots: z
      .array(
        z
          .strictObject({
            path: z.string().describe('The directory of the kustomization, from the top; "." is the top.'),
            decidedBy: z
              .enum(['Settings', 'Unreferenced'])
              .describe('Why it is taken for one that is applied: the settings name it, or no other refers to it.'),
          })
          .readonly(),
      )
      .readonly(),
  })
  .readonly()
  .meta({ id: 'RenderedRoots', description: 'The kustomizations which the change reaches, built in both revisions.' });

export const PlanOutcome = z.enum(['Changed', 'Unchanged', 'Indeterminate']).meta({ id: 'PlanOutcome' });
export type PlanOutcome = z.infer<typeof PlanOutcome>;

export const PlanSummary = z
  .strictObject({
    workloadsRolling: z.int().min(0),
    workloadsScaling: z.int().min(0),
    trafficSwitches: z.int().min(0),
    rejected: z.int().min(0),
    findings: z
      .strictObject({ high: z.int().min(0), medium: z.int().min(0), low: z.int().min(0), info: z.int().min(0) })
      .readonly(),
    capacityFloorPercent: z
      .number()
      .min(0)
      .nullable()
      .describe('The least over what rolls or switches; null: nothing does.'),
    peakExtraPods: z.int().min(0).describe('As if every workload peaked at once: an upper bound.'),
    peakExtraRequests: ResourceAmounts,
  })
  .readonly()
  .meta({ id: 'PlanSummary' });
export type PlanSummary = z.infer<typeof PlanSummary>;

/**
 * The plan: what changes between two revisions and how the cluster gets from one to the other.
 * It holds no time stamp and no path of the machine, so equal inputs give equal bytes.
 */
export const RolloutPlan = z
  .strictObject({
    formatVersion: z.literal(formatVersion),
    tool: z.strictObject({ name: z.literal('rollcast'), version: z.string() }).readonly(),
    kubernetesVersion: z.string().describe('The target version whose rules were applied, "1.34".'),
    base: RevisionDescription,
    head: RevisionDescription,
    rendered: RenderedRoots.optional().describe('Absent: no kustomization was built.'),
    usesFacts: z.boolean().optional().describe('Facts of the live cluster were given.'),
    outcome: PlanOutcome,
    summary: PlanSummary,
    changes: z.array(ResourceChange).readonly(),
    rollouts: z.array(WorkloadRollout).readonly(),
    traffic: z.array(TrafficChange).readonly(),
    findings: z.array(Finding).readonly(),
    notComputed: z.array(NotComputed).readonly(),
    diagnostics: z.array(Diagnostic).readonly(),
    assumptions: z.array(z.string()).readonly(),
  })
  .readonly()
  .meta({
    id: 'RolloutPlan',
    title: 'Rollcast plan',
    description: 'What merging a change does to the cluster, step by step.',
  });
export type RolloutPlan = z.infer<typeof RolloutPlan>;
