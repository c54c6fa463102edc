import { z } from 'zod';

/** Why a request got no answer, as RFC 9457 has it. */
export const Problem = z
  .strictObject({
    type: z.literal('about:blank'),
    title: z.string(),
    status: z.int().min(400).max(599),
    detail: z.string().describe('What is wrong, and what to do.'),
    requestId: z.string().describe('Names the request in the log of the service.'),
    errors: z
      .array(z.strictObject({ path: z.string().describe('Where in the body.'), message: z.string() }).readonly())
      .readonly()
      .optional(),
  })
  .readonly()
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof Problem>;
