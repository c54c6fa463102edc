import { z } from 'zod';
import { SourceLocation } from './source-location.ts';

/** A value as the plan shows it: JSON, masked where it may be secret, cut where it is long. */
export const ShownValue = z.json().meta({ id: 'ShownValue' });
export type ShownValue = z.infer<typeof ShownValue>;

export const FieldChange = z
  .strictObject({
    path: z
      .string()
      .describe('Kubernetes field path; items of keyed lists by key: spec.template.spec.containers[name=web].image'),
    type: z
      .enum(['Added', 'Removed', 'Changed', 'Reordered', 'SameMeaning'])
      .describe('SameMeaning: another spelling of the same value (a default written out, an equal quantity).'),
    before: ShownValue.optional(),
    after: ShownValue.optional(),
    source: SourceLocation.optional().describe('Of a built kustomization: the line which makes the difference.'),
    masked: z.boolean().optional().describe('The value may be secret: only the fact of the change is told.'),
  })
  .readonly()
  .meta({ id: 'FieldChange', description: 'One field which differs between base and head.' });
export type FieldChange = z.infer<typeof FieldChange>;
