import { z } from 'zod';
import { Strategy } from './strategy.ts';

/** A strategy which can be chosen by its name. */
export const NamedStrategy = z
  .strictObject({
    name: z.string(),
    summary: z.string().describe('One line.'),
    explanation: z.string().describe('The opening comment of its document: when to use it and when not.'),
    origin: z.enum(['Shipped', 'Repository']),
    strategy: Strategy,
    notes: z.array(z.string()).readonly().describe('What of the document is not followed, or otherwise than written.'),
  })
  .readonly()
  .meta({ id: 'NamedStrategy' });
export type NamedStrategy = z.infer<typeof NamedStrategy>;
