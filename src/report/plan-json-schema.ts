import { z } from 'zod';
import { RolloutPlan } from '../schema/rollout-plan.ts';

/** The JSON Schema (draft 2020-12) of a plan; shared parts stand under `$defs` by their id. */
export function planJsonSchema(): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(RolloutPlan, { target: 'draft-2020-12' });
}
