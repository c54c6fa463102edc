import { z } from 'zod';

const IntOrPercent = z.union([z.int().min(0), z.string()]);

/** One step of a canary. Argo's one-key steps (`- setWeight: 20`) become these where a document is read. */
export const CanaryStep = z
  .discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('SetWeight'),
      weight: z.int().min(0).max(100).describe('Percent of the traffic.'),
    }),
    z.strictObject({
      type: z.literal('Pause'),
      durationSeconds: z.int().min(0).optional().describe('Absent: until a person goes on.'),
    }),
    z.strictObject({
      type: z.literal('SetCanaryScale'),
      replicas: z.int().min(0).optional(),
      weight: z.int().min(0).max(100).optional(),
      matchTrafficWeight: z.boolean().optional(),
    }),
    z.strictObject({ type: z.literal('Gate'), question: z.string().describe('What a person has to decide.') }),
  ])
  .readonly()
  .meta({ id: 'CanaryStep' });
export type CanaryStep = z.infer<typeof CanaryStep>;

/** How somebody wants a workload to get to its new version, in the words of Deployments and Argo Rollouts. */
export const Strategy = z
  .discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('RollingUpdate'),
      maxSurge: IntOrPercent.optional(),
      maxUnavailable: IntOrPercent.optional(),
    }),
    z.strictObject({ type: z.literal('Recreate') }),
    z.strictObject({
      type: z.literal('BlueGreen'),
      hasPreview: z.boolean().describe('A preview Service shows the new version before the switch.'),
      autoPromotionEnabled: z.boolean().describe('False: a person decides on the switch.'),
      autoPromotionSeconds: z.int().min(0).describe('How long the new version is looked at before the switch.'),
      scaleDownDelaySeconds: z.int().min(0).describe('How long the old version stays after the switch.'),
      previewReplicaCount: z.int().min(1).optional(),
    }),
    z.strictObject({
      type: z.literal('Canary'),
      routing: z
        .enum(['Replicas', 'GatewayApi', 'IngressNginx'])
        .describe('What splits the traffic: the number of pods, weights of an HTTPRoute, annotations of an Ingress.'),
      steps: z.array(CanaryStep).readonly(),
      scaleDownDelaySeconds: z.int().min(0),
    }),
  ])
  .readonly()
  .meta({ id: 'Strategy', description: 'How a workload gets to its new version.' });
export type Strategy = z.infer<typeof Strategy>;
