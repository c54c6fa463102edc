import { z } from 'zod';

/** CPU and memory as canonical quantities ("2500m", "3Gi"). */
export const ResourceAmounts = z
  .strictObject({ cpu: z.string(), memory: z.string() })
  .readonly()
  .meta({ id: 'ResourceAmounts', description: 'Canonical quantities.' });
export type ResourceAmounts = z.infer<typeof ResourceAmounts>;
