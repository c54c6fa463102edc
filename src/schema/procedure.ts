import { z } from 'zod';
import { ObjectReference } from './object-reference.ts';
import { ResourceAmounts } from './resource-amounts.ts';
import { Strategy } from './strategy.ts';
import { Generation } from './timeline.ts';

/** Credentials in it are masked, as everywhere in a plan. */
const Content = z.record(z.string(), z.json());

/** A file of a step: an object to create, or a patch of one that exists. */
export const StepFile = z
  .discriminatedUnion('type', [
    z.strictObject({ type: z.literal('Manifest'), object: ObjectReference, manifest: Content }),
    z.strictObject({
      type: z.literal('Patch'),
      object: ObjectReference,
      patchType: z.enum(['strategic', 'merge']).describe('As kubectl patch --type names it.'),
      patch: Content,
      manifest: Content.describe('The whole object after it: what a repository keeps.'),
    }),
    z.strictObject({ type: z.literal('Deletion'), object: ObjectReference }),
  ])
  .readonly()
  .meta({ id: 'StepFile' });
export type StepFile = z.infer<typeof StepFile>;

/** The cluster after a step has ended. */
export const StepState = z
  .strictObject({
    pods: z
      .array(
        z.strictObject({
          object: ObjectReference,
          version: Generation,
          pods: z.int().min(0),
          available: z.int().min(0),
        }),
      )
      .readonly(),
    endpoints: z
      .array(z.strictObject({ service: ObjectReference, version: Generation, ready: z.int().min(0) }))
      .readonly()
      .describe('Ready endpoints of each Service, by version.'),
    weights: z
      .array(z.strictObject({ route: ObjectReference, version: Generation, percent: z.number().min(0).max(100) }))
      .readonly(),
  })
  .readonly()
  .meta({ id: 'StepState' });
export type StepState = z.infer<typeof StepState>;

export const ProcedureStep = z
  .strictObject({
    number: z.int().min(1),
    title: z.string(),
    files: z.array(StepFile).readonly().describe('What is applied; nothing where the step only waits.'),
    commands: z.array(z.string()).readonly().describe('kubectl, in their order.'),
    verify: z.array(z.string()).readonly().describe('Commands which show that the step is done.'),
    undo: z
      .strictObject({ files: z.array(StepFile).readonly(), commands: z.array(z.string()).readonly() })
      .readonly()
      .describe('Gives back the exact former objects.'),
    waitsFor: z.enum(['Nothing', 'AvailablePods', 'Time', 'Person']).describe('What the step ends with.'),
    expectedSeconds: z.number().min(0).optional().describe('Absent: a person decides.'),
    isPointOfNoReturn: z.boolean().describe('After it the former version is not a command away any more.'),
    gitOps: z.string().describe('What a GitOps controller makes of doing this by hand, and what to commit instead.'),
    after: StepState,
  })
  .readonly()
  .meta({ id: 'ProcedureStep' });
export type ProcedureStep = z.infer<typeof ProcedureStep>;

const ServiceEndpoints = z
  .strictObject({ service: ObjectReference, before: z.int().min(0), floor: z.int().min(0), after: z.int().min(0) })
  .readonly();

/** All steps together, in the measures of any other forecast. What a person takes to decide counts as no time. */
export const ProcedureForecast = z
  .strictObject({
    floor: z.int().min(0).describe('Least available pods from the first step to the last.'),
    peakPods: z.int().min(0),
    peakPodsWithTerminating: z.int().min(0),
    peakRequests: ResourceAmounts,
    endpoints: z.array(ServiceEndpoints).readonly().describe('Of the Services in front.'),
    bestSeconds: z.number().min(0),
    expectedSeconds: z.number().min(0),
    worstSeconds: z.number().min(0),
  })
  .readonly()
  .meta({ id: 'ProcedureForecast' });
export type ProcedureForecast = z.infer<typeof ProcedureForecast>;

/** A chosen strategy, compiled for one workload and what stands in front of it. */
export const Procedure = z
  .strictObject({
    strategy: Strategy,
    name: z.string().describe('Of the strategy document.'),
    steps: z.array(ProcedureStep).readonly(),
    hidesCredentials: z
      .boolean()
      .describe('A credential in its files is masked, so they cannot be applied as they stand here.'),
    forecast: ProcedureForecast,
    remarks: z.array(z.string()).readonly(),
  })
  .readonly()
  .meta({ id: 'Procedure', description: 'The steps of a strategy, each with its files, commands and undo.' });
export type Procedure = z.infer<typeof Procedure>;
