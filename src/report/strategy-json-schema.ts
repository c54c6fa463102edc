import { z } from 'zod';
import { StrategyDocument } from '../schema/strategy-document.ts';

/** The JSON Schema (draft 2020-12) of a strategy document, for editors. */
export function strategyJsonSchema(): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(StrategyDocument, { target: 'draft-2020-12', io: 'input' });
}
