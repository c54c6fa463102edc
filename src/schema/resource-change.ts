import { z } from 'zod';
import { Effect } from './effect.ts';
import { FieldChange } from './field-change.ts';
import { ObjectReference } from './object-reference.ts';
import { Rejection } from './rejection.ts';
import { SourceLocation } from './source-location.ts';

export const ResourceChange = z
  .strictObject({
    object: ObjectReference,
    action: z.enum(['create', 'update', 'delete']),
    effects: z.array(Effect).min(1).readonly(),
    fields: z.array(FieldChange).readonly(),
    fieldsOmitted: z.int().min(1).optional().describe('Changed fields beyond those listed.'),
    rejected: z.array(Rejection).readonly(),
    pairedWith: z
      .strictObject({ object: ObjectReference, reason: z.string() })
      .readonly()
      .optional()
      .describe('The object of the other revision which this one continues: a move, a rename, another hash suffix.'),
    source: SourceLocation,
    remarks: z.array(z.string()).readonly().optional().describe('What a reviewer would not expect, one sentence each.'),
    hunks: z
      .string()
      .optional()
      .describe('Unified text diff of the object, secrets masked; absent where it is too large.'),
  })
  .readonly()
  .meta({ id: 'ResourceChange', description: 'One object which differs, and what that does.' });
export type ResourceChange = z.infer<typeof ResourceChange>;
