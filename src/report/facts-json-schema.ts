import { z } from 'zod';
import { Facts } from '../schema/facts.ts';

/** The JSON Schema (draft 2020-12) of what `--facts` takes: one List; a file may hold several. */
export function factsJsonSchema(): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(Facts, { target: 'draft-2020-12', io: 'input', unrepresentable: 'any' });
}
