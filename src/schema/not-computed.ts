import { z } from 'zod';
import { SourceLocation } from './source-location.ts';

export const NotComputedReason = z
  .enum([
    'BaseUnreadable',
    'HeadUnreadable',
    'BinaryOrEncrypted',
    'TooLarge',
    'NotAManifest',
    'Patch',
    'NeedsKustomize',
    'NotBuilt',
    'NotReferenced',
    'NeedsHelm',
    'NeedsTemplating',
    'NeedsGitOpsController',
    'NoIdentity',
    'AmbiguousIdentity',
    'ControllerNotForecast',
    'SymbolicLink',
    'Submodule',
    'TooManyRounds',
    'SimulationTooLong',
    'UnknownStrategy',
  ])
  .meta({ id: 'NotComputedReason' });
export type NotComputedReason = z.infer<typeof NotComputedReason>;

export const NotComputed = z
  .strictObject({
    what: z.string().describe('A file, a document or an object.'),
    reason: NotComputedReason,
    detail: z.string(),
    source: SourceLocation.optional(),
    linesChanged: z
      .strictObject({ added: z.int().min(0), removed: z.int().min(0) })
      .readonly()
      .optional(),
  })
  .readonly()
  .meta({ id: 'NotComputed', description: 'What could not be forecast, and why. Never the same as “no change”.' });
export type NotComputed = z.infer<typeof NotComputed>;
