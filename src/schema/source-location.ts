import { z } from 'zod';

export const SourceLocation = z
  .strictObject({
    path: z.string().describe('Path within the repository, with forward slashes.'),
    line: z.int().min(1).describe('Counted from 1.'),
    revision: z.enum(['base', 'head']).describe('The revision in which this line is found.'),
  })
  .readonly()
  .meta({ id: 'SourceLocation', description: 'A line of a file in git.' });
export type SourceLocation = z.infer<typeof SourceLocation>;
