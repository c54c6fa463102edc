import { z } from 'zod';
import { Comparison } from '../schema/comparison.ts';

/** The JSON Schema (draft 2020-12) of a comparison; shared parts stand under `$defs` by their id. */
export function comparisonJsonSchema(): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(Comparison, { target: 'draft-2020-12' });
}
