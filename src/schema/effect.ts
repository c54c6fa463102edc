import { z } from 'zod';
import { ObjectReference } from './object-reference.ts';

export const Hold = z.enum(['Paused', 'OnDelete', 'Partition']).meta({
  id: 'Hold',
  description: 'What keeps a new template from reaching the pods until somebody acts.',
});
export type Hold = z.infer<typeof Hold>;

export const ConfigReader = z
  .strictObject({
    object: ObjectReference,
    via: z.array(z.enum(['Env', 'EnvFrom', 'Volume', 'SubPath', 'ImagePullSecret'])).readonly(),
    sees: z
      .enum(['WithThisRollout', 'WhenTheKubeletSyncs', 'AtTheNextRestart', 'ByReloader', 'AtTheNextRun'])
      .describe('When a running pod of this workload sees the new content.'),
  })
  .readonly()
  .meta({ id: 'ConfigReader', description: 'A workload which reads a changed ConfigMap or Secret.' });
export type ConfigReader = z.infer<typeof ConfigReader>;

/** What a change does to the cluster. The order of the members is the order in which reports name them. */
export const Effect = z
  .discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('Rejected'),
      field: z.string(),
      reason: z.string(),
    }),
    z.strictObject({
      type: z.literal('Recreates'),
      reason: z.string(),
    }),
    z.strictObject({
      type: z.literal('RollsPods'),
      reason: z.string().describe('For people: which template fields differ.'),
      orderOnly: z
        .boolean()
        .describe('Nothing but the order or spelling differs: no new configuration, but every pod restarts.'),
      heldBy: Hold.optional(),
    }),
    z.strictObject({ type: z.literal('StartsPods'), replicas: z.int().min(0).optional() }),
    z.strictObject({ type: z.literal('StopsPods'), replicas: z.int().min(0).optional() }),
    z.strictObject({ type: z.literal('Scales'), from: z.int().min(0), to: z.int().min(0) }),
    z.strictObject({ type: z.literal('MovesTraffic'), reason: z.string() }),
    z.strictObject({ type: z.literal('ConfigReaches'), readers: z.array(ConfigReader).readonly() }),
    z.strictObject({
      type: z.literal('StrategyOnly'),
      reason: z.string(),
      releasesPods: z.boolean().optional().describe('It ends what may hold pods back: a pause, OnDelete, a partition.'),
    }),
    z
      .strictObject({ type: z.literal('NotForecast'), reason: z.string() })
      .describe('Another controller acts on the object, and what it makes of the change is not computed.'),
    z
      .strictObject({ type: z.literal('UpdatesObject') })
      .describe('The stored object changes; no pod restarts because of it.'),
    z.strictObject({ type: z.literal('NoEffect'), reason: z.string() }),
  ])
  .readonly()
  .meta({ id: 'Effect', description: 'What a change does to the cluster.' });
export type Effect = z.infer<typeof Effect>;
export type EffectType = Effect['type'];
