import { z } from 'zod';
import { ObjectReference } from './object-reference.ts';

const Labels = z.record(z.string(), z.string()).readonly();

const Selection = z
  .strictObject({ selector: Labels.optional(), workloads: z.array(ObjectReference).readonly() })
  .readonly()
  .meta({ id: 'TrafficSelection', description: 'A selector and the workloads whose pods it selects.' });

export const TrafficChange = z
  .strictObject({
    object: ObjectReference,
    before: Selection.optional(),
    after: Selection.optional(),
    endpoints: z
      .strictObject({ before: z.int().min(0), floor: z.int().min(0), after: z.int().min(0) })
      .readonly()
      .describe('Ready endpoints before, at the lowest moment, and at the end.'),
    switch: z
      .strictObject({
        before: Labels,
        after: Labels,
        windowSeconds: z
          .number()
          .min(0)
          .optional()
          .describe('How long no selected pod is ready; absent: it does not end by itself.'),
      })
      .readonly()
      .optional(),
    remarks: z.array(z.string()).readonly().optional().describe('What a reviewer would not expect, one sentence each.'),
  })
  .readonly()
  .meta({ id: 'TrafficChange', description: 'A Service and the pods behind it.' });
export type TrafficChange = z.infer<typeof TrafficChange>;
