import { z } from 'zod';
import { SourceLocation } from './source-location.ts';

const DiagnosticType = z.enum([
  'UnreadableYaml',
  'UnreadableFile',
  'DuplicateKey',
  'DuplicateObject',
  'InvalidObject',
  'LimitExceeded',
  'IgnoredText',
]);

/** Something about the input which a person should know. Never holds text of the input itself: it may be secret. */
export const Diagnostic = z
  .strictObject({
    type: DiagnosticType,
    message: z.string(),
    source: SourceLocation,
  })
  .readonly()
  .meta({ id: 'Diagnostic', description: 'A remark on the input: what is wrong, where, and what was done about it.' });
export type Diagnostic = z.infer<typeof Diagnostic>;
